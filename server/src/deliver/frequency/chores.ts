import { sql } from 'kysely'
import type { House } from '../../platform/house.ts'

const BATCH = 5000

/** Forgets what no cap and no content key asks for any more: days and weeks that are over everywhere, and old news. */
export async function forgetOldUse(house: House): Promise<void> {
  const now = house.clock()
  const before = sql`${now}::timestamptz::date - 35`
  const purge = async (table: string, where: ReturnType<typeof sql>) => {
    for (;;) {
      const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ctid = any (array(select ctid from ${sql.table(table)} where ${where} limit ${sql.lit(BATCH)}))`.execute(house.db.system)
      if (Number(numAffectedRows ?? 0) < BATCH) return
    }
  }
  await purge('cap_use', sql`period_start < ${before}`)
  await purge('cap_hold', sql`period_start < ${before}`)
  // The longest that a workspace may remember a key.
  await purge('content_key_use', sql`at < ${now}::timestamptz - interval '366 days'`)
}
