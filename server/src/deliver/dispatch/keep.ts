import { sql } from 'kysely'
import { dropPartitions, makePartitions } from '../../platform/database/index.ts'
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
    while ((await dropLinks(house, months)) > 0);
  } finally {
    client.release()
  }
}

async function dropLinks(house: House, months: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from short_link where code in (select code from short_link where bucket < (date_trunc('month', ${house.clock()}::timestamptz) - make_interval(months => ${months}))::date limit 5000)`.execute(house.db.system)
  return Number(numAffectedRows ?? 0)
}
