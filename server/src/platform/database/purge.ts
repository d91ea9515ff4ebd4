import { sql, type RawBuilder } from 'kysely'
import type { Database } from './connect.ts'

const BATCH = 5000

/** Deletes what is past its time, a batch a transaction, so that none of them is long. */
export async function purge(db: Database, table: string, where: RawBuilder<unknown>): Promise<void> {
  for (;;) {
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ctid = any (array(select ctid from ${sql.table(table)} where ${where} limit ${sql.lit(BATCH)}))`.execute(db.system)
    if (Number(numAffectedRows ?? 0) < BATCH) return
  }
}
