import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CHORES, visitor } from '../../app.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { customers, until as untilFor } from '../../testing/running.ts'
import { upsertContacts } from '../../customers/index.ts'
import { system } from '../../platform/database/index.ts'
import { startWorker, type Worker } from '../dispatch/index.ts'

// A clock that is moved by hand and a worker that is stopped and started: nights, and hours of downtime.
let t: TestApp
let shop: TestWorkspace
let worker: Worker | undefined
beforeAll(async () => {
  t = await testApp()
})
afterAll(async () => {
  await stop()
  await t.close()
})
beforeEach(async () => {
  await stop()
  t.time.now = new Date('2026-11-24T10:00:00Z')
  shop = await t.workspace('UA')
  await hours({})
  // Nobody of the crowd answers or opts out: what is counted here is the hours' doing.
  const settings = await get<{ shares: Record<string, object> }>('/v1/sandbox/settings')
  const quiet = Object.fromEntries(Object.keys(settings.shares).map((medium) => [medium, { delivered: 1, read: 0, clicked: 0, replied: 0, unsubscribed: 0 }]))
  expect((await shop.call('PUT', '/v1/sandbox/settings', { ...settings, shares: quiet })).statusCode).toBe(200)
})

const DAYTIME = Array.from({ length: 7 }, () => ({ open: '09:00', close: '20:00' }))
async function hours(more: object): Promise<void> {
  const answer = await shop.call('PUT', '/v1/sending-hours', { marketing: DAYTIME, transactional: null, days_off: true, spread_s: 1800, same_content_days: 30, ...more })
  expect(answer.statusCode, answer.body).toBe(200)
}
async function stop(): Promise<void> {
  await worker?.stop()
  worker = undefined
}
const start = () => (worker = startWorker(t.house, visitor(t.app), CHORES))
const at = (time: string) => (t.time.now = new Date(time))
const get = async <T>(url: string) => (await shop.call('GET', url)).json<T>()
type ReportView = { totals: { total: number; reached: number; skipped: number; in_flight: number }; reasons: { code: string; count: number }[]; planned: boolean; finished_at: string | null }
const report = (id: string) => get<ReportView>(`/v1/campaigns/${id}/report`)
const until = <T>(read: () => Promise<T>, done: (value: T) => boolean) => untilFor(read, done, 20_000)
const SMS = [{ media: ['sms'], success: 'accepted', within_s: 60 }]

async function campaign(people: number, more: object = {}): Promise<string> {
  await system(t.house.db, 'test', shop.id, (tx) => upsertContacts(t.house, tx, shop, customers(t, people, 'all'), { now: t.time.now, origin: 'live' }))
  const { id } = (await shop.call('POST', '/v1/campaigns', { name: 'Sale', audience: { rule: { tag: 'all' } }, cascade: SMS, ...more })).json<{ id: string }>()
  await shop.call('POST', `/v1/campaigns/${id}/launch`)
  return id
}

/** When each hand-over began, on the clock in Kyiv. */
async function handedOver(): Promise<string[]> {
  const { rows } = await sql<{ wall: string }>`select to_char(started_at at time zone 'Europe/Kyiv', 'MM-DD HH24:MI') as wall from attempt where workspace_id = ${shop.id} order by started_at`.execute(t.house.db.system)
  return rows.map((row) => row.wall)
}
/** When what is due of this workspace is due. */
async function dueAt(): Promise<string[]> {
  const { rows } = await sql<{ at: Date }>`select at from due where workspace_id = ${shop.id} and kind in ('start', 'wake') order by at`.execute(t.house.db.system)
  return rows.map((row) => row.at.toISOString())
}
const asleep = async () => (await sql<{ n: number }>`select count(*)::int as n from queue_item where workspace_id = ${shop.id} and held`.execute(t.house.db.system)).rows[0]!.n
/** Long enough for everything that is due now to have been looked at more than once. */
const settled = async () => {
  const { rows } = await sql<{ at: Date }>`select ${t.time.now}::timestamptz as at`.execute(t.house.db.system)
  await until(async () => (await sql<{ n: number }>`select (select count(*) from due where at <= ${rows[0]!.at}) + (select count(*) from queue_item where not held and not paused) as n`.execute(t.house.db.system)).rows[0]!.n, (n) => n === 0)
}

