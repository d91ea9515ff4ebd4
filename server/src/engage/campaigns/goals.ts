import { sql } from 'kysely'
import { HISTORY, type LoggedEvent, type Subscriber } from '../../customers/index.ts'
import type { SystemTx } from '../../platform/database/index.ts'

const OF_MESSAGES = ['message.clicked', 'message.replied']

/** Events by which campaigns are judged: what people do with messages, and whatever customers' own systems report. */
export const goals: Subscriber = {
  name: 'campaign goals',
  async types(tx) {
    const { rows } = await sql<{ type: string }>`select distinct goal ->> 'event' as type from campaign where goal ->> 'kind' = 'event' and run_id is not null`.execute(tx)
    return [...OF_MESSAGES, ...rows.map((row) => row.type)]
  },
  from: 'now',
  async handle(_, tx, events) {
    const ofMessages = events.filter((event) => OF_MESSAGES.includes(event.type) && event.properties.message_id && !event.properties.machine)
    // What a file tells later is no answer to a message: its times are often those of a day, and an undo takes it back.
    const own = events.filter((event) => event.contact_id && !event.type.includes('.') && event.source !== HISTORY)
    if (ofMessages.length > 0) await reachByMessage(tx, ofMessages)
    if (own.length > 0) await reachByEvent(tx, own)
  },
}

async function reachByMessage(tx: SystemTx, events: LoggedEvent[]): Promise<void> {
  await sql`
    with e as (select * from unnest(${events.map((e) => e.workspace_id)}::text[], ${events.map((e) => String(e.properties.message_id))}::text[], ${events.map((e) => e.type.slice('message.'.length))}::text[], ${events.map((e) => e.at)}::timestamptz[]) as e (workspace_id, message_id, what, at)),
    hit as (
      select distinct on (m.id) m.workspace_id, m.bucket, m.id, e.at from e join message m on m.workspace_id = e.workspace_id and m.id = e.message_id and m.goal_at is null
      join campaign c on c.workspace_id = m.workspace_id and c.id = m.source_id and c.goal ->> 'kind' = case e.what when 'clicked' then 'click' else 'reply' end
      where e.at <= m.created_at + make_interval(days => (c.goal ->> 'within_days')::int) order by m.id, e.at),
    done as (update message m set goal_at = hit.at from hit where m.workspace_id = hit.workspace_id and m.bucket = hit.bucket and m.id = hit.id and m.goal_at is null returning m.workspace_id, m.run_id)
    insert into run_delta (workspace_id, run_id, step, medium, key, n) select workspace_id, run_id, -1, '', 'goal', count(*) from done where run_id is not null group by 1, 2`.execute(tx)
}

/** An event of a customer's own reaches the goal of the latest message that asked for it, if it came in time. */
async function reachByEvent(tx: SystemTx, events: LoggedEvent[]): Promise<void> {
  await sql`
    with e as (select * from unnest(${events.map((e) => e.workspace_id)}::text[], ${events.map((e) => e.contact_id)}::text[], ${events.map((e) => e.type)}::text[], ${events.map((e) => e.at)}::timestamptz[]) as e (workspace_id, contact_id, type, at)),
    hit as (
      select distinct on (e.workspace_id, e.contact_id, c.id) m.workspace_id, m.bucket, m.id, e.at from e
      join campaign c on c.workspace_id = e.workspace_id and c.goal ->> 'kind' = 'event' and c.goal ->> 'event' = e.type and c.run_id is not null
      join message m on m.workspace_id = e.workspace_id and m.contact_id = e.contact_id and m.source_id = c.id and m.state in ('waiting', 'reached') and m.goal_at is null
      where e.at >= m.created_at and e.at <= m.created_at + make_interval(days => (c.goal ->> 'within_days')::int) order by e.workspace_id, e.contact_id, c.id, m.created_at desc),
    done as (update message m set goal_at = hit.at from hit where m.workspace_id = hit.workspace_id and m.bucket = hit.bucket and m.id = hit.id and m.goal_at is null returning m.workspace_id, m.run_id)
    insert into run_delta (workspace_id, run_id, step, medium, key, n) select workspace_id, run_id, -1, '', 'goal', count(*) from done where run_id is not null group by 1, 2`.execute(tx)
}
