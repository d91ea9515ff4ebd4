import { sql } from 'kysely'
import { system } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'

/**
 * Attempts whose holder died between committing them and writing their outcome. Nobody knows whether the provider has
 * them: they become `unknown`, their step's limit runs, and a receipt may still resolve them. A one-time code may repeat,
 * marketing never does. Returns how many were found.
 */
export function reapAttempts(house: House): Promise<number> {
  const now = house.clock()
  return system(house.db, 'reaper', 'all', async (tx) => {
    const { rows } = await sql`
      with dead as (
        update attempt a set state = 'unknown', reason = 'worker_died', detail = 'The worker ended between the hand-over and its record' where (a.workspace_id, a.bucket, a.id) in (
          select d.workspace_id, d.bucket, d.id from attempt d where d.state = 'sending' and not exists (
            select from lease l where l.name = 'connection ' || d.connection_id and l.holder = d.holder and l.fence = d.fence and l.expires_at > clock_timestamp())
          order by d.id limit 5000 for update skip locked)
        returning a.*),
      counted as (
        insert into run_delta (workspace_id, run_id, step, medium, key, n)
        select workspace_id, run_id, step, medium, 'unknown', count(*) from dead where run_id is not null group by 1, 2, 3, 4),
      limits as (
        insert into due (at, kind, workspace_id, run_id, message_id, bucket, step)
        select ${now}::timestamptz + make_interval(secs => (coalesce(m.cascade, r.plan) -> 'steps' -> dead.step ->> 'within_s')::float8 / coalesce(r.clock_rate, 1)), 'limit', dead.workspace_id, dead.run_id, dead.message_id, dead.bucket, dead.step
        from dead join message m on m.workspace_id = dead.workspace_id and m.bucket = dead.bucket and m.id = dead.message_id left join run r on r.workspace_id = dead.workspace_id and r.id = dead.run_id)
      select id as attempt_id from dead`.execute(tx)
    return rows.length
  })
}
