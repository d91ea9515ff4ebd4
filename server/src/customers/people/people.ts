import { sql } from 'kysely'
import { decodeCursor, mutateAsSystem, read, toForwardPage, type Cx } from '../../accounts/index.ts'
import { type Tx } from '../../platform/database/index.ts'
import { conflict, notFound } from '../../platform/problem.ts'
import { lockContacts } from '../contacts/index.ts'
import { mergePeople, unmerge } from './merge.ts'
import { rulesOf } from './rules.ts'

type Person = { id: string; person_id: string }
type MergeRow = { id: string; person_id: string; absorbed_id: string; contacts: string[]; reason: string; value: string | null; by: string; at: Date; undone_at: Date | null; undone_by: string | null }

async function personOf(tx: Tx, workspace_id: string, id: string): Promise<Person> {
  const { rows: [row] } = await sql<Person>`select id, person_id from contact where workspace_id = ${workspace_id} and id = ${id}`.execute(tx)
  return row ?? notFound('contact')
}

/** Makes two people one by hand: `id` stays, `other_id` joins. */
export function mergeContacts(cx: Cx, id: string, other_id: string): Promise<MergeRow> {
  return mutateAsSystem(cx, 'contacts:write', async (tx, audit) => {
    await lockContacts(tx, cx.workspace.id)
    const [stays, joins] = [await personOf(tx, cx.workspace.id, id), await personOf(tx, cx.workspace.id, other_id)]
    if (stays.person_id === joins.person_id) return conflict('same_person', 'These two are one person already.')
    const { max_contacts } = await rulesOf(tx, cx.workspace.id)
    const { made: [merge] } = await mergePeople(cx, tx, cx.workspace.id, [{ person_id: stays.person_id, absorbed_id: joins.person_id, reason: 'staff', value: null }], { by: cx.actor.name, now: cx.now, max_contacts })
    if (!merge) return conflict('too_many_contacts', `Together they would have more than ${max_contacts} contacts.`, { hint: 'Raise the limit in the rules of identity, if this is meant.' })
    audit('contact', stays.person_id, { merge_id: merge.id, absorbed_id: merge.absorbed_id })
    return getMerge(tx, cx.workspace.id, merge.id)
  })
}

async function getMerge(tx: Tx, workspace_id: string, id: string): Promise<MergeRow> {
  const { rows: [row] } = await sql<MergeRow>`select id, person_id, absorbed_id, contacts, reason, value, by, at, undone_at, undone_by from merge where workspace_id = ${workspace_id} and id = ${id}`.execute(tx)
  return row ?? notFound('merge')
}

/** Takes a merge back. What came in meanwhile stays with the contact on which it arrived. */
export function undoMerge(cx: Cx, id: string): Promise<MergeRow> {
  return mutateAsSystem(cx, 'contacts:write', async (tx, audit) => {
    await lockContacts(tx, cx.workspace.id)
    const merge = await getMerge(tx, cx.workspace.id, id)
    if (merge.undone_at) return conflict('undone_already', 'This merge was undone before.')
    await unmerge(cx, tx, cx.workspace.id, merge, { by: cx.actor.name, now: cx.now })
    audit('contact', merge.person_id, { merge_id: id, parted_id: merge.absorbed_id })
    return getMerge(tx, cx.workspace.id, id)
  })
}

/** The merges that made a person what it is, newest first, those undone as well. */
export function listMerges(cx: Cx, contact_id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    const { person_id } = await personOf(tx, cx.workspace.id, contact_id)
    const { rows } = await sql<MergeRow>`
      select m.id, m.person_id, m.absorbed_id, m.contacts, m.reason, m.value, m.by, m.at, m.undone_at, m.undone_by from merge m
      where m.workspace_id = ${cx.workspace.id} and (m.person_id in (select c.id from contact c where c.person_id = ${person_id}) or m.absorbed_id in (select c.id from contact c where c.person_id = ${person_id})) order by m.at desc, m.id desc limit 200`.execute(tx)
    return { data: rows }
  })
}

type Side = { id: string; name: string | null; created_at: Date; identities: { kind: string; value: string }[]; tags: string[]; events: number; messages: number; contacts: number }

async function sideOf(tx: Tx, workspace_id: string, person_id: string): Promise<Side> {
  const theirs = sql`(select p.id from contact p where p.workspace_id = ${workspace_id} and p.person_id = ${person_id})`
  const { rows: [row] } = await sql<Side>`
    select c.id, c.name, c.created_at,
      coalesce((select json_agg(json_build_object('kind', i.kind, 'value', i.value) order by i.id) from identity i where i.workspace_id = ${workspace_id} and i.contact_id in ${theirs}), '[]') as identities,
      array(select distinct t.tag::text from contact_tag t where t.workspace_id = ${workspace_id} and t.contact_id in ${theirs} order by 1) as tags,
      (select count(*)::int from (select from event e where e.workspace_id = ${workspace_id} and e.contact_id in ${theirs} limit 10000) n) as events,
      (select count(*)::int from (select from message m where m.workspace_id = ${workspace_id} and m.contact_id in ${theirs} limit 10000) n) as messages,
      (select count(*)::int from contact p where p.workspace_id = ${workspace_id} and p.person_id = ${person_id}) as contacts
    from contact c where c.workspace_id = ${workspace_id} and c.id = ${person_id}`.execute(tx)
  return row!
}

