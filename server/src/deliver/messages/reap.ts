import { sql } from 'kysely'
import { system, systemPrepared, type Lease } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { CHANNELS, ours } from '../channels/index.ts'
import { channelOf, connectionFacts } from '../connections/index.ts'
import { settle, triedBefore, type HandOver, type Settlement } from './settle.ts'
import { leaseOfRow } from './share.ts'

const BATCH = 2000
/** Processes that may die over one hand-over before it is set aside. */
const MOST_DEATHS = 3
/** Channels whose provider can be asked what became of a hand-over. */
const ASKABLE = CHANNELS.filter((channel) => channel.lookup).map((channel) => channel.id)

/** Nobody holds the connection, or this share of it, under the fence that this row was committed with. */
const isOrphan = (row: string) => sql`not exists (
  select from lease l where l.name = ${leaseOfRow(row)} and l.holder = ${sql.ref(`${row}.holder`)} and l.fence = ${sql.ref(`${row}.fence`)} and l.expires_at > clock_timestamp())`

/** Claims whose holder is gone (h), and of them the attempts that still say "sending" (d). */
const ORPHANS = sql`in_hand h join attempt d on d.workspace_id = h.workspace_id and d.id between h.first_attempt and h.last_attempt and d.connection_id = h.connection_id and d.state = 'sending' and ${isOrphan('d')}`

/**
 * Takes care of attempts whose holder died between committing them and writing their outcome. Where the provider can be
 * asked, its answer is the outcome; elsewhere nobody knows, and they become `unknown`: their step's limit runs, and a
 * receipt may still resolve them. `lease` is the reaper's own, under which it writes.
 */
export async function reapAttempts(house: House, lease: Lease): Promise<void> {
  const { rows: orphans } = await sql<{ id: number }>`select h.id from in_hand h where ${isOrphan('h')} order by h.id limit ${sql.lit(BATCH)}`.execute(house.db.system)
  if (orphans.length === 0) return
  const ids = orphans.map((row) => row.id)
  await askProviders(house, lease, ids)
  await giveUp(house, ids)
  // A claim of which nothing is left open, by them or by another who knew better, is in nobody's hand any more.
  await sql`delete from in_hand h where h.id = any (${ids}::bigint[]) and ${isOrphan('h')} and not exists (select from attempt d where d.workspace_id = h.workspace_id and d.id between h.first_attempt and h.last_attempt and d.connection_id = h.connection_id and d.state = 'sending' and ${isOrphan('d')})`.execute(house.db.system)
}

async function askProviders(house: House, lease: Lease, in_hand: number[]): Promise<void> {
  const { rows } = await sql<{ connection_id: string }>`select distinct d.connection_id from ${ORPHANS} where h.id = any (${in_hand}::bigint[])`.execute(house.db.system)
  for (const { connection_id } of rows) {
    const row = await house.db.system.selectFrom('connection').selectAll().where('id', '=', connection_id).executeTakeFirst()
    const channel = row && channelOf(row.channel)
    if (!row || !channel?.lookup) continue
    const adopted = await adopt(house, lease, connection_id, in_hand)
    if (adopted.length === 0) continue
    const results = await channel.lookup(house, connectionFacts(house, row), adopted.map((each) => each.carried_by ?? each.attempt_id))
    // No further process is risked over those that have cost so many.
    const deadly = await triedBefore(house.db.system, adopted, 'died', MOST_DEATHS - 1)
    const settlements = adopted.map((hand_over, index): Settlement => {
      const result = results[index]!
      const quarantined = result.status === 'retry' && deadly.has(hand_over.attempt_id)
      return { hand_over, died: !quarantined && result.status === 'retry', result: quarantined ? { status: 'rejected', reason: 'quarantined', detail: ours('killed_workers') } : result }
    })
    await systemPrepared(house.db, 'reaper', row.workspace_id, (tx) => settle(house, tx, { name: lease.holder, fence: lease.fence, hears: channel.reports }, settlements, house.clock()))
  }
}

/** Puts the reaper's own name on orphans, so that only it writes their outcome from now on. */
async function adopt(house: House, { holder, fence }: Lease, connection_id: string, in_hand: number[]): Promise<HandOver[]> {
  const { rows } = await sql<HandOver>`
    with orphans as materialized (
      select d.workspace_id, d.bucket, d.id from ${ORPHANS} where h.id = any (${in_hand}::bigint[]) and d.connection_id = ${connection_id} order by d.id limit ${sql.lit(BATCH)} for update of d skip locked),
    mine as (
      update attempt a set holder = ${holder}, fence = ${fence} from orphans o where a.workspace_id = o.workspace_id and a.bucket = o.bucket and a.id = o.id
      returning a.*)
    select a.id as attempt_id, a.workspace_id, a.bucket, a.message_id, a.run_id, a.contact_id, a.connection_id, a.endpoint_id, a.address, a.step, a.try, a.medium, a.price_micro, a.charged_on, a.carried_by, m.origin, m.source_kind, m.source_id, coalesce(r.clock_rate, 1) as clock_rate,
      coalesce(m.cascade, r.plan) -> 'steps' -> a.step ->> 'success' as success, (coalesce(m.cascade, r.plan) -> 'steps' -> a.step ->> 'within_s')::int as within_s
    from mine a join message m on m.workspace_id = a.workspace_id and m.bucket = a.bucket and m.id = a.message_id left join run r on r.workspace_id = m.workspace_id and r.id = m.run_id`.execute(house.db.system)
  return rows
}

async function giveUp(house: House, in_hand: number[]): Promise<void> {
  const now = house.clock()
  await system(house.db, 'reaper', 'all', async (tx) => {
    await sql`
      with orphans as materialized (
        select d.workspace_id, d.bucket, d.id from ${ORPHANS} where h.id = any (${in_hand}::bigint[]) and d.connection_id not in (select c.id from connection c where c.channel = any (${ASKABLE}::text[])) order by d.id limit ${sql.lit(BATCH)} for update of d skip locked),
      dead as (
        update attempt a set state = 'unknown', reason = 'worker_died', detail = 'The worker ended between the hand-over and its record' from orphans o where a.workspace_id = o.workspace_id and a.bucket = o.bucket and a.id = o.id
        returning a.*),
      counted as (
        insert into run_delta (workspace_id, run_id, step, medium, key, n)
        select workspace_id, run_id, step, medium, 'unknown', count(*) from dead where run_id is not null group by 1, 2, 3, 4)
      insert into due (at, kind, workspace_id, run_id, message_id, bucket, step)
      select ${now}::timestamptz + make_interval(secs => (coalesce(m.cascade, r.plan) -> 'steps' -> dead.step ->> 'within_s')::float8 / coalesce(r.clock_rate, 1)), 'limit', dead.workspace_id, dead.run_id, dead.message_id, dead.bucket, dead.step
      from dead join message m on m.workspace_id = dead.workspace_id and m.bucket = dead.bucket and m.id = dead.message_id left join run r on r.workspace_id = dead.workspace_id and r.id = dead.run_id`.execute(tx)
  })
}
