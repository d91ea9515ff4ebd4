import { sql } from 'kysely'
import { pgArray, type SystemTx } from '../../platform/database/index.ts'
import { addDeltas, reasonKey, type Delta } from './counters.ts'

type Key = { workspace_id: string; bucket: string; message_id: string }

/** What acceptances and receipts change of a message: marks that are new, what was charged with them, and the step and medium by which it is reached. */
export type Touch = Key & { reached?: { step: number; medium: string }; charged_micro?: number; delivered_at?: Date | null; read_at?: Date | null; clicked_at?: Date | null; replied_at?: Date | null }

type Reached = Key & { run_id: string | null; before: string; before_reason: string | null; step: number; medium: string; moved_on: boolean }

const MARKS = ['delivered_at', 'read_at', 'clicked_at', 'replied_at'] as const

/** One of each message: it is one row, and each write of it costs. The first success counts, and the earliest of each mark. */
function join(touches: Touch[]): Touch[] {
  const joined = new Map<string, Touch>()
  for (const each of touches) {
    const before = joined.get(each.message_id)
    if (!before) {
      joined.set(each.message_id, { ...each })
      continue
    }
    before.charged_micro = (before.charged_micro ?? 0) + (each.charged_micro ?? 0)
    if (!before.reached && each.reached) before.reached = each.reached
    for (const mark of MARKS) {
      const at = each[mark]
      const earlier = before[mark]
      if (at && (!earlier || at < earlier)) before[mark] = at
    }
  }
  return [...joined.values()].toSorted((a, b) => (a.message_id < b.message_id ? -1 : 1))
}

/**
 * Writes marks and prices, and ends messages as reached. `reached` outweighs every other end, so the order of receipts
 * does not matter. A next hand-over that has not started is withdrawn; when one has, this success is late and both
 * prices count. `deltas` are what the caller counts beside it: they are written with those of the ends.
 */
export async function touchMessages(tx: SystemTx, touches: Touch[], deltas: Delta[], now: Date): Promise<void> {
  const given = join(touches)
  if (given.length === 0) return addDeltas(tx, deltas)
  const column = (of: (touch: Touch) => string | number | Date | null | undefined) => pgArray(given.map((each) => of(each) ?? null))
  const { rows } = await sql<Reached>`
    with locked as materialized (
      select m.workspace_id, m.bucket, m.id, m.run_id, m.person_id, m.state as before, m.reason as before_reason, m.step as at_step, g.step, g.medium, g.price, g.delivered_at, g.read_at, g.clicked_at, g.replied_at, g.step is not null and m.state <> 'reached' as ends
      from unnest(${column((t) => t.workspace_id)}::text[], ${column((t) => t.bucket)}::date[], ${column((t) => t.message_id)}::text[], ${column((t) => t.reached?.step)}::int[], ${column((t) => t.reached?.medium)}::text[], ${column((t) => t.charged_micro ?? 0)}::bigint[],
        ${column((t) => t.delivered_at)}::timestamptz[], ${column((t) => t.read_at)}::timestamptz[], ${column((t) => t.clicked_at)}::timestamptz[], ${column((t) => t.replied_at)}::timestamptz[]) as g (workspace_id, bucket, id, step, medium, price, delivered_at, read_at, clicked_at, replied_at)
      join message m on m.workspace_id = g.workspace_id and m.bucket = g.bucket and m.id = g.id order by m.id for update of m),
    withdrawn as (delete from queue_item q using locked l where l.ends and q.workspace_id = l.workspace_id and q.person_id = l.person_id and q.message_id = l.id),
    changed as (
      update message m set price_micro = m.price_micro + l.price, delivered_at = coalesce(m.delivered_at, l.delivered_at), read_at = coalesce(m.read_at, l.read_at), clicked_at = coalesce(m.clicked_at, l.clicked_at), replied_at = coalesce(m.replied_at, l.replied_at),
        state = case when l.ends then 'reached' else m.state end, reason = case when l.ends then null else m.reason end, detail = case when l.ends then null else m.detail end,
        reached_step = case when l.ends then l.step else m.reached_step end, reached_medium = case when l.ends then l.medium else m.reached_medium end, finished_at = case when l.ends then ${now}::timestamptz else m.finished_at end
      from locked l where m.workspace_id = l.workspace_id and m.bucket = l.bucket and m.id = l.id
        and (l.ends or l.price <> 0 or coalesce(l.delivered_at, l.read_at, l.clicked_at, l.replied_at) is not null))
    select workspace_id, bucket, id as message_id, run_id, before, before_reason, step, medium, at_step > step as moved_on from locked where ends`.execute(tx)
  const late = await markLate(tx, rows.filter((row) => row.moved_on))
  await addDeltas(tx, [...deltas, ...rows.flatMap((row): Delta[] => {
    if (!row.run_id) return []
    const common = { workspace_id: row.workspace_id, run_id: row.run_id, step: -1, medium: '' }
    return [
      { ...common, key: 'reached', n: 1 },
      ...(row.before === 'waiting' ? [] : [{ ...common, key: row.before, n: -1 }, { ...common, key: reasonKey(row.before, row.before_reason), n: -1 }]),
      ...(late.has(row.message_id) ? [{ ...common, key: 'late', n: 1 }] : []),
    ]
  })])
}

/** Marks the attempts of these successes as late whose message has been handed over at a later step; returns those messages. */
async function markLate(tx: SystemTx, reached: Reached[]): Promise<Set<string>> {
  if (reached.length === 0) return new Set()
  const { rows } = await sql<{ message_id: string }>`
    update attempt a set late = true
    from unnest(${pgArray(reached.map((r) => r.workspace_id))}::text[], ${pgArray(reached.map((r) => r.bucket))}::date[], ${pgArray(reached.map((r) => r.message_id))}::text[], ${pgArray(reached.map((r) => r.step))}::int[], ${pgArray(reached.map((r) => r.medium))}::text[]) as l (workspace_id, bucket, message_id, step, medium)
    where a.workspace_id = l.workspace_id and a.bucket = l.bucket and a.message_id = l.message_id and a.step = l.step and a.medium = l.medium
      and exists (select from attempt n where n.workspace_id = l.workspace_id and n.bucket = l.bucket and n.message_id = l.message_id and n.step > l.step)
    returning a.message_id`.execute(tx)
  return new Set(rows.map((row) => row.message_id))
}
