import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../testing/app.ts'
import { connect, system } from './connect.ts'

test('a connection that breaks between two queries of a transaction fails that transaction, not the process', async () => {
  const db = connect(await freshDatabase())
  const admin = new pg.Client({ connectionString: db.url })
  await admin.connect()
  const broken = system(db, 'broken', 'all', async (tx) => {
    const { rows: [own] } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await admin.query('select pg_terminate_backend($1)', [own!.pid])
    // Nothing is asked at the moment when the news arrives.
    await new Promise((resolve) => setTimeout(resolve, 200))
    return sql`select 1`.execute(tx)
  })
  await expect(broken).rejects.toThrow()
  expect((await sql<{ one: number }>`select 1 as one`.execute(db.system)).rows).toEqual([{ one: 1 }])
  await admin.end()
  await db.close()
})

test('a transaction of the machinery that stands still is ended by the server, and what it had locked is free', async () => {
  const db = connect(await freshDatabase())
  const standing = system(db, 'standing', 'all', async (tx) => {
    const { rows: [limit] } = await sql<{ seconds: number }>`select extract(epoch from current_setting('idle_in_transaction_session_timeout')::interval)::int as seconds`.execute(tx)
    expect(limit!.seconds).toBeGreaterThan(0)
    // Shorter here than in earnest: the mechanism is the server's own.
    await sql`set local idle_in_transaction_session_timeout = '50ms'`.execute(tx)
    await sql`select pg_advisory_xact_lock(1)`.execute(tx)
    await system(db, 'waiting', 'all', (other) => sql`select pg_advisory_xact_lock(1)`.execute(other))
    return sql`select 1`.execute(tx)
  })
  await expect(standing).rejects.toThrow()
  await db.close()
})
