import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { fold } from '../../platform/fold.ts'
import type { House } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import { refreshSearchText } from '../contacts/index.ts'
import { recordEvents } from '../events/index.ts'
import type { Union } from './assign.ts'

type Made = { id: string; person_id: string; absorbed_id: string; contacts: string[]; reason: string; value: string | null }
export type Merged = { made: Made[]; /** would have made a person of more contacts than allowed */ refused: Union[] }

/** Several unions in a row end with one who stays: a ← b, b ← c make a ← b, a ← c. */
function flatten(unions: readonly Union[]): Union[] {
  const stays = new Map<string, string>()
  const top = (id: string): string => (stays.has(id) ? top(stays.get(id)!) : id)
  for (const { person_id, absorbed_id } of unions) if (top(person_id) !== top(absorbed_id)) stays.set(top(absorbed_id), top(person_id))
  return unions.flatMap((union) => {
    const person_id = top(union.person_id)
    return union.absorbed_id === person_id ? [] : [{ ...union, person_id }]
  }).filter((union, index, all) => all.findIndex((other) => other.absorbed_id === union.absorbed_id) === index)
}

async function withinLimit(tx: Tx, workspace_id: string, unions: Union[], max_contacts: number): Promise<{ allowed: Union[]; refused: Union[] }> {
  const ids = [...new Set(unions.flatMap((union) => [union.person_id, union.absorbed_id]))]
  const { rows } = await sql<{ person_id: string; n: number }>`select person_id, count(*)::int as n from contact where workspace_id = ${workspace_id} and person_id = any (${pgArray(ids)}::text[]) group by 1`.execute(tx)
  const size = new Map(rows.map((row) => [row.person_id, row.n]))
  const [allowed, refused]: Union[][] = [[], []]
  for (const union of unions) {
    const together = (size.get(union.person_id) ?? 0) + (size.get(union.absorbed_id) ?? 0)
    if (!size.has(union.person_id) || !size.has(union.absorbed_id)) continue
    if (together > max_contacts) refused!.push(union)
    else {
      size.set(union.person_id, together)
      allowed!.push(union)
    }
  }
  return { allowed: allowed!, refused: refused! }
}

/**
 * Makes people one: the contacts of each `absorbed_id` become `person_id`'s. Nothing moves but who a contact belongs to, so
 * that it can be undone; consents, caps and what is waiting to be sent follow at once, and the strictest holds. The caller
 * has locked the workspace's contacts.
 */
export async function mergePeople(house: House, tx: Tx, workspace_id: string, unions: readonly Union[], { by, now, max_contacts }: { by: string; now: Date; max_contacts: number }): Promise<Merged> {
  if (unions.length === 0) return { made: [], refused: [] }
  const { allowed, refused } = await withinLimit(tx, workspace_id, flatten(unions), max_contacts)
  if (allowed.length === 0) return { made: [], refused }
  const { rows: made } = await sql<Made>`
    with u as (select * from unnest(${pgArray(allowed.map(() => newId('mrg')))}::text[], ${pgArray(allowed.map((u) => u.person_id))}::text[], ${pgArray(allowed.map((u) => u.absorbed_id))}::text[], ${pgArray(allowed.map((u) => u.reason))}::text[], ${pgArray(allowed.map((u) => u.value))}::text[]) as u (id, person_id, absorbed_id, reason, value)),
    moved as (update contact c set person_id = u.person_id, updated_at = ${now} from u where c.workspace_id = ${workspace_id} and c.person_id = u.absorbed_id returning c.id as contact_id, u.id, u.person_id, u.absorbed_id, u.reason, u.value)
    insert into merge (workspace_id, id, person_id, absorbed_id, contacts, reason, value, by, at)
    select ${workspace_id}, id, person_id, absorbed_id, array_agg(contact_id order by contact_id), reason, value, ${by}, ${now} from moved group by id, person_id, absorbed_id, reason, value
    returning id, person_id, absorbed_id, contacts, reason, value`.execute(tx)
  await addUse(tx, workspace_id, made)
  await follow(tx, workspace_id, made.flatMap((merge) => merge.contacts), made.flatMap((merge) => [merge.person_id, merge.absorbed_id]))
  await recordEvents(house, tx, workspace_id, made.map((merge) => ({ contact_id: merge.person_id, type: 'contact.merged', at: now, source: by === 'rules' ? 'rules' : 'staff', origin: 'live', properties: { merge_id: merge.id, absorbed_id: merge.absorbed_id, reason: merge.reason } })), now)
  return { made, refused }
}

