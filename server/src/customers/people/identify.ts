import { sql } from 'kysely'
import type { WorkspaceFacts } from '../../accounts/index.ts'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { fold } from '../../platform/fold.ts'
import type { House } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import { assumeTimeZone, insertContacts, insertIdentities, lockContacts, refreshSearchText, type Stored } from '../contacts/index.ts'
import { assign, identitiesOf, keyOf, type Claim, type Known, type Owner, type Suggestion } from './assign.ts'
import { mergePeople } from './merge.ts'
import { rulesOf } from './rules.ts'

/** Whom claims are about. */
export type Identified = {
  /** One per claim. */
  contacts: string[]
  /** What is stored of these contacts, as far as it was read; of nobody where people became one meanwhile. */
  stored: Map<string, Stored>
}

/** People of whom a claim may make more or others than they are: it names something of theirs beside what nobody has, or beside somebody else's. */
function concerned(claims: readonly Claim[], owners: Known['owners']): string[] {
  const people = new Set<string>()
  for (const claim of claims) {
    const named = identitiesOf(claim).map(({ kind, value }) => owners.get(keyOf(kind, value))?.person_id)
    if (named.some((person) => person !== named[0])) for (const person of named) if (person) people.add(person)
  }
  return [...people]
}

/**
 * Who has the identities that claims name, and which customer numbers those people have for whom it matters. Each look-up is lateral with its own
 * limit: joined, PostgreSQL with the statistics of an empty table read the workspace once per row, 60 s for 45,000 of them.
 */
async function lookUp(tx: Tx, workspace_id: string, claims: readonly Claim[]): Promise<Known & { stored: Map<string, Stored> }> {
  const wanted = [...new Map(claims.flatMap(identitiesOf).map((each) => [keyOf(each.kind, each.value), each])).values()]
  const { rows } = await sql<Owner & Stored & { kind: string; value: string }>`
    select w.kind, w.value, i.contact_id, c.person_id, c.seen_ms, c.locale, c.time_zone from unnest(${pgArray(wanted.map((i) => i.kind))}::text[], ${pgArray(wanted.map((i) => i.value))}::text[]) as w (kind, value)
    cross join lateral (select contact_id from identity i where i.workspace_id = ${workspace_id} and i.kind = w.kind and i.value = w.value limit 1) i
    cross join lateral (select person_id, extract(epoch from last_seen_at)::float8 * 1000 as seen_ms, locale, time_zone from contact c where c.workspace_id = ${workspace_id} and c.id = i.contact_id limit 1) c`.execute(tx)
  const owners: Known['owners'] = new Map(rows.map(({ kind, value, contact_id, person_id }) => [keyOf(kind, value), { contact_id, person_id }]))
  const people = concerned(claims, owners)
  const { rows: numbers } = people.length === 0 ? { rows: [] } : await sql<{ person_id: string; value: string }>`
    select w.person_id, i.value from (
      select p as person_id, p as id from unnest(${pgArray(people)}::text[]) as p
      union all select s.contact_id, s.sibling_id from person_sibling s where s.workspace_id = ${workspace_id} and s.contact_id = any (${pgArray(people)}::text[])) w
    cross join lateral (select kind, value from identity i where i.workspace_id = ${workspace_id} and i.contact_id = w.id offset 0) i where i.kind = 'external_id'`.execute(tx)
  return {
    owners,
    externals: new Map([...Map.groupBy(numbers, (row) => row.person_id)].map(([person, values]) => [person, new Set(values.map((row) => row.value))])),
    stored: new Map(rows.map((row) => [row.contact_id, row])),
  }
}

/**
 * Finds whom calls are about, in their order: makes contacts for the unknown, adds what they say of themselves, and makes
 * one person of those who turn out to be one, by the workspace's rules. Set-based; callers on one workspace take turns, so
 * that fifty at once for one person make one contact.
 */
