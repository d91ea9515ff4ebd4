import { sql } from 'kysely'
import { consentHolds } from '../../customers/index.ts'
import { LEASE_S, pgArray, type SystemTx, type Tx } from '../../platform/database/index.ts'
import type { Limits } from '../channels/index.ts'
import { dayLimit } from '../connections/index.ts'
import { judgeFrequency, releaseEnded } from '../frequency/index.ts'
import { leaveUnlessOpen, openAtStep, type Leaving } from './advance.ts'
import { plansOf } from './run-plans.ts'
import type { HandOver } from './settle.ts'
import { inShare, WHOLE, type Share } from './share.ts'

/** A queue item that was taken, with all that decides whether it may go and all that it takes to render it. */
export type Claimed = HandOver & {
  queue_id: number; person_id: string; sender_id: string | null; class: 'transactional' | 'marketing' | 'one_time_code'; topic_id: string; content_key: string | null; locale: string; content_id: string
  data: Record<string, unknown> | null; per: 'message' | 'segment'; budget_left_micro: number | null; month_budget_micro: number | null; verdict: string; detail?: string
  valid_until: Date | null; digest_at: Date | null; /** claimed with another of the same person, for whose letter it waited */ beside?: boolean; letter?: string; counted?: boolean
}

/** Verdicts that leave a hand-over in the queue: until its run resumes, the hold is released, its hours open, or the next claim. */
const STAYS = new Set(['paused', 'held', 'closed', 'digest', 'next_round'])

/** The holder of a connection, as every write of its work is checked against it. */
export type Holder = { name: string; holder: string; fence: number }

/** Whether the connection is still this holder's. It is renewed by this: until the claim commits nobody else can touch the lease, its own renewal neither. */
async function isHolder(tx: SystemTx, { name, holder, fence }: Holder): Promise<boolean> {
  const { rows } = await sql`update lease set expires_at = clock_timestamp() + make_interval(secs => ${LEASE_S}) where name = ${name} and holder = ${holder} and fence = ${fence} and expires_at > clock_timestamp() returning 1`.execute(tx)
  return rows.length > 0
}

/** The same without renewing it, and so without waiting for another claim of the same holder. */
async function isStillHolder(tx: SystemTx, { name, holder, fence }: Holder): Promise<boolean> {
  const { rows } = await sql`select from lease where name = ${name} and holder = ${holder} and fence = ${fence} and expires_at > clock_timestamp() for key share`.execute(tx)
  return rows.length > 0
}

/** How much is claimed and of what. `floor` lets the scan pass over what earlier claims left dead: marketing from there on, and nothing else. */
export type Take = { limit: number; floor: number; /** this one and no other */ only?: number; /** transactional ones alone, beside another claim of the same holder */ urgent?: boolean; /** of a connection that is split */ share?: Share }

function among({ floor, only, urgent }: Take) {
  if (only !== undefined) return sql`id = ${only}`
  if (urgent) return sql`lane = 0`
  return floor > 0 ? sql`(lane, id) > (1, ${floor})` : sql`true`
}

/**
 * Takes up to `limit` ready hand-overs of a connection, transactional ones first, and judges each in a fresh snapshot:
 * consent, suppression, hold, pause, validity, and the person's hours and caps. A message is looked up laterally: joined,
 * it was read through the whole workspace for each row while the statistics said "empty".
 */