/** What was sent to either counts for both, from now on; of what both asked for, the stricter holds. */
async function addUse(tx: Tx, workspace_id: string, made: Made[]): Promise<void> {
  const u = sql`unnest(${pgArray(made.map((m) => m.person_id))}::text[], ${pgArray(made.map((m) => m.absorbed_id))}::text[]) as u (person_id, absorbed_id)`
  await sql`
    insert into cap_use as c (workspace_id, origin, person_id, rule_id, period_start, used, message_id)
    select ${workspace_id}, a.origin, u.person_id, a.rule_id, a.period_start, sum(a.used)::int, max(a.message_id) from ${u} join cap_use a on a.workspace_id = ${workspace_id} and a.person_id = u.absorbed_id group by 1, 2, 3, 4, 5 order by 3, 4, 5, 2
    on conflict (workspace_id, person_id, rule_id, period_start, origin) do update set used = c.used + excluded.used`.execute(tx)
  await sql`
    insert into content_key_use (workspace_id, origin, person_id, key, message_id, at)
    select distinct on (a.origin, u.person_id, a.key) ${workspace_id}, a.origin, u.person_id, a.key, a.message_id, a.at from ${u} join content_key_use a on a.workspace_id = ${workspace_id} and a.person_id = u.absorbed_id order by a.origin, u.person_id, a.key, a.at
    on conflict do nothing`.execute(tx)
  await sql`
    insert into contact_preference as p (workspace_id, contact_id, max_per_week, opens, closes, paused_until, medium, plain, digest, updated_at)
    select distinct on (u.person_id) ${workspace_id}, u.person_id, a.max_per_week, a.opens, a.closes, a.paused_until, a.medium, a.plain, a.digest, a.updated_at from ${u} join contact_preference a on a.workspace_id = ${workspace_id} and a.contact_id = u.absorbed_id order by u.person_id, a.updated_at desc
    on conflict (workspace_id, contact_id) do update set max_per_week = least(p.max_per_week, excluded.max_per_week), paused_until = greatest(p.paused_until, excluded.paused_until), opens = coalesce(p.opens, excluded.opens), closes = case when p.opens is null then excluded.closes else p.closes end, medium = coalesce(p.medium, excluded.medium), plain = p.plain or excluded.plain, digest = greatest(p.digest, excluded.digest)`.execute(tx)
}

/**
 * Brings what is kept by person into step with `contact.person_id`. Every waiting hand-over of the people concerned is
 * written anew, also those that stay: so it waits for a claim that holds one, and the next claim judges by what holds now.
 */
async function follow(tx: Tx, workspace_id: string, contacts: string[], people: string[]): Promise<void> {
  const moved = sql`c.workspace_id = ${workspace_id} and c.id = any (${pgArray(contacts)}::text[])`
  await sql`update consent_state s set person_id = c.person_id from contact c where ${moved} and s.workspace_id = c.workspace_id and s.contact_id = c.id`.execute(tx)
  // The queue first: a claim holds its rows there before it writes to their messages.
  await sql`update queue_item q set person_id = c.person_id from contact c where c.workspace_id = ${workspace_id} and c.id = q.contact_id and q.workspace_id = ${workspace_id} and q.person_id = any (${pgArray(people)}::text[])`.execute(tx)
  await sql`update message m set person_id = c.person_id from contact c where ${moved} and m.workspace_id = c.workspace_id and m.contact_id = c.id and m.state = 'waiting'`.execute(tx)
  const { rows } = await sql<{ person_id: string }>`select distinct person_id from contact where workspace_id = ${workspace_id} and (person_id = any (${pgArray(people)}::text[]) or id = any (${pgArray(contacts)}::text[]))`.execute(tx)
  const all = pgArray(rows.map((row) => row.person_id))
  await sql`delete from person_sibling s using contact c where s.workspace_id = ${workspace_id} and c.workspace_id = s.workspace_id and c.person_id = any (${all}::text[]) and c.id = s.contact_id`.execute(tx)
  await sql`insert into person_sibling (workspace_id, contact_id, sibling_id) select ${workspace_id}, a.id, b.id from contact a join contact b on b.workspace_id = a.workspace_id and b.person_id = a.person_id and b.id <> a.id
    where a.workspace_id = ${workspace_id} and a.person_id = any (${all}::text[]) on conflict do nothing`.execute(tx)
  await sql`update contact c set anonymous = x.anonymous from (
      select p.person_id, not coalesce(bool_or(i.kind <> 'anonymous_id'), false) as anonymous from contact p left join identity i on i.workspace_id = p.workspace_id and i.contact_id = p.id
      where p.workspace_id = ${workspace_id} and p.person_id = any (${all}::text[]) group by 1) x
    where c.workspace_id = ${workspace_id} and c.id = x.person_id and c.anonymous <> x.anonymous`.execute(tx)
  await refreshSearchText(tx, workspace_id, rows.map((row) => row.person_id), fold)
}

/** Takes a merge back: the contacts that moved, where they still are with that person, are whoever they were before. */
export async function unmerge(house: House, tx: Tx, workspace_id: string, merge: { id: string; person_id: string; absorbed_id: string; contacts: string[] }, { by, now }: { by: string; now: Date }): Promise<void> {
  const { rows } = await sql<{ id: string; was: string }>`
    with here as (select c.id, c.person_id as was from contact c join contact s on s.workspace_id = c.workspace_id and s.id = ${merge.person_id} and s.person_id = c.person_id where c.workspace_id = ${workspace_id} and c.id = any (${pgArray(merge.contacts)}::text[]))
    update contact c set person_id = ${merge.absorbed_id}, updated_at = ${now} from here where c.workspace_id = ${workspace_id} and c.id = here.id returning c.id, here.was`.execute(tx)
  await sql`update merge set undone_at = ${now}, undone_by = ${by} where workspace_id = ${workspace_id} and id = ${merge.id}`.execute(tx)
  if (rows.length === 0) return
  await follow(tx, workspace_id, rows.map((row) => row.id), [merge.absorbed_id, rows[0]!.was])
  await recordEvents(house, tx, workspace_id, [{ contact_id: merge.person_id, type: 'contact.unmerged', at: now, source: 'staff', origin: 'live', properties: { merge_id: merge.id, absorbed_id: merge.absorbed_id } }], now)
}
