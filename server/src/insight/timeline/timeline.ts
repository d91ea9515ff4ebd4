import { sql } from 'kysely'
import { Type } from 'typebox'
import { AnyObject, decodeCursor, IdParams, Page, PageQuery, read, Time, toPage, type Api, type Cx } from '../../accounts/index.ts'
import { personOf } from '../../customers/index.ts'

const Item = Type.Object({ id: Type.String(), kind: Type.String({ description: 'event, message, consent, reply or import' }), type: Type.String(), at: Time, medium: Type.Union([Type.String(), Type.Null()]), origin: Type.String(), body: AnyObject }, { title: 'TimelineItem' })
const Query = Type.Object({ ...PageQuery, kind: Type.Optional(Type.String({ maxLength: 100, description: 'Some of event, message, consent, reply, import, separated by commas' })) })

type Row = { id: string; at: Date }

/**
 * One line of time for a person: what happened, what was said and why it was not, what was allowed. Each source is read by
 * its own index to the length of one page, so a page costs the same however long the history is.
 */
function getTimeline(cx: Cx, contact_id: string, query: { limit?: number; after?: string; kind?: string }) {
  return read(cx, 'contacts:read', async (tx) => {
    const person_id = await personOf(tx, cx.workspace.id, contact_id)
    const after = decodeCursor(query.after, 2)
    const limit = sql.lit((query.limit ?? 50) + 1)
    const of = sql`in (select p.id from contact p where p.person_id = ${person_id})`
    const before = (column: string, id: string) => (after ? sql`and (${sql.raw(column)}, ${sql.raw(id)}) < (${String(after[0])}::timestamptz, ${String(after[1])})` : sql``)
    const kinds = query.kind?.split(',')
    const on = (kind: string) => sql.lit(!kinds || kinds.includes(kind))
    const { rows } = await sql<Row>`
      select * from (
        -- Contact by contact, each by its own index in order: a set of contacts would be read whole and sorted.
        (select 'evt_' || lpad(e.id::text, 20, '0') as id, 'event' as kind, e.type, e.at, e.properties ->> 'medium' as medium, e.origin, e.properties as body from contact p cross join lateral (select * from event e
          where ${on('event')} and e.workspace_id = p.workspace_id and e.contact_id = p.id and e.type not like 'consent.%' and e.type <> 'message.replied' ${before('e.at', "('evt_' || lpad(e.id::text, 20, '0'))")} order by e.at desc, e.id desc limit ${limit}) e where p.person_id = ${person_id})
        union all (select m.id, 'message', m.state, m.created_at, m.reached_medium, m.origin, jsonb_build_object('source_kind', m.source_kind, 'source_id', m.source_id, 'campaign', p.name, 'reason', m.reason, 'detail', m.detail, 'skips', m.skips, 'class', m.class, 'price_micro', m.price_micro) from message m
          left join campaign p on p.workspace_id = m.workspace_id and p.id = m.source_id
          where ${on('message')} and m.contact_id ${of} ${before('m.created_at', 'm.id')} order by m.created_at desc, m.id desc limit ${limit})
        union all (select c.id, 'consent', c.state, c.at, c.medium, c.origin, jsonb_build_object('topic_id', c.topic_id, 'source', c.source, 'proof', c.proof) from consent_entry c
          where ${on('consent')} and c.contact_id ${of} ${before('c.at', 'c.id')} order by c.at desc, c.id desc limit ${limit})
        union all (select i.id, 'reply', i.direction, i.received_at, i.medium, i.origin, jsonb_build_object('text', i.text, 'handled_at', i.handled_at, 'message_id', i.message_id) from inbound i
          where ${on('reply')} and i.contact_id ${of} ${before('i.received_at', 'i.id')} order by i.received_at desc, i.id desc limit ${limit})
        union all (select i.id, 'import', 'imported', coalesce(i.started_at, i.created_at), null, 'live', jsonb_build_object('file_name', i.file_name) from import_contact ic join "import" i on i.workspace_id = ic.workspace_id and i.id = ic.import_id
          where ${on('import')} and ic.contact_id ${of} ${before('coalesce(i.started_at, i.created_at)', 'i.id')} order by 4 desc, i.id desc limit ${limit})) t
      order by at desc, id desc limit ${limit}`.execute(tx)
    return toPage(rows, query, (row) => [row.at.toISOString(), row.id])
  })
}

export function timelineRoutes(api: Api): void {
  api.get('/v1/contacts/{id}/timeline', { id: 'getTimeline', summary: 'Everything about one person in order of time', tag: 'Contacts', permission: 'contacts:read', params: IdParams('con'), query: Query, answer: { 200: Page(Item) } }, (cx, { params, query }) => getTimeline(cx, params.id, query))
}
