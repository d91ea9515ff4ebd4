import { sql } from 'kysely'
import type { Database } from '../../platform/database/index.ts'
import { inShare, type Share } from './share.ts'

/** Whether something transactional waits for a share. */
export async function isUrgent(db: Database, connection_id: string, share: Share): Promise<boolean> {
  const { rows } = await sql`select from queue_item where connection_id = ${connection_id} and lane = 0 and not paused and not held and ${inShare(share)} order by connection_id, lane, id limit 1`.execute(db.system)
  return rows.length > 0
}

/** The first that waits for a share: what is transactional, else what lies behind `floor`. And the last that waits for any of them: behind that, nothing was seen. */
export async function seek(db: Database, connection_id: string, share: Share, floor: number): Promise<{ first: { lane: number; id: number } | undefined; last: number }> {
  const ready = sql`connection_id = ${connection_id} and not paused and not held`
  const { rows } = await sql<{ lane: number | null; id: number | null; last: number }>`
    select f.lane, f.id, coalesce((select id from queue_item where ${ready} and lane = 1 order by connection_id desc, lane desc, id desc limit 1), 0) as last
    from (select) one left join lateral (
      (select lane, id from queue_item where ${ready} and lane = 0 and ${inShare(share)} order by connection_id, lane, id limit 1) union all
      (select lane, id from queue_item where ${ready} and lane = 1 and id > ${floor} and ${inShare(share)} order by connection_id, lane, id limit 1) limit 1) f on true`.execute(db.system)
  const { lane, id, last } = rows[0]!
  return { first: lane === null || id === null ? undefined : { lane, id }, last }
}
