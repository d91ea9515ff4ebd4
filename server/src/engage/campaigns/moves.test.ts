import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TestWorkspace } from '../../testing/app.ts'
import { customers, runningApp, until, type RunningApp } from '../../testing/running.ts'

let t: RunningApp
let shop: TestWorkspace
let sandbox: string
const SMS = [{ media: ['sms'], success: 'accepted', within_s: 60 }]
type ReportView = { totals: Record<string, number>; reasons: { state: string; code: string; count: number }[]; price_micro: number; finished_at: string | null; state: string }

beforeAll(async () => {
  t = await runningApp()
})
afterAll(() => t.close())
beforeEach(async () => {
  shop = await t.workspace('UA')
  sandbox = (await get<{ data: { id: string }[] }>('/v1/connections')).data[0]!.id
})

const get = async <T>(url: string) => (await shop.call('GET', url)).json<T>()
const report = (id: string) => get<ReportView>(`/v1/campaigns/${id}/report`)
const over = (id: string) => until(() => report(id), (each) => each.finished_at !== null && each.totals.in_flight === 0)
async function draft(people: number, more: object = {}): Promise<string> {
  await t.bring(shop, customers(t, people, 'all'))
  return (await shop.call('POST', '/v1/campaigns', { name: 'Sale', audience: { rule: { tag: 'all' } }, cascade: SMS, ...more })).json<{ id: string }>().id
}
const launch = (id: string) => shop.call('POST', `/v1/campaigns/${id}/launch`)
/** Makes the sandbox slow enough to be caught in the middle. */
async function slowly(per_second: number): Promise<void> {
  await shop.call('PATCH', `/v1/connections/${sandbox}`, { limits: { per_second } })
}

test('a budget is a hard stop: what was spent stays below it, and the rest is refused with the reason', async () => {
  const { price_micro } = (await get<{ data: { medium: string; amount_micro: number }[] }>('/v1/prices')).data.map((each) => ({ medium: each.medium, price_micro: each.amount_micro })).find((each) => each.medium === 'sms')!
  const id = await draft(100, { budget_micro: price_micro * 25 })
  await launch(id)
  const { totals, reasons, price_micro: spent } = await over(id)
  expect(spent).toBeLessThanOrEqual(price_micro * 25)
  expect(spent).toBeGreaterThan(price_micro * 15)
  expect(reasons).toContainEqual({ state: 'skipped', code: 'budget', count: 90 - totals.reached! })
  // Going on after it can't spend what is no longer there.
  const { rows: [run] } = await sql<{ budget_micro: number; spent_micro: number }>`select budget_micro, spent_micro from run where workspace_id = ${shop.id} and source_id = ${id} and not rehearsal`.execute(t.house.db.system)
  expect(run!.spent_micro).toBe(spent)
})

test('a month’s budget stops marketing and nothing that a customer waits for', async () => {
  const { price_micro } = (await get<{ data: { medium: string; amount_micro: number }[] }>('/v1/prices')).data.map((each) => ({ medium: each.medium, price_micro: each.amount_micro })).find((each) => each.medium === 'sms')!
  const spend = async () => (await sql<{ spent: number }>`select coalesce(sum(spent_micro), 0)::bigint as spent from month_spend where workspace_id = ${shop.id}`.execute(t.house.db.system)).rows[0]!.spent
  expect((await shop.call('PATCH', '/v1/workspace', { month_budget_micro: price_micro * 12 })).json()).toMatchObject({ month_budget_micro: price_micro * 12 })
  const id = await draft(60)
  await launch(id)
  const { totals, reasons } = await over(id)
  expect(reasons).toContainEqual({ state: 'skipped', code: 'budget', count: 54 - totals.reached! })
  expect(await spend()).toBeLessThanOrEqual(price_micro * 12)
  expect(await spend()).toBeGreaterThan(price_micro * 4)
  const before = await spend()
  for (let n = 0; n < 22; n += 1) await shop.call('POST', '/v1/messages', { to: { phone: '067 765 43 29' }, class: 'transactional', content: { default_locale: 'uk', locales: { uk: { core: { headline: '', body: `Код ${n}`, buttons: [] } } } }, cascade: SMS })
  await until(spend, (now) => now === before + 22 * price_micro)
  await shop.call('PATCH', '/v1/workspace', { month_budget_micro: null })
})

