import { sql, type RawBuilder } from 'kysely'
import { decodeCursor, read, requirePermission, toPage, type Cx } from '../../accounts/index.ts'
import { fold } from '../../platform/fold.ts'
import { failAt, notFound } from '../../platform/problem.ts'
import { consentHolds } from '../consent/index.ts'
import { segmentCondition, somebodyHas, theirContacts } from '../segments/index.ts'
import { parseEmail, parsePhone } from './addresses.ts'
import type { ContactQueryInput } from './contract.ts'
import { dateText } from './dates.ts'
import { personOf } from './person.ts'

type Row = {
  id: string; person_id: string; name: string | null; call_name: string | null; given_name: string | null; family_name: string | null; patronymic: string | null
  email: string | null; phone: string | null; locale: string | null; country: string | null; tags: string[]; media: string[]; consented: string[]
  time_zone: string; time_zone_assumed: boolean; origin: string; anonymous: boolean; created_at: Date; updated_at: Date; last_seen_at: Date | null; archived_at: Date | null
  stage: { key: string; name: string | null } | null; score: number
}

const MARKETING_MEDIA = sql`(values ('email'), ('sms'), ('viber'), ('whatsapp'), ('telegram'), ('push')) as m (medium)`

/** A person as lists show them, by their first contact; the aggregates run for the rows of one page only. */
const columns = sql`c.id, c.person_id, c.name, c.call_name, c.given_name, c.family_name, c.patronymic, c.locale, c.country, c.origin, c.anonymous, c.created_at, c.updated_at, c.last_seen_at, c.archived_at,
  coalesce(c.time_zone, c.time_zone_assumed) as time_zone, c.time_zone is null as time_zone_assumed,
  (select i.value from identity i where i.workspace_id = c.workspace_id and i.contact_id in ${theirContacts} and i.kind = 'email' order by i.contact_id <> c.id, i.id limit 1) as email,
  (select i.value from identity i where i.workspace_id = c.workspace_id and i.contact_id in ${theirContacts} and i.kind = 'phone' order by i.contact_id <> c.id, i.id limit 1) as phone,
  (select json_build_object('key', s.key, 'name', s.name) from contact_stage x join stage s on s.workspace_id = x.workspace_id and s.id = x.stage_id where x.workspace_id = c.workspace_id and x.contact_id = c.id) as stage,
  coalesce((select x.score from contact_score x where x.workspace_id = c.workspace_id and x.contact_id = c.id), 0) as score,
  array(select distinct t.tag::text from contact_tag t where t.workspace_id = c.workspace_id and t.contact_id in ${theirContacts} order by 1) as tags,
  array(select distinct e.medium from endpoint e where e.workspace_id = c.workspace_id and e.contact_id in ${theirContacts} and e.state = 'active' order by 1) as media,
  array(select m.medium from ${MARKETING_MEDIA} where ${consentHolds(sql`c.workspace_id`, sql`c.person_id`, sql`m.medium`, sql`'*'`)} and exists (select from endpoint e where e.workspace_id = c.workspace_id and e.contact_id in ${theirContacts} and e.medium = m.medium and e.state = 'active')) as consented`

