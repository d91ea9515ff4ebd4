import { sql } from 'kysely'
import type { InsideSubscriber, NewEvent } from '../../platform/house.ts'
import type { Tx } from '../../platform/database/index.ts'
import { leaveStep } from './advance.ts'

type Withdrawn = { workspace_id: string; bucket: string; message_id: string; step: number }

/**
 * P6: inside the transaction of an opt-out, what waits for that person on the media and topics it covers is withdrawn,
 * waiting for a claim that holds such a row right now. So no attempt commits after the opt-out has.
 */
export const withdrawOnOptOut: InsideSubscriber = {
  types: ['consent.opted_out'],
  async run(house, tx, workspace_id, events) {
    const withdrawn = await withdraw(tx, workspace_id, events)
    await leaveStep(tx, withdrawn.map((row) => ({ ...row, end: 'skipped' as const, reason: 'opted_out' })), house.clock())
  },
}

async function withdraw(tx: Tx, workspace_id: string, events: NewEvent[]): Promise<Withdrawn[]> {
  const { rows } = await sql<Withdrawn>`
    with gone as (
      delete from queue_item q using unnest(${events.map((e) => e.contact_id)}::text[], ${events.map((e) => String(e.properties.medium))}::text[], ${events.map((e) => String(e.properties.topic_id))}::text[]) as o (contact_id, medium, topic_id)
      join contact c on c.workspace_id = ${workspace_id} and c.id = o.contact_id
      where q.workspace_id = ${workspace_id} and q.person_id = c.person_id and q.class = 'marketing' and o.medium in (q.medium, '*') and o.topic_id in (q.topic_id, '*')
      returning q.workspace_id, q.bucket, q.message_id, q.step)
    select distinct gone.* from gone where not exists (
      select from attempt a where a.workspace_id = gone.workspace_id and a.bucket = gone.bucket and a.message_id = gone.message_id and a.step = gone.step and a.state in ('sending', 'accepted', 'unknown', 'retry'))`.execute(tx)
  return rows
}