/** What a merge would make, before it is made. */
export function previewMerge(cx: Cx, id: string, other_id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    const [a, b] = [await personOf(tx, cx.workspace.id, id), await personOf(tx, cx.workspace.id, other_id)]
    const [stays, joins, { max_contacts }] = [await sideOf(tx, cx.workspace.id, a.person_id), await sideOf(tx, cx.workspace.id, b.person_id), await rulesOf(tx, cx.workspace.id)]
    const { rows: consents } = await sql<{ medium: string; topic_id: string; stays: string | null; joins: string | null; together: string }>`
      select medium, topic_id, max(state) filter (where person_id = ${a.person_id}) as stays, max(state) filter (where person_id = ${b.person_id}) as joins, max(state) as together
      from consent_state where workspace_id = ${cx.workspace.id} and person_id in (${a.person_id}, ${b.person_id}) group by 1, 2 order by 1, 2`.execute(tx)
    const { rows: fields } = await sql<{ name: string; stays: string | null; joins: string | null }>`
      select name, stays, joins from (
        select f.name, max(f.value) filter (where c.id = ${a.person_id}) as stays, max(f.value) filter (where c.id = ${b.person_id}) as joins
        from contact c, lateral (values ('name', c.name), ('call_name', c.call_name), ('locale', c.locale), ('time_zone', c.time_zone)) as f (name, value) where c.workspace_id = ${cx.workspace.id} and c.id in (${a.person_id}, ${b.person_id}) group by 1
        union all
        select t.name, max(v.text_value) filter (where v.contact_id = ${a.person_id}), max(v.text_value) filter (where v.contact_id = ${b.person_id})
        from contact_trait v join trait t on t.workspace_id = v.workspace_id and t.id = v.trait_id where v.workspace_id = ${cx.workspace.id} and v.contact_id in (${a.person_id}, ${b.person_id}) group by 1) x
      where stays is distinct from joins and stays is not null and joins is not null order by 1`.execute(tx)
    const contacts = stays.contacts + joins.contacts
    const obstacle = a.person_id === b.person_id ? 'same_person' : contacts > max_contacts ? 'too_many' : null
    return { stays, joins, contacts, allowed: obstacle === null, obstacle, consents, fields }
  })
}

const NAMED = (alias: string) => sql`json_build_object('id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.name`)},
  'email', (select i.value from identity i where i.workspace_id = ${sql.ref(`${alias}.workspace_id`)} and i.contact_id = ${sql.ref(`${alias}.id`)} and i.kind = 'email' order by i.id limit 1),
  'phone', (select i.value from identity i where i.workspace_id = ${sql.ref(`${alias}.workspace_id`)} and i.contact_id = ${sql.ref(`${alias}.id`)} and i.kind = 'phone' order by i.id limit 1))`

/** Pairs who may be one person, newest first: of all, or of one contact. */
export function listSuggestions(cx: Cx, query: { limit?: number; after?: string; contact_id?: string }) {
  return read(cx, 'contacts:read', async (tx) => {
    const after = decodeCursor(query.after, 2)
    const { rows } = await sql<{ id: string; at: Date }>`
      select s.id, s.reason, s.value, s.at, ${NAMED('a')} as contact, ${NAMED('b')} as other from merge_suggestion s
      join contact a on a.workspace_id = s.workspace_id and a.id = s.contact_id join contact b on b.workspace_id = s.workspace_id and b.id = s.other_id and b.person_id <> a.person_id
      where s.workspace_id = ${cx.workspace.id} and s.dismissed_at is null ${query.contact_id ? sql`and ${query.contact_id} in (s.contact_id, s.other_id)` : sql``}
        ${after ? sql`and (s.at, s.id) < (${String(after[0])}::timestamptz, ${String(after[1])})` : sql``}
      order by s.at desc, s.id desc limit ${sql.lit((query.limit ?? 50) + 1)}`.execute(tx)
    return toForwardPage(rows, query, (row) => [row.at.toISOString(), row.id])
  })
}

/** Takes back that they are two people: the pair is suspected again. */
export function restoreSuggestion(cx: Cx, id: string): Promise<null> {
  return mutateAsSystem(cx, 'contacts:write', async (tx, audit) => {
    const { rows: [row] } = await sql<{ contact_id: string; other_id: string }>`update merge_suggestion set dismissed_at = null where workspace_id = ${cx.workspace.id} and id = ${id} and dismissed_at is not null returning contact_id, other_id`.execute(tx)
    if (!row) return notFound('suggestion')
    audit('contact', row.contact_id, { maybe_the_same_as: row.other_id })
    return null
  })
}

export function dismissSuggestion(cx: Cx, id: string): Promise<null> {
  return mutateAsSystem(cx, 'contacts:write', async (tx, audit) => {
    const { rows: [row] } = await sql<{ contact_id: string; other_id: string }>`update merge_suggestion set dismissed_at = ${cx.now} where workspace_id = ${cx.workspace.id} and id = ${id} and dismissed_at is null returning contact_id, other_id`.execute(tx)
    if (!row) return notFound('suggestion')
    audit('contact', row.contact_id, { not_the_same_as: row.other_id })
    return null
  })
}
