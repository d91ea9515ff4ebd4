import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing/app.ts'
import { lookAtGrown } from './statistics.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

test('a table that has grown several times over is looked at, once', async () => {
  const shop = await t.workspace('UA')
  await lookAtGrown(t.house.db)
  const fill = (from: number, to: number) => t.house.db.pools.carillon_system.query(`insert into due (at, kind, workspace_id, message_id) select '2026-11-24T10:00:00Z', 'limit', $1, 'msg_' || i from generate_series($2::int, $3::int) i`, [shop.id, from, to])
  await fill(1, 20_000)
  expect(await lookAtGrown(t.house.db)).toEqual(['due'])
  const { rows } = await t.house.db.pools.owner.query<{ n: number }>(`select reltuples::int as n from pg_class where relname = 'due'`)
  expect(rows[0]!.n).toBe(20_000)
  // Half as much again is for PostgreSQL's own round.
  await fill(20_001, 30_000)
  expect(await lookAtGrown(t.house.db)).toEqual([])
})

test('a look into the middle of the transaction that fills a table is not the last', async () => {
  const shop = await t.workspace('UA')
  const { owner, carillon_system } = t.house.db.pools
  await owner.query('truncate due')
  const filler = await carillon_system.connect()
  await filler.query('begin')
  await filler.query(`insert into due (at, kind, workspace_id, message_id) select '2026-11-24T10:00:00Z', 'limit', $1, 'msg_' || i from generate_series(1, 20000) i`, [shop.id])
  expect(await lookAtGrown(t.house.db)).toEqual([])
  await filler.query('commit')
  filler.release()
  expect(await lookAtGrown(t.house.db, ['due'])).toEqual(['due'])
  const { rows } = await owner.query<{ n: number }>(`select reltuples::int as n from pg_class where relname = 'due'`)
  expect(rows[0]!.n).toBe(20_000)
})
