import { sql } from 'kysely'
import { pgArray, systemPrepared, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { spreadOverdue, wake, type Waiting } from '../frequency/index.ts'
import { leaveStep, type Leaving } from './advance.ts'
import { queueAgain } from './again.ts'

type Due = Waiting

/** Rows of one transaction: a full batch says that there may be more. */
export const DUE_AT_ONCE = 1000

/** Everything whose time has come, a batch in one transaction: hours of sending, hours that open, limits of steps, retries. Returns how many. */
export function runDue(house: House): Promise<number> {
  const now = house.clock()
  return systemPrepared(house.db, 'due', 'all', async (tx) => {
    const { rows } = await sql<Due>`
      delete from due where id = any (array(select id from due where at <= ${now} order by at, id limit ${sql.lit(DUE_AT_ONCE)} for update skip locked))
      returning kind, at, late, workspace_id, run_id, message_id, bucket, step, try, medium`.execute(tx)
    const of = (kind: string) => rows.filter((row) => row.kind === kind)
    const [starting, waking] = [await spreadOverdue(tx, of('start'), now), await spreadOverdue(tx, of('wake'), now)]
    await leaveStep(tx, starting.map((row): Leaving => ({ ...row, stay: true, end: 'skipped', reason: 'unreachable' })), now)
    await wake(tx, waking)
    await leaveStep(tx, await limitEnds(tx, of('limit')), now)
    await requeue(tx, of('retry'), now)
    return rows.length
  })
}

/**
 * What a message becomes whose step has run out of time and which has no next: accepted without proof to the contrary
 * counts as reached, and says so; no answer at all is unknown.
 */
async function limitEnds(tx: Parameters<typeof leaveStep>[0], rows: Due[]): Promise<Leaving[]> {
  if (rows.length === 0) return []
  const { rows: states } = await sql<{ message_id: string; step: number; accepted: boolean | null; unknown: boolean | null }>`
    select r.id as message_id, r.step, a.*
    from unnest(${pgArray(rows.map((r) => r.workspace_id))}::text[], ${pgArray(rows.map((r) => r.bucket))}::date[], ${pgArray(rows.map((r) => r.message_id))}::text[], ${pgArray(rows.map((r) => r.step))}::int[]) as r (workspace_id, bucket, id, step)
    cross join lateral (select bool_or(a.state = 'accepted') as accepted, bool_or(a.state = 'unknown') as unknown from attempt a where a.workspace_id = r.workspace_id and a.bucket = r.bucket and a.message_id = r.id and a.step = r.step) a`.execute(tx)
  const known = new Map(states.map((state) => [`${state.message_id}/${state.step}`, state]))
  return rows.map((row): Leaving => {
    const state = known.get(`${row.message_id}/${row.step}`)
    if (state?.accepted) return { ...row, end: 'reached', reason: 'delivery_not_reported' }
    if (state?.unknown) return { ...row, end: 'unknown', reason: 'no_answer' }
    return { ...row, end: 'failed', reason: 'no_success_in_time' }
  })
}

/** Puts a hand-over that the provider asked to repeat back into the queue, as its next try. */
async function requeue(tx: SystemTx, rows: Due[], now: Date): Promise<void> {
  if (rows.length === 0) return
  await queueAgain(tx, sql`
    update attempt a set state = 'failed', reason = case when a.reason in ('died', 'waited', 'credit', 'auth') then a.reason else 'retried' end
    from unnest(${rows.map((r) => r.workspace_id)}::text[], ${rows.map((r) => r.bucket)}::date[], ${rows.map((r) => r.message_id)}::text[], ${rows.map((r) => r.step)}::int[], ${rows.map((r) => r.medium)}::text[], ${rows.map((r) => r.try)}::int[]) as r (workspace_id, bucket, id, step, medium, try)
    where a.workspace_id = r.workspace_id and a.bucket = r.bucket and a.message_id = r.id and a.step = r.step and a.medium = r.medium and a.try = r.try and a.state = 'retry' returning a.*`, now)
}
