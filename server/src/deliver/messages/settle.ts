import { sql, type Kysely, type RawBuilder } from 'kysely'
import { recordEvents } from '../../customers/index.ts'
import { pgArray, type DB, type SystemTx } from '../../platform/database/index.ts'
import type { House, NewEvent } from '../../platform/house.ts'
import { isOurFault, type SendResult } from '../channels/index.ts'
import { closeEndpoints, leaveFailed } from './apply.ts'
import { tryFallbackSenders } from './again.ts'
import { applyEarlyReceipts, keepRefs } from './by-ref.ts'
import type { Delta } from './counters.ts'
import { lockGivenUp } from './given-up.ts'
import { touchMessages, type Touch } from './reach.ts'

/** A hand-over whose attempt is committed: what the claim knows and settling needs. */
export type HandOver = {
  attempt_id: string; workspace_id: string; bucket: string; message_id: string; run_id: string | null; contact_id: string; connection_id: string; endpoint_id: string; address: string
  step: number; try: number; medium: string; success: string; within_s: number; clock_rate: number; origin: string; source_kind: string; source_id: string
  price_micro: number; charged_on: string; /** the attempt in whose letter it goes, by which alone a provider knows it */ carried_by?: string | null
}
export type Settlement = { hand_over: HandOver; result: SendResult; /** its holder died before the outcome was written */ died?: boolean; /** told by whoever handed it over */ first_hand?: boolean }

/** Who writes outcomes; whether its provider will speak of hand-overs by reference; and claims of which these are the last outcomes. */
export type Writer = { name: string; fence: number; hears: boolean; ended?: readonly number[] }

const MAX_TRIES = 6

/** Whether the provider is asked again: it said so itself, or the fault is ours. */
const isRetry = ({ result }: Settlement) => isOurFault(result) || result.status === 'retry'

function stateOf(settlement: Settlement): string {
  const { result } = settlement
  if (result.status === 'accepted' || result.status === 'unknown') return result.status
  return isRetry(settlement) ? 'retry' : 'failed'
}

/**
 * Writes the outcomes of a batch: attempts that this holder still owns, and those it was thought to have died over; what
 * they cost, the limits of their steps, the next steps of what failed, and what happened to people, all in one transaction.
 */
export async function settle(house: House, tx: SystemTx, writer: Writer, told: Settlement[], now: Date): Promise<void> {
  // In one order, as whoever receives receipts locks them.
  const settlements = (await endTries(tx, told)).toSorted((a, b) => (a.hand_over.attempt_id < b.hand_over.attempt_id ? -1 : 1))
  const owned = await writeOutcomes(tx, settlements, sql`a.state = 'sending' and a.holder = ${writer.name} and a.fence = ${writer.fence}`, now)
  const given_up = await lockGivenUp(tx, settlements.filter((each) => !owned.has(each.hand_over.attempt_id)))
  const resolved = await writeOutcomes(tx, settlements.filter((each) => given_up.has(each.hand_over.attempt_id)), sql`a.state in ('unknown', 'retry')`, now)
  const mine = settlements.filter(({ hand_over: { attempt_id } }) => owned.has(attempt_id) || resolved.has(attempt_id))
  const was = (each: HandOver) => given_up.get(each.attempt_id)
  const by = (test: (settlement: Settlement) => boolean) => mine.filter(test).map((each) => each.hand_over)
  const accepted = by(({ result }) => result.status === 'accepted')
  const failed = mine.filter((each) => stateOf(each) === 'failed')
  await recordOutcomes(house, tx, mine, now)
  // The limit of what was unknown runs since it became so.
  await addLimits(tx, by(({ result, hand_over }) => was(hand_over)?.state !== 'unknown' && (result.status === 'unknown' || (result.status === 'accepted' && hand_over.success !== 'accepted'))), now)
  await addRetries(tx, mine.filter(isRetry), now)
  const ends = (each: HandOver) => each.success === 'accepted' || was(each)?.ended === true
  const touches = accepted.filter((each) => ends(each) || isCharged(each)).map((each): Touch => ({ ...each, charged_micro: isCharged(each) ? each.price_micro : 0, ...(ends(each) ? { reached: each } : {}) }))
  await touchMessages(tx, touches, [...mine.flatMap(toDeltas), ...by((each) => was(each.hand_over)?.state === 'unknown').flatMap(noLongerUnknown)], now)
  const rejected = failed.map(({ hand_over, result }) => ({ ...hand_over, reason: result.status === 'rejected' ? result.reason : 'other', detail: 'detail' in result ? result.detail : null, permanent: result.status === 'rejected' && result.permanent === true }))
  await closeEndpoints(tx, rejected.filter((each) => each.permanent), now)
  await tryFallbackSenders(tx, rejected.filter((each) => each.reason === 'sender'), now)
  await leaveFailed(tx, rejected, now)
  if (writer.ended?.length) await sql`delete from in_hand where id = any (${pgArray(writer.ended)}::bigint[]) and holder = ${writer.name} and fence = ${writer.fence}`.execute(tx)
  if (!writer.hears) return
  const refs = mine.flatMap(({ hand_over, result }) => (result.status === 'accepted' ? [{ ...hand_over, provider_ref: result.provider_ref }] : []))
  await keepRefs(tx, refs)
  await applyEarlyReceipts(house, tx, refs, now)
}

