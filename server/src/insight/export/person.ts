import { Readable } from 'node:stream'
import { sql, type RawBuilder } from 'kysely'
import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database/index.ts'
import { notFound } from '../../platform/problem.ts'

const PAGE = 2000

type Part = { name: string; of: (theirs: RawBuilder<unknown>) => RawBuilder<unknown> }
const part = (name: string, of: Part['of']): Part => ({ name, of })

/** What of a person is small, whole; what grows with time is paged below. */
const SMALL: Part[] = [
  part('contacts', (theirs) => sql`select id, person_id, name, given_name, family_name, patronymic, call_name, locale, time_zone, country, created_at, updated_at, last_seen_at from contact where id in ${theirs} order by id`),
  part('identities', (theirs) => sql`select contact_id, kind, value, verified_at, created_at from identity where contact_id in ${theirs} order by id`),
  part('endpoints', (theirs) => sql`select contact_id, medium, address, country, operator, state, state_reason, state_at from endpoint where contact_id in ${theirs} order by id`),
  part('traits', (theirs) => sql`select v.contact_id, t.name, t.type, v.text_value as value from contact_trait v join trait t on t.workspace_id = v.workspace_id and t.id = v.trait_id where v.contact_id in ${theirs} order by t.name`),
  part('tags', (theirs) => sql`select contact_id, tag, created_at from contact_tag where contact_id in ${theirs} order by tag`),
  part('consents', (theirs) => sql`select contact_id, medium, topic_id, state, at, recorded_at, source, proof from consent_entry where contact_id in ${theirs} order by at, id`),
  part('consent_requests', (theirs) => sql`select contact_id, medium, topic_id, source, proof, state, requested_at, asked_at, confirmed_at, expires_at from consent_request where contact_id in ${theirs} order by requested_at, id`),
  part('preferences', (theirs) => sql`select contact_id, max_per_week, opens, closes, paused_until, medium, plain, digest, updated_at from contact_preference where contact_id in ${theirs}`),
  part('devices', (theirs) => sql`select contact_id, key, user_agent, device, locale, first_seen_at, last_seen_at from device where contact_id in ${theirs} order by first_seen_at`),
  part('companies', (theirs) => sql`select cc.contact_id, o.external_id, o.name, o.traits, cc.at from contact_company cc join company o on o.workspace_id = cc.workspace_id and o.id = cc.company_id where cc.contact_id in ${theirs} order by cc.at`),
  part('stage', (theirs) => sql`select x.contact_id, s.key, s.name, x.since, x.by_hand from contact_stage x join stage s on s.workspace_id = x.workspace_id and s.id = x.stage_id where x.contact_id in ${theirs}`),
  part('stage_by_hand', (theirs) => sql`select h.contact_id, s.key, s.name, h.note, h.by, h.at from stage_held h join stage s on s.workspace_id = h.workspace_id and s.id = h.stage_id where h.contact_id in ${theirs} order by h.at`),
  part('score', (theirs) => sql`select contact_id, score from contact_score where contact_id in ${theirs}`),
  part('tasks', (theirs) => sql`select contact_id, title, note, due_at, state, outcome, made_by, reason, closed_by, closed_at, created_at from task where contact_id in ${theirs} order by created_at, id`),
  part('orders', (theirs) => sql`select external_id, contact_id, state, currency, total_micro, refunded_micro, coupon, source, items, returns, at from purchase where contact_id in ${theirs} order by at, id`),
  part('basket', (theirs) => sql`select contact_id, currency, items, url, updated_at from cart where contact_id in ${theirs}`),
  part('unfinished_forms', (theirs) => sql`select contact_id, form_id, name, url, fields, started_at, updated_at from unfinished_form where contact_id in ${theirs} order by started_at, form_id`),
  part('interests', (theirs) => sql`select contact_id, product_key, name, category, views, adds, bought, wished, first_at, last_at from product_interest where contact_id in ${theirs} order by last_at`),
  part('engagement', (theirs) => sql`select contact_id, medium, month, sent, delivered, read, clicked, replied, hours from engagement where contact_id in ${theirs} order by month, medium`),
  part('merges', (theirs) => sql`select id, person_id, absorbed_id, contacts, reason, value, at, undone_at from merge where person_id in ${theirs} or absorbed_id in ${theirs} order by at`),
  part('imports', (theirs) => sql`select i.id, i.file_name, i.created_at from import_contact ic join "import" i on i.workspace_id = ic.workspace_id and i.id = ic.import_id where ic.contact_id in ${theirs} order by i.id`),
]

/** History, each by its own key so that a page costs the same however long it is. */
const LONG: { name: string; of: (theirs: RawBuilder<unknown>, after: string) => RawBuilder<unknown> }[] = [
  { name: 'events', of: (theirs, after) => sql`select lpad(id::text, 20, '0') as key, contact_id, type, at, source, properties from event where contact_id in ${theirs} and id > ${after || '0'}::bigint order by id` },
  { name: 'messages', of: (theirs, after) => sql`select m.id as key, m.contact_id, m.source_kind, m.class, m.topic_id, m.state, m.reason, m.created_at, m.delivered_at, m.read_at, m.clicked_at, m.replied_at, m.data,
      (select coalesce(json_agg(json_build_object('medium', a.medium, 'address', a.address, 'started_at', a.started_at, 'state', a.state, 'delivered_at', a.delivered_at, 'read_at', a.read_at) order by a.started_at), '[]') from attempt a where a.workspace_id = m.workspace_id and a.bucket = m.bucket and a.message_id = m.id) as attempts
    from message m where m.contact_id in ${theirs} and m.id > ${after} order by m.id` },
  { name: 'conversation', of: (theirs, after) => sql`select id as key, contact_id, direction, medium, address, text, received_at from inbound where contact_id in ${theirs} and id > ${after} order by id` },
]

async function* rowsOf(db: Kysely<DB>, theirs: RawBuilder<unknown>): AsyncGenerator<string> {
  yield '{"format":"carillon.person.v1"'
  for (const { name, of } of SMALL) yield `,"${name}":${JSON.stringify((await sql`${of(theirs)}`.execute(db)).rows)}`
  for (const { name, of } of LONG) {
    yield `,"${name}":[`
    let after = ''
    for (let first = true; ; first = false) {
      const { rows } = await sql<{ key: string }>`${of(theirs, after)} limit ${sql.lit(PAGE)}`.execute(db)
      if (rows.length > 0) yield (first ? '' : ',') + rows.map((row) => JSON.stringify({ ...row, key: undefined })).join(',')
      if (rows.length < PAGE) break
      after = rows.at(-1)!.key
    }
    yield ']'
  }
  yield '}\n'
}

/** Everything kept of one person as a stream of JSON, in bounded memory whatever the length of their history. */
export async function personAsJson(db: Kysely<DB>, workspace_id: string, contact_id: string): Promise<Readable> {
  const { rows: [row] } = await sql<{ person_id: string }>`select person_id from contact where workspace_id = ${workspace_id} and id = ${contact_id}`.execute(db)
  if (!row) return notFound('contact')
  // Ids are of one workspace each: what hangs on these contacts is this workspace's.
  const { rows } = await sql<{ id: string }>`select id from contact where workspace_id = ${workspace_id} and person_id = ${row.person_id} order by id`.execute(db)
  return Readable.from(rowsOf(db, sql`(select unnest(${rows.map((each) => each.id)}::text[]))`), { objectMode: false })
}
