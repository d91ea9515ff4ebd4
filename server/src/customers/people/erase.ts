import { sql } from 'kysely'
import { forgetObjects, mutateAsSystem, type Cx } from '../../accounts/index.ts'
import { pgArray, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { notFound } from '../../platform/problem.ts'
import { forgetTexts, recordConsents, textsOf } from '../consent/index.ts'
import { lockContacts } from '../contacts/index.ts'
import { recordEvents } from '../events/index.ts'

/**
 * Forgets a person: their contacts, history, orders, messages' addresses and contents, everything but a keyed hash of each
 * address, by which marketing stays away from them also after the next import. Figures of campaigns stay as they were
 * counted, since they name nobody. What waits for them is taken out first, as at an opt-out (P6); each capability forgets
 * its own part inside this transaction, on hearing `contact.erased`.
 */
export async function erasePerson(house: House, tx: SystemTx, workspace_id: string, contact_id: string, { source, origin, now }: { source: string; origin: 'live' | 'sandbox' | 'demo'; now: Date }): Promise<{ contacts: string[] }> {
  await lockContacts(tx, workspace_id)
  const { rows } = await sql<{ id: string }>`select p.id from contact p join contact c on c.workspace_id = p.workspace_id and c.person_id = p.person_id where c.workspace_id = ${workspace_id} and c.id = ${contact_id} order by p.id for update of p`.execute(tx)
  const contacts = rows.map((row) => row.id)
  if (contacts.length === 0) return notFound('contact')
  const theirs = pgArray(contacts)
  await sql`insert into suppression (workspace_id, medium, address_hash, reason, at) select distinct on (medium, address_hash) workspace_id, medium, address_hash, 'erased', ${now}::timestamptz from endpoint where workspace_id = ${workspace_id} and contact_id = any (${theirs}::text[]) on conflict do nothing`.execute(tx)
  await recordConsents(house, tx, workspace_id, contacts.map((id) => ({ contact_id: id, medium: '*', topic_id: '*', state: 'opted_out' as const, at: now, source, proof: {} })), { now, origin, respect_opt_outs: false })
  await recordEvents(house, tx, workspace_id, contacts.map((id) => ({ contact_id: id, type: 'contact.erased', at: now, source, origin, properties: {} })), now)
  await sql`delete from event where workspace_id = ${workspace_id} and contact_id = any (${theirs}::text[])`.execute(tx)
  await sql`delete from merge where workspace_id = ${workspace_id} and (person_id = any (${theirs}::text[]) or absorbed_id = any (${theirs}::text[]) or contacts && ${theirs}::text[])`.execute(tx)
  await forgetObjects(tx, workspace_id, contacts)
  const texts = await textsOf(tx, workspace_id, contacts)
  await sql`delete from contact where workspace_id = ${workspace_id} and id = any (${theirs}::text[])`.execute(tx)
  await forgetTexts(tx, workspace_id, texts)
  return { contacts }
}

export function eraseContact(cx: Cx, id: string): Promise<null> {
  return mutateAsSystem(cx, 'contacts:erase', async (tx, audit) => {
    const { contacts } = await erasePerson(cx, tx, cx.workspace.id, id, { source: 'staff', origin: 'live', now: cx.now })
    audit('contact', id, { contacts: contacts.length })
    return null
  })
}
