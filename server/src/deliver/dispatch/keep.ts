import { sql } from 'kysely'
import { dropPartitions, makePartitions, purge } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'

/** Makes the months ahead and drops those beyond what is kept, with the short links that led to them. */
export async function keepPartitions(house: House): Promise<void> {
  const client = await house.db.pools.owner.connect()
  try {
    await makePartitions(client)
    const months = house.config.retention_months
    if (months === undefined) return
    const gone = await dropPartitions(client, months, house.clock())
    if (gone.length > 0) house.log.info({ gone }, 'history beyond the retention was dropped')
    await purge(house.db, 'short_link', sql`bucket < (date_trunc('month', ${house.clock()}::timestamptz) - make_interval(months => ${months}))::date`)
  } finally {
    client.release()
  }
}
