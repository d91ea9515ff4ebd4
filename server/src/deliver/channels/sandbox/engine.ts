import { sql } from 'kysely'
import { system, type SystemTx } from '../../../platform/database/index.ts'
import type { House } from '../../../platform/house.ts'
import type { Medium } from '../../media.ts'
import type { Inbound, OutboundMessage } from '../contract.ts'
import type { ActionKind } from './crowd.ts'
import { tellPresses } from './presses.ts'

/** How a person's phone reaches our pages: over HTTP, as anybody's would. */
export type Visit = (request: { method: 'GET' | 'POST'; url: string; body?: string }) => Promise<unknown>
/** The way back into the product: a provider's channel has no other. */
export type Emit = (connection_id: string, inbound: Inbound[]) => Promise<void>

type Action = { id: number; workspace_id: string; message_id: string; kind: ActionKind; detail: { text?: string; url?: string }; connection_id: string; medium: Medium; to_address: string; from_address: string; body: OutboundMessage }

const REPLIES: Record<string, string> = { en: 'Thank you! Is it still on?', uk: 'Дякую! А ще є в наявності?', ru: 'Спасибо! А ещё есть в наличии?', ka: 'გმადლობთ! კიდევ არის?', zh: '谢谢！还有货吗？', kk: 'Рақмет! Әлі бар ма?' }
const STOPS: Record<string, string> = { en: 'STOP', uk: 'СТОП', ru: 'СТОП', ka: 'სტოპ', zh: '退订', kk: 'СТОП' }

/** Links that a person could tap, the call to action first. */
export function linksOf(body: OutboundMessage): string[] {
  const { form } = body
  if (form.medium === 'email') return [...form.html.matchAll(/href="([^"]+)"/g)].map((match) => match[1]!.replaceAll('&amp;', '&')).filter((url) => url.startsWith('http') && !url.includes('/u/') && !url.includes('/p/'))
  if (form.medium === 'push') return form.url ? [form.url] : []
  const inText = [...form.text.matchAll(/https?:\/\/[^\s)\]]+/g)].map((match) => match[0])
  return [...('buttons' in form ? form.buttons.map((button) => button.url) : []), ...inText].filter((url) => !url.includes('/u/'))
}

async function takeDue(tx: SystemTx, now: Date): Promise<Action[]> {
  const { rows } = await sql<Action>`
    with taken as (delete from sandbox_action where id = any (array(select id from sandbox_action where at <= ${now} order by at, id limit 500 for update skip locked)) returning *)
    select t.id, t.workspace_id, t.message_id, t.kind, t.detail, m.connection_id, m.medium, m.to_address, m.from_address, m.body from taken t
    join sandbox_message m on m.workspace_id = t.workspace_id and m.id = t.message_id order by t.at, t.id`.execute(tx)
  return rows
}

const STATE: Partial<Record<ActionKind, { state: string; column: string }>> = {
  deliver: { state: 'delivered', column: 'delivered_at' }, read: { state: 'read', column: 'read_at' }, click: { state: 'clicked', column: 'clicked_at' }, reply: { state: 'replied', column: 'replied_at' },
  unsubscribe: { state: 'unsubscribed', column: 'unsubscribed_at' }, complain: { state: 'complained', column: 'unsubscribed_at' }, bounce: { state: 'bounced', column: 'failed_at' }, fail: { state: 'failed', column: 'failed_at' },
}

async function markMessages(tx: SystemTx, actions: Action[], now: Date): Promise<void> {
  for (const [kind, group] of Map.groupBy(actions, (action) => action.kind)) {
    const mark = STATE[kind]!
    await sql`update sandbox_message m set state = ${mark.state}, ${sql.ref(mark.column)} = coalesce(m.${sql.raw(mark.column)}, ${now}) from unnest(${group.map((a) => a.workspace_id)}::text[], ${group.map((a) => a.message_id)}::text[]) as a (workspace_id, id)
      where m.workspace_id = a.workspace_id and m.id = a.id`.execute(tx)
  }
}

/** What the provider reports of an action. E-mail knows no receipts of delivery; reading and clicking happen on our pages. */
function toInbound(action: Action, now: Date): Inbound[] {
  const { kind, message_id: provider_ref, medium } = action
  const reply = (text: string): Inbound => ({ kind: 'reply', provider_ref: `${provider_ref}.${action.id}`, from: action.to_address, to: action.from_address, medium, text, at: now, in_reply_to: provider_ref })
  const reports = { sms: ['deliver'], viber: ['deliver', 'read'], whatsapp: ['deliver', 'read'], email: [], telegram: [], push: [] }[medium] as ActionKind[]
  switch (kind) {
    case 'deliver': return reports.includes('deliver') ? [{ kind: 'receipt', provider_ref, status: 'delivered', at: now }] : []
    case 'read': return reports.includes('read') ? [{ kind: 'receipt', provider_ref, status: 'read', at: now }] : []
    case 'bounce': return [{ kind: 'receipt', provider_ref, status: 'failed', at: now, reason: 'bad_address', detail: '550 5.1.1 The mailbox does not exist (sandbox)', permanent: true }]
    case 'fail': return [{ kind: 'receipt', provider_ref, status: 'failed', at: now, reason: 'undeliverable', detail: 'The number is not reachable (sandbox)' }]
    case 'complain': return [{ kind: 'complaint', provider_ref, at: now }]
    case 'reply': return [reply(action.detail.text ?? REPLIES[action.body.locale.split('-')[0]!] ?? REPLIES.en!)]
    case 'unsubscribe': return action.body.list ? [] : [reply(STOPS[action.body.locale.split('-')[0]!] ?? STOPS.en!)]
    case 'click': return []
  }
}

/** What a person does in a browser or mail program: load the pictures, follow the link, press the unsubscribe button. */
async function act(action: Action, visit: Visit): Promise<void> {
  const { kind, body } = action
  if (kind === 'read' && body.form.medium === 'email') {
    const pixel = /src="([^"]+\/o\/[^"]+)"/.exec(body.form.html)?.[1]
    if (pixel) await visit({ method: 'GET', url: pixel })
  }
  if (kind === 'click') {
    const link = action.detail.url ?? linksOf(body)[0]
    if (link) await visit({ method: 'GET', url: link })
  }
  // One-click by RFC 8058 where the message offers it, else by its link; messengers are told by word.
  if (kind === 'unsubscribe' && body.list) await visit({ method: 'POST', url: body.list.unsubscribe_url, body: 'List-Unsubscribe=One-Click' })
}

/**
 * Lets the sandbox's people act whose time has come. The actions leave the queue only after the product has heard of
 * them, as a provider repeats a receipt until it is acknowledged. Returns how many acted.
 */
export async function runSandbox(house: House, emit: Emit, visit: Visit): Promise<number> {
  const now = house.clock()
  const told = await tellPresses(house, emit)
  const acted = await system(house.db, 'sandbox', 'all', async (tx) => {
    const actions = await takeDue(tx, now)
    if (actions.length === 0) return 0
    await markMessages(tx, actions, now)
    for (const [connection_id, group] of Map.groupBy(actions, (action) => action.connection_id)) {
      const inbound = group.flatMap((action) => toInbound(action, now))
      if (inbound.length > 0) await emit(connection_id, inbound)
    }
    for (const action of actions) await act(action, visit)
    return actions.length
  })
  return told + acted
}
