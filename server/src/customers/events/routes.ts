import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { AnyObject, Id, mutate, Nullable, Page, PageQuery, Time, TimeInput, type Api, type Cx } from '../../accounts/index.ts'
import { failAt, notFound } from '../../platform/problem.ts'
import { listEvents } from './list.ts'
import { keyOfMessage, recordOnce } from './once.ts'
import { isReserved } from './record.ts'

const NewEvent = Type.Object({
  contact_id: Type.Optional(Id('con')),
  identity: Type.Optional(Type.Object({ kind: Type.String({ maxLength: 40 }), value: Type.String({ minLength: 1, maxLength: 500 }) })),
  type: Type.String({ pattern: '^[A-Za-z][\\w .-]{0,99}$', description: 'For example "Order Completed"' }),
  at: Type.Optional(TimeInput),
  properties: Type.Optional(AnyObject),
  message_id: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Yours; a repeated one is dropped' })),
}, { title: 'NewEvent', additionalProperties: false })
const NewEvents = Type.Object({ events: Type.Array(NewEvent, { minItems: 1, maxItems: 1000 }) }, { additionalProperties: false })
const Event = Type.Object({
  id: Type.String(), contact_id: Nullable(Type.String()), contact_name: Nullable(Type.String({ description: 'The person\'s name, else an address of theirs' })), anonymous: Type.Boolean({ description: 'A visitor of whom only the browser is known' }),
  type: Type.String(), at: Time, received_at: Time, source: Type.String(), origin: Type.String(), properties: AnyObject,
}, { title: 'Event' })
const Query = Type.Object({
  ...PageQuery, type: Type.Optional(Type.String({ maxLength: 200 })), contact_id: Type.Optional(Id('con')),
  source: Type.Optional(Type.String({ maxLength: 60, description: 'The client or part that reported it, for example analytics.js, api, staff' })),
  reported: Type.Optional(Type.Boolean({ description: 'Leaves out what Carillon records of its own messages, campaigns and consents' })),
})

async function findContacts(cx: Cx, events: Static<typeof NewEvents>['events']): Promise<Map<string, string>> {
  const wanted = events.flatMap((event) => (event.identity ? [event.identity] : []))
  const ids = events.flatMap((event) => (event.contact_id ? [event.contact_id] : []))
  const { rows } = await sql<{ key: string; contact_id: string }>`
    select i.kind || chr(10) || i.value as key, i.contact_id from unnest(${wanted.map((i) => i.kind)}::text[], ${wanted.map((i) => i.value)}::text[]) as w (kind, value)
      join identity i on i.workspace_id = ${cx.workspace.id} and i.kind = w.kind and i.value = w.value
    union all select id, id from contact where workspace_id = ${cx.workspace.id} and id = any (${ids}::text[])`.execute(cx.db.system)
  return new Map(rows.map((row) => [row.key, row.contact_id]))
}

/** Puts what happened on the log; an event of nobody we know is refused by its place, and nothing of the batch is kept. */
async function createEvents(cx: Cx, input: Static<typeof NewEvents>) {
  const known = await findContacts(cx, input.events)
  const events = input.events.map((event, index) => {
    const pointer = `/events/${index}`
    if (isReserved(event.type)) failAt(`${pointer}/type`, 'type_reserved', `"${event.type}" is recorded by Carillon itself. Choose a name of your own.`)
    if (!event.contact_id && !event.identity) failAt(pointer, 'contact_missing', 'Say whose event this is: contact_id, or identity {kind, value}.')
    const contact_id = known.get(event.contact_id ?? `${event.identity!.kind}\n${event.identity!.value}`)
    if (!contact_id && event.contact_id) notFound('contact')
    if (!contact_id) failAt(pointer, 'contact_unknown', 'No contact of this workspace has that id or identity.', 'Create it first with POST /v1/contacts.')
    return { contact_id, type: event.type, at: event.at ? new Date(event.at) : cx.now, source: 'api', origin: 'live' as const, properties: event.properties ?? {}, key: event.message_id ? keyOfMessage(event.message_id) : null }
  })
  return mutate(cx, 'events:write', async (tx, audit) => {
    const isNew = await recordOnce(cx, tx, cx.workspace.id, events, cx.now)
    const taken = events.filter((_, index) => isNew[index])
    audit('event', taken[0]?.type ?? '', { recorded: taken.length })
    return { recorded: taken.length, repeated: events.length - taken.length }
  })
}

export function eventRoutes(api: Api): void {
  const tag = 'Events'
  api.post('/v1/events', { id: 'createEvents', summary: 'Record what happened to people', tag, permission: 'events:write', body: NewEvents, answer: { 201: Type.Object({ recorded: Type.Integer(), repeated: Type.Integer() }) } }, (cx, { body }) => createEvents(cx, body))
  api.get('/v1/events', { id: 'listEvents', summary: 'What arrived, newest first; of one contact by when it happened', tag, permission: 'contacts:read', query: Query, answer: { 200: Page(Event) } }, (cx, { query }) => listEvents(cx, query))
}
