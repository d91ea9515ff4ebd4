import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { fold } from '../../platform/fold.ts'
import { MEDIA_OF, refreshSearchText, writeTraits, type TraitInput } from '../contacts/index.ts'

/** Forgets contacts that nothing is known of but that they were made: unlike an erasure it leaves their addresses free to come again. */
export async function removeContacts(tx: Tx, workspace_id: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from event where workspace_id = ${workspace_id} and contact_id = any (${pgArray(ids)}::text[])`.execute(tx)
  await sql`delete from contact where workspace_id = ${workspace_id} and id = any (${pgArray(ids)}::text[])`.execute(tx)
}

const NAME_FIELDS = ['name', 'given_name', 'family_name', 'patronymic', 'call_name', 'locale', 'time_zone'] as const

/** What to put back on a contact. A null takes away. */
export type Restoration = {
  contact_id: string
  names: Partial<Record<(typeof NAME_FIELDS)[number], string | null>>
  traits: Record<string, TraitInput>
  /** to be taken away */
  tags: string[]
  identities: { kind: string; value: string }[]
  operators: Record<string, string | null>
}

/** Puts earlier values back, set-based, and takes away what there was not: tags, and addresses with the ways to write to them. */
export async function restoreContacts(tx: Tx, workspace_id: string, rows: readonly Restoration[], now: Date): Promise<void> {
  if (rows.length === 0) return
  const named = rows.filter((row) => Object.keys(row.names).length > 0)
  const field = (name: (typeof NAME_FIELDS)[number]) => sql`${sql.ref(name)} = case when r.names ? ${sql.lit(name)} then r.names ->> ${sql.lit(name)} else ${sql.ref(`c.${name}`)} end`
  await sql`update contact c set ${sql.join(NAME_FIELDS.map(field))}, updated_at = ${now}
    from (select id, n::jsonb as names from unnest(${pgArray(named.map((r) => r.contact_id))}::text[], ${pgArray(named.map((r) => JSON.stringify(r.names)))}::text[]) as u (id, n)) r where c.workspace_id = ${workspace_id} and c.id = r.id`.execute(tx)
  await writeTraits(tx, workspace_id, rows.flatMap((row) => Object.entries(row.traits).map(([name, value]) => ({ contact_id: row.contact_id, name, value }))), now)
  const pairs = <T>(pick: (row: Restoration) => T[]) => rows.flatMap((row) => pick(row).map((each) => ({ contact_id: row.contact_id, each })))
  const tags = pairs((row) => row.tags)
  await sql`delete from contact_tag g using unnest(${pgArray(tags.map((t) => t.contact_id))}::text[], ${pgArray(tags.map((t) => t.each))}::text[]) as r (contact_id, tag) where g.workspace_id = ${workspace_id} and g.contact_id = r.contact_id and g.tag = r.tag`.execute(tx)
  const identities = pairs((row) => row.identities)
  const owned = sql`(x.contact_id in (select p.id from contact p where p.workspace_id = x.workspace_id and p.person_id = r.contact_id))`
  await sql`delete from identity x using unnest(${pgArray(identities.map((i) => i.contact_id))}::text[], ${pgArray(identities.map((i) => i.each.kind))}::text[], ${pgArray(identities.map((i) => i.each.value))}::text[]) as r (contact_id, kind, value)
    where x.workspace_id = ${workspace_id} and x.kind = r.kind and x.value = r.value and ${owned}`.execute(tx)
  const ways = identities.flatMap(({ contact_id, each }) => (MEDIA_OF[each.kind] ?? []).map((medium) => ({ contact_id, medium, address: each.value })))
  await sql`delete from endpoint x using unnest(${pgArray(ways.map((w) => w.contact_id))}::text[], ${pgArray(ways.map((w) => w.medium))}::text[], ${pgArray(ways.map((w) => w.address))}::text[]) as r (contact_id, medium, address)
    where x.workspace_id = ${workspace_id} and x.medium = r.medium and x.address = r.address and ${owned}`.execute(tx)
  const operators = rows.flatMap((row) => Object.entries(row.operators))
  await sql`update endpoint e set operator = r.operator from unnest(${pgArray(operators.map(([address]) => address))}::text[], ${pgArray(operators.map(([, operator]) => operator))}::text[]) as r (address, operator) where e.workspace_id = ${workspace_id} and e.address = r.address`.execute(tx)
  await refreshSearchText(tx, workspace_id, rows.map((row) => row.contact_id), fold)
}
