import { sql, type RawBuilder } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import type { InsideSubscriber } from '../../platform/house.ts'
import { releaseEnded } from '../frequency/index.ts'
import { addDeltas, reasonKey, type Delta } from './counters.ts'

type Ended = { workspace_id: string; bucket: string; message_id: string; run_id: string | null; open: boolean }

/**
 * A person is erased: nothing more goes to them, and what went says to nobody's address what to nobody. The rows stay, under
 * an id that is nobody's, so that every figure of a campaign still equals the rows it counts.
 */
export const eraseDeliveries: InsideSubscriber = {
  types: ['contact.erased'],
  async run(house, tx, workspace_id, events) {
    const contacts = events.flatMap((event) => event.contact_id ?? [])
    const theirs = sql`any (${pgArray(contacts)}::text[])`
    await endWaiting(tx, workspace_id, contacts, house.clock())
    for (const table of ['cap_use', 'cap_hold', 'content_key_use']) await sql`delete from ${sql.table(table)} where workspace_id = ${workspace_id} and person_id = ${theirs}`.execute(tx)
    await forgetInSandbox(tx, workspace_id, sql`(select unnest(${pgArray(contacts)}::text[]))`)
    await sql`delete from inbound where workspace_id = ${workspace_id} and contact_id = ${theirs}`.execute(tx)
    await sql`delete from rehearsal_entry where workspace_id = ${workspace_id} and contact_id = ${theirs}`.execute(tx)
    await sql`update test_send t set to_address = '' from endpoint e where t.workspace_id = ${workspace_id} and e.workspace_id = t.workspace_id and e.contact_id = ${theirs} and e.address = t.to_address`.execute(tx)
    const nobody = sql`unnest(${pgArray(contacts)}::text[]) as w (id) cross join lateral (select new_id('con') as nobody where w.id <> '') n`
    await sql`with w as materialized (select w.id, n.nobody from ${nobody}),
      m as (update message m set contact_id = w.nobody, person_id = w.nobody, data = null, detail = null from w where m.workspace_id = ${workspace_id} and m.contact_id = w.id)
      update attempt a set contact_id = w.nobody, address = '', detail = null, rendered = a.rendered - 'letter' from w where a.workspace_id = ${workspace_id} and a.contact_id = w.id`.execute(tx)
  },
}

/** Takes away what the sandbox shows and keeps of people, and the short links that were made for them; `contacts` selects their ids, in brackets. */
export async function forgetInSandbox(tx: Tx, workspace_id: string, contacts: RawBuilder<unknown>): Promise<void> {
  const theirs = sql`s.workspace_id = ${workspace_id} and e.workspace_id = s.workspace_id and e.medium = s.medium and e.contact_id in ${contacts} and e.address in (s.to_address, s.from_address)`
  // What its people are about to do first, as the sandbox itself locks them.
  await sql`delete from sandbox_action a using sandbox_message s, endpoint e where a.workspace_id = ${workspace_id} and a.message_id = s.id and ${theirs}`.execute(tx)
  await sql`delete from sandbox_message s using endpoint e where ${theirs}`.execute(tx)
  await sql`delete from sandbox_device d using endpoint e where d.workspace_id = ${workspace_id} and e.workspace_id = d.workspace_id and e.medium = d.medium and e.address = d.address and e.contact_id in ${contacts}`.execute(tx)
  await sql`delete from short_link l using attempt a where l.workspace_id = ${workspace_id} and a.workspace_id = l.workspace_id and a.id = l.attempt_id and a.contact_id in ${contacts}`.execute(tx)
}

/** Ends what waits for them. What is in a provider's hands already ends by its receipt or limit, for nobody. */
async function endWaiting(tx: Tx, workspace_id: string, contacts: string[], now: Date): Promise<void> {
  const { rows } = await sql<Ended>`
    with gone as (delete from queue_item q where q.workspace_id = ${workspace_id} and q.contact_id = any (${pgArray(contacts)}::text[]))
    update message m set state = 'skipped', reason = 'erased', finished_at = ${now} where m.workspace_id = ${workspace_id} and m.contact_id = any (${pgArray(contacts)}::text[]) and m.state = 'waiting'
      and not exists (select from attempt a where a.workspace_id = m.workspace_id and a.bucket = m.bucket and a.message_id = m.id and a.step = m.step and a.state in ('sending', 'accepted', 'unknown'))
    returning m.workspace_id, m.bucket, m.id as message_id, m.run_id`.execute(tx)
  await releaseEnded(tx, rows)
  await addDeltas(tx, rows.flatMap(({ run_id }): Delta[] => (run_id ? ['skipped', reasonKey('skipped', 'erased')].map((key) => ({ workspace_id, run_id, step: -1, medium: '', key, n: 1 })) : [])))
}