export async function claim(tx: SystemTx, holder: Holder, connection_id: string, take: Take, now: Date): Promise<Claimed[]> {
  if (!(await (take.urgent ? isStillHolder : isHolder)(tx, holder))) return []
  // Locks first, judges after: the second statement's snapshot is younger than the locks, so an opt-out that committed
  // before them is seen, and one that comes later waits for this transaction.
  const { rows: first } = await sql<Locked>`
    select id, digest_at from queue_item where connection_id = ${connection_id} and not paused and not held and ${among(take)} and ${inShare(take.share ?? WHOLE)} order by lane, id limit ${sql.lit(take.limit)} for update skip locked`.execute(tx)
  if (first.length === 0) return []
  const beside = await besideThem(tx, connection_id, first, now)
  const locked = [...first, ...beside]
  const { rows: found } = await sql<Claimed & { own_step: Pick<HandOver, 'success' | 'within_s'> | null }>`
    with q as materialized (select * from queue_item where id = any (${pgArray(locked.map((row) => row.id))}::bigint[])),
    -- What is the same for many is read once.
    w as materialized (select w.id, w.marketing_held_at, w.month_budget_micro, z.clock_rate from workspace w left join sandbox_setting z on z.workspace_id = w.id where w.id in (select workspace_id from q)),
    r as materialized (select r.workspace_id, r.id, r.state, r.clock_rate, r.budget_micro, r.spent_micro from run r where (r.workspace_id, r.id) in (select workspace_id, run_id from q))
    select q.id as queue_id, new_id('att') as attempt_id, q.workspace_id, q.bucket, q.message_id, q.run_id, q.contact_id, q.person_id, q.connection_id, q.endpoint_id, q.address, q.step, q.try, q.medium, q.sender_id, q.class, q.topic_id, m.content_key,
      q.price_micro, q.per, q.charged_on, q.digest_at, m.valid_until, q.id = any (${pgArray(beside.map((row) => row.id))}::bigint[]) as beside, m.locale, m.content_id, m.data, m.origin, m.source_kind, m.source_id, coalesce(r.clock_rate, case when m.origin = 'live' then 1 else coalesce(w.clock_rate, 1) end) as clock_rate,
      case when m.cascade is not null then m.cascade -> 'steps' -> q.step end as own_step, r.budget_micro - r.spent_micro as budget_left_micro, w.month_budget_micro,
      case
        when m.state <> 'waiting' or m.step <> q.step then 'gone'
        when r.state = 'stopped' then 'stopped'
        when r.state = 'paused' then 'paused'
        when w.marketing_held_at is not null and q.class = 'marketing' then 'held'
        when m.valid_until <= ${now} then 'expired'
        when e.state <> 'active' then 'unreachable'
        when exists (select from suppression x where x.workspace_id = q.workspace_id and x.medium = q.medium and x.address_hash = e.address_hash and (x.reason <> 'erased' or q.class = 'marketing')) then 'suppressed'
        when q.class = 'marketing' and not ${consentHolds(sql`q.workspace_id`, sql`q.person_id`, sql`q.medium`, sql`q.topic_id`)} then 'opted_out'
        when q.class = 'marketing' and (select p.paused_until > ${now} from contact_preference p where p.workspace_id = q.workspace_id and p.contact_id = q.person_id) then 'paused_by_person'
        else 'go'
      end as verdict
    from q
    cross join lateral (select * from message m where m.workspace_id = q.workspace_id and m.bucket = q.bucket and m.id = q.message_id limit 1) m
    join w on w.id = q.workspace_id left join r on r.workspace_id = q.workspace_id and r.id = q.run_id
    join endpoint e on e.workspace_id = q.workspace_id and e.id = q.endpoint_id
    order by q.lane, q.id`.execute(tx)
  const planOf = await plansOf(tx, found)
  const rows = found.map(({ own_step, ...row }) => {
    const { success, within_s } = own_step ?? planOf(row.run_id)!.steps[row.step]!
    return { ...row, success, within_s }
  })
  await judgeFrequency(tx, rows, now)
  const parked = rows.filter((row) => STAYS.has(row.verdict))
  if (parked.length > 0) await park(tx, parked)
  const kept = new Set(parked.map((row) => row.queue_id))
  await sql`delete from queue_item where id = any (${pgArray(locked.map((row) => row.id).filter((id) => !kept.has(id)))}::bigint[])`.execute(tx)
  return rows.filter((row) => !kept.has(row.queue_id))
}

/**
 * Takes out of sight what its run, its workspace or its person's hours keep. Whoever resumes a run or releases what was held looks for
 * what is out of sight once: so a run or a workspace that says so is locked until these are, and one that somebody is just changing
 * keeps nothing; then the next claim sees what it says.
 */
async function park(tx: SystemTx, rows: (Claimed & { verdict: string })[]): Promise<void> {
  const ids = (of: (typeof rows)[number][], id: (row: (typeof rows)[number]) => string | null) => [...new Set(of.flatMap((row) => id(row) ?? []))].toSorted()
  const by = (verdict: string) => rows.filter((row) => row.verdict === verdict)
  const [runs, workspaces] = [ids(by('paused'), (row) => row.run_id), ids(by('held'), (row) => row.workspace_id)]
  const { rows: paused } = runs.length === 0 ? { rows: [] } : await sql<{ id: string }>`select id from run where workspace_id = any (${ids(by('paused'), (row) => row.workspace_id)}::text[]) and id = any (${runs}::text[]) and state = 'paused' for share skip locked`.execute(tx)
  const { rows: held } = workspaces.length === 0 ? { rows: [] } : await sql<{ id: string }>`select id from workspace where id = any (${workspaces}::text[]) and marketing_held_at is not null for share skip locked`.execute(tx)
  const [pausing, holding] = [new Set(paused.map((row) => row.id)), new Set(held.map((row) => row.id))]
  const out = by('paused').filter((row) => pausing.has(row.run_id!))
  const away = rows.filter((row) => (row.verdict === 'held' && holding.has(row.workspace_id)) || row.verdict === 'closed' || row.verdict === 'digest')
  if (out.length + away.length === 0) return
  await sql`update queue_item set paused = paused or id = any (${pgArray(out.map((row) => row.queue_id))}::bigint[]), held = held or id = any (${pgArray(away.map((row) => row.queue_id))}::bigint[]) where id = any (${pgArray([...out, ...away].map((row) => row.queue_id))}::bigint[])`.execute(tx)
}