/** Of these hand-overs, those whose earlier tries at the same step and medium ended for `reason` at least so often: by attempt. */
export async function triedBefore(db: Kysely<DB>, hand_overs: HandOver[], reason: 'retried' | 'died', least: number): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select r.id from unnest(${hand_overs.map((r) => r.attempt_id)}::text[], ${hand_overs.map((r) => r.workspace_id)}::text[], ${hand_overs.map((r) => r.bucket)}::date[], ${hand_overs.map((r) => r.message_id)}::text[], ${hand_overs.map((r) => r.step)}::int[], ${hand_overs.map((r) => r.medium)}::text[]) as r (id, workspace_id, bucket, message_id, step, medium)
    join attempt a on a.workspace_id = r.workspace_id and a.bucket = r.bucket and a.message_id = r.message_id and a.step = r.step and a.medium = r.medium and a.reason = ${reason}
    group by r.id having count(*) >= ${least}`.execute(db)
  return new Set(rows.map((row) => row.id))
}

/** A message that was refused for its own sake too often fails; waits that were asked of the whole line are not counted. */
async function endTries(tx: SystemTx, settlements: Settlement[]): Promise<Settlement[]> {
  const late = settlements.filter(({ hand_over, result }) => result.status === 'retry' && !result.line && hand_over.try >= MAX_TRIES).map((each) => each.hand_over)
  if (late.length === 0) return settlements
  const ended = await triedBefore(tx, late, 'retried', MAX_TRIES - 1)
  return settlements.map((each) => (ended.has(each.hand_over.attempt_id) ? { ...each, result: { status: 'rejected', reason: 'retries_exhausted', detail: 'detail' in each.result ? each.result.detail : '' } } : each))
}

/** Writes the outcomes of attempts of which `writable` is true; returns those attempts. */
async function writeOutcomes(tx: SystemTx, settlements: Settlement[], writable: RawBuilder<unknown>, now: Date): Promise<Set<string>> {
  if (settlements.length === 0) return new Set()
  const rows = settlements.map((each) => ({ ...each.hand_over, state: stateOf(each), ref: each.result.status === 'accepted' ? each.result.provider_ref : null,
    reason: each.died ? 'died' : each.result.status === 'retry' && each.result.line ? 'waited' : each.result.status === 'rejected' ? each.result.reason : each.result.status === 'accepted' ? null : each.result.status, detail: 'detail' in each.result ? each.result.detail.slice(0, 1000) : null }))
  const column = (of: (row: (typeof rows)[number]) => string | null) => pgArray(rows.map(of))
  const { rows: written } = await sql<{ id: string }>`
    update attempt a set state = r.state, provider_ref = r.ref, reason = r.reason, detail = r.detail,
      accepted_at = case when r.state = 'accepted' then ${now}::timestamptz end, failed_at = case when r.state = 'failed' then ${now}::timestamptz end,
      charged_at = case when r.state = 'accepted' and a.charged_on = 'accepted' then ${now}::timestamptz else a.charged_at end
    from unnest(${column((r) => r.workspace_id)}::text[], ${column((r) => r.bucket)}::date[], ${column((r) => r.attempt_id)}::text[], ${column((r) => r.state)}::text[], ${column((r) => r.ref)}::text[], ${column((r) => r.reason)}::text[], ${column((r) => r.detail)}::text[])
      as r (workspace_id, bucket, id, state, ref, reason, detail)
    where a.workspace_id = r.workspace_id and a.bucket = r.bucket and a.id = r.id and ${writable}
    returning a.id`.execute(tx)
  return new Set(written.map((row) => row.id))
}

const isCharged = (each: HandOver) => each.charged_on === 'accepted' && each.price_micro > 0

function toDeltas({ hand_over, result }: Settlement): Delta[] {
  if (!hand_over.run_id) return []
  const common = { workspace_id: hand_over.workspace_id, run_id: hand_over.run_id, step: hand_over.step, medium: hand_over.medium, n: 1 }
  const state = stateOf({ hand_over, result })
  if (state === 'accepted') return [{ ...common, key: 'accepted' }, ...(hand_over.charged_on === 'accepted' ? [{ ...common, key: 'charged', price_micro: hand_over.price_micro }] : [])]
  return state === 'retry' ? [] : [{ ...common, key: state }]
}

function noLongerUnknown({ workspace_id, run_id, step, medium }: HandOver): Delta[] {
  return run_id ? [{ workspace_id, run_id, step, medium, key: 'unknown', n: -1 }] : []
}

async function recordOutcomes(house: House, tx: SystemTx, settlements: Settlement[], now: Date): Promise<void> {
  const told = settlements.filter((each) => ['accepted', 'failed'].includes(stateOf(each)))
  for (const [workspace_id, rows] of Map.groupBy(told, (each) => each.hand_over.workspace_id)) {
    await recordEvents(house, tx, workspace_id, rows.map(({ hand_over, result }): NewEvent => ({
      contact_id: hand_over.contact_id, type: `message.${stateOf({ hand_over, result })}`, at: now, source: hand_over.medium, origin: hand_over.origin as NewEvent['origin'],
      properties: { message_id: hand_over.message_id, run_id: hand_over.run_id, source_kind: hand_over.source_kind, source_id: hand_over.source_id, step: hand_over.step, medium: hand_over.medium,
        ...(result.status === 'rejected' ? { reason: result.reason, detail: result.detail } : {}) },
    })), now)
  }
}

/** The limit counts from the hand-over, not from the queue: a slow line does not eat the time a person has to read. */
async function addLimits(tx: SystemTx, rows: HandOver[], now: Date): Promise<void> {
  if (rows.length === 0) return
  const column = (of: (row: HandOver) => string | number | null) => pgArray(rows.map(of))
  await sql`insert into due (at, kind, workspace_id, run_id, message_id, bucket, step)
    select ${now}::timestamptz + make_interval(secs => r.secs), 'limit', r.workspace_id, r.run_id, r.message_id, r.bucket, r.step
    from unnest(${column((r) => r.within_s / r.clock_rate)}::float8[], ${column((r) => r.workspace_id)}::text[], ${column((r) => r.run_id)}::text[], ${column((r) => r.message_id)}::text[], ${column((r) => r.bucket)}::date[], ${column((r) => r.step)}::int[])
      as r (secs, workspace_id, run_id, message_id, bucket, step)`.execute(tx)
}

async function addRetries(tx: SystemTx, settlements: Settlement[], now: Date): Promise<void> {
  if (settlements.length === 0) return
  const rows = settlements.map(({ hand_over, result }) => ({ ...hand_over, after_s: result.status === 'retry' ? result.after_s : 0 }))
  await sql`insert into due (at, kind, workspace_id, run_id, message_id, bucket, step, try, medium)
    select ${now}::timestamptz + make_interval(secs => r.secs), 'retry', r.workspace_id, r.run_id, r.message_id, r.bucket, r.step, r.try, r.medium
    from unnest(${rows.map((r) => r.after_s)}::float8[], ${rows.map((r) => r.workspace_id)}::text[], ${rows.map((r) => r.run_id)}::text[], ${rows.map((r) => r.message_id)}::text[], ${rows.map((r) => r.bucket)}::date[], ${rows.map((r) => r.step)}::int[], ${rows.map((r) => r.try)}::int[], ${rows.map((r) => r.medium)}::text[])
      as r (secs, workspace_id, run_id, message_id, bucket, step, try, medium)`.execute(tx)
}
