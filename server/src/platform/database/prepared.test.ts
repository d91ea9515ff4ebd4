import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../testing/app.ts'
import { connect, systemByKey, systemPrepared, type Database, type SystemTx } from './connect.ts'

const ROUNDS = 8

async function withTable(work: (db: Database) => Promise<void>): Promise<void> {
  const db = connect(await freshDatabase(), 1)
  await db.pools.owner.query('create table shelf (id int primary key, name text); grant all on shelf to carillon_system')
  try {
    await work(db)
  } finally {
    await db.close()
  }
}

const namesOf = async (tx: SystemTx, ids: number[]) => (await sql<{ name: string }>`select s.name from unnest(${ids}::int[]) as k (id) join shelf s on s.id = k.id order by s.id`.execute(tx)).rows.map((row) => row.name)

test('a statement is parsed and planned once on a connection, and answers for the values of each call', () => withTable(async (db) => {
  await db.pools.owner.query(`insert into shelf select i, 'n' || i from generate_series(1, 5000) i`)
  for (let i = 1; i <= ROUNDS; i++) expect(await systemPrepared(db, 'test', 'all', (tx) => namesOf(tx, [i, i + 1]))).toEqual([`n${i}`, `n${i + 1}`])
  const { rows } = await db.pools.carillon_system.query<{ generic: number; custom: number }>(`select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements where statement like '%join shelf%'`)
  expect(rows).toEqual([{ generic: ROUNDS, custom: 0 }])
}))

test('its plan goes by the index, although the table was empty when it was made', () => withTable(async (db) => {
  const scans = async () => {
    await db.pools.carillon_system.query('select pg_stat_force_next_flush()')
    return (await db.pools.owner.query<{ whole: number; by_index: number }>(`select seq_scan::int as whole, idx_scan::int as by_index from pg_stat_user_tables where relname = 'shelf'`)).rows[0]!
  }
  expect(await systemPrepared(db, 'test', 'all', (tx) => namesOf(tx, [1, 2]))).toEqual([])
  await db.pools.owner.query(`insert into shelf select i, 'n' || i from generate_series(1, 5000) i`)
  const before = await scans()
  await systemPrepared(db, 'test', 'all', (tx) => namesOf(tx, [1, 2, 3]))
  const after = await scans()
  expect(after.whole).toBe(before.whole)
  expect(after.by_index).toBe(before.by_index + 3)
}))

test('what another transaction of the machinery asks is planned for its own values', () => withTable(async (db) => {
  const mode = (run: typeof systemByKey) => run(db, 'test', 'all', async (tx) => (await sql<{ mode: string }>`select current_setting('plan_cache_mode') as mode`.execute(tx)).rows[0]!.mode)
  expect(await mode(systemPrepared)).toBe('force_generic_plan')
  expect(await mode(systemByKey)).toBe('auto')
}))

test('a connection whose plans a migration has outdated is given up, and the next call goes through', () => withTable(async (db) => {
  const all = () => systemPrepared(db, 'test', 'all', async (tx) => (await sql`select * from shelf`.execute(tx)).rows)
  await db.pools.owner.query(`insert into shelf values (1, 'cup')`)
  expect(await all()).toEqual([{ id: 1, name: 'cup' }])
  await db.pools.owner.query('alter table shelf add column price int')
  await expect(all()).rejects.toThrow('cached plan')
  expect(await all()).toEqual([{ id: 1, name: 'cup', price: null }])
}))

test('a connection that has had statements without number is given up for another', () => withTable(async (db) => {
  const pids = new Set<number>()
  for (let i = 0; i < 250; i++) {
    const { rows: [own] } = await systemPrepared(db, 'test', 'all', (tx) => sql<{ pid: number }>`select pg_backend_pid() as pid, ${sql.lit(i)} as nth`.execute(tx))
    pids.add(own!.pid)
  }
  expect(pids.size).toBe(2)
}))

test('a connection that breaks in the middle is given up, and the next call goes through', () => withTable(async (db) => {
  const broken = systemPrepared(db, 'test', 'all', async (tx) => {
    const { rows: [own] } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await db.pools.owner.query('select pg_terminate_backend($1)', [own!.pid])
    return namesOf(tx, [1])
  })
  await expect(broken).rejects.toThrow()
  expect(await systemPrepared(db, 'test', 'all', (tx) => namesOf(tx, [1]))).toEqual([])
}))
