import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { releaseEnded } from '../frequency/index.ts'
import { addDeltas, reasonKey, type Delta } from './counters.ts'
import { decide, onePlan, waysAt } from './plan.ts'
import { plansOf } from './run-plans.ts'

/**
 * A message that leaves its step, and what it becomes when no step is left. With `stay` it does not leave but takes up
 * the step it is at, as at its hour of sending; then the reason is why no way is open.
 */
export type Leaving = { workspace_id: string; bucket: string; message_id: string; step: number; /** where the caller knows it: then its plan is read once for all of the run */ run_id?: string | null; stay?: boolean; end: 'failed' | 'unknown' | 'reached' | 'skipped'; reason: string; detail?: string }

type Moved = { workspace_id: string; bucket: string; run_id: string | null; message_id: string; step: number | null; end: string; reason: string; reached_medium: string | null }

/**
 * Moves messages to their next possible step, or ends them, set-based. The row of the message is the judge: only one
 * that still waits at the step it is said to leave moves, so a limit and a receipt that race move it once.
 */
export async function leaveStep(tx: Tx, leaving: Leaving[], now: Date): Promise<void> {
  if (leaving.length === 0) return
  const planOf = await plansOf(tx, leaving.map(({ workspace_id, run_id = null }) => ({ workspace_id, run_id })))
  for (const rows of Map.groupBy(leaving, (each) => `${each.workspace_id} ${each.run_id ?? ''}`).values()) await leaveStepIn(tx, rows[0]!.workspace_id, rows, planOf(rows[0]!.run_id ?? null), now)
}

async function leaveStepIn(tx: Tx, workspace_id: string, rows: Leaving[], plan: Parameters<typeof onePlan>[0] | undefined, now: Date): Promise<void> {
  const column = (of: (row: Leaving) => string | number | null) => pgArray(rows.map(of))
  const given = sql`unnest(${column((r) => r.bucket)}::date[], ${column((r) => r.message_id)}::text[], ${column((r) => r.step)}::int[], ${column((r) => r.end)}::text[], ${column((r) => r.reason)}::text[], ${column((r) => r.detail ?? null)}::text[], ${column((r) => String(r.stay ?? false))}::boolean[])
    as g (bucket, id, step, "end", reason, detail, stay)`
  const tables = plan && onePlan(plan)
  const { rows: moved } = await sql<Moved>`
    with ${tables ? sql`${tables.ctes},` : sql``} locked as materialized (
      select m.workspace_id, m.bucket, m.id, m.run_id, m.contact_id, m.person_id, m.class, m.topic_id, m.step, m.valid_until, g."end", g.reason as why, g.detail as why_detail, g.stay, coalesce(r.state, 'sending') as run_state,
        m.step + case when g.stay then 0 else 1 end as from_step ${tables ? sql`` : sql`, coalesce(m.cascade, r.plan) -> 'steps' as steps, coalesce(m.cascade, r.plan) -> 'routes' as routes`}
      from ${given} join message m on m.workspace_id = ${workspace_id} and m.bucket = g.bucket and m.id = g.id and m.step = g.step and m.state = 'waiting'
      left join run r on r.workspace_id = m.workspace_id and r.id = m.run_id order by m.id for update of m),
    decided as materialized (
      select l.*, d.step as next_step, coalesce(d.ways, '[]') as ways, coalesce(d.skips, '[]') as next_skips, d.reason as no_way
      from locked l
      left join lateral ${decide(sql`${workspace_id}`, 'l', now, tables)} d on not (l.valid_until is not null and l.valid_until <= ${now}) and l.run_state <> 'stopped'),
    changed as (
      update message m set step = coalesce(l.next_step, m.step), 
        -- A step that is taken up anew says anew why its ways are closed.
        skips = case when l.stay then coalesce((select jsonb_agg(x) from jsonb_array_elements(m.skips) x where (x ->> 'step')::int < m.step), '[]') else m.skips end || l.next_skips,
        state = case when l.next_step is null then l."end" else 'waiting' end, reason = case when l.next_step is null then case when l.stay and l.valid_until <= ${now} then 'expired' when l.stay then coalesce(l.no_way, l.why) else l.why end end,
        detail = case when l.next_step is null then l.why_detail end, reached_step = case when l.next_step is null and l."end" = 'reached' then m.step end,
        reached_medium = case when l.next_step is null and l."end" = 'reached' then (select min(a.medium) from attempt a where a.workspace_id = m.workspace_id and a.bucket = m.bucket and a.message_id = m.id and a.step = m.step and a.state = 'accepted') end,
        finished_at = case when l.next_step is null then ${now}::timestamptz end
      from decided l where m.workspace_id = ${workspace_id} and m.bucket = l.bucket and m.id = l.id
      returning m.workspace_id, m.bucket, m.run_id, m.id as message_id, l.next_step as step, l."end", coalesce(m.reason, '') as reason, m.reached_medium),
    queued as (
      insert into queue_item (workspace_id, connection_id, lane, bucket, message_id, run_id, contact_id, person_id, class, topic_id, medium, endpoint_id, address, sender_id, step, try, price_micro, per, charged_on, ready_at)
      select ${workspace_id}, w.connection_id, case when l.class = 'marketing' then 1 else 0 end, l.bucket, l.id, l.run_id, l.contact_id, l.person_id, l.class, l.topic_id, w.medium, w.endpoint_id, w.address, w.sender_id, w.step, 1, w.price_micro, w.per, w.charged_on, ${now}
      from decided l cross join lateral ${waysAt('l')} where w.step = l.next_step)
    select workspace_id, bucket, run_id, message_id, step, "end", reason, reached_medium from changed`.execute(tx)
  await releaseEnded(tx, moved.filter((row) => row.step === null))
  await addDeltas(tx, moved.flatMap((row): Delta[] => {
    if (!row.run_id || row.step !== null) return []
    const common = { workspace_id, run_id: row.run_id, step: -1, medium: '', n: 1 }
    return [{ ...common, key: row.end }, { ...common, key: reasonKey(row.end, row.reason) }]
  }))
}

/** As `leaveStep`, for those messages only that have nothing open at their step: while another medium may succeed, they wait. */
export async function leaveUnlessOpen(tx: Tx, leaving: Leaving[], now: Date): Promise<void> {
  const open = await openAtStep(tx, leaving)
  await leaveStep(tx, leaving.filter((each) => !open.has(each.message_id)), now)
}

/** Which of these have something else under way or queued at their step. */
export async function openAtStep(tx: Tx, messages: Pick<Leaving, 'workspace_id' | 'bucket' | 'message_id' | 'step'>[]): Promise<Set<string>> {
  if (messages.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select r.id from unnest(${messages.map((r) => r.workspace_id)}::text[], ${messages.map((r) => r.bucket)}::date[], ${messages.map((r) => r.message_id)}::text[], ${messages.map((r) => r.step)}::int[]) as r (workspace_id, bucket, id, step)
    where exists (select from attempt a where a.workspace_id = r.workspace_id and a.bucket = r.bucket and a.message_id = r.id and a.step = r.step and a.state in ('sending', 'accepted', 'unknown', 'retry'))
      or exists (select from message m join queue_item q on q.workspace_id = m.workspace_id and q.person_id = m.person_id and q.message_id = m.id and q.step = r.step
        where m.workspace_id = r.workspace_id and m.bucket = r.bucket and m.id = r.id)`.execute(tx)
  return new Set(rows.map((row) => row.id))
}
