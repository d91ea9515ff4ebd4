import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { MEDIA_OF } from './addresses.ts'
import { openChats } from './chats.ts'
import { dateText } from './dates.ts'
import { insertEndpoints, stateOperators, type HashAddress } from './endpoints.ts'
import type { IdentityInput, TraitInput } from './input.ts'

type Names = { name: string | null; given_name: string | null; family_name: string | null; patronymic: string | null; call_name: string | null; call_name_if_none: string | null; locale: string | null; time_zone: string | null }

/** Callers on one workspace take turns until their transaction ends. */
export async function lockContacts(tx: Tx, workspace_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`contacts ${workspace_id}`}, 0))`.execute(tx)
}

/** Who holds each of these identities: "kind\nvalue" → the person's first contact, on which what is said of a person is written. */
export async function findOwners(tx: Tx, workspace_id: string, identities: IdentityInput[]): Promise<Map<string, string>> {
  if (identities.length === 0) return new Map()
  const { rows } = await sql<{ kind: string; value: string; contact_id: string }>`
    select w.kind, w.value, c.person_id as contact_id from unnest(${pgArray(identities.map((i) => i.kind))}::text[], ${pgArray(identities.map((i) => i.value))}::text[]) as w (kind, value)
    cross join lateral (select contact_id from identity i where i.workspace_id = ${workspace_id} and i.kind = w.kind and i.value = w.value limit 1) i
    cross join lateral (select person_id from contact c where c.workspace_id = ${workspace_id} and c.id = i.contact_id limit 1) c`.execute(tx)
  return new Map(rows.map((row) => [`${row.kind}\n${row.value}`, row.contact_id]))
}

export async function insertContacts(tx: Tx, workspace_id: string, rows: (Names & { id: string; country: string | null; time_zone_assumed: string; search_text: string })[], options: { now: Date; origin: string }): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into contact (workspace_id, id, person_id, name, given_name, family_name, patronymic, call_name, locale, time_zone, time_zone_assumed, country, search_text, origin, created_at, updated_at)
    select ${workspace_id}, r.id, r.id, r.name, r.given_name, r.family_name, r.patronymic, r.call_name, r.locale, r.time_zone, r.assumed, r.country, r.search_text, ${options.origin}, ${options.now}, ${options.now}
    from unnest(${pgArray(rows.map((r) => r.id))}::text[], ${pgArray(rows.map((r) => r.name))}::text[], ${pgArray(rows.map((r) => r.given_name))}::text[], ${pgArray(rows.map((r) => r.family_name))}::text[],
      ${pgArray(rows.map((r) => r.patronymic))}::text[], ${pgArray(rows.map((r) => r.call_name ?? r.call_name_if_none))}::text[], ${pgArray(rows.map((r) => r.locale))}::text[], ${pgArray(rows.map((r) => r.time_zone))}::text[],
      ${pgArray(rows.map((r) => r.time_zone_assumed))}::text[], ${pgArray(rows.map((r) => r.country))}::text[], ${pgArray(rows.map((r) => r.search_text))}::text[])
      as r (id, name, given_name, family_name, patronymic, call_name, locale, time_zone, assumed, country, search_text)`.execute(tx)
}