/** As narrow as can be: the whole queue of a connection may be sorted for it. */
type Locked = { id: number; digest_at: Date | null }

/** What waits for the same digest as something of a claim, locked as well. Only where there is such: no other claim asks. */
async function besideThem(tx: SystemTx, connection_id: string, rows: Locked[], now: Date): Promise<{ id: number }[]> {
  const gathered = rows.filter((row) => row.digest_at !== null && row.digest_at <= now)
  if (gathered.length === 0) return []
  const { rows: found } = await sql<{ id: number }>`
    select q.id from queue_item q where (q.workspace_id, q.person_id) in (select g.workspace_id, g.person_id from queue_item g where g.id = any (${pgArray(gathered.map((row) => row.id))}::bigint[]))
      and q.connection_id = ${connection_id} and q.digest_at <= ${now} and not q.paused and q.id <> all (${pgArray(rows.map((row) => row.id))}::bigint[]) order by q.id for update skip locked`.execute(tx)
  return found
}

/** How many hand-overs a connection may still start on this day, as days go in its workspace's zone; its row is locked. */
export async function leftToday(tx: SystemTx, connection: { workspace_id: string; id: string }, limits: Limits, now: Date): Promise<number> {
  const { rows } = await sql<{ used: number; day: string }>`
    insert into connection_day (workspace_id, connection_id, day, used) select w.id, ${connection.id}, (${now}::timestamptz at time zone w.time_zone)::date, 0 from workspace w where w.id = ${connection.workspace_id}
    on conflict (workspace_id, connection_id, day) do update set used = connection_day.used returning used, day`.execute(tx)
  const { used, day } = rows[0]!
  return Math.max(0, (dayLimit(limits, day) ?? Number.POSITIVE_INFINITY) - used)
}

export async function useToday(tx: SystemTx, connection: { workspace_id: string; id: string }, count: number, now: Date): Promise<void> {
  await sql`update connection_day d set used = used + ${count} from workspace w where w.id = d.workspace_id and d.workspace_id = ${connection.workspace_id} and d.connection_id = ${connection.id} and d.day = (${now}::timestamptz at time zone w.time_zone)::date`.execute(tx)
}

/** A hand-over that may not go: its message tries the next step, or ends with this reason. */
export type Refusal = { claimed: Claimed; reason: string; detail?: string }

const ENDS = new Set(['template_aborted', 'expired', 'stopped', 'budget', 'quarantined', 'capped', 'duplicate', 'paused_by_person', 'expired_before_digest'])

export async function refuse(tx: SystemTx, refusals: Refusal[], now: Date): Promise<void> {
  const leaving = refusals.filter((each) => each.reason !== 'gone')
  // Stale by the digest is the e-mail alone: what goes beside it does not wait.
  const beside = await openAtStep(tx, leaving.filter((each) => each.reason === 'expired_before_digest').map((each) => each.claimed))
  const isFinal = ({ reason, claimed }: Refusal) => ENDS.has(reason) && !(reason === 'expired_before_digest' && beside.has(claimed.message_id))
  const final = leaving.filter(isFinal)
  await endMessages(tx, final, now)
  const others = leaving.filter((each) => !isFinal(each))
  await addSkips(tx, others)
  await leaveUnlessOpen(tx, others.map(({ claimed, reason, detail }): Leaving => ({ ...claimed, end: 'skipped', reason, ...(detail ? { detail } : {}) })), now)
}

async function addSkips(tx: SystemTx, refusals: Refusal[]): Promise<void> {
  if (refusals.length === 0) return
  await sql`update message m set skips = m.skips || jsonb_build_array(jsonb_build_object('step', r.step, 'medium', r.medium, 'reason', r.reason, 'detail', r.detail))
    from unnest(${refusals.map((r) => r.claimed.workspace_id)}::text[], ${refusals.map((r) => r.claimed.bucket)}::date[], ${refusals.map((r) => r.claimed.message_id)}::text[], ${refusals.map((r) => r.claimed.step)}::int[], ${refusals.map((r) => r.claimed.medium)}::text[], ${refusals.map((r) => r.reason)}::text[], ${refusals.map((r) => r.detail ?? null)}::text[])
      as r (workspace_id, bucket, id, step, medium, reason, detail)
    where m.workspace_id = r.workspace_id and m.bucket = r.bucket and m.id = r.id`.execute(tx)
}

