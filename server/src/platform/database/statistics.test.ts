import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing/app.ts'
import { systemByKey } from './index.ts'
import { lookAtGrown, lookAtNewcomer } from './statistics.ts'

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

test('a workspace that came after the last look is known before its people are gone through', async () => {
  const [large, newcomer] = [await t.workspace('UA'), await t.workspace('UA')]
  const { owner, carillon_system } = t.house.db.pools
  const fill = async (workspace_id: string, n: number) => {
    await carillon_system.query(`insert into contact (workspace_id, id, person_id, time_zone_assumed, search_text, created_at, updated_at) select $1, id, id, 'UTC', '', now(), now() from (select 'con_' || md5($1::text || i::text) as id from generate_series(1, $2::int) i) x`, [workspace_id, n])
    await carillon_system.query(`insert into endpoint (workspace_id, id, contact_id, medium, address, address_hash, created_at) select workspace_id, 'end_' || substr(id, 5), id, 'email', id || '@example.com', sha256(id::bytea), now() from contact where workspace_id = $1`, [workspace_id])
  }
  await fill(large.id, 20_000)
  await owner.query('analyze contact, endpoint')
  await fill(newcomer.id, 2000)
  // How the addresses of one person are found, as wherever many people are gone through.
  const readsAll = () => systemByKey(t.house.db, 'test', newcomer.id, async (tx) => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select * from unnest(array['con_a', 'con_b']) m (person_id) cross join lateral (select e.id from contact p join endpoint e on e.workspace_id = ${newcomer.id} and e.contact_id = p.id where p.workspace_id = ${newcomer.id} and p.person_id = m.person_id offset 0) x`.execute(tx)
    return rows.some((row) => /Filter:.*person_id/.test(row['QUERY PLAN']))
  })
  expect(await readsAll()).toBe(true)
  expect(await lookAtNewcomer(t.house.db, newcomer.id)).toEqual(['contact', 'endpoint'])
  expect(await readsAll()).toBe(false)
  expect(await lookAtNewcomer(t.house.db, newcomer.id)).toEqual([])
  expect(await lookAtNewcomer(t.house.db, large.id)).toEqual([])
})
