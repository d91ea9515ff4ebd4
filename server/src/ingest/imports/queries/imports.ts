import { sql } from 'kysely'
import { pgArray, type Database, type SystemTx, type Tx, type WorkspaceTx } from '../../../platform/database/index.ts'
import type { ImportKind, ImportState, PreviewedRow, Reached, Settings, SniffedFile, Tallied } from '../contract.ts'

export type Counts = { dry: Tallied | null; preview: PreviewedRow[] | null; run: Tallied | null; reach: Reached | null }
export const NO_COUNTS: Counts = { dry: null, preview: null, run: null, reach: null }

/** How far an import is taken back: what went, what was put back, what stayed and why ("contact.bought"). */
export type Undone = { from: ImportState; began_at: string; ended_at?: string; total: number; done: number; removed: Record<string, number>; restored: Record<string, number>; kept: Record<string, number>; consents: number }

export type StoredImport = {
  id: string; kind: ImportKind; file_name: string; file_size_bytes: number; blob: string; state: ImportState; cancel_requested: boolean; sniffed: SniffedFile; settings: Settings | null
  rows_done: number; rows_total: number | null; counts: Counts; error: string | null; created_by: string; created_at: Date; started_at: Date | null; finished_at: Date | null; traced: boolean; undo: Undone | null
}

/**
 * Every join of a batch is a look-up of some thousand keys. While the tables are of middling size the planner would rather
 * read them whole, at each batch anew: 50 ms for the owners at 90,000 identities, and growing with the import itself.
 */
export async function planByKeys(tx: SystemTx): Promise<void> {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`.execute(tx)
}

/**
 * Tells the planner that the tables have grown, as their owner. The first import of a workspace begins on empty ones, and
 * until autovacuum looked, a minute later, the planner takes any index of a table for as good as the key: consents of a
 * batch of 1,000 took 1.1 s in place of 25 ms.
 */
export async function refreshStatistics(db: Database): Promise<void> {
  await db.pools.owner.query('analyze contact, identity, endpoint, contact_trait, contact_tag, consent_state, import_contact, import_trace, purchase, purchase_sum, product, product_interest')
}

/** PostgreSQL's jsonb holds no zero byte and no half of a surrogate pair: in samples and reports they show as the replacement sign. */
const storable = (cell: string) => cell.toWellFormed().replaceAll('\0', '\uFFFD')
const json = (value: unknown) => JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? storable(each) : each))

const columns = sql`id, kind, file_name, file_size_bytes, blob, state, cancel_requested, sniffed, settings, rows_done, rows_total, counts, error, created_by, created_at, started_at, finished_at, traced, undo`

export async function findImport(tx: Tx, workspace_id: string, id: string, lock = false): Promise<StoredImport | undefined> {
  const { rows } = await sql<StoredImport>`select ${columns} from "import" where workspace_id = ${workspace_id} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx)
  return rows[0]
}

export async function insertImport(tx: WorkspaceTx, workspace_id: string, row: Pick<StoredImport, 'id' | 'kind' | 'file_name' | 'file_size_bytes' | 'blob' | 'sniffed' | 'created_by' | 'created_at'> & { header_key: Buffer | null }): Promise<void> {
  await tx.insertInto('import').values({
    workspace_id, ...row, sniffed: json(row.sniffed), counts: JSON.stringify(NO_COUNTS), state: 'uploaded', rows_total: row.sniffed.rows_estimate,
  }).execute()
}

export async function listImportRows(tx: WorkspaceTx, edge: { created_at: string; id: string; newer: boolean } | undefined, limit: number) {
  const seek = edge ? sql`where (created_at, id) ${edge.newer ? sql`>` : sql`<`} (${edge.created_at}::timestamptz, ${edge.id})` : sql``
  const direction = edge?.newer ? sql`asc` : sql`desc`
  const { rows } = await sql<Omit<StoredImport, 'counts' | 'blob' | 'sniffed' | 'settings' | 'traced' | 'undo'> & { run: Tallied | null }>`
    select id, kind, file_name, file_size_bytes, state, rows_done, rows_total, nullif(counts -> 'run', 'null'::jsonb) as run, error, created_by, created_at, started_at, finished_at
    from "import" ${seek} order by created_at ${direction}, id ${direction} limit ${sql.lit(limit)}`.execute(tx)
  return rows
}