test('launched at night, a campaign goes from the opening on, each at its own moment; nothing before', async () => {
  at('2026-11-24T20:30:00Z')
  start()
  const id = await campaign(100)
  await until(() => report(id), (each) => each.planned)
  const moments = await dueAt()
  expect(moments.length).toBe(90)
  expect(moments.every((each) => each >= '2026-11-25T07:00:00.000Z' && each < '2026-11-25T07:30:00.000Z')).toBe(true)
  expect(new Set(moments).size).toBeGreaterThan(60)
  for (const time of ['2026-11-24T23:00:00Z', '2026-11-25T06:59:59Z']) {
    at(time)
    await settled()
    expect(await handedOver()).toEqual([])
  }
  // As the minutes pass, exactly those have gone whose moment has come.
  for (const time of ['2026-11-25T07:04:00Z', '2026-11-25T07:08:00Z', '2026-11-25T07:12:00Z', '2026-11-25T07:16:00Z']) {
    at(time)
    await settled()
    expect((await handedOver()).length).toBe(moments.filter((each) => Date.parse(each) <= Date.parse(time)).length)
  }
  expect((await handedOver()).length).toBeLessThan(75)
  for (const time of ['2026-11-25T07:20:00Z', '2026-11-25T07:24:00Z', '2026-11-25T07:28:00Z']) {
    at(time)
    await settled()
  }
  at('2026-11-25T07:30:00Z')
  expect((await until(() => report(id), (each) => each.finished_at !== null)).totals).toMatchObject({ total: 100, reached: 90, skipped: 10, in_flight: 0 })
}, 60_000)

test('what is still in the queue at closing stays there until the morning, and an opt-out takes it out meanwhile', async () => {
  await shop.call('POST', '/v1/marketing/hold', { held: true })
  start()
  const id = await campaign(60)
  await until(() => report(id), (each) => each.planned)
  at('2026-11-24T18:00:00Z')
  await shop.call('POST', '/v1/marketing/hold', { held: false })
  await until(dueAt, (moments) => moments.length === 54)
  expect(await asleep()).toBe(54)
  expect(await handedOver()).toEqual([])
  const { rows } = await sql<{ contact_id: string }>`select contact_id from queue_item where workspace_id = ${shop.id} limit 1`.execute(t.house.db.system)
  expect((await shop.call('POST', '/v1/consents', { contact_id: rows[0]!.contact_id, consents: [{ medium: '*', state: 'opted_out', source: 'form' }] })).statusCode).toBeLessThan(300)
  expect(await asleep()).toBe(53)
  // An hour after the opening is late for all of them: they are spread once more.
  at('2026-11-25T08:00:00Z')
  await until(dueAt, (moments) => moments.length > 0 && moments.every((each) => each >= '2026-11-25T08:00:00.000Z'))
  at('2026-11-25T08:30:00Z')
  const { totals, reasons } = await until(() => report(id), (each) => each.finished_at !== null)
  expect(totals).toMatchObject({ total: 60, reached: 53, in_flight: 0 })
  expect(reasons).toContainEqual({ state: 'skipped', code: 'opted_out', count: 1 })
  expect((await handedOver()).every((wall) => wall.startsWith('11-25 10:'))).toBe(true)
}, 60_000)

