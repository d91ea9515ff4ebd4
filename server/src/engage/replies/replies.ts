import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { Choice, decodeCursor, Id, IdParams, mutate, Nullable, NullableTime, Page, PageQuery, read, Time, toPage, type Api, type Cx } from '../../accounts/index.ts'
import { personOf } from '../../customers/index.ts'
import { requestMessage, unfinishedChat } from '../../deliver/index.ts'
import type { Medium } from '../../platform/media.ts'
import { newId } from '../../platform/ids.ts'
import { notFound } from '../../platform/problem.ts'

const Reply = Type.Object({
  id: Id('rpl'), contact_id: Id('con'), contact_name: Nullable(Type.String()), medium: Type.String(), address: Type.String(), text: Type.String(), direction: Choice(['in', 'out']), origin: Type.String(), message_id: Nullable(Type.String()), campaign: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  received_at: Time, read_at: NullableTime, handled_at: NullableTime, needs_review: Type.Boolean(),
}, { title: 'Reply' })
const Unfinished = Type.Object({ chat: Nullable(Type.Object({ reply_id: Id('rpl'), contact_id: Id('con'), connection: Type.String(), medium: Type.String(), text: Type.String(), received_at: Time })) }, { title: 'UnfinishedChat' })
const Query = Type.Object({ ...PageQuery, state: Type.Optional(Choice(['open', 'unread', 'handled', 'review'])), contact_id: Type.Optional(Id('con')) })
const Change = Type.Object({ read: Type.Optional(Type.Boolean()), handled: Type.Optional(Type.Boolean()) }, { additionalProperties: false })
const Answer = Type.Object({ text: Type.String({ minLength: 1, maxLength: 4000 }), handled: Type.Optional(Type.Boolean({ default: true })) }, { additionalProperties: false })

type Row = { id: string; received_at: Date }

/** What people wrote, newest first; with a contact, the exchange with that person in both directions. */
function listReplies(cx: Cx, query: Static<typeof Query>) {
  return read(cx, 'replies:read', async (tx) => {
    const after = decodeCursor(query.after, 2)
    const parts = [query.contact_id ? sql`i.contact_id = ${query.contact_id}` : sql`i.direction = 'in'`]
    if (query.state === 'open') parts.push(sql`i.handled_at is null`)
    if (query.state === 'unread') parts.push(sql`i.read_at is null and i.handled_at is null`)
    if (query.state === 'handled') parts.push(sql`i.handled_at is not null`)
    if (query.state === 'review') parts.push(sql`i.needs_review and i.handled_at is null`)
    if (after) parts.push(sql`(i.received_at, i.id) < (${String(after[0])}::timestamptz, ${String(after[1])})`)
    const { rows } = await sql<Row>`
      select i.*, c.name as contact_name, case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as campaign from inbound i
      join contact c on c.workspace_id = i.workspace_id and c.id = i.contact_id
      left join lateral (select m.source_id from message m where m.workspace_id = i.workspace_id and m.id = i.message_id limit 1) m on true
      left join campaign p on p.workspace_id = i.workspace_id and p.id = m.source_id
      where ${sql.join(parts, sql` and `)} order by i.received_at desc, i.id desc limit ${sql.lit((query.limit ?? 50) + 1)}`.execute(tx)
    return toPage(rows, query, (row) => [row.received_at.toISOString(), row.id])
  })
}

/** What a person wrote last and nobody answered, over all their contacts. */
function getUnfinishedChat(cx: Cx, contact_id: string) {
  return read(cx, 'replies:read', async (tx) => {
    const person_id = await personOf(tx, cx.workspace.id, contact_id)
    return { chat: (await unfinishedChat(tx, cx.workspace.id, person_id)) ?? null }
  })
}

function countUnread(cx: Cx) {
  return read(cx, 'replies:read', async (tx) => (await sql<{ unread: number; open: number }>`select count(*) filter (where read_at is null)::int as unread, count(*)::int as open from inbound where direction = 'in' and handled_at is null`.execute(tx)).rows[0])
}

