import { sql } from 'kysely'
import { decodeCursor, mutate, read, requirePermission, toForwardPage, type Cx } from '../../accounts/index.ts'
import { system } from '../../platform/database/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { conflict, notFound } from '../../platform/problem.ts'
import { changeImport, findImport, planByKeys, type StoredImport, type Undone } from './queries/imports.ts'
import { countConsents, countMembers, countTraces, tracesOf, type Kept, type TraceKind } from './queries/trace.ts'
import { showImport, UNDO_DAYS, undoUntil } from './show.ts'
import { judge } from './undo-steps.ts'

/** So many of each kind are looked at for a preview; of a larger import it says how many that were. */
const LOOKED_AT = 5000
const KINDS: readonly TraceKind[] = ['contact', 'order', 'event', 'product', 'basket']

/** That an import can be taken back now, or why not. */
function requireUndoable(found: StoredImport, now: Date): void {
  if (found.state === 'undone') conflict('import_undone', 'This import was undone already.')
  if (found.state === 'undoing') conflict('import_undoing', 'This import is being undone.')
  if (found.started_at === null) conflict('import_not_begun', 'This import has written nothing, so there is nothing to undo.')
  if (found.state === 'running') conflict('import_busy', 'This import is running.', { hint: 'Stop it first, or wait for its end.' })
  const until = undoUntil(found)
  if (!until || until < now) conflict('import_undo_late', `An import can be undone for ${UNDO_DAYS} days; what is needed for it is not kept any longer.`)
}

/** What an undo would take away, put back, and leave, by kind. Nothing is written. */
export function previewUndo(cx: Cx, id: string) {
  requirePermission(cx, 'imports:write')
  // The machinery's role, whose look-ups go by key whatever the planner believes of the tables.
  return system(cx.db, 'undo preview', cx.workspace.id, async (tx) => {
    const found = (await findImport(tx, cx.workspace.id, id)) ?? notFound('import')
    requireUndoable(found, cx.now)
    await planByKeys(tx)
    const totals = await countTraces(tx, cx.workspace.id, id)
    const counts = []
    for (const kind of KINDS) {
      const total = totals.get(kind) ?? 0
      if (total === 0) continue
      const rows = await tracesOf(tx, cx.workspace.id, id, kind, LOOKED_AT)
      const { removed, restored, kept } = await judge(tx, cx.workspace.id, id, kind, rows)
      const why: Record<string, number> = {}
      for (const reason of kept.values()) why[reason] = (why[reason] ?? 0) + 1
      counts.push({ kind, total, looked_at: rows.length, removed: removed.length, restored: restored.length, kept: why })
    }
    const people = await countMembers(tx, cx.workspace.id, id)
    return { until: undoUntil(found)!, counts, people, consents: await countConsents(tx, cx.workspace.id, id, LOOKED_AT), complete: people <= LOOKED_AT && counts.every((each) => each.total === each.looked_at) }
  })
}

/** Begins to take an import back. It goes on by itself, also after a crash, until nothing is left to take back. */
export function undoImport(cx: Cx, id: string) {
  return mutate(cx, 'imports:write', async (tx, audit) => {
    const found = (await findImport(tx, cx.workspace.id, id, true)) ?? notFound('import')
    requireUndoable(found, cx.now)
    const traces = [...(await countTraces(tx, cx.workspace.id, id)).values()].reduce((sum, n) => sum + n, 0)
    const before = found.undo
    const undo: Undone = { from: found.state, began_at: (before ? new Date(before.began_at) : cx.now).toISOString(), total: (before?.done ?? 0) + traces + (await countMembers(tx, cx.workspace.id, id)), done: before?.done ?? 0, removed: before?.removed ?? {}, restored: before?.restored ?? {}, kept: before?.kept ?? {}, consents: before?.consents ?? 0 }
    await changeImport(tx, cx.workspace.id, id, { state: 'undoing', undo, error: null })
    await enqueue(tx, 'imports.undo', { workspace_id: cx.workspace.id, payload: { import_id: id }, key: `import ${id}` })
    audit('import', id, { kind: found.kind, file_name: found.file_name })
    return showImport((await findImport(tx, cx.workspace.id, id))!)
  })
}

/** What an undo left, with the reason of each. */
export function listKept(cx: Cx, id: string, query: { limit?: number; after?: string }) {
  return read(cx, 'contacts:read', async (tx) => {
    if (!(await findImport(tx, cx.workspace.id, id))) notFound('import')
    const after = decodeCursor(query.after, 2)
    const { rows } = await sql<Kept>`
      select t.kind, t.ref, t.contact_id, coalesce(case when t.kind = 'product' then (select x.name from product x where x.workspace_id = t.workspace_id and x.external_id = t.ref) end, p.name, nullif(concat_ws(' ', p.given_name, p.family_name), ''),
        (select i.value from identity i where i.workspace_id = c.workspace_id and i.contact_id = c.id and i.kind <> 'anonymous_id' order by i.id limit 1)) as name, t.kept as reason
      from import_trace t left join contact c on c.workspace_id = t.workspace_id and c.id = t.contact_id left join contact p on p.workspace_id = c.workspace_id and p.id = c.person_id
      where t.workspace_id = ${cx.workspace.id} and t.import_id = ${id} and t.kept is not null ${after ? sql`and (t.kind, t.ref) > (${String(after[0])}, ${String(after[1])})` : sql``} order by t.kind, t.ref limit ${sql.lit((query.limit ?? 50) + 1)}`.execute(tx)
    return toForwardPage(rows, query, (row) => [row.kind, row.ref])
  })
}
