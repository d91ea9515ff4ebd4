import { sql } from 'kysely'
import { mutate, type Cx, type WorkspaceFacts } from '../../accounts/index.ts'
import { toContactInput, upsertContacts, type NewContactInput } from '../../customers/index.ts'
import { isLoopback } from '../../platform/config.ts'
import type { Tx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import { openFor } from '../frequency/index.ts'
import { checkSteps, mediaOf, type CascadeStep } from '../cascades/index.ts'
import { routesFor } from '../connections/index.ts'
import { checkCompiles, readBrand } from '../library/index.ts'
import { checkContent, resolveLocale, type Content } from '../templates/index.ts'
import { leaveStep } from './advance.ts'
import type { NewMessageInput } from './contract.ts'
import { getMessage } from './read.ts'
import { freezeContent } from './runs.ts'

async function contentOf(tx: Tx, input: NewMessageInput): Promise<{ content: Content; class: string }> {
  if (input.content) return { content: input.content, class: input.class ?? 'transactional' }
  if (!input.template) return failAt('/template', 'missing', 'Say what to send: template, or content.')
  const row = (await tx.selectFrom('template').select(['content', 'class']).where('id', '=', input.template).executeTakeFirst()) ?? notFound('template')
  return { content: row.content as Content, class: input.class ?? row.class }
}

async function stepsOf(tx: Tx, input: NewMessageInput): Promise<CascadeStep[]> {
  if (Array.isArray(input.cascade)) return checkSteps(input.cascade, '/cascade')
  if (input.cascade) return ((await tx.selectFrom('cascade').select('steps').where('id', '=', input.cascade).executeTakeFirst()) ?? notFound('cascade')).steps as CascadeStep[]
  const first = await tx.selectFrom('cascade').select('steps').where('archived_at', 'is', null).orderBy('id').limit(1).executeTakeFirst()
  return (first?.steps as CascadeStep[] | undefined) ?? failAt('/cascade', 'missing', 'Say by which cascade.')
}

async function contactOf(cx: Cx, tx: Tx, to: NewMessageInput['to']): Promise<{ id: string; person_id: string; locale: string | null }> {
  const find = (id: string) => tx.selectFrom('contact').select(['id', 'person_id', 'locale', 'origin']).where('id', '=', id).executeTakeFirst()
  if ('contact_id' in to) return (await find(to.contact_id)) ?? notFound('contact')
  const outcome = (await upsertContacts(cx, tx, cx.workspace, [toContactInput(cx, to as NewContactInput)], { now: cx.now, origin: 'live' }))[0]!
  if (outcome.status === 'conflict') return conflict('identity_conflict', outcome.detail, { pointer: '/to' })
  if (outcome.status === 'no_identity') return conflict('identity_missing', 'A recipient needs an address.', { pointer: '/to' })
  return (await find(outcome.contact_id))!
}

type Config = Pick<House, 'config'>

/** Over a real connection no link may lead to a machine that the recipient cannot open. */
async function checkReachable({ config }: Config, workspace: WorkspaceFacts, { content, steps, class: kind }: Pick<Placed, 'content' | 'steps' | 'class'>): Promise<void> {
  if (workspace.environment !== 'live' || !isLoopback(config.public_url)) return
  const found = await checkContent(content, { media: mediaOf(steps), class: kind === 'marketing' ? 'marketing' : 'transactional', public_url_is_loopback: true })
  if (kind !== 'marketing' && found.every(({ code }) => code !== 'loopback_link')) return
  conflict('loopback_url', `PUBLIC_URL is ${config.public_url}: links in the message would lead nowhere.`, { hint: 'Set PUBLIC_URL to the address under which customers reach this server.' })
}

export type Placed = { contact: { id: string; person_id: string; locale: string | null }; content: Content; class: string; steps: CascadeStep[]; source: { kind: string; id: string } } & Pick<NewMessageInput, 'topic_id' | 'data' | 'locale' | 'send_at' | 'valid_until' | 'content_key'>

/** Puts one message on its way inside the transaction of whatever wants it: a row, and its first step now or at its hour. Returns its id. */
export async function placeMessage(config: Config, tx: Tx, workspace: WorkspaceFacts, input: Placed, now: Date): Promise<string> {
  const { contact, content, steps, source } = input
  await checkReachable(config, workspace, input)
  const locale = resolveLocale(content, input.locale ?? contact.locale ?? workspace.default_locale)
  const brand = await readBrand(tx, workspace)
  const media = mediaOf(steps)
  await checkCompiles(content, brand, locale, media)
  const routes = await routesFor(tx, workspace.id, workspace.environment, media, input.class)
  const content_id = await freezeContent(tx, workspace.id, content, {}, brand, now)
  const message_id = newId('msg')
  // A time that has passed is now; closed hours put it off to their opening.
  const wanted_at = input.send_at && new Date(input.send_at) > now ? new Date(input.send_at) : now
  const send_at = await openFor(tx, workspace.id, { contact_id: contact.id, class: input.class, source }, wanted_at)
  const bucket = now.toISOString().slice(0, 10)
  await sql`
    insert into message (workspace_id, bucket, id, source_kind, source_id, occasion, contact_id, person_id, class, topic_id, content_id, cascade, data, locale, origin, state, step, send_at, valid_until, content_key, created_at)
    values (${workspace.id}, ${bucket}::date, ${message_id}, ${source.kind}, ${source.id}, ${message_id}, ${contact.id}, ${contact.person_id}, ${input.class}, ${input.topic_id ?? '*'}, ${content_id}, ${JSON.stringify({ steps, routes })}::jsonb,
      ${JSON.stringify(input.data ?? {})}::jsonb, ${locale}, ${workspace.environment}, 'waiting', 0, ${send_at}, ${input.valid_until ?? null}, ${input.content_key ?? null}, ${now})`.execute(tx)
  if (send_at > now) await sql`insert into due (at, kind, workspace_id, message_id, bucket, step) values (${send_at}, 'start', ${workspace.id}, ${message_id}, ${bucket}::date, 0)`.execute(tx)
  else await leaveStep(tx, [{ workspace_id: workspace.id, bucket, message_id, step: 0, stay: true, end: 'skipped', reason: 'unreachable' }], now)
  return message_id
}

/** Asks for one message to one person: the same path as a campaign's, refusals included, from the row to the receipt. */
export async function requestMessage(cx: Cx, input: NewMessageInput, source: { kind: string; id: string } = { kind: 'api', id: cx.actor.id }) {
  if (input.valid_until && new Date(input.valid_until) <= cx.now) failAt('/valid_until', 'in_the_past', 'valid_until lies in the past: the message could never go.')
  if (input.valid_until && input.send_at && new Date(input.valid_until) <= new Date(input.send_at)) failAt('/valid_until', 'ends_before_start', 'valid_until is not after send_at: the message could never go.')
  const id = await mutate(cx, 'messages:write', async (tx, audit) => {
    const chosen = await contentOf(tx, input)
    const steps = await stepsOf(tx, input)
    const contact = await contactOf(cx, tx, input.to)
    const message_id = await placeMessage(cx, tx, cx.workspace, { ...input, ...chosen, steps, contact, source }, cx.now)
    audit('message', message_id, { contact_id: contact.id, class: chosen.class })
    return message_id
  })
  return getMessage(cx, id)
}