/** Fills in the fields that a row states; returns the contacts that became different. */
export async function updateNames(tx: Tx, workspace_id: string, rows: (Names & { id: string })[], now: Date): Promise<string[]> {
  if (rows.length === 0) return []
  const { rows: changed } = await sql<{ id: string }>`
    update contact c set name = coalesce(r.name, c.name), given_name = coalesce(r.given_name, c.given_name), family_name = coalesce(r.family_name, c.family_name),
      patronymic = coalesce(r.patronymic, c.patronymic), call_name = coalesce(r.call_name, c.call_name, r.call_name_if_none), locale = coalesce(r.locale, c.locale),
      time_zone = coalesce(r.time_zone, c.time_zone), updated_at = ${now}
    from unnest(${pgArray(rows.map((r) => r.id))}::text[], ${pgArray(rows.map((r) => r.name))}::text[], ${pgArray(rows.map((r) => r.given_name))}::text[], ${pgArray(rows.map((r) => r.family_name))}::text[],
      ${pgArray(rows.map((r) => r.patronymic))}::text[], ${pgArray(rows.map((r) => r.call_name))}::text[], ${pgArray(rows.map((r) => r.call_name_if_none))}::text[], ${pgArray(rows.map((r) => r.locale))}::text[], ${pgArray(rows.map((r) => r.time_zone))}::text[])
      as r (id, name, given_name, family_name, patronymic, call_name, call_name_if_none, locale, time_zone)
    where c.workspace_id = ${workspace_id} and c.id = r.id
      and (coalesce(r.name, c.name), coalesce(r.given_name, c.given_name), coalesce(r.family_name, c.family_name), coalesce(r.patronymic, c.patronymic), coalesce(r.call_name, c.call_name, r.call_name_if_none), coalesce(r.locale, c.locale), coalesce(r.time_zone, c.time_zone))
        is distinct from (c.name, c.given_name, c.family_name, c.patronymic, c.call_name, c.locale, c.time_zone)
    returning c.id`.execute(tx)
  return changed.map((row) => row.id)
}

/** New identities, and the endpoints that they open: an address for e-mail, a number for SMS, Viber and WhatsApp, a chat for Telegram. */
export async function insertIdentities(tx: Tx, workspace_id: string, rows: (IdentityInput & { contact_id: string })[], hash: HashAddress, now: Date): Promise<string[]> {
  if (rows.length === 0) return []
  const ids = rows.map(() => newId('idn'))
  const { rows: inserted } = await sql<{ contact_id: string; kind: string; value: string }>`
    insert into identity (workspace_id, id, contact_id, kind, value, verified_at, created_at)
    select ${workspace_id}, r.id, r.contact_id, r.kind, r.value, case when r.verified then ${now}::timestamptz end, ${now}
    from unnest(${pgArray(ids)}::text[], ${pgArray(rows.map((r) => r.contact_id))}::text[], ${pgArray(rows.map((r) => r.kind))}::text[], ${pgArray(rows.map((r) => r.value))}::text[], ${rows.map((r) => r.verified ?? false)}::boolean[]) as r (id, contact_id, kind, value, verified)
    on conflict (workspace_id, kind, value) do nothing returning contact_id, kind, value`.execute(tx)
  const country = new Map(rows.map((row) => [`${row.kind}\n${row.value}`, row.country ?? null]))
  await insertEndpoints(tx, workspace_id, inserted.flatMap((row) => (MEDIA_OF[row.kind] ?? []).map((medium) => ({
    contact_id: row.contact_id, medium, address: row.value, country: country.get(`${row.kind}\n${row.value}`) ?? null, scope: '' }))), hash, now)
  const chats = inserted.filter((row) => row.kind === 'telegram_id').map((row) => row.contact_id)
  if (chats.length > 0) await openChats(tx, workspace_id, hash, now, chats)
  const stated = await stateOperators(tx, workspace_id, rows.flatMap((row) => (row.operator === undefined ? [] : [{ address: row.value, operator: row.operator }])))
  return [...inserted.map((row) => row.contact_id), ...stated]
}

function traitType(value: TraitInput): 'text' | 'number' | 'boolean' | 'date' {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return value instanceof Date ? 'date' : 'text'
}

