import { sql } from 'kysely'
import { pgArray } from '../../platform/database/index.ts'
import type { InsideSubscriber } from '../../platform/house.ts'
import { endMessages } from './claim.ts'

/**
 * Two contacts that become one person while a campaign runs to both get it once: of their messages that one which has
 * begun goes on, else the first, and the other ends. The merge has waited for the claims that held one of them, so what
 * is begun is known here. What has begun on both sides before goes on for both.
 */
export const dropDoubles: InsideSubscriber = {
  types: ['contact.merged'],
  async run(house, tx, workspace_id, events) {
    const begun = (message: string) => sql`exists (select from attempt a where a.workspace_id = ${sql.ref(`${message}.workspace_id`)} and a.bucket = ${sql.ref(`${message}.bucket`)} and a.message_id = ${sql.ref(`${message}.id`)} and a.state in ('sending', 'accepted', 'unknown', 'retry'))`
    const { rows } = await sql<{ workspace_id: string; bucket: string; message_id: string }>`
      with theirs as materialized (
        select p.id, p.person_id from contact c join contact p on p.workspace_id = c.workspace_id and p.person_id = c.person_id where c.workspace_id = ${workspace_id} and c.id = any (${pgArray(events.flatMap((event) => event.contact_id ?? []))}::text[]) group by 1, 2),
      waiting as materialized (
        select m.workspace_id, m.bucket, m.id, m.run_id, t.person_id from theirs t join message m on m.workspace_id = ${workspace_id} and m.contact_id = t.id and m.state = 'waiting' and m.run_id is not null where not ${begun('m')})
      select w.workspace_id, w.bucket, w.id as message_id from waiting w where exists (
        select from theirs t join message o on o.workspace_id = w.workspace_id and o.bucket = w.bucket and o.contact_id = t.id and o.run_id = w.run_id
        where t.person_id = w.person_id and o.id <> w.id and (o.state in ('reached', 'unknown') or (o.state = 'waiting' and (o.id < w.id or ${begun('o')}))))`.execute(tx)
    await endMessages(tx, rows.map((row) => ({ claimed: row, reason: 'duplicate' })), house.clock())
  },
}
