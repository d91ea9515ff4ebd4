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