/** Defines traits on first sight by the type of their value. A value of another type than the trait's is kept as text beside it; what is computed nobody writes. */
export async function writeTraits(tx: Tx, workspace_id: string, rows: { contact_id: string; name: string; value: TraitInput }[], now: Date): Promise<string[]> {
  if (rows.length === 0) return []
  const types = new Map<string, string>()
  for (const row of rows) if (row.value !== null && !types.has(row.name)) types.set(row.name, traitType(row.value))
  const names = [...types.keys()]
  await sql`insert into trait (workspace_id, id, name, type, created_at)
    select ${workspace_id}, t.id, t.name, t.type, ${now} from unnest(${pgArray(names.map(() => newId('trt')))}::text[], ${pgArray(names)}::text[], ${pgArray([...types.values()])}::text[]) as t (id, name, type)
    on conflict (workspace_id, name) do nothing`.execute(tx)
  const text = (value: TraitInput) => (value === null ? null : value instanceof Date ? dateText(value) : String(value))
  const float = (value: TraitInput) => (typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : null)
  const columns = sql`unnest(${pgArray(rows.map((r) => r.contact_id))}::text[], ${pgArray(rows.map((r) => r.name))}::text[], ${pgArray(rows.map((r) => text(r.value)))}::text[],
    ${pgArray(rows.map((r) => float(r.value)))}::float8[], ${pgArray(rows.map((r) => (r.value instanceof Date ? r.value : null)))}::timestamptz[]) with ordinality as r (contact_id, name, text_value, float_value, time_value, n)`
  const { rows: written } = await sql<{ contact_id: string }>`
    insert into contact_trait (workspace_id, trait_id, contact_id, text_value, float_value, time_value)
    select distinct on (t.id, r.contact_id) ${workspace_id}, t.id, r.contact_id, r.text_value, r.float_value, r.time_value
    from ${columns} join trait t on t.workspace_id = ${workspace_id} and t.name = r.name and not t.computed where r.text_value is not null order by t.id, r.contact_id, r.n desc
    on conflict (workspace_id, trait_id, contact_id) do update set text_value = excluded.text_value, float_value = excluded.float_value, time_value = excluded.time_value
      where (contact_trait.text_value, contact_trait.float_value, contact_trait.time_value) is distinct from (excluded.text_value, excluded.float_value, excluded.time_value)
    returning contact_id`.execute(tx)
  const cleared = rows.filter((row) => row.value === null)
  if (cleared.length > 0) {
    await sql`delete from contact_trait ct using trait t, unnest(${pgArray(cleared.map((r) => r.contact_id))}::text[], ${pgArray(cleared.map((r) => r.name))}::text[]) as r (contact_id, name)
      where ct.workspace_id = ${workspace_id} and t.workspace_id = ${workspace_id} and t.name = r.name and not t.computed and ct.trait_id = t.id and ct.contact_id = r.contact_id`.execute(tx)
  }
  return written.map((row) => row.contact_id)
}

export async function insertTags(tx: Tx, workspace_id: string, rows: { contact_id: string; tag: string }[], now: Date): Promise<string[]> {
  if (rows.length === 0) return []
  const { rows: inserted } = await sql<{ contact_id: string }>`
    insert into contact_tag (workspace_id, contact_id, tag, created_at)
    select ${workspace_id}, r.contact_id, r.tag, ${now} from unnest(${pgArray(rows.map((r) => r.contact_id))}::text[], ${pgArray(rows.map((r) => r.tag))}::text[]) as r (contact_id, tag)
    on conflict do nothing returning contact_id`.execute(tx)
  return inserted.map((row) => row.contact_id)
}

/** Rebuilds what search compares for these contacts' people: all their names and addresses, on the first contact of each. Folding is Node's work, so it takes one read and one write. */
export async function refreshSearchText(tx: Tx, workspace_id: string, ids: string[], fold: (text: string) => string): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<{ id: string; text: string }>`
    select c.id, concat_ws(' ', c.name, c.given_name, c.family_name, c.call_name,
      (select string_agg(concat_ws(' ', p.name, p.given_name, p.family_name, p.call_name), ' ' order by p.id) from contact p where p.workspace_id = c.workspace_id and p.person_id = c.id and p.id <> c.id),
      (select string_agg(i.value, ' ' order by i.id) from contact p join identity i on i.workspace_id = p.workspace_id and i.contact_id = p.id and i.kind <> 'anonymous_id' where p.workspace_id = c.workspace_id and p.person_id = c.id)) as text
    from contact c where c.workspace_id = ${workspace_id} and c.id in (select p.person_id from contact p where p.workspace_id = ${workspace_id} and p.id = any (${pgArray(ids)}::text[]))`.execute(tx)
  await sql`update contact c set search_text = r.text from unnest(${pgArray(rows.map((r) => r.id))}::text[], ${pgArray(rows.map((r) => fold(r.text)))}::text[]) as r (id, text)
    where c.workspace_id = ${workspace_id} and c.id = r.id and c.search_text <> r.text`.execute(tx)
}