export async function identify(house: House, tx: Tx, workspace: WorkspaceFacts, claims: readonly Claim[], now: Date): Promise<Identified> {
  if (claims.length === 0) return { contacts: [], stored: new Map() }
  await lockContacts(tx, workspace.id)
  const [rules, known] = [await rulesOf(tx, workspace.id), await lookUp(tx, workspace.id, claims)]
  const made = assign(claims, known, rules)
  const country = new Map(made.identities.flatMap((identity) => (identity.kind === 'phone' ? [[identity.contact_id, identity.country] as const] : [])))
  const text = Map.groupBy(made.identities, (identity) => identity.contact_id)
  const unnamed = { name: null, given_name: null, family_name: null, patronymic: null, call_name: null, call_name_if_none: null, locale: null, time_zone: null }
  await insertContacts(tx, workspace.id, made.created.map((id) => ({
    ...unnamed, id, country: country.get(id) ?? null, time_zone_assumed: assumeTimeZone(country.get(id), workspace.time_zone), search_text: fold((text.get(id) ?? []).filter(isSearched).map((identity) => identity.value).join(' ')),
  })), { now, origin: 'live' })
  const named = [...new Set(made.identities.filter(isSearched).map((identity) => identity.contact_id))]
  await insertIdentities(tx, workspace.id, made.identities, house.secrets.hashAddress, now)
  const created = new Set(made.created)
  await markAnonymous(tx, workspace.id, made.created.filter((id) => !named.includes(id)), named)
  await refreshSearchText(tx, workspace.id, named.filter((id) => !created.has(id)), fold)
  const { refused } = await mergePeople(house, tx, workspace.id, made.unions, { by: 'rules', now, max_contacts: rules.max_contacts })
  await suggest(tx, workspace.id, [...made.suggestions, ...refused.map((union) => ({ contact_id: union.person_id, other_id: union.absorbed_id, reason: union.reason, value: union.value }))], now)
  if (made.unions.length > 0) return { contacts: made.contacts, stored: new Map() }
  const fresh = made.created.map((id) => [id, { person_id: id, seen_ms: null, locale: null, time_zone: null }] as const)
  return { contacts: made.contacts, stored: new Map([...known.stored, ...fresh]) }
}

/** Of whom only a browser is known is a visitor; who says who they are is a customer from then on. */
async function markAnonymous(tx: Tx, workspace_id: string, visitors: string[], known: string[]): Promise<void> {
  if (visitors.length > 0) await sql`update contact set anonymous = true where workspace_id = ${workspace_id} and id = any (${pgArray(visitors)}::text[])`.execute(tx)
  if (known.length > 0) await sql`update contact set anonymous = false where workspace_id = ${workspace_id} and anonymous and id in (select p.person_id from contact p where p.workspace_id = ${workspace_id} and p.id = any (${pgArray(known)}::text[]))`.execute(tx)
}

/** Nobody looks for a browser's random number. */
const isSearched = (identity: { kind: string }) => identity.kind !== 'anonymous_id'

/** Notes that two may be one, once; what somebody dismissed stays dismissed. */
async function suggest(tx: Tx, workspace_id: string, all: Suggestion[], now: Date): Promise<void> {
  if (all.length === 0) return
  const pairs = all.map((each) => ({ ...each, pair: [each.contact_id, each.other_id].toSorted() as [string, string] }))
  await sql`
    insert into merge_suggestion (workspace_id, id, contact_id, other_id, reason, value, at)
    select distinct on (a.person_id, b.person_id) ${workspace_id}, r.id, least(a.person_id, b.person_id), greatest(a.person_id, b.person_id), r.reason, r.value, ${now}
    from unnest(${pgArray(pairs.map(() => newId('sug')))}::text[], ${pgArray(pairs.map((p) => p.pair[0]))}::text[], ${pgArray(pairs.map((p) => p.pair[1]))}::text[], ${pgArray(pairs.map((p) => p.reason))}::text[], ${pgArray(pairs.map((p) => p.value))}::text[]) as r (id, one, two, reason, value)
      join contact a on a.workspace_id = ${workspace_id} and a.id = r.one join contact b on b.workspace_id = ${workspace_id} and b.id = r.two and b.person_id <> a.person_id
    on conflict do nothing`.execute(tx)
}
