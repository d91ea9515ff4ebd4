import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestWorkspace } from '../../testing/app.ts'
import { customers, runningApp, until, type RunningApp } from '../../testing/running.ts'

// A provider with a purse: it takes `credit` messages, then asks to be paid.
let t: RunningApp
let shop: TestWorkspace
let credit = 0
const taken: string[] = []
const provider = http.createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    const ref = String(request.headers['idempotency-key'])
    if (credit <= 0) return response.writeHead(402, { 'content-type': 'application/json' }).end(JSON.stringify({ reason: 'credit', detail: 'The balance is used up' }))
    credit -= 1
    taken.push(ref)
    return response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `g${taken.length}` }))
  })
})

beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  t = await runningApp({ PUBLIC_URL: 'https://m.example.com', ALLOW_PRIVATE_NETWORK: 'true' })
  shop = await t.workspace('UA')
})
afterAll(async () => {
  await t.close()
  provider.close()
})

type Report = { totals: Record<string, number>; finished_at: string | null; obstacles: { code: string }[] }

test('out of credit halts the line and fails nobody; paid, it goes on where it stood', async () => {
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/messages`
  const connection = (await shop.call('POST', '/v1/connections', { channel: 'http-gateway', name: 'Viber', settings: { url, secret: 'a secret of both sides, long enough', viber: true } })).json<{ id: string }>()
  expect((await shop.call('PUT', '/v1/workspace/environment', { environment: 'live' })).statusCode).toBe(200)
  await t.bring(shop, customers(t, 60, 'purse'))
  credit = 20
  const { id } = (await shop.call('POST', '/v1/campaigns', { name: 'Purse', audience: { rule: { tag: 'purse' } }, cascade: [{ media: ['viber'], success: 'accepted', within_s: 3600 }], content: { default_locale: 'uk', locales: { uk: { core: { headline: '', body: 'Вітаємо', buttons: [] } } } } })).json<{ id: string }>()
  expect((await shop.call('POST', `/v1/campaigns/${id}/launch`)).statusCode).toBe(200)
  const report = async () => (await shop.call('GET', `/v1/campaigns/${id}/report`)).json<Report>()
  const halted = await until(report, ({ obstacles, totals }) => obstacles.length > 0 && totals.reached === 20)
  expect(halted.totals).toMatchObject({ failed: 0, reached: 20, in_flight: 34 })
  expect((await shop.call('GET', `/v1/connections/${connection.id}`)).json()).toMatchObject({ enabled: false, halted: { reason: expect.stringContaining('balance') } })
  credit = 1000
  expect((await shop.call('PATCH', `/v1/connections/${connection.id}`, { enabled: true })).statusCode).toBe(200)
  const end = await until(report, ({ finished_at }) => finished_at !== null)
  expect(end.totals).toMatchObject({ failed: 0, unknown: 0, reached: 54, skipped: 6, in_flight: 0 })
  expect(new Set(taken).size).toBe(54)
})