test('holding all marketing stops a running campaign at once; what has gone stale by its release is dropped', async () => {
  await slowly(20)
  const id = await draft(200)
  await launch(id)
  await until(() => report(id), (each) => each.totals.reached! > 10)
  expect((await shop.call('POST', '/v1/marketing/hold', { held: true })).statusCode).toBe(200)
  await new Promise((resolve) => setTimeout(resolve, 800))
  const held = (await report(id)).totals.reached!
  expect((await shop.call('POST', '/v1/messages', { to: { phone: '067 765 43 21' }, class: 'transactional', content: { default_locale: 'uk', locales: { uk: { core: { headline: '', body: 'Код 1', buttons: [] } } } }, cascade: SMS })).statusCode).toBe(201)
  await until(() => get<{ data: { message: { class: string } }[] }>('/v1/sandbox/messages'), (each) => each.data.some(({ message }) => message.class === 'transactional'))
  expect((await report(id)).totals.reached).toBe(held)
  t.forward(4 * 86_400_000)
  await shop.call('POST', '/v1/marketing/hold', { held: false })
  const { totals, reasons } = await over(id)
  expect(totals.reached).toBe(held)
  expect(reasons).toContainEqual({ state: 'skipped', code: 'expired', count: 180 - held })
})

test('a scheduled campaign starts at its hour, can go back to a draft before it, and is not started twice', async () => {
  const id = await draft(20, { schedule: { send_at: new Date(t.time.now.getTime() + 3_600_000).toISOString() } })
  expect((await launch(id)).json()).toMatchObject({ state: 'scheduled', run_id: null })
  expect((await shop.call('POST', `/v1/campaigns/${id}/unschedule`)).json()).toMatchObject({ state: 'draft' })
  expect((await shop.call('PATCH', `/v1/campaigns/${id}`, { name: 'Later sale', schedule: { send_at: new Date(t.time.now.getTime() + 7_200_000).toISOString() } })).statusCode).toBe(200)
  await launch(id)
  t.forward(3_600_000)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(await get(`/v1/campaigns/${id}`)).toMatchObject({ state: 'scheduled' })
  t.forward(3_600_000)
  await until(() => get<{ state: string }>(`/v1/campaigns/${id}`), (each) => each.state === 'done')
  expect((await report(id)).totals).toMatchObject({ total: 20, reached: 18, skipped: 2 })
  expect((await shop.call('POST', `/v1/campaigns/${id}/unschedule`)).json()).toMatchObject({ status: 409, code: 'conflict', errors: [{ pointer: '/', code: 'campaign_not_scheduled' }] })
  const { rows } = await sql`select from run where workspace_id = ${shop.id} and source_id = ${id} and not rehearsal`.execute(t.house.db.system)
  expect(rows.length).toBe(1)
})

test('progress comes as server-sent events, the last when it is over', async () => {
  await slowly(30)
  const id = await draft(60)
  await launch(id)
  const stream = await shop.call('GET', `/v1/campaigns/${id}/progress`)
  expect(stream.headers['content-type']).toContain('text/event-stream')
  const told = stream.body.split('\n\n').filter((each) => each.startsWith('event: progress')).map((each) => JSON.parse(each.split('\ndata: ')[1]!) as ReportView)
  expect(told.length).toBeGreaterThan(1)
  const done = told.map(({ totals }) => totals.total! - totals.in_flight!)
  expect(done).toEqual(done.toSorted((a, b) => a - b))
  expect(told.at(-1)).toMatchObject({ totals: { total: 60, reached: 54, in_flight: 0 } })
  expect(stream.body.trimEnd().endsWith('event: end\ndata: {}')).toBe(true)
})

