import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHORES, visitor } from '../../app.ts'
import { giveLease, system, takeLease } from '../../platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { customers, until } from '../../testing/running.ts'
import { upsertContacts } from '../../customers/index.ts'
import { nextSuspect } from './suspects.ts'
import { startWorker, type Worker } from './worker.ts'

// What workers that died leave behind, made by hand: a killed test process could tell nothing.
let t: TestApp
let shop: TestWorkspace
let worker: Worker | undefined
beforeAll(async () => {
  t = await testApp()
  Object.defineProperty(t.time, 'now', { get: () => new Date() })
  shop = await t.workspace('UA')
})
afterAll(async () => {
  await worker?.stop()
  await t.close()
})

const db = () => t.house.db
const expire = (name: string) => sql`update lease set expires_at = clock_timestamp() - interval '1 second' where name = ${name}`.execute(db().system)

test('a lease that ran out tells of a death, one that was given back does not', async () => {
  expect(await takeLease(db(), 'x', 'a')).toMatchObject({ died: false, fence: 1 })
  expect(await takeLease(db(), 'x', 'a')).toMatchObject({ died: false, fence: 1 })
  expect(await takeLease(db(), 'x', 'b')).toBeUndefined()
  await expire('x')
  const taken = await takeLease(db(), 'x', 'b')
  expect(taken).toMatchObject({ died: true, fence: 2 })
  await giveLease(db(), taken!)
  expect(await takeLease(db(), 'x', 'c')).toMatchObject({ died: false, fence: 3 })
})

test('whoever kills three workers is set aside; the rest is delivered', async () => {
  await system(db(), 'test', shop.id, (tx) => upsertContacts(t.house, tx, shop, customers(t, 30, 'quarantine').filter((_, i) => i % 10 !== 0), { now: t.time.now, origin: 'live' }))
  const connection = (await shop.call('GET', '/v1/connections')).json<{ data: { id: string }[] }>().data[0]!
  const { id } = (await shop.call('POST', '/v1/campaigns', { name: 'Deadly', audience: { rule: { tag: 'quarantine' } }, cascade: [{ media: ['sms'], success: 'accepted', within_s: 600 }], content: { default_locale: 'uk', locales: { uk: { core: { headline: '', body: 'Вітаємо', buttons: [] } } } } })).json<{ id: string }>()
  // Somebody else holds the line, for as long as it takes to plan.
  const dead = `connection ${connection.id}`
  await sql`insert into lease (name, holder, fence, expires_at) values (${dead}, 'somebody', 1, clock_timestamp() + interval '1 hour')`.execute(db().system)
  await shop.call('POST', `/v1/campaigns/${id}/launch`)
  worker = startWorker(t.house, visitor(t.app), CHORES)
  await until(async () => (await sql<{ n: number }>`select count(*)::int as n from queue_item where connection_id = ${connection.id}`.execute(db().system)).rows[0]!.n, (n) => n === 27)
  // The first died with a batch in hand, two more right after they had noted the one they took.
  const first = (await nextSuspect(t.house, { workspace_id: shop.id, id: connection.id }))!
  expect(first.quarantined).toBe(false)
  expect(await nextSuspect(t.house, { workspace_id: shop.id, id: connection.id })).toEqual({ queue_id: first.queue_id, quarantined: false })
  await expire(dead)
  const report = await until(async () => (await shop.call('GET', `/v1/campaigns/${id}/report`)).json<{ totals: Record<string, number>; finished_at: string | null }>(), ({ finished_at }) => finished_at !== null)
  expect(report.totals).toMatchObject({ reached: 26, failed: 1, in_flight: 0 })
  const failed = (await shop.call('GET', `/v1/campaigns/${id}/recipients?state=failed`)).json<{ data: { reason: string }[] }>().data
  expect(failed).toMatchObject([{ reason: 'quarantined' }])
  expect((await sql`select from suspect`.execute(db().system)).rows).toEqual([])
})
