import type { Selectable } from 'kysely'
import { workspaceFacts } from '../../accounts/index.ts'
import { system, type DB, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import type { Job, Tasks } from '../../platform/jobs/index.ts'
import type { Medium } from '../../platform/media.ts'
import { ours, type OutboundMessage, type SendResult, type Session } from '../channels/index.ts'
import { channelOf, connectionFacts } from '../connections/index.ts'
import { outboundOf, withOptOut } from '../dispatch/index.ts'
import { receiveInbound } from '../inbound/index.ts'
import { readBrand } from '../library/index.ts'
import { sealTest } from '../links/index.ts'
import { ownUrls, preferencesUrl, unsubscribeUrl } from '../urls.ts'
import { contactScopes, scopeAs } from '../rendering/index.ts'
import { compileContent, renderItem, type Content, type RenderedForm } from '../templates/index.ts'
import type { Reason } from './contract.ts'

type Row = Selectable<DB['test_send']>
type Request = { content: Content; contact_id?: string; contact?: Record<string, unknown>; data?: Record<string, unknown> }
type Outcome = { state: 'sent' | 'failed'; reason: Reason; detail: string | null; provider_ref?: string }
type Ready = { connection: Selectable<DB['connection']>; outbound: OutboundMessage }

/** `detail` is what was said to us, or what we say as `ours` does; `read.ts` has the sentence around it. */
const failed = (reason: Reason, detail: string | null): Outcome => ({ state: 'failed', reason, detail })
const MARK = '[Test] '

/**
 * Takes a test that nobody has begun. One that was begun and has no outcome is a dead process's: the provider may have
 * taken it, so it is never handed over again.
 */
function claim(house: House, workspace_id: string, id: string): Promise<Row | undefined> {
  return system(house.db, 'test_send', workspace_id, async (tx) => {
    const own = tx.updateTable('test_send').where('workspace_id', '=', workspace_id).where('id', '=', id)
    const row = await own.set({ state: 'sending' }).where('state', '=', 'queued').returningAll().executeTakeFirst()
    if (!row) await own.set({ ...failed('unknown', ours('server_stopped')), request: null }).where('state', '=', 'sending').execute()
    return row
  })
}

function marked(form: RenderedForm): RenderedForm {
  return form.medium === 'email' ? { ...form, subject: `${MARK}${form.subject}` } : form
}

/** Renders it as a message is rendered; only its links go straight to their targets, and the way out to a page of tests. */
async function prepareTest(house: House, tx: SystemTx, row: Row): Promise<Ready | Outcome> {
  const { workspace_id } = row
  const request = row.request as Request
  const medium = row.medium as Medium
  const workspace = await workspaceFacts(tx, workspace_id)
  const brand = await readBrand(tx, workspace)
  const connection = await tx.selectFrom('connection').selectAll().where('workspace_id', '=', workspace_id).where('id', '=', row.connection_id).executeTakeFirstOrThrow()
  const sender = row.sender_id ? await tx.selectFrom('sender').selectAll().where('workspace_id', '=', workspace_id).where('id', '=', row.sender_id).executeTakeFirst() : undefined
  const person = request.contact_id ? (await contactScopes(tx, workspace_id, [request.contact_id])).get(request.contact_id) : undefined
  const token = sealTest(house, workspace_id, row.locale)
  const scope = scopeAs({ person, own: ownUrls(house, token), typed: request.contact, data: request.data, locale: row.locale, campaign: 'Test', brand, workspace, now: house.clock() })
  const marketing = row.class === 'marketing'
  const unsubscribe_url = marketing ? unsubscribeUrl(house, token) : null
  const compiled = await compileContent(request.content, brand, { locale: row.locale, medium })
  const result = renderItem(compiled, { scope, links: null, unsubscribe_url, preferences_url: marketing && medium !== 'sms' ? preferencesUrl(house, token) : null })
  if (!result.ok) return failed('template', [result.pointer, result.detail].filter(Boolean).join(': '))
  const form = marked(withOptOut(result.form, row.class, sender))
  return { connection, outbound: { ...outboundOf(house, { ref: row.id, workspace_id, medium, to: row.to_address, to_name: null, brand_name: brand.name, locale: row.locale, class: row.class as OutboundMessage['class'], form, sender, unsubscribe_url }), test: true } }
}

const REASON_OF = { rejected: 'refused', retry: 'later', unknown: 'unknown' } as const

function outcomeOf(result: SendResult): Outcome {
  if (result.status === 'accepted') return { state: 'sent', reason: 'accepted', detail: null, provider_ref: result.provider_ref }
  return failed(REASON_OF[result.status], result.detail)
}

/** A session of its own for the one message, closed again; what it hears meanwhile goes where the owner's would. */
async function handOver(house: House, { connection, outbound }: Ready): Promise<Outcome> {
  let session: Session
  try {
    session = await channelOf(connection.channel).open({ house, connection: connectionFacts(house, connection), emit: (inbound) => receiveInbound(house, connection.id, inbound), send_only: true })
  } catch (error) {
    return failed('no_line', ours('no_line', (error as Error).message))
  }
  try {
    return outcomeOf(await session.send(outbound))
  } catch (error) {
    return outcomeOf({ status: 'unknown', detail: ours('broke_inside', (error as Error).message) })
  } finally {
    await session.close().catch((err: unknown) => house.log.warn({ err, connection_id: connection.id }, 'the session of a test did not close'))
  }
}

async function sendOne(house: House, { workspace_id, payload }: Job): Promise<void> {
  const id = String(payload.test_id)
  const row = await claim(house, workspace_id, id)
  if (!row) return
  const ready = await system(house.db, 'test_send', workspace_id, (tx) => prepareTest(house, tx, row)).catch((err: unknown) => {
    house.log.error({ err, test_id: id }, 'a test could not be prepared')
    return failed('ours', null)
  })
  const outcome = 'outbound' in ready ? await handOver(house, ready) : ready
  await system(house.db, 'test_send', workspace_id, (tx) => tx.updateTable('test_send').where('workspace_id', '=', workspace_id).where('id', '=', id)
    .set({ ...outcome, request: null, ...(outcome.state === 'sent' ? { sent_at: house.clock() } : {}) }).execute())
}

export const TEST_TASKS: Tasks = { send_test: sendOne }