/** Ends messages without looking for a next step: the whole message is refused, not one way of sending it. */
export async function endMessages(tx: Tx, refusals: { claimed: Pick<Claimed, 'workspace_id' | 'bucket' | 'message_id'>; reason: string; detail?: string }[], now: Date): Promise<void> {
  if (refusals.length === 0) return
  const state = (reason: string) => (reason === 'stopped' ? 'stopped' : reason === 'quarantined' ? 'failed' : 'skipped')
  await sql`
    with g as (select * from unnest(${refusals.map((r) => r.claimed.workspace_id)}::text[], ${refusals.map((r) => r.claimed.bucket)}::date[], ${refusals.map((r) => r.claimed.message_id)}::text[], ${refusals.map((r) => state(r.reason))}::text[], ${refusals.map((r) => r.reason)}::text[], ${refusals.map((r) => r.detail ?? null)}::text[])
      as g (workspace_id, bucket, id, state, reason, detail)),
    ended as (update message m set state = g.state, reason = g.reason, detail = g.detail, finished_at = ${now} from g
      where m.workspace_id = g.workspace_id and m.bucket = g.bucket and m.id = g.id and m.state = 'waiting' returning m.workspace_id, m.run_id, m.state, m.reason),
    gone as (delete from queue_item q using g where q.workspace_id = g.workspace_id and q.message_id = g.id and q.bucket = g.bucket)
    insert into run_delta (workspace_id, run_id, step, medium, key, n)
    select workspace_id, run_id, -1, '', state, count(*) from ended where run_id is not null group by 1, 2, 5
    union all select workspace_id, run_id, -1, '', 'reason:' || state || ':' || reason, count(*) from ended where run_id is not null group by 1, 2, 5`.execute(tx)
  await releaseEnded(tx, refusals.map((each) => each.claimed))
}

export type Rendered = { claimed: Claimed; segments: number | null; price_micro: number; rendered: unknown; /** the attempt in whose letter it goes */ carried_by?: string }

/**
 * Commits the intent: one attempt per (message, step, medium, try), before anything is written to a socket. Returns the row
 * under which they are in hand, until the last of their outcomes takes it away.
 */
export async function insertAttempts(tx: SystemTx, { holder, fence }: Holder, rows: Rendered[], now: Date): Promise<number | undefined> {
  const [first] = rows
  if (!first) return undefined
  const column = (of: (row: Rendered) => string | number | null) => pgArray(rows.map(of))
  const { rows: made } = await sql<{ id: number }>`
    with made as (
      insert into attempt (workspace_id, bucket, id, message_id, run_id, contact_id, step, try, medium, connection_id, endpoint_id, address, sender_id, state, holder, fence, started_at, segments, price_micro, charged_on, rendered, carried_by)
      select r.workspace_id, r.bucket, r.id, r.message_id, r.run_id, r.contact_id, r.step, r.try, r.medium, r.connection_id, r.endpoint_id, r.address, r.sender_id, 'sending', ${holder}, ${fence}, ${now}, r.segments, r.price_micro, r.charged_on, r.rendered::jsonb, r.carried_by
      from unnest(${column((r) => r.claimed.workspace_id)}::text[], ${column((r) => r.claimed.bucket)}::date[], ${column((r) => r.claimed.attempt_id)}::text[], ${column((r) => r.claimed.message_id)}::text[], ${column((r) => r.claimed.run_id)}::text[],
        ${column((r) => r.claimed.contact_id)}::text[], ${column((r) => r.claimed.step)}::int[], ${column((r) => r.claimed.try)}::int[], ${column((r) => r.claimed.medium)}::text[], ${column((r) => r.claimed.connection_id)}::text[],
        ${column((r) => r.claimed.endpoint_id)}::text[], ${column((r) => r.claimed.address)}::text[], ${column((r) => r.claimed.sender_id)}::text[], ${column((r) => r.segments)}::int[], ${column((r) => r.price_micro)}::bigint[],
        ${column((r) => r.claimed.charged_on)}::text[], ${column((r) => JSON.stringify(r.rendered))}::text[], ${column((r) => r.carried_by ?? null)}::text[])
        as r (workspace_id, bucket, id, message_id, run_id, contact_id, step, try, medium, connection_id, endpoint_id, address, sender_id, segments, price_micro, charged_on, rendered, carried_by)
      returning id)
    insert into in_hand (workspace_id, connection_id, holder, fence, first_attempt, last_attempt) select ${first.claimed.workspace_id}, ${first.claimed.connection_id}, ${holder}, ${fence}, min(id), max(id) from made returning id`.execute(tx)
  return made[0]!.id
}