/** The WHERE of a list of contacts, for the role of the machinery: it names the workspace itself. */
export async function contactFilter(cx: Cx, query: ContactQueryInput): Promise<RawBuilder<boolean>> {
  const parts: RawBuilder<unknown>[] = [sql`c.workspace_id = ${cx.workspace.id} and c.id = c.person_id and c.anonymous = ${query.anonymous ?? false}`, query.archived ? sql`c.archived_at is not null` : sql`c.archived_at is null`]
  for (const word of fold(query.search ?? '').split(' ').filter(Boolean)) {
    const digits = word.replaceAll(/[^\d]/g, '')
    const number = /^[+\d()\-.]+$/.test(word) && digits.length >= 3 ? digits.replace(/^0+/, '') : undefined
    parts.push(sql`(c.search_text like ${`%${(number ?? word).replaceAll(/[\\%_]/g, '\\$&')}%`} or c.id = (select o.person_id from contact o where o.workspace_id = ${cx.workspace.id} and o.id = ${word}))`)
  }
  if (query.tag) parts.push(somebodyHas(sql`${cx.workspace.id}`, sql`contact_tag`, sql`t.tag = ${query.tag}`))
  if (query.medium) parts.push(somebodyHas(sql`${cx.workspace.id}`, sql`endpoint`, sql`t.medium = ${query.medium} and t.state = 'active'`))
  if (query.locale) parts.push(sql`c.locale = ${query.locale}`)
  if (query.origin) parts.push(sql`c.origin = ${query.origin}`)
  if (query.import_id) parts.push(somebodyHas(sql`${cx.workspace.id}`, sql`import_contact`, sql`t.import_id = ${query.import_id}`))
  if (query.stage) parts.push(sql`${query.stage === 'none' ? sql`not ` : sql``}exists (select from contact_stage x ${query.stage === 'none' ? sql`` : sql`join stage s on s.workspace_id = x.workspace_id and s.id = x.stage_id and s.key = ${query.stage}`} where x.workspace_id = c.workspace_id and x.contact_id = c.id)`)
  if (query.score_from !== undefined) parts.push(sql`coalesce((select x.score from contact_score x where x.workspace_id = c.workspace_id and x.contact_id = c.id), 0) >= ${query.score_from}`)
  if (query.segment_id) parts.push(await segmentCondition(cx, query.segment_id))
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** One page of contacts, newest first. Search and rules run as the machinery's role, whose SQL keeps its indexes. */
export async function listContacts(cx: Cx, query: ContactQueryInput) {
  requirePermission(cx, 'contacts:read')
  if (query.sort === 'score') return listByScore(cx, query)
  const after = decodeCursor(query.after, 2)
  const before = decodeCursor(query.before, 2)
  const edge = after ?? before
  const seek = edge ? sql`and (c.created_at, c.id) ${before ? sql`>` : sql`<`} (${String(edge[0])}::timestamptz, ${String(edge[1])})` : sql``
  const direction = before ? sql`asc` : sql`desc`
  const { rows } = await sql<Row>`
    select ${columns} from (
      select c.* from contact c where ${await contactFilter(cx, query)} ${seek}
      order by c.created_at ${direction}, c.id ${direction} limit ${sql.lit((query.limit ?? 50) + 1)}) c
    order by c.created_at ${direction}, c.id ${direction}`.execute(cx.db.system)
  return toPage(rows, query, (row) => [row.created_at.toISOString(), row.id])
}

/** Who has points stands in the index of scores, who has none in no row of it: between those above and those below. */
const BANDS = [
  { sign: 1, where: sql`x.score > 0` },
  { sign: 0, where: sql`not exists (select from contact_score x where x.workspace_id = c.workspace_id and x.contact_id = c.id)` },
  { sign: -1, where: sql`x.score < 0` },
] as const

/** One page, highest score first: a band is read only where those before it did not fill the page. */
async function listByScore(cx: Cx, query: ContactQueryInput) {
  const edge = decodeCursor(query.after ?? query.before, 3)
  if (edge && (edge[0] !== 'score' || typeof edge[1] !== 'number')) failAt('?after', 'cursor_invalid', 'The cursor is not one that this order gave out.', 'Start again without after and before.')
  const [, score, id] = edge as [string, number, string] | undefined ?? []
  const backwards = query.before !== undefined
  const [direction, beyond] = backwards ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`]
  const filter = await contactFilter(cx, query)
  const most = (query.limit ?? 50) + 1
  const bands = backwards ? BANDS.toReversed() : BANDS
  const rows: Row[] = []
  for (const { sign, where } of bands.slice(score === undefined ? 0 : bands.findIndex((band) => band.sign === Math.sign(score)))) {
    if (rows.length === most) break
    const [from, points, key] = sign === 0 ? [sql`contact c`, sql`0`, sql`c.id`] : [sql`contact_score x join contact c on c.workspace_id = x.workspace_id and c.id = x.contact_id and x.workspace_id = ${cx.workspace.id}`, sql`x.score`, sql`x.contact_id`]
    const order = sign === 0 ? sql`${key} ${direction}` : sql`x.score ${direction}, ${key} ${direction}`
    const seek = score === undefined || sign !== Math.sign(score) ? sql`` : sign === 0 ? sql`and ${key} ${beyond} ${id}` : sql`and (x.score, ${key}) ${beyond} (${score}, ${id})`
    const found = await sql<Row>`
      select ${columns} from (select c.*, ${points} as points from ${from} where ${where} and ${filter} ${seek} order by ${order} limit ${sql.lit(most - rows.length)}) c
      order by c.points ${direction}, c.id ${direction}`.execute(cx.db.system)
    rows.push(...found.rows)
  }
  return toPage(rows, query, (row) => ['score', row.score, row.id])
}

export async function countContacts(cx: Cx, query: ContactQueryInput): Promise<{ count: number }> {
  requirePermission(cx, 'contacts:read')
  const { rows } = await sql<{ count: number }>`select count(*) as count from contact c where ${await contactFilter(cx, query)}`.execute(cx.db.system)
  return rows[0]!
}

/** The whole profile of a person, by the id of any of their contacts. Where several contacts know a trait, the first one's counts. */
export function getContact(cx: Cx, any_id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    const id = await personOf(tx, cx.workspace.id, any_id)
    const { rows } = await sql<Row>`select ${columns} from contact c where c.id = ${id}`.execute(tx)
    const row = rows[0]!
    const theirs = sql`(select p.id from contact p where p.person_id = ${id})`
    const [contacts, identities, endpoints, traits, consents, imports, devices, companies] = await Promise.all([
      tx.selectFrom('contact').select('id').where('person_id', '=', id).orderBy('id').execute(),
      sql<{ id: string; kind: string; value: string; verified_at: Date | null; contact_id: string }>`select i.id, i.kind, i.value, i.verified_at, i.contact_id from identity i where i.contact_id in ${theirs} order by i.contact_id <> ${id}, i.id`.execute(tx),
      sql`select e.id, e.medium, e.address, e.country, e.operator, e.state, e.state_reason, e.state_at from endpoint e where e.contact_id in ${theirs} order by e.contact_id <> ${id}, e.id`.execute(tx),
      sql<{ name: string; type: string; text_value: string | null; float_value: number | null; time_value: Date | null }>`select distinct on (t.name) t.name, t.type, v.text_value, v.float_value, v.time_value from contact_trait v join trait t on t.workspace_id = v.workspace_id and t.id = v.trait_id
        where v.contact_id in ${theirs} order by t.name, v.contact_id <> ${id}, v.contact_id`.execute(tx),
      sql<{ medium: string; topic_id: string; state: string; at: Date; source: string }>`select distinct on (s.medium, s.topic_id) s.medium, s.topic_id, s.state, s.at, e.source from consent_state s
        join consent_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id where s.person_id = ${id} order by s.medium, s.topic_id, s.state desc, s.at desc`.execute(tx),
      sql`select distinct i.id, i.file_name from import_contact ic join "import" i on i.workspace_id = ic.workspace_id and i.id = ic.import_id where ic.contact_id in ${theirs} order by i.id`.execute(tx),
      sql`select d.key, d.user_agent, d.device, d.locale, d.first_seen_at, d.last_seen_at from device d where d.contact_id in ${theirs} order by d.last_seen_at desc limit 50`.execute(tx),
      sql`select distinct on (o.id) o.id, o.external_id, o.name, o.traits from contact_company cc join company o on o.workspace_id = cc.workspace_id and o.id = cc.company_id where cc.contact_id in ${theirs} order by o.id`.execute(tx),
    ])
    return {
      ...row, contacts: contacts.map((contact) => contact.id), identities: identities.rows, endpoints: endpoints.rows, traits: Object.fromEntries(traits.rows.map((trait) => [trait.name, traitValue(trait)])),
      consents: consents.rows, imports: imports.rows, devices: devices.rows, companies: companies.rows,
    }
  })
}

/** A trait as JSON: by the type of the trait where the value has it, else the text as it came. */
export function traitValue(trait: { type: string; text_value: string | null; float_value: number | null; time_value: Date | null }): string | number | boolean | null {
  if (trait.type === 'number' && trait.float_value !== null) return trait.float_value
  if (trait.type === 'boolean' && trait.float_value !== null) return trait.float_value === 1
  if (trait.type === 'date' && trait.time_value) return dateText(trait.time_value)
  return trait.text_value
}

export async function getContactByIdentity(cx: Cx, kind: string, value: string) {
  // As it is written or dialled: a telephone system knows nothing of E.164.
  const stored = kind === 'phone' ? parsePhone(value, cx.workspace.country)?.e164 : kind === 'email' ? parseEmail(value) : undefined
  const found = await read(cx, 'contacts:read', (tx) => tx.selectFrom('identity').select('contact_id').where('kind', '=', kind).where('value', '=', stored ?? value).executeTakeFirst())
  return getContact(cx, found?.contact_id ?? notFound('contact'))
}
