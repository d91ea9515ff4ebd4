import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import { addDeltas, type Delta } from './counters.ts'
import { decisionsOf, optionsOf } from './plan.ts'

/**
 * A message that leaves its step, and what it becomes when no step is left. With `stay` it does not leave but takes up
 * the step it is at, as at its hour of sending; then the reason is why no way is open.
 */
export type Leaving = { workspace_id: string; bucket: string; message_id: string; step: number; stay?: boolean; end: 'failed' | 'unknown' | 'reached' | 'skipped'; reason: string; detail?: string }

type Moved = { workspace_id: string; run_id: string | null; id: string; step: number | null; end: string; reason: string; reached_medium: string | null }

/**
 * Moves messages to their next possible step, or ends them, set-based. The row of the message is the judge: only one
 * that still waits at the step it is said to leave moves, so a limit and a receipt that race move it once.
 */
export async function leaveStep(tx: Tx, leaving: Leaving[], now: Date): Promise<void> {
  const byWorkspace = Map.groupBy(leaving, (each) => each.workspace_id)
  for (const [workspace_id, rows] of byWorkspace) await leaveStepIn(tx, workspace_id, rows, now)
}

async function leaveStepIn(tx: Tx, workspace_id: string, rows: Leaving[], now: Date): Promise<void> {
  const given = sql`unnest(${rows.map((r) => r.bucket)}::date[], ${rows.map((r) => r.message_id)}::text[], ${rows.map((r) => r.step)}::int[], ${rows.map((r) => r.end)}::text[], ${rows.map((r) => r.reason)}::text[], ${rows.map((r) => r.detail ?? null)}::text[], ${rows.map((r) => r.stay ?? false)}::boolean[])
    as g (bucket, id, step, "end", reason, detail, stay)`
  const { rows: moved } = await sql<Moved>`
    with locked as materialized (
      select m.*, g."end", g.reason as why, g.detail as why_detail, g.stay, r.plan, coalesce(r.state, 'sending') as run_state
      from ${given} join message m on m.workspace_id = ${workspace_id} and m.bucket = g.bucket and m.id = g.id and m.step = g.step and m.state = 'waiting'
      left join run r on r.workspace_id = m.workspace_id and r.id = m.run_id order by m.id for update of m),
    input as materialized (
      select id as key, contact_id, person_id, class, topic_id, step + case when stay then 0 else 1 end as from_step, coalesce(cascade, plan) -> 'steps' as steps, coalesce(cascade, plan) -> 'routes' as routes
      from locked where not (valid_until is not null and valid_until <= ${now}) and run_state <> 'stopped'),
    option as materialized (${optionsOf(sql`${workspace_id}`, 'input')}),
    decision as materialized (${decisionsOf('option')}),
    changed as (
      update message m set step = coalesce(d.step, m.step), skips = m.skips || coalesce(d.skips, '[]'),
        state = case when d.step is null then l."end" else 'waiting' end, reason = case when d.step is null then case when l.stay then coalesce(d.reason, l.why) else l.why end end, detail = case when d.step is null then l.why_detail end,
        reached_step = case when d.step is null and l."end" = 'reached' then m.step end,
        reached_medium = case when d.step is null and l."end" = 'reached' then (select min(a.medium) from attempt a where a.workspace_id = m.workspace_id and a.bucket = m.bucket and a.message_id = m.id and a.step = m.step and a.state = 'accepted') end,
        finished_at = case when d.step is null then ${now}::timestamptz end
      from locked l left join decision d on d.key = l.id
      where m.workspace_id = ${workspace_id} and m.bucket = l.bucket and m.id = l.id
      returning m.workspace_id, m.run_id, m.id, m.bucket, m.contact_id, m.person_id, m.class, m.topic_id, d.step, l."end", coalesce(m.reason, '') as reason, m.reached_medium, l.run_state),
    queued as (
      insert into queue_item (workspace_id, connection_id, lane, bucket, message_id, run_id, contact_id, person_id, class, topic_id, medium, endpoint_id, address, sender_id, step, try, price_micro, per, charged_on, ready_at, paused, held)
      select ${workspace_id}, o.connection_id, case when c.class = 'marketing' then 1 else 0 end, c.bucket, c.id, c.run_id, c.contact_id, c.person_id, c.class, c.topic_id, o.medium, o.endpoint_id, o.address, o.sender_id, o.step, 1, o.price_micro, o.per, o.charged_on, ${now},
        c.run_state = 'paused', c.class = 'marketing' and (select w.marketing_held_at is not null from workspace w where w.id = ${workspace_id})
      from changed c join option o on o.key = c.id and o.step = c.step and o.status = 'ok' where c.step is not null)
    select workspace_id, run_id, id, step, "end", reason, reached_medium from changed`.execute(tx)
  await addDeltas(tx, moved.flatMap((row): Delta[] => {
    if (!row.run_id || row.step !== null) return []
    const common = { workspace_id, run_id: row.run_id, step: -1, medium: '', n: 1 }
    return [{ ...common, key: row.end }, { ...common, key: `reason:${row.reason}` }]
  }))
}
