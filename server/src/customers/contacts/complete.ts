import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { fold } from '../../platform/fold.ts'
import type { TraitInput } from './input.ts'
import { refreshSearchText, updateNames, writeTraits } from './upsert-queries.ts'

/** What a touchpoint says of a contact. Absent fields leave what is stored; the device's language and clock fill in where nobody stated one. */
export type Completion = {
  contact_id: string
  name: string | null; given_name: string | null; family_name: string | null
  traits: Record<string, TraitInput>
  device_locale: string | null
  device_time_zone: string | null
  seen_at: Date | null
}

/** What a contact's row says, as whoever holds the lock on contacts has just read it. */
export type Stored = { person_id: string; /** Unix time of when they were last seen, in milliseconds */ seen_ms: number | null; locale: string | null; time_zone: string | null }

/** Once a minute is enough for when somebody was last seen: within it nothing is worth a new version of the row. */
const SEEN_MS = 60_000

/** Whether a contact's own row tells something else than what is stored. Where that was not read, or is another's row, the database decides. */
function saysMore(row: Completion, stored: Stored | undefined): boolean {
  if (stored?.person_id !== row.contact_id) return true
  const seen = row.seen_at !== null && (stored.seen_ms === null || stored.seen_ms < row.seen_at.getTime() - SEEN_MS)
  return seen || (stored.locale === null && row.device_locale !== null) || (stored.time_zone === null && row.device_time_zone !== null)
}

/** The people of these contacts, as far as they have to be asked for. */
async function peopleOf(tx: Tx, workspace_id: string, contact_ids: readonly string[]): Promise<Map<string, string>> {
  if (contact_ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; person_id: string }>`select id, person_id from contact where workspace_id = ${workspace_id} and id = any (${pgArray(contact_ids)}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.person_id]))
}

/** Writes what became known onto the first contact of each person, set-based; later rows win over earlier ones. `stored` spares reading what the caller has read. */
export async function completeContacts(tx: Tx, workspace_id: string, rows: readonly Completion[], now: Date, stored: ReadonlyMap<string, Stored> = new Map()): Promise<void> {
  if (rows.length === 0) return
  const others = await peopleOf(tx, workspace_id, [...new Set(rows.map((row) => row.contact_id).filter((id) => !stored.has(id)))])
  const known = rows.flatMap((row) => {
    const contact_id = stored.get(row.contact_id)?.person_id ?? others.get(row.contact_id)
    return contact_id ? [{ ...row, contact_id }] : []
  })
  const merged = [...Map.groupBy(known, (row) => row.contact_id)].map(([id, all]) => all.reduce((before, row) => ({
    ...before, name: row.name ?? before.name, given_name: row.given_name ?? before.given_name, family_name: row.family_name ?? before.family_name, traits: { ...before.traits, ...row.traits },
    device_locale: row.device_locale ?? before.device_locale, device_time_zone: row.device_time_zone ?? before.device_time_zone, seen_at: !before.seen_at || (row.seen_at && row.seen_at > before.seen_at) ? row.seen_at : before.seen_at,
  }), { ...all[0]!, contact_id: id }))
  const told = merged.filter((row) => saysMore(row, stored.get(row.contact_id)))
  if (told.length > 0) await sql`
    update contact c set last_seen_at = greatest(c.last_seen_at, r.seen_at), locale = coalesce(c.locale, r.locale), time_zone = coalesce(c.time_zone, r.time_zone)
    from unnest(${pgArray(told.map((r) => r.contact_id))}::text[], ${pgArray(told.map((r) => r.seen_at))}::timestamptz[], ${pgArray(told.map((r) => r.device_locale))}::text[], ${pgArray(told.map((r) => r.device_time_zone))}::text[]) as r (id, seen_at, locale, time_zone)
    where c.workspace_id = ${workspace_id} and c.id = r.id
      and (coalesce(c.last_seen_at < r.seen_at - make_interval(secs => ${sql.lit(SEEN_MS / 1000)}), r.seen_at is not null) or (c.locale is null and r.locale is not null) or (c.time_zone is null and r.time_zone is not null))`.execute(tx)
  const named = merged.filter((row) => row.name ?? row.given_name ?? row.family_name)
  const renamed = await updateNames(tx, workspace_id, named.map(({ contact_id, name, given_name, family_name }) => ({ id: contact_id, name, given_name, family_name, patronymic: null, call_name: null, call_name_if_none: given_name, locale: null, time_zone: null })), now)
  await writeTraits(tx, workspace_id, merged.flatMap(({ contact_id, traits }) => Object.entries(traits).map(([name, value]) => ({ contact_id, name, value }))), now)
  await refreshSearchText(tx, workspace_id, renamed, fold)
}

/** Names people of whom nobody has said a name, set-based: the first row about somebody has the say, and who has a name keeps it. */
export async function completeNames(tx: Tx, workspace_id: string, rows: readonly Pick<Completion, 'contact_id' | 'name' | 'given_name' | 'family_name'>[], now: Date): Promise<void> {
  const named = [...new Map(rows.toReversed().filter((row) => row.name ?? row.given_name ?? row.family_name).map((row) => [row.contact_id, row])).values()]
  if (named.length === 0) return
  const { rows: nameless } = await sql<{ id: string; person_id: string }>`
    select c.id, c.person_id from contact c join contact p on p.workspace_id = c.workspace_id and p.id = c.person_id
    where c.workspace_id = ${workspace_id} and c.id = any (${pgArray(named.map((row) => row.contact_id))}::text[]) and p.name is null and p.given_name is null and p.family_name is null`.execute(tx)
  const person = new Map(nameless.map((row) => [row.id, row.person_id]))
  const first = new Map(named.flatMap((row) => (person.has(row.contact_id) ? [[person.get(row.contact_id)!, row] as const] : [])))
  const renamed = await updateNames(tx, workspace_id, [...first].map(([id, { name, given_name, family_name }]) => ({ id, name, given_name, family_name, patronymic: null, call_name: null, call_name_if_none: given_name, locale: null, time_zone: null })), now)
  await refreshSearchText(tx, workspace_id, renamed, fold)
}
