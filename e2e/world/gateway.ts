import { createHmac } from 'node:crypto'
import type http from 'node:http'
import type { Socket } from 'node:net'
import { answer, httpServer } from './http.ts'
import { markOf, type Ledger } from './ledger.ts'
import { reportOn, type Receipt } from './receipts.ts'

export type Webhook = { url: string; secret: string }
export type Gateway = { server: http.Server; report(to: Webhook): void; /** the product's clock against ours */ shift(ms: number): void; tell(receipt: Receipt): void }

const TELL_MS = 100
const MOST = 500

/** A gateway as channels/README.md describes it: drops repeats by key, can be asked, tells by webhook until it is heard. */
export function httpGateway(ledger: Ledger, sockets: Set<Socket>): Gateway {
  const taken = new Map<string, string>()
  const inHand = new Set<string>()
  let unheard: Receipt[] = []
  let webhook: Webhook | undefined
  let given = 0
  let shifted_ms = 0

  const tell = (receipt: Receipt) => void unheard.push(receipt)

  async function tellAll(): Promise<void> {
    const now = unheard.splice(0, MOST)
    if (!webhook || now.length === 0) return void unheard.unshift(...now)
    const body = JSON.stringify({ events: now.map(({ provider_ref, status }) => ({ type: 'receipt', id: provider_ref, status, at: new Date(Date.now() + shifted_ms).toISOString(), ...(status === 'failed' ? { reason: 'undeliverable' } : {}) })) })
    const id = `evt_${now[0]!.provider_ref}`
    const timestamp = String(Math.floor((Date.now() + shifted_ms) / 1000))
    const signature = createHmac('sha256', webhook.secret).update(`${id}.${timestamp}.${body}`).digest('base64')
    try {
      const heard = await fetch(webhook.url, { method: 'POST', body, headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }, signal: AbortSignal.timeout(30_000) })
      if (!heard.ok) unheard = [...now, ...unheard]
    } catch {
      unheard = [...now, ...unheard]
    }
  }
  const loop = async (): Promise<void> => {
    await tellAll()
    setTimeout(loop, TELL_MS)
  }
  void loop()

  const server = httpServer(sockets, ({ method, path, headers, text }, response) => {
    if (method === 'GET') {
      const ref = path.split('/').pop()!
      const id = taken.get(ref)
      return answer(response, id ? 200 : inHand.has(ref) ? 202 : 404, id ? { id } : {})
    }
    const key = String(headers['idempotency-key'])
    if (taken.has(key)) return answer(response, 200, { id: taken.get(key) })
    if (inHand.has(key)) return answer(response, 409, {})
    const { to, content } = JSON.parse(text) as { to: string; content: { text: string } }
    const mark = markOf(content.text)
    const { slow_ms, late_ms, later_s } = ledger.scripts.gateway
    if (to === ledger.scripts.gateway.hangs) return ledger.note('gateway', 'hang')
    const deed = ledger.draw('gateway', to, mark)
    const accept = (after_ms = 0) => {
      inHand.delete(key)
      const id = `g${++given}`
      taken.set(key, id)
      const { early } = reportOn(ledger, ledger.take({ channel: 'gateway', provider_ref: id, to, mark, unsubscribe: null }), true, tell)
      if (deed === 'cut') response.destroy()
      else setTimeout(answer, Math.max(after_ms, early ? TELL_MS * 2 : 0), response, 202, { id })
    }
    if (deed === 'reset') return response.destroy()
    if (deed === 'later') return answer(response, 429, {}, { 'retry-after': String(later_s) })
    if (deed === 'fault') return answer(response, 500, {})
    if (deed === 'refuse') return answer(response, 422, { reason: 'bad_address', permanent: true })
    if (deed !== 'slow') return accept(deed === 'late' ? late_ms : 0)
    inHand.add(key)
    return setTimeout(accept, slow_ms)
  })
  return { server, tell, report: (to) => void (webhook = to), shift: (ms) => void (shifted_ms = ms) }
}
