import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing/app.ts'
import { dropPartitions, makePartitions } from './index.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const names = async () => (await t.house.db.pools.owner.query<{ name: string }>(`select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid order by 1`)).rows.map(({ name }) => name)

test('months that are there already are made once, with room on their pages', async () => {
  const before = await names()
  await makePartitions(t.house.db.pools.owner)
  expect(await names()).toEqual(before)
  const { rows } = await t.house.db.pools.owner.query(`select c.relname, c.reloptions from pg_class c where c.relname ~ '^(message|attempt)_2' and not 'fillfactor=50' = any (coalesce(c.reloptions, '{}'))  and c.relkind = 'r'`)
  expect(rows).toEqual([])
})

test('no index of what is handed over names what an outcome changes', async () => {
  const { rows } = await t.house.db.pools.owner.query<{ indexdef: string }>(`select indexdef from pg_indexes where tablename in ('message', 'attempt')`)
  expect(rows.length).toBeGreaterThan(3)
  expect(rows.filter(({ indexdef }) => /\b(state|reason|finished_at|price_micro|provider_ref|accepted_at|delivered_at|charged_at|reached_step)\b/.test(indexdef))).toEqual([])
})

test('what is beyond the retention goes by month; an event that a subscriber has not read stays', async () => {
  const owner = t.house.db.pools.owner
  for (const table of ['message', 'event']) for (const month of ['2026_01', '2026_02']) await owner.query(`create table ${table}_${month} partition of ${table} for values from ('${month.replace('_', '-')}-01') to ('2026-0${Number(month.slice(-1)) + 1}-01')`)
  const shop = await t.workspace('UA')
  await t.house.db.pools.carillon_system.query(`insert into event (workspace_id, type, at, received_at, source) values ($1, 'x', '2026-01-15', '2026-01-15', 'test')`, [shop.id])
  await t.house.db.pools.carillon_system.query(`insert into subscriber (name, tx, id, updated_at) values ('late', '0', 0, now())`)
  const now = new Date('2026-11-24T10:00:00Z')
  expect(await dropPartitions(owner, 10, now)).toEqual([])
  expect(await dropPartitions(owner, 8, now)).toEqual(['event_2026_02', 'message_2026_01', 'message_2026_02'])
  await t.house.db.pools.carillon_system.query(`update subscriber set tx = pg_current_xact_id() where name = 'late'`)
  expect(await dropPartitions(owner, 8, now)).toEqual(['event_2026_01'])
  expect((await names()).filter((name) => /_2026_0[12]$/.test(name))).toEqual([])
})

test('the gauges of the machinery are read when they are scraped', async () => {
  const text = (await t.app.inject({ url: '/metrics' })).body
  for (const line of [/^carillon_queue_depth\{lane="marketing"\} 0$/m, /^carillon_due_lateness_seconds 0$/m, /^carillon_transaction_id_age \d+$/m, /^carillon_dead_rows\{table="message"\} \d+$/m, /^carillon_subscriber_lag_seconds\{subscriber="late"\} \d/m]) expect(text).toMatch(line)
})
