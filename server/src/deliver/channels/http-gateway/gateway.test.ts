import { createHmac } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../../testing/app.ts'
import { cleanedAfterEach } from '../../../testing/cleanups.ts'
import type { ConnectionFacts, OutboundMessage, Session } from '../contract.ts'
import { httpGateway } from './index.ts'

const SECRET = 'a secret of both sides, long enough'
let t: TestApp
beforeAll(async () => {
  t = await testApp({ ALLOW_PRIVATE_NETWORK: 'true' })
})
afterAll(() => t.close())

const cleanups = cleanedAfterEach()

type Asked = { method: string; url: string; headers: IncomingMessage['headers']; text: string }

/** A gateway on loopback that answers as the test says. */
async function gateway(answer: (asked: Asked, response: ServerResponse) => unknown): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const server = http.createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += chunk))
    request.on('end', () => {
      const each = { method: request.method!, url: request.url!, headers: request.headers, text }
      asked.push(each)
      answer(each, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => new Promise((resolve) => {
    server.closeAllConnections()
    server.close(resolve)
  }))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`, asked }
}

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const facts = (url: string): ConnectionFacts => ({ id: 'cnn_1', workspace_id: 'wks_1', channel: 'http-gateway', name: 'x', media: ['viber'], limits: {}, account: null, settings: { url, secret: SECRET, viber: true } })
const message: OutboundMessage = { ref: 'att_01', medium: 'viber', to: '+380671234567', to_name: 'Олена', from: null, brand_name: 'Крамниця', locale: 'uk', class: 'marketing', list: null, message_id: null,
  form: { medium: 'viber', text: 'Знижки', buttons: [{ label: 'Дивитися', url: 'https://example.com' }] } }

async function open(url: string): Promise<Session> {
  const session = await httpGateway.open({ house: t.house, connection: facts(url), emit: async () => undefined })
  cleanups.push(() => session.close())
  return session
}

const signature = (id: string, timestamp: string, body: string, secret = SECRET) => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`

test('a hand-over carries its key, a signature over its bytes, and what the person is to see', async () => {
  const { url, asked } = await gateway((_, response) => json(response, 202, { id: 'g-7' }))
  expect(await (await open(url)).send(message)).toEqual({ status: 'accepted', provider_ref: 'g-7' })
  const { headers, text, method } = asked[0]!
  expect({ method, key: headers['idempotency-key'] }).toEqual({ method: 'POST', key: 'att_01' })
  expect(headers['webhook-signature']).toBe(signature('att_01', String(headers['webhook-timestamp']), text))
  expect(JSON.parse(text)).toEqual({ ref: 'att_01', medium: 'viber', to: '+380671234567', from: null, brand: 'Крамниця', locale: 'uk', class: 'marketing', content: { text: 'Знижки', buttons: [{ label: 'Дивитися', url: 'https://example.com' }] } })
})

test('what an answer means', async () => {
  let next: [number, unknown, Record<string, string>?] = [200, {}]
  const { url } = await gateway((_, response) => json(response, ...next))
  const session = await open(url)
  const after = (status: number, body: unknown, headers?: Record<string, string>) => {
    next = [status, body, headers]
    return session.send(message)
  }
  // A gateway that gives no id is known by ours.
  expect(await after(200, {})).toEqual({ status: 'accepted', provider_ref: 'att_01' })
  expect(await after(422, { reason: 'bad_address', detail: 'no such number', permanent: true })).toEqual({ status: 'rejected', reason: 'bad_address', detail: 'carillon:answered 422: no such number', permanent: true })
  expect(await after(400, { reason: 'of its own' })).toMatchObject({ status: 'rejected', reason: 'other' })
  expect(await after(402, {})).toMatchObject({ status: 'rejected', reason: 'credit' })
  expect(await after(404, {})).toMatchObject({ status: 'rejected', reason: 'auth' })
  expect(await after(302, {}, { location: 'http://127.0.0.1/' })).toMatchObject({ status: 'rejected', reason: 'auth' })
  expect(await after(429, {}, { 'retry-after': '17' })).toMatchObject({ status: 'retry', after_s: 17, line: true })
  expect(await after(503, {}, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() })).toMatchObject({ status: 'retry', after_s: expect.closeTo(60, -1) })
  expect(await after(500, {})).toMatchObject({ status: 'unknown' })
  expect(await after(409, {})).toMatchObject({ status: 'unknown' })
})

test('a line cut after the message was sent leaves it unknown, one that never opened may be tried again', async () => {
  const { url } = await gateway((_, response) => response.destroy())
  expect(await (await open(url)).send(message)).toMatchObject({ status: 'unknown' })
  expect(await (await open('http://127.0.0.1:1/messages')).send(message)).toMatchObject({ status: 'retry' })
})

test('it can be asked: here, not here, and neither', async () => {
  const { url, asked } = await gateway((each, response) => {
    if (each.url.endsWith('/att_here')) return json(response, 200, { id: 'g-1' })
    if (each.url.endsWith('/att_cut')) return response.destroy()
    return json(response, each.url.endsWith('/att_gone') ? 404 : 202, {})
  })
  expect(await httpGateway.lookup!(t.house, facts(url), ['att_here', 'att_gone', 'att_in_hand', 'att_cut'])).toMatchObject([
    { status: 'accepted', provider_ref: 'g-1' }, { status: 'retry', after_s: 0 }, { status: 'unknown' }, { status: 'unknown' }])
  const { headers } = asked.find((each) => each.url === '/messages/att_here')!
  expect(headers['webhook-signature']).toBe(signature('att_here', String(headers['webhook-timestamp']), ''))
})

test('a gateway that answers no look-up is not asked thousands of times', async () => {
  const { url, asked } = await gateway((_, response) => response.destroy())
  const results = await httpGateway.lookup!(t.house, facts(url), Array.from({ length: 500 }, (_, i) => `att_${i}`))
  expect(results).toHaveLength(500)
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['unknown']))
  expect(asked.length).toBeLessThan(50)
})

