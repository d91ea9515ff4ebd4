import { sql } from 'kysely'
import { findOwners, type ContactInput } from '../../../customers/index.ts'
import { pgArray, type Tx } from '../../../platform/database/index.ts'
import type { Known } from '../foresee.ts'

/** Everything the dry run compares a batch with: six statements, whatever its size. */
export async function readKnown(tx: Tx, workspace_id: string, contacts: readonly Pick<ContactInput, 'identities'>[]): Promise<Known> {
  return readContacts(tx, workspace_id, await findOwners(tx, workspace_id, contacts.flatMap((contact) => contact.identities)))
}

/** The same of these contacts, with who has which of these identities ("kind\nvalue"). */
export async function readStored(tx: Tx, workspace_id: string, ids: readonly string[], identities: readonly string[]): Promise<Known> {
  const owners = await findOwners(tx, workspace_id, identities.map((key) => ({ kind: key.slice(0, key.indexOf('\n')), value: key.slice(key.indexOf('\n') + 1) })))
  return readContacts(tx, workspace_id, owners, [...ids])
}

async function readContacts(tx: Tx, workspace_id: string, owners: Map<string, string>, ids = [...new Set(owners.values())]): Promise<Known> {
  if (ids.length === 0) return { owners, names: new Map(), traits: new Map(), tags: new Set(), operators: new Map(), consents: new Map() }
  const wanted = sql`workspace_id = ${workspace_id} and contact_id = any (${pgArray(ids)}::text[])`
  const names = await sql<Record<string, string | null> & { id: string }>`
    select id, name, given_name, family_name, patronymic, call_name, locale, time_zone from contact where workspace_id = ${workspace_id} and id = any (${pgArray(ids)}::text[])`.execute(tx)
  const traits = await sql<{ contact_id: string; name: string; text_value: string | null; float_value: number | null; time_value: Date | null }>`
    select ct.contact_id, t.name, ct.text_value, ct.float_value, ct.time_value from contact_trait ct join trait t on t.workspace_id = ct.workspace_id and t.id = ct.trait_id
    where ct.workspace_id = ${workspace_id} and ct.contact_id = any (${pgArray(ids)}::text[])`.execute(tx)
  const tags = await sql<{ contact_id: string; tag: string }>`select contact_id, tag from contact_tag where ${wanted}`.execute(tx)
  const consents = await sql<{ contact_id: string; medium: string; topic_id: string; state: string }>`select contact_id, medium, topic_id, state from consent_state where ${wanted}`.execute(tx)
  const operators = await sql<{ address: string; operator: string }>`select distinct address, operator from endpoint where ${wanted} and operator is not null`.execute(tx)
  return {
    owners,
    names: new Map(names.rows.map((row) => [row.id, row])),
    traits: new Map(traits.rows.map((row) => [`${row.contact_id}\n${row.name}`, row])),
    tags: new Set(tags.rows.map((row) => `${row.contact_id}\n${row.tag}`)),
    operators: new Map(operators.rows.map((row) => [row.address, row.operator])),
    consents: new Map(consents.rows.map((row) => [`${row.contact_id}\n${row.medium}\n${row.topic_id}`, row.state])),
  }
}
