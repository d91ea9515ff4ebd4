import { sql } from 'kysely'
import type { SystemTx } from '../../platform/database/index.ts'
import { addDeltas, reasonKey, type Delta } from './counters.ts'

export type Reaching = { workspace_id: string; bucket: string; message_id: string; step: number; medium: string; at: Date; /** what the hand-over cost, where it is charged with this */ charged_micro?: number }

type Reached = { workspace_id: string; run_id: string | null; before: string; before_reason: string | null; late: boolean }

/**
 * Ends messages as reached. `reached` outweighs every other end, so the order of receipts does not matter. A next
 * hand-over that has not started is withdrawn; when one has, this success is late and both prices count. What was charged
 * is written with the end: a message is one row, and each write of it costs.
 */
export async function reach(tx: SystemTx, reaching: Reaching[], now: Date): Promise<void> {
  if (reaching.length === 0) return
  const first = [...new Map(reaching.toReversed().map((each) => [each.message_id, each])).values()]
  const charged = new Map<string, number>()
  for (const { message_id, charged_micro = 0 } of reaching) charged.set(message_id, (charged.get(message_id) ?? 0) + charged_micro)
  const given = sql`unnest(${first.map((r) => r.workspace_id)}::text[], ${first.map((r) => r.bucket)}::date[], ${first.map((r) => r.message_id)}::text[], ${first.map((r) => r.step)}::int[], ${first.map((r) => r.medium)}::text[], ${first.map((r) => charged.get(r.message_id)!)}::bigint[])
    as g (workspace_id, bucket, id, step, medium, price)`
  const { rows } = await sql<Reached>`
    with locked as materialized (
      select m.workspace_id, m.bucket, m.id, m.run_id, m.person_id, m.state as before, m.reason as before_reason, g.step, g.medium, g.price from ${given}
      join message m on m.workspace_id = g.workspace_id and m.bucket = g.bucket and m.id = g.id order by m.id for update of m),
    open as materialized (select * from locked where before <> 'reached'),
    withdrawn as (delete from queue_item q using open l where q.workspace_id = l.workspace_id and q.person_id = l.person_id and q.message_id = l.id),
    late as (
      update attempt a set late = true from open l where a.workspace_id = l.workspace_id and a.bucket = l.bucket and a.message_id = l.id and a.step = l.step and a.medium = l.medium
        and exists (select from attempt n where n.workspace_id = l.workspace_id and n.bucket = l.bucket and n.message_id = l.id and n.step > l.step)
      returning a.message_id),
    ended as (
      update message m set price_micro = m.price_micro + l.price, state = 'reached', reason = null, detail = null,
        reached_step = case l.before when 'reached' then m.reached_step else l.step end, reached_medium = case l.before when 'reached' then m.reached_medium else l.medium end,
        finished_at = case l.before when 'reached' then m.finished_at else ${now}::timestamptz end
      from locked l where (l.before <> 'reached' or l.price <> 0) and m.workspace_id = l.workspace_id and m.bucket = l.bucket and m.id = l.id)
    select workspace_id, run_id, before, before_reason, exists (select from late where late.message_id = open.id) as late from open`.execute(tx)
  await addDeltas(tx, rows.flatMap((row): Delta[] => {
    if (!row.run_id) return []
    const common = { workspace_id: row.workspace_id, run_id: row.run_id, step: -1, medium: '' }
    return [
      { ...common, key: 'reached', n: 1 },
      ...(row.before === 'waiting' ? [] : [{ ...common, key: row.before, n: -1 }, { ...common, key: reasonKey(row.before, row.before_reason), n: -1 }]),
      ...(row.late ? [{ ...common, key: 'late', n: 1 }] : []),
    ]
  }))
}
