import { sql, type RawBuilder } from 'kysely'
import { decodeCursor, read, requirePermission, toPage, type Cx } from '../../accounts/index.ts'
import { fold } from '../../platform/fold.ts'
import { notFound } from '../../platform/problem.ts'
import { consentHolds } from '../consent/index.ts'
import { segmentCondition } from '../segments/index.ts'
import type { ContactQueryInput } from './contract.ts'
import { dateText } from './dates.ts'

type Row = {
  id: string; person_id: string; name: string | null; call_name: string | null; given_name: string | null; family_name: string | null; patronymic: string | null
  email: string | null; phone: string | null; locale: string | null; country: string | null; tags: string[]; media: string[]; consented: string[]
  time_zone: string; time_zone_assumed: boolean; origin: string; created_at: Date; updated_at: Date; last_seen_at: Date | null; archived_at: Date | null
}

const MARKETING_MEDIA = sql`(values ('email'), ('sms'), ('viber'), ('whatsapp'), ('telegram'), ('push')) as m (medium)`

/** A contact as lists show it; the aggregates run for the rows of one page only. */
const columns = sql`c.id, c.person_id, c.name, c.call_name, c.given_name, c.family_name, c.patronymic, c.locale, c.country, c.origin, c.created_at, c.updated_at, c.last_seen_at, c.archived_at,
  coalesce(c.time_zone, c.time_zone_assumed) as time_zone, c.time_zone is null as time_zone_assumed,
  (select i.value from identity i where i.workspace_id = c.workspace_id and i.contact_id = c.id and i.kind = 'email' order by i.id limit 1) as email,
  (select i.value from identity i where i.workspace_id = c.workspace_id and i.contact_id = c.id and i.kind = 'phone' order by i.id limit 1) as phone,
  array(select t.tag::text from contact_tag t where t.workspace_id = c.workspace_id and t.contact_id = c.id order by t.tag) as tags,
  array(select distinct e.medium from endpoint e where e.workspace_id = c.workspace_id and e.contact_id = c.id and e.state = 'active' order by 1) as media,
  array(select m.medium from ${MARKETING_MEDIA} where ${consentHolds(sql`c.workspace_id`, sql`c.person_id`, sql`m.medium`, sql`'*'`)} and exists (select from endpoint e where e.workspace_id = c.workspace_id and e.contact_id = c.id and e.medium = m.medium and e.state = 'active')) as consented`

/** The WHERE of a list of contacts, for the role of the machinery: it names the workspace itself. */
export async function contactFilter(cx: Cx, query: ContactQueryInput): Promise<RawBuilder<boolean>> {
  const parts: RawBuilder<unknown>[] = [sql`c.workspace_id = ${cx.workspace.id}`, query.archived ? sql`c.archived_at is not null` : sql`c.archived_at is null`]
  for (const word of fold(query.search ?? '').split(' ').filter(Boolean)) {
    const digits = word.replaceAll(/[^\d]/g, '')
    const number = /^[+\d()\-.]+$/.test(word) && digits.length >= 3 ? digits.replace(/^0+/, '') : undefined
    parts.push(sql`(c.search_text like ${`%${(number ?? word).replaceAll(/[\\%_]/g, '\\$&')}%`} or c.id = ${word})`)
  }
  if (query.tag) parts.push(sql`exists (select from contact_tag t where t.workspace_id = c.workspace_id and t.tag = ${query.tag} and t.contact_id = c.id)`)
  if (query.medium) parts.push(sql`exists (select from endpoint e where e.workspace_id = c.workspace_id and e.contact_id = c.id and e.medium = ${query.medium} and e.state = 'active')`)
  if (query.locale) parts.push(sql`c.locale = ${query.locale}`)
  if (query.origin) parts.push(sql`c.origin = ${query.origin}`)
  if (query.import_id) parts.push(sql`exists (select from import_contact ic where ic.workspace_id = c.workspace_id and ic.import_id = ${query.import_id} and ic.contact_id = c.id)`)
  if (query.segment_id) parts.push(await segmentCondition(cx, query.segment_id))
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** One page of contacts, newest first. Search and rules run as the machinery's role, whose SQL keeps its indexes. */
export async function listContacts(cx: Cx, query: ContactQueryInput) {
  requirePermission(cx, 'contacts:read')
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

export async function countContacts(cx: Cx, query: ContactQueryInput): Promise<{ count: number }> {
  requirePermission(cx, 'contacts:read')
  const { rows } = await sql<{ count: number }>`select count(*) as count from contact c where ${await contactFilter(cx, query)}`.execute(cx.db.system)
  return rows[0]!
}

/** The whole profile of one contact. */
export function getContact(cx: Cx, id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    const { rows } = await sql<Row>`select ${columns} from contact c where c.id = ${id}`.execute(tx)
    const row = rows[0] ?? notFound('contact')
    const [identities, endpoints, traits, consents, imports] = await Promise.all([
      tx.selectFrom('identity').select(['id', 'kind', 'value', 'verified_at']).where('contact_id', '=', id).orderBy('id').execute(),
      tx.selectFrom('endpoint').select(['id', 'medium', 'address', 'country', 'operator', 'state', 'state_reason', 'state_at']).where('contact_id', '=', id).orderBy('id').execute(),
      tx.selectFrom('contact_trait').innerJoin('trait', (join) => join.onRef('trait.id', '=', 'contact_trait.trait_id').onRef('trait.workspace_id', '=', 'contact_trait.workspace_id'))
        .select(['trait.name', 'trait.type', 'text_value', 'float_value', 'time_value']).where('contact_id', '=', id).orderBy('trait.name').execute(),
      sql<{ medium: string; topic_id: string; state: string; at: Date; source: string }>`select s.medium, s.topic_id, s.state, s.at, e.source from consent_state s
        join consent_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id where s.person_id = ${row.person_id} order by s.medium, s.topic_id`.execute(tx),
      tx.selectFrom('import_contact').innerJoin('import', (join) => join.onRef('import.id', '=', 'import_contact.import_id').onRef('import.workspace_id', '=', 'import_contact.workspace_id'))
        .select(['import.id', 'import.file_name']).where('contact_id', '=', id).orderBy('import.id').execute(),
    ])
    return { ...row, identities, endpoints, traits: Object.fromEntries(traits.map((trait) => [trait.name, traitValue(trait)])), consents: consents.rows, imports }
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
  const found = await read(cx, 'contacts:read', (tx) => tx.selectFrom('identity').select('contact_id').where('kind', '=', kind).where('value', '=', value).executeTakeFirst())
  return getContact(cx, found?.contact_id ?? notFound('contact'))
}
