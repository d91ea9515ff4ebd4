import { sql, type RawBuilder } from 'kysely'
import type { SystemTx } from '../../platform/database/index.ts'

/** Queues the next try of attempts: `closed` is a query for attempt rows that have ended, with the sender to use from here on. */
export async function queueAgain(tx: SystemTx, closed: RawBuilder<unknown>, now: Date): Promise<void> {
  await sql`
    with closed as (${closed})
    insert into queue_item (workspace_id, connection_id, lane, bucket, message_id, run_id, contact_id, person_id, class, topic_id, medium, endpoint_id, address, sender_id, step, try, price_micro, per, charged_on, ready_at, digest_at)
    select c.workspace_id, c.connection_id, case when m.class = 'marketing' then 1 else 0 end, c.bucket, c.message_id, c.run_id, c.contact_id, m.person_id, m.class, m.topic_id, c.medium, c.endpoint_id, c.address, c.sender_id, c.step, c.try + 1,
      case when c.carried_by is not null then (select max(a.price_micro) from attempt a where a.workspace_id = c.workspace_id and a.carried_by = c.carried_by) when c.segments is null then c.price_micro else c.price_micro / greatest(c.segments, 1) end, case when c.segments is null then 'message' else 'segment' end, c.charged_on, ${now},
      -- What went in one letter goes in one again.
      case when c.carried_by is not null then ${now}::timestamptz end
    from closed c join message m on m.workspace_id = c.workspace_id and m.bucket = c.bucket and m.id = c.message_id and m.state = 'waiting' and m.step = c.step`.execute(tx)
}

/** Where the provider refused the sender and somebody named another for that case, the same way is tried with it. */
export async function tryFallbackSenders(tx: SystemTx, attempts: { workspace_id: string; bucket: string; attempt_id: string }[], now: Date): Promise<void> {
  if (attempts.length === 0) return
  await queueAgain(tx, sql`
    select a.workspace_id, a.connection_id, a.bucket, a.message_id, a.run_id, a.contact_id, a.medium, a.endpoint_id, a.address, f.id as sender_id, a.step, a.try, a.segments, a.price_micro, a.charged_on, a.carried_by
    from unnest(${attempts.map((a) => a.workspace_id)}::text[], ${attempts.map((a) => a.bucket)}::date[], ${attempts.map((a) => a.attempt_id)}::text[]) as r (workspace_id, bucket, id)
    join attempt a on a.workspace_id = r.workspace_id and a.bucket = r.bucket and a.id = r.id
    join sender s on s.workspace_id = a.workspace_id and s.id = a.sender_id
    join sender f on f.workspace_id = s.workspace_id and f.id = s.fallback_sender_id and f.state = 'approved' and f.archived_at is null
      and f.id not in (select coalesce(p.sender_id, '') from attempt p where p.workspace_id = a.workspace_id and p.bucket = a.bucket and p.message_id = a.message_id)`, now)
}