/** The import begun last, other than this one, whose file had the same columns. */
export async function findSameHeaders(tx: Tx, workspace_id: string, id: string) {
  const { rows } = await sql<{ id: string; file_name: string; started_at: Date; settings: Settings }>`
    select last.id, last.file_name, last.started_at, last.settings from "import" this
      join "import" last on last.workspace_id = this.workspace_id and last.header_key = this.header_key and last.kind = this.kind and last.id <> this.id and last.started_at is not null and last.settings is not null
    where this.workspace_id = ${workspace_id} and this.id = ${id} order by last.started_at desc limit 1`.execute(tx)
  return rows[0]
}

type Change = Partial<Pick<StoredImport, 'kind' | 'state' | 'cancel_requested' | 'rows_done' | 'rows_total' | 'error' | 'started_at' | 'finished_at' | 'sniffed' | 'settings' | 'counts' | 'traced' | 'undo'>> & { header_key?: Buffer | null }

export async function changeImport(tx: Tx, workspace_id: string, id: string, change: Change): Promise<void> {
  const { sniffed, settings, counts, undo, ...rest } = change
  await tx.updateTable('import').where('workspace_id', '=', workspace_id).where('id', '=', id)
    .set({ ...rest, ...(sniffed === undefined ? {} : { sniffed: json(sniffed) }), ...(settings === undefined ? {} : { settings: json(settings) }), ...(counts === undefined ? {} : { counts: json(counts) }), ...(undo === undefined ? {} : { undo: json(undo) }) }).execute()
}

/**
 * Moves the progress on, from exactly where this worker believes it is: whoever works on the same import a second time
 * (a process that was taken for dead) finds no row and undoes its batch. Says whether somebody wants it to stop.
 */
export async function advance(tx: SystemTx, workspace_id: string, id: string, state: ImportState, from: number, to: number, counts?: Counts): Promise<{ cancel_requested: boolean } | undefined> {
  const { rows } = await sql<{ cancel_requested: boolean }>`
    update "import" set rows_done = ${to} ${counts ? sql`, counts = ${json(counts)}::jsonb` : sql``}
    where workspace_id = ${workspace_id} and id = ${id} and state = ${state} and rows_done = ${from} returning cancel_requested`.execute(tx)
  return rows[0]
}

export async function insertMembers(tx: SystemTx, workspace_id: string, import_id: string, contact_ids: string[]): Promise<void> {
  if (contact_ids.length === 0) return
  await sql`insert into import_contact (workspace_id, import_id, contact_id)
    select ${workspace_id}, ${import_id}, id from unnest(${pgArray(contact_ids)}::text[]) as r (id) on conflict do nothing`.execute(tx)
}

export type StoredRefusal = { row: number; code: string; message: string; place: string | null; cells: string[] }

export async function insertRefusals(tx: SystemTx, workspace_id: string, import_id: string, rows: StoredRefusal[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into import_refusal (workspace_id, import_id, row, code, message, place, cells)
    select ${workspace_id}, ${import_id}, r.row, r.code, r.message, r.place, r.cells::jsonb
    from unnest(${pgArray(rows.map((r) => r.row))}::bigint[], ${pgArray(rows.map((r) => r.code))}::text[], ${pgArray(rows.map((r) => storable(r.message)))}::text[], ${pgArray(rows.map((r) => r.place))}::text[], ${pgArray(rows.map((r) => JSON.stringify(r.cells.slice(0, 250).map(storable))))}::text[]) as r (row, code, message, place, cells)
    on conflict do nothing`.execute(tx)
}

export async function readRefusals(tx: WorkspaceTx, import_id: string, after: number, limit: number): Promise<StoredRefusal[]> {
  const { rows } = await sql<StoredRefusal>`select row, code, message, place, cells from import_refusal where import_id = ${import_id} and row > ${after} order by row limit ${sql.lit(limit)}`.execute(tx)
  return rows
}

export async function topicExists(tx: Tx, workspace_id: string, id: string): Promise<boolean> {
  return (await tx.selectFrom('topic').select('id').where('workspace_id', '=', workspace_id).where('id', '=', id).where('archived_at', 'is', null).executeTakeFirst()) !== undefined
}

/** Rows of a run in progress that were refused by what is stored, not by what they say. */
export async function readRefusedRows(tx: SystemTx, workspace_id: string, import_id: string): Promise<Set<number>> {
  const { rows } = await sql<{ row: number }>`select row from import_refusal where workspace_id = ${workspace_id} and import_id = ${import_id} and code in ('identity_conflict', 'contact_unknown', 'row_refused', 'order_incomplete', 'order_too_long', 'identity_missing', 'time_missing', 'total_missing')`.execute(tx)
  return new Set(rows.map((each) => each.row))
}