test('check says in words what is wrong', async () => {
  let status = 404
  const { url } = await gateway((_, response) => json(response, status, {}))
  const code = async (where = url) => (await httpGateway.check(facts(where), t.house)).lines[0]!.code
  expect(await code()).toBe('gateway_answers')
  status = 401
  expect(await code()).toBe('gateway_refuses')
  status = 500
  expect(await code()).toBe('gateway_unclear')
  expect(await code('http://127.0.0.1:1/messages')).toBe('gateway_silent')
})

test('an address in a private network sends nothing unless that is allowed', async () => {
  const { url, asked } = await gateway((_, response) => json(response, 200, {}))
  const session = await httpGateway.open({ house: { ...t.house, config: { ...t.house.config, allow_private_network: false } }, connection: facts(url), emit: async () => undefined })
  cleanups.push(() => session.close())
  expect(await session.send(message)).toMatchObject({ status: 'retry', detail: expect.stringContaining('ALLOW_PRIVATE_NETWORK') })
  expect(asked).toEqual([])
})

async function shopWithGateway(): Promise<{ shop: TestWorkspace; id: string; webhook: string }> {
  const shop = await t.workspace('UA')
  const made = await shop.call('POST', '/v1/connections', { channel: 'http-gateway', name: 'Gateway', settings: { url: 'http://127.0.0.1:1/messages', secret: SECRET, viber: true, push: true } })
  expect(made.json()).toMatchObject({ media: ['viber', 'push'], secrets: ['secret'] })
  expect(made.body).not.toContain(SECRET)
  const { id, webhook_url } = made.json<{ id: string; webhook_url: string }>()
  return { shop, id, webhook: new URL(webhook_url).pathname }
}

function tell(webhook: string, body: unknown, { secret = SECRET, at = Date.now() } = {}) {
  const payload = JSON.stringify(body)
  const timestamp = String(Math.floor(at / 1000))
  return t.app.inject({ method: 'POST', url: webhook, payload, headers: { 'content-type': 'application/json', 'webhook-id': 'evt_1', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,bm90IHRoaXM= ${signature('evt_1', timestamp, payload, secret)}` } })
}

const reply = (more: object = {}) => ({ type: 'reply', id: 'r-1', medium: 'viber', from: '+380671234567', text: 'Дякую', at: '2026-11-24T10:00:00Z', ...more })

test('a connection carries what its settings name, and one kind at least', async () => {
  const { shop, id } = await shopWithGateway()
  expect((await shop.call('PATCH', `/v1/connections/${id}`, { settings: { sms: true, push: false } })).json()).toMatchObject({ media: ['sms', 'viber'] })
  expect((await shop.call('PATCH', `/v1/connections/${id}`, { settings: { sms: false, viber: false } })).statusCode).toBe(422)
  expect((await shop.call('GET', `/v1/connections/${id}`)).json()).toMatchObject({ media: ['sms', 'viber'] })
})

test('events are taken with the right signature over the bytes, and not long after', async () => {
  const { shop, webhook } = await shopWithGateway()
  expect((await tell(webhook, { events: [reply()] }, { secret: 'somebody else\'s secret, as long' })).statusCode).toBe(403)
  expect((await tell(webhook, { events: [reply()] }, { at: Date.now() - 600_000 })).statusCode).toBe(403)
  expect((await t.app.inject({ method: 'POST', url: webhook, payload: { events: [reply()] } })).statusCode).toBe(403)
  expect((await shop.call('GET', '/v1/contacts?search=380671234567')).json<{ data: unknown[] }>().data).toEqual([])
  for (const _ of [1, 2]) expect((await tell(webhook, { events: [reply({ text: 'Дя\u0000кую' })] })).statusCode).toBe(200)
  expect((await shop.call('GET', '/v1/contacts?search=380671234567')).json<{ data: unknown[] }>().data).toHaveLength(1)
  expect((await tell(webhook, { events: [{ type: 'receipt', id: 'nobody knows it', status: 'delivered', at: '2026-11-24T10:00:00Z' }] })).statusCode).toBe(200)
})

test('an event that is not as documented is refused with its place', async () => {
  const { webhook } = await shopWithGateway()
  for (const wrong of [{ events: [] }, { events: [reply({ at: 'yesterday' })] }, { events: [{ type: 'receipt', id: 'g-1', status: 'eaten', at: '2026-11-24T10:00:00Z' }] }, null, [], 'text']) {
    const answer = await tell(webhook, wrong)
    expect(answer.statusCode, JSON.stringify(wrong)).toBe(422)
  }
})