test('those who failed for one reason are tried again, once the cause is mended, and the figures stay one campaign’s', async () => {
  const id = await draft(50, { cascade: [{ media: ['sms'], success: 'delivered', within_s: 86_400 }] })
  const crowdThatGets = async (delivered: number) => {
    const settings = await get<{ shares: Record<string, object> }>('/v1/sandbox/settings')
    const shares = Object.fromEntries(Object.keys(settings.shares).map((medium) => [medium, { delivered, read: 0, clicked: 0, replied: 0, unsubscribed: 0 }]))
    expect((await shop.call('PUT', '/v1/sandbox/settings', { ...settings, clock_rate: 3600, shares })).statusCode).toBe(200)
  }
  await crowdThatGets(0.5)
  await launch(id)
  expect((await shop.call('POST', `/v1/campaigns/${id}/retry`, { reason: 'undeliverable' })).statusCode).toBe(409)
  const first = await over(id)
  const failed = first.totals.failed!
  expect(failed).toBeGreaterThan(10)
  expect(first.reasons).toContainEqual({ state: 'failed', code: 'undeliverable', count: failed })
  await until(() => get<{ state: string }>(`/v1/campaigns/${id}`), (each) => each.state === 'done')
  await crowdThatGets(1)
  expect((await shop.call('POST', `/v1/campaigns/${id}/retry`, { reason: 'no_such_reason' })).statusCode).toBe(409)
  expect((await shop.call('POST', `/v1/campaigns/${id}/retry`, { reason: 'undeliverable' })).json()).toMatchObject({ state: 'sending', total: failed })
  const second = await over(id)
  expect(second.totals).toMatchObject({ total: 50, reached: 45, failed: 0, skipped: 5 })
  expect(second.reasons).toEqual([{ state: 'skipped', code: 'no_consent', count: 5 }])
  const people = await get<{ data: { contact_id: string; state: string }[] }>(`/v1/campaigns/${id}/recipients?state=reached&limit=500`)
  expect(new Set(people.data.map((each) => each.contact_id)).size).toBe(45)
}, 60_000)

test('a connection’s limit for the day holds the rest until the next day of the workspace', async () => {
  await shop.call('PATCH', `/v1/connections/${sandbox}`, { limits: { per_day: 30 } })
  const id = await draft(60)
  await launch(id)
  await until(() => report(id), (each) => each.totals.reached === 30)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  expect(await report(id)).toMatchObject({ totals: { reached: 30, in_flight: 24 }, obstacles: [{ code: 'daily_limit', connection_id: sandbox, detail: '30' }] })
  expect((await get<{ data: { used_today: number }[] }>('/v1/connections')).data[0]!.used_today).toBe(30)
  t.forward(86_400_000)
  expect(await over(id)).toMatchObject({ totals: { reached: 54, in_flight: 0 }, obstacles: [] })
})

test('people who turn out to be one while a campaign runs get it once, whichever of them was first', async () => {
  const id = await draft(80)
  await slowly(2)
  await launch(id)
  await until(() => report(id), (each) => each.totals.reached! > 0)
  const { rows: waiting } = await sql<{ id: string }>`select contact_id as id from message where workspace_id = ${shop.id} and source_id = ${id} and state = 'waiting' order by id desc limit 20`.execute(t.house.db.system)
  const { rows: begun } = await sql<{ id: string }>`select contact_id as id from attempt where workspace_id = ${shop.id} and state = 'accepted' limit 1`.execute(t.house.db.system)
  const pairs = [[begun[0]!.id, waiting.pop()!.id], ...Array.from({ length: 9 }, () => [waiting.pop()!.id, waiting.pop()!.id])] as [string, string][]
  for (const [stays, joins] of pairs) expect((await shop.call('POST', `/v1/contacts/${stays}/merge`, { other_id: joins })).statusCode).toBeLessThan(300)
  await slowly(1000)
  const { totals, reasons } = await over(id)
  expect(reasons).toContainEqual({ state: 'skipped', code: 'duplicate', count: 10 })
  expect(totals.reached! + totals.skipped!).toBe(80)
  const { rows: got } = await sql<{ n: number }>`select count(*)::int as n from attempt a join contact c on c.workspace_id = a.workspace_id and c.id = a.contact_id where a.workspace_id = ${shop.id} and a.state = 'accepted' group by c.person_id`.execute(t.house.db.system)
  expect(got.filter((each) => each.n !== 1)).toEqual([])
})