function changeReply(cx: Cx, id: string, input: Static<typeof Change>) {
  return mutate(cx, 'replies:write', async (tx, audit) => {
    const values = { ...(input.read === undefined ? {} : { read_at: input.read ? cx.now : null }), ...(input.handled === undefined ? {} : { handled_at: input.handled ? cx.now : null, read_at: cx.now }) }
    const row = await tx.updateTable('inbound').set({ id, ...values }).where('id', '=', id).returning('id').executeTakeFirst()
    if (!row) return notFound('reply')
    audit('reply', id, input)
    return null
  })
}

/** Answers on the channel the person wrote on; it goes as any message does, and stands in the exchange. */
async function answerReply(cx: Cx, id: string, input: Static<typeof Answer>) {
  const reply = await read(cx, 'replies:read', async (tx) => (await tx.selectFrom('inbound').selectAll().where('id', '=', id).executeTakeFirst()) ?? notFound('reply'))
  const locale = cx.workspace.default_locale
  const text = input.text.replaceAll('{', '{{ "{" }}')
  const message = await requestMessage(cx, {
    to: { contact_id: reply.contact_id }, class: 'transactional', cascade: [{ media: [reply.medium as Medium], success: 'accepted', within_s: 86_400 }], locale,
    content: { default_locale: locale, locales: { [locale]: { core: { headline: reply.medium === 'email' ? `Re: ${cx.workspace.name}` : '', body: text, buttons: [] } } } },
  }, { kind: 'reply', id })
  await mutate(cx, 'replies:write', async (tx, audit) => {
    await tx.insertInto('inbound').values({ workspace_id: cx.workspace.id, id: newId('rpl'), contact_id: reply.contact_id, connection_id: reply.connection_id, medium: reply.medium, address: reply.address, provider_ref: message.id, text: input.text, message_id: message.id, origin: reply.origin, direction: 'out', received_at: cx.now, read_at: cx.now, handled_at: cx.now }).execute()
    if (input.handled !== false) await tx.updateTable('inbound').set({ handled_at: cx.now, read_at: cx.now }).where('contact_id', '=', reply.contact_id).where('direction', '=', 'in').where('handled_at', 'is', null).execute()
    audit('reply', id, { message_id: message.id })
    return null
  })
  return { message_id: message.id, state: message.state, reason: message.reason }
}

export function replyRoutes(api: Api): void {
  const tag = 'Replies'
  api.get('/v1/replies', { id: 'listReplies', summary: 'What people wrote back', tag, permission: 'replies:read', query: Query, answer: { 200: Page(Reply) } }, (cx, { query }) => listReplies(cx, query))
  api.get('/v1/replies/count', { id: 'countReplies', summary: 'How many wait', tag, permission: 'replies:read', answer: { 200: Type.Object({ unread: Type.Integer(), open: Type.Integer() }) } }, (cx) => countUnread(cx))
  api.get('/v1/contacts/{id}/unfinished-chat', { id: 'getUnfinishedChat', summary: 'What a person wrote last and nobody answered', tag, permission: 'replies:read', params: IdParams('con'), answer: { 200: Unfinished } }, (cx, { params }) => getUnfinishedChat(cx, params.id))
  api.patch('/v1/replies/{id}', { id: 'changeReply', summary: 'Mark read or handled', tag, permission: 'replies:write', params: IdParams('rpl'), body: Change, answer: { 204: null } }, (cx, { params, body }) => changeReply(cx, params.id, body))
  api.post('/v1/replies/{id}/answer', { id: 'answerReply', summary: 'Answer on the same channel', tag, permission: 'replies:write', params: IdParams('rpl'), body: Answer, answer: { 201: Type.Object({ message_id: Type.String(), state: Type.String(), reason: Nullable(Type.String()) }) } }, (cx, { params, body }) => answerReply(cx, params.id, body))
}
