import { sql } from 'kysely'
import { purge } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'

/** Forgets what no cap and no content key asks for any more: days and weeks that are over everywhere, and old news. */
export async function forgetOldUse(house: House): Promise<void> {
  const now = house.clock()
  const before = sql`${now}::timestamptz::date - 35`
  await purge(house.db, 'cap_use', sql`period_start < ${before}`)
  await purge(house.db, 'cap_hold', sql`period_start < ${before}`)
  // The longest that a workspace may remember a key.
  await purge(house.db, 'content_key_use', sql`at < ${now}::timestamptz - interval '366 days'`)
}
