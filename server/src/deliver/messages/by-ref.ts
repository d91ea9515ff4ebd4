import { sql } from 'kysely'
import { pgArray, systemPrepared, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { applyReceipts, attemptsByRef, lockAttempts, type Receipt } from './apply.ts'

type ByRef = { workspace_id: string; bucket: string; attempt_id: string; connection_id: string; provider_ref: string }

/** Of those that wait, the newest are looked at each time and all of them once a minute: most of the old are nobody's, and stay. */
const NEWEST = 2000
const ALL_MS = 60_000
let all_at = Number.NEGATIVE_INFINITY

/** Keeps by which reference a provider will speak of these hand-overs. */
export async function keepRefs(tx: SystemTx, rows: ByRef[]): Promise<void> {
  if (rows.length === 0) return
  const column = (of: (row: ByRef) => string) => pgArray(rows.map(of))
  await sql`insert into attempt_by_ref (connection_id, provider_ref, workspace_id, bucket, attempt_id)
    select * from unnest(${column((r) => r.connection_id)}::text[], ${column((r) => r.provider_ref)}::text[], ${column((r) => r.workspace_id)}::text[], ${column((r) => r.bucket)}::date[], ${column((r) => r.attempt_id)}::text[])`.execute(tx)
}

/** Receipts that overtook our own record waited for it; they are applied the moment the reference is known. */
export async function applyEarlyReceipts(house: House, tx: SystemTx, refs: Pick<ByRef, 'connection_id' | 'provider_ref'>[], now: Date): Promise<void> {
  const connection_id = refs[0]?.connection_id
  if (!connection_id) return
  const { rows } = await sql<{ provider_ref: string; body: Receipt & { at: string } }>`
    delete from receipt_waiting where connection_id = ${connection_id} and provider_ref = any (${pgArray(refs.map((each) => each.provider_ref))}::text[]) returning provider_ref, body`.execute(tx)
  if (rows.length === 0) return
  await applyByRef(house, tx, connection_id, rows.map((row) => ({ provider_ref: row.provider_ref, receipt: { ...row.body, at: new Date(row.body.at) } })), now)
}

/**
 * Applies receipts that waited and whose hand-over is on record by now: a receipt and its hand-over that are written at
 * the same moment do not see one another, and this finds them. Not by their time: the clock may have been put right since.
 * Returns how many.
 */
export function applyWaiting(house: House): Promise<number> {
  const now = house.clock()
  const all = performance.now() - all_at > ALL_MS
  if (all) all_at = performance.now()
  return systemPrepared(house.db, 'waiting receipts', 'all', async (tx) => {
    const { rows } = await sql<{ connection_id: string; provider_ref: string; body: Receipt & { at: string } }>`
      delete from receipt_waiting where id = any (array(
        select w.id from receipt_waiting w where ${all ? sql`true` : sql`w.id > (select coalesce(max(id), 0) - ${NEWEST} from receipt_waiting)`}
          and exists (select from attempt_by_ref r where r.connection_id = w.connection_id and r.provider_ref = w.provider_ref) order by w.id limit 1000 for update skip locked))
      returning connection_id, provider_ref, body`.execute(tx)
    for (const [connection_id, group] of Map.groupBy(rows, (row) => row.connection_id)) {
      await applyByRef(house, tx, connection_id, group.map((row) => ({ provider_ref: row.provider_ref, receipt: { ...row.body, at: new Date(row.body.at) } })), now)
    }
    return rows.length
  })
}

/** Applies receipts by the provider's reference; those nobody is known for yet are kept for when it is. */
export async function applyByRef(house: House, tx: SystemTx, connection_id: string, receipts: { provider_ref: string; receipt: Receipt }[], now: Date): Promise<void> {
  const locked = await lockAttempts(tx, attemptsByRef(connection_id, receipts.map((each) => each.provider_ref)))
  const attempts = Map.groupBy(locked, (row) => row.provider_ref)
  const early = receipts.filter((each) => !attempts.has(each.provider_ref))
  if (early.length > 0) {
    await sql`insert into receipt_waiting (workspace_id, connection_id, provider_ref, body, received_at)
      select c.workspace_id, c.id, r.ref, r.body::jsonb, ${now} from connection c, unnest(${pgArray(early.map((each) => each.provider_ref))}::text[], ${pgArray(early.map((each) => JSON.stringify(each.receipt)))}::text[]) as r (ref, body) where c.id = ${connection_id}`.execute(tx)
  }
  await applyReceipts(house, tx, // One letter may have carried several.
    receipts.flatMap((each) => (attempts.get(each.provider_ref) ?? []).map((attempt) => ({ attempt, receipt: each.receipt }))), now)
}
