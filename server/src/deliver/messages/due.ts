import { sql } from 'kysely'
import { system } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { leaveStep, type Leaving } from './advance.ts'

type Due = { kind: string; workspace_id: string; message_id: string; bucket: string; step: number; try: number | null; medium: string | null }

const BATCH = 1000

/** Everything whose time has come, a batch in one transaction: hours of sending, limits of steps, retries. Returns how many. */
export function runDue(house: House): Promise<number> {
  const now = house.clock()
  return system(house.db, 'due', 'all', async (tx) => {
    const { rows } = await sql<Due>`
      delete from due where id in (select id from due where at <= ${now} order by at, id limit ${sql.lit(BATCH)} for update skip locked)
      returning kind, workspace_id, message_id, bucket, step, try, medium`.execute(tx)
    const of = (kind: string) => rows.filter((row) => row.kind === kind)
    await leaveStep(tx, of('start').map((row): Leaving => ({ ...row, stay: true, end: 'skipped', reason: 'unreachable' })), now)
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
  const { rows: states } = await sql<{ message_id: string; step: number; accepted: boolean; unknown: boolean; busy: boolean }>`
    select a.message_id, a.step, bool_or(a.state = 'accepted') as accepted, bool_or(a.state = 'unknown') as unknown, bool_or(a.state in ('sending', 'retry')) as busy
    from unnest(${rows.map((r) => r.workspace_id)}::text[], ${rows.map((r) => r.bucket)}::date[], ${rows.map((r) => r.message_id)}::text[], ${rows.map((r) => r.step)}::int[]) as r (workspace_id, bucket, id, step)
    join attempt a on a.workspace_id = r.workspace_id and a.bucket = r.bucket and a.message_id = r.id and a.step = r.step group by 1, 2`.execute(tx)
  const known = new Map(states.map((state) => [`${state.message_id}/${state.step}`, state]))
  return rows.map((row): Leaving => {
    const state = known.get(`${row.message_id}/${row.step}`)
    if (state?.accepted) return { ...row, end: 'reached', reason: 'delivery_not_reported' }
    if (state?.unknown) return { ...row, end: 'unknown', reason: 'no_answer' }
    return { ...row, end: 'failed', reason: 'no_success_in_time' }
  })
}

/** Puts a hand-over that the provider asked to repeat back into the queue, as its next try. */
async function requeue(tx: Parameters<typeof leaveStep>[0], rows: Due[], now: Date): Promise<void> {
  if (rows.length === 0) return
  await sql`
    with r as (select * from unnest(${rows.map((r) => r.workspace_id)}::text[], ${rows.map((r) => r.bucket)}::date[], ${rows.map((r) => r.message_id)}::text[], ${rows.map((r) => r.step)}::int[], ${rows.map((r) => r.medium)}::text[], ${rows.map((r) => r.try)}::int[]) as r (workspace_id, bucket, id, step, medium, try)),
    closed as (update attempt a set state = 'failed', reason = 'retried' from r where a.workspace_id = r.workspace_id and a.bucket = r.bucket and a.message_id = r.id and a.step = r.step and a.medium = r.medium and a.try = r.try and a.state = 'retry'
      returning a.*)
    insert into queue_item (workspace_id, connection_id, lane, bucket, message_id, run_id, contact_id, person_id, class, topic_id, medium, endpoint_id, address, sender_id, step, try, price_micro, per, charged_on, ready_at, paused, held)
    select c.workspace_id, c.connection_id, case when m.class = 'marketing' then 1 else 0 end, c.bucket, c.message_id, c.run_id, c.contact_id, m.person_id, m.class, m.topic_id, c.medium, c.endpoint_id, c.address, c.sender_id, c.step, c.try + 1,
      case when c.segments is null then c.price_micro else c.price_micro / greatest(c.segments, 1) end, case when c.segments is null then 'message' else 'segment' end, c.charged_on, ${now},
      coalesce(run.state = 'paused', false), m.class = 'marketing' and w.marketing_held_at is not null
    from closed c join message m on m.workspace_id = c.workspace_id and m.bucket = c.bucket and m.id = c.message_id and m.state = 'waiting' and m.step = c.step
    join workspace w on w.id = c.workspace_id left join run on run.workspace_id = c.workspace_id and run.id = c.run_id`.execute(tx)
}
