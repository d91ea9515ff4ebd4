import { sql } from 'kysely'
import type { SystemTx } from '../../platform/database/index.ts'
import { addDeltas, reasonKey, type Delta } from './counters.ts'

export type Reaching = { workspace_id: string; bucket: string; message_id: string; step: number; medium: string; at: Date }

type Reached = { workspace_id: string; run_id: string | null; before: string; before_reason: string | null; late: boolean }

/**
 * Ends messages as reached. `reached` outweighs every other end, so the order of receipts does not matter. A next
 * hand-over that has not started is withdrawn; when one has, this success is late and both prices count.
 */
export async function reach(tx: SystemTx, reaching: Reaching[], now: Date): Promise<void> {
  if (reaching.length === 0) return
  const first = [...new Map(reaching.toReversed().map((each) => [each.message_id, each])).values()]
  const given = sql`unnest(${first.map((r) => r.workspace_id)}::text[], ${first.map((r) => r.bucket)}::date[], ${first.map((r) => r.message_id)}::text[], ${first.map((r) => r.step)}::int[], ${first.map((r) => r.medium)}::text[])
    as g (workspace_id, bucket, id, step, medium)`
  const { rows } = await sql<Reached>`
    with locked as materialized (
      select m.workspace_id, m.bucket, m.id, m.run_id, m.person_id, m.state as before, m.reason as before_reason, g.step, g.medium from ${given}
      join message m on m.workspace_id = g.workspace_id and m.bucket = g.bucket and m.id = g.id and m.state <> 'reached' order by m.id for update of m),
    withdrawn as (delete from queue_item q using locked l where q.workspace_id = l.workspace_id and q.person_id = l.person_id and q.message_id = l.id),
    late as (
      update attempt a set late = true from locked l where a.workspace_id = l.workspace_id and a.bucket = l.bucket and a.message_id = l.id and a.step = l.step and a.medium = l.medium
        and exists (select from attempt n where n.workspace_id = l.workspace_id and n.bucket = l.bucket and n.message_id = l.id and n.step > l.step)
      returning a.message_id),
    ended as (
      update message m set state = 'reached', reason = null, detail = null, reached_step = l.step, reached_medium = l.medium, finished_at = ${now} from locked l
      where m.workspace_id = l.workspace_id and m.bucket = l.bucket and m.id = l.id)
    select workspace_id, run_id, before, before_reason, exists (select from late where late.message_id = locked.id) as late from locked`.execute(tx)
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
