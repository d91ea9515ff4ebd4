import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHORES, visitor } from '../../app.ts'
import { upsertContacts } from '../../customers/index.ts'
import { system, systemByKey, takeLease, type Lease } from '../../platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { customers, until } from '../../testing/running.ts'
import type { SendResult } from '../channels/index.ts'
import { startWorker, type Worker } from '../dispatch/index.ts'
import { claim, insertAttempts, settle, type Claimed } from './index.ts'

// A holder that handed over and then had no database for longer than its lease lasts: its attempts are given up meanwhile.
let t: TestApp
let shop: TestWorkspace
let worker: Worker | undefined
let ahead_ms = 0
beforeAll(async () => {
  t = await testApp({ PUBLIC_URL: 'https://m.example.com', ALLOW_PRIVATE_NETWORK: 'true' })
  Object.defineProperty(t.time, 'now', { get: () => new Date(Date.now() + ahead_ms) })
  shop = await t.workspace('UA')
})
afterAll(async () => {
  await worker?.stop()
  await t.close()
})

type Report = { totals: Record<string, number>; steps: Record<string, number>[]; price_micro: number; finished_at: string | null }
type Row = { id: string; state: string; reason: string | null; provider_ref: string | null; try: number; message_id: string }

test('what it learnt is written once it can be: nobody is handed over again, and the figures are the rows', async () => {
  // Nobody listens there: what is queued again stays on this side. A centre cannot be asked what became of a message.
  const { id: connection_id } = (await shop.call('POST', '/v1/connections', { channel: 'sms-smpp', name: 'Centre', settings: { host: '127.0.0.1', port: 9, system_id: 'a', password: 'b' } })).json<{ id: string }>()
  expect((await shop.call('POST', '/v1/senders', { medium: 'sms', address: 'Shop', state: 'approved' })).statusCode).toBeLessThan(300)
  expect((await shop.call('PUT', '/v1/workspace/environment', { environment: 'live' })).statusCode).toBe(200)
  await system(t.house.db, 'test', shop.id, (tx) => upsertContacts(t.house, tx, shop, customers(t, 30, 'away'), { now: t.time.now, origin: 'live' }))
  const held = (await takeLease(t.house.db, `connection ${connection_id}`, 'away'))!
  await sql`update lease set expires_at = clock_timestamp() + interval '1 hour' where name = ${held.name}`.execute(t.house.db.system)
  worker = startWorker(t.house, visitor(t.app), CHORES)
  const { id } = (await shop.call('POST', '/v1/campaigns', { name: 'Away', audience: { rule: { tag: 'away' } }, cascade: [{ media: ['sms'], success: 'accepted', within_s: 600 }], content: { default_locale: 'uk', locales: { uk: { core: { headline: '', body: 'Вітаємо', buttons: [] } } } } })).json<{ id: string }>()
  expect((await shop.call('POST', `/v1/campaigns/${id}/launch`)).statusCode).toBe(200)
  const report = async () => (await shop.call('GET', `/v1/campaigns/${id}/report`)).json<Report>()
  const attempts = async () => (await sql<Row>`select id, state, reason, provider_ref, try, message_id from attempt where connection_id = ${connection_id}`.execute(t.house.db.system)).rows
  await until(async () => (await sql<{ n: number }>`select count(*)::int as n from queue_item where connection_id = ${connection_id}`.execute(t.house.db.system)).rows[0]!.n, (n) => n === 27)
  const going = await handOver(held)
  expect(going.length).toBe(27)
  await sql`update lease set expires_at = clock_timestamp() - interval '1 second' where name = ${held.name}`.execute(t.house.db.system)
  const given_up = await until(attempts, (rows) => rows.every(({ state }) => state === 'unknown'))
  expect(given_up.map(({ reason }) => reason)).toEqual(given_up.map(() => 'worker_died'))
  expect((await report()).steps).toMatchObject([{ accepted: 0, failed: 0, unknown: 27 }])

  const [taken, refused, asked, silent] = [going.slice(0, 10), going.slice(10, 15), going.slice(15, 20), going.slice(20)]
  const tell = (some: Claimed[], result: (each: Claimed) => SendResult, first_hand = true) => systemByKey(t.house.db, 'test', 'all', (tx) =>
    settle(t.house, tx, { name: held.holder, fence: held.fence, hears: true }, some.map((hand_over) => ({ hand_over, result: result(hand_over), ...(first_hand ? { first_hand } : {}) })), t.time.now))
  const accepted = ({ attempt_id }: Claimed): SendResult => ({ status: 'accepted', provider_ref: `ref ${attempt_id}` })
  // Nobody but the one who handed it over may say so of what was given up.
  await tell(going, accepted, false)
  expect((await report()).steps).toMatchObject([{ accepted: 0, unknown: 27 }])
  // Twice, since the answer to a commit may be lost with the line to the database.
  for (let times = 0; times < 2; times += 1) {
    await tell(taken, accepted)
    await tell(refused, () => ({ status: 'rejected', reason: 'bad_address', detail: 'No such number', permanent: true }))
    await tell(asked, () => ({ status: 'retry', after_s: 0, detail: 'Too fast', line: true }))
    await tell(silent, () => ({ status: 'unknown', detail: 'The line broke' }))
  }
  const told = await report()
  expect(told.totals).toMatchObject({ reached: 10, failed: 5, unknown: 0, in_flight: 12 })
  expect(told.steps).toMatchObject([{ accepted: 10, failed: 5, unknown: 7 }])
  expect(told.price_micro).toBe(taken.reduce((sum, { price_micro }) => sum + price_micro, 0))
  const rows = new Map((await attempts()).filter((each) => each.try === 1).map((each) => [each.id, each]))
  for (const { attempt_id } of taken) expect(rows.get(attempt_id)).toMatchObject({ state: 'accepted', provider_ref: `ref ${attempt_id}`, reason: null })
  for (const { attempt_id } of refused) expect(rows.get(attempt_id)).toMatchObject({ state: 'failed', reason: 'bad_address' })
  for (const { attempt_id } of silent) expect(rows.get(attempt_id)).toMatchObject({ state: 'unknown', reason: 'worker_died' })
  // Only what the provider asked to repeat is tried again.
  const again = await until(async () => (await attempts()).filter((each) => each.try === 2), (each) => each.length === asked.length)
  expect(new Set(again.map(({ message_id }) => message_id))).toEqual(new Set(asked.map(({ message_id }) => message_id)))

  // The limit ends what nobody knows; a word that comes later still counts.
  ahead_ms = 700_000
  await until(report, ({ totals }) => totals.unknown === 7)
  await tell(silent.slice(0, 3), accepted)
  const late = await report()
  expect(late.totals).toMatchObject({ reached: 13, unknown: 4 })
  expect(late.steps).toMatchObject([{ accepted: 13, unknown: 4 }])
  expect((await attempts()).filter(({ try: n, message_id }) => n > 1 && !asked.some((each) => each.message_id === message_id))).toEqual([])
})

/** Claims all of a connection and commits the attempts, as its line does before it writes to the socket. */
function handOver(held: Lease): Promise<Claimed[]> {
  return systemByKey(t.house.db, 'test', 'all', async (tx) => {
    const claimed = await claim(tx, held, held.name.slice('connection '.length), { limit: 100, floor: 0 }, t.time.now)
    await insertAttempts(tx, held, claimed.map((each) => ({ claimed: each, segments: 1, price_micro: each.price_micro, rendered: {} })), t.time.now)
    return claimed
  })
}