test('after eight hours of downtime nothing goes at night, and in the morning it is spread', async () => {
  start()
  const id = await campaign(100, { schedule: { send_local: '2026-11-24T18:00' } })
  await until(() => report(id), (each) => each.planned)
  expect(new Set(await dueAt())).toEqual(new Set(['2026-11-24T16:00:00.000Z']))
  await stop()
  at('2026-11-25T00:00:00Z')
  start()
  await settled()
  at('2026-11-25T00:30:00Z')
  await until(asleep, (n) => n === 90)
  expect(await handedOver()).toEqual([])
  const moments = await dueAt()
  expect(moments.every((each) => each >= '2026-11-25T07:00:00.000Z' && each < '2026-11-25T07:30:00.000Z')).toBe(true)
  expect(new Set(moments).size).toBeGreaterThan(60)
  for (let minute = 0; minute <= 32; minute += 4) {
    at(new Date(Date.parse('2026-11-25T07:00:00Z') + minute * 60_000).toISOString())
    await settled()
  }
  expect((await until(() => report(id), (each) => each.finished_at !== null)).totals).toMatchObject({ reached: 90 })
  // In no four minutes more than a third of them.
  const sizes = [...Map.groupBy(await handedOver(), (wall) => wall).values()].map((each) => each.length)
  expect(sizes.length).toBeGreaterThan(5)
  expect(Math.max(...sizes)).toBeLessThan(30)
}, 60_000)

test('after a downtime that ends by day, marketing is spread over the workspace’s span; what is transactional goes at once', async () => {
  start()
  const [sale, notice] = [await campaign(100, { schedule: { send_local: '2026-11-24T13:00' } }), await campaign(20, { class: 'transactional', schedule: { send_local: '2026-11-24T13:00' } })]
  for (const id of [sale, notice]) await until(() => report(id), (each) => each.planned)
  await stop()
  at('2026-11-24T13:00:00Z')
  start()
  expect((await until(() => report(notice), (each) => each.finished_at !== null)).totals.reached).toBe(100)
  await settled()
  const moments = await dueAt()
  expect(moments.length).toBeGreaterThan(80)
  expect(moments.every((each) => each > '2026-11-24T13:00:00.000Z' && each < '2026-11-24T13:30:00.000Z')).toBe(true)
  at('2026-11-24T13:30:00Z')
  expect((await until(() => report(sale), (each) => each.finished_at !== null)).totals.reached).toBe(90)
}, 60_000)

test('what would be stale at the opening is refused with the reason; what goes stale while it waits ends so', async () => {
  start()
  const contact = (await shop.call('POST', '/v1/contacts', { phone: '+380671111111', consents: [{ medium: 'sms', state: 'opted_in', source: 'form' }] })).json<{ id: string }>().id
  at('2026-11-24T20:00:00Z')
  const content = { default_locale: 'uk', locales: { uk: { core: { headline: '', body: 'Сьогодні', buttons: [] } } } }
  const send = async (more: object) => (await shop.call('POST', '/v1/messages', { to: { contact_id: contact }, class: 'marketing', content, cascade: SMS, ...more })).json<{ id: string; send_at: string }>()
  const [stale, fresh, code] = [await send({ valid_until: '2026-11-25T02:00:00Z' }), await send({ valid_until: '2026-11-25T20:00:00Z' }), await send({ class: 'one_time_code' })]
  await until(() => get<{ state: string }>(`/v1/messages/${code.id}`), (each) => each.state === 'reached')
  at(new Date(Math.max(Date.parse(stale.send_at), Date.parse(fresh.send_at))).toISOString())
  await until(() => get<{ state: string }>(`/v1/messages/${fresh.id}`), (each) => each.state === 'reached')
  expect(await until(() => get<{ state: string }>(`/v1/messages/${stale.id}`), (each) => each.state !== 'waiting')).toMatchObject({ state: 'skipped', reason: 'expired', attempts: [] })
  // Nine days off in a row: marketing is kept three days and no longer.
  const days = Array.from({ length: 9 }, (_, n) => ({ country: 'UA', date: `2026-11-${25 + n}`, kind: 'off' })).map((day, n) => (n > 5 ? { ...day, date: `2026-12-0${n - 5}` } : day))
  expect((await shop.call('POST', '/v1/days-off/import', { days })).json()).toEqual({ saved: 9 })
  at('2026-11-25T10:00:00Z')
  const id = await campaign(20)
  expect((await until(() => report(id), (each) => each.finished_at !== null)).reasons).toContainEqual({ state: 'skipped', code: 'expired', count: 20 })
}, 60_000)
