import { sql } from 'kysely'
import { recordEvents } from '../../customers/index.ts'
import { pgArray, type SystemTx } from '../../platform/database/index.ts'
import type { House, NewEvent } from '../../platform/house.ts'
import type { Success } from '../cascades/index.ts'
import type { Delta } from './counters.ts'
import { leaveUnlessOpen } from './advance.ts'
import { touchMessages, type Touch } from './reach.ts'
import { plansOf } from './run-plans.ts'

/** What is said of one attempt, by its provider or by the person. Machines open and click links too: those are told apart. */
export type Receipt = { status: 'delivered' | 'read' | 'clicked' | 'replied' | 'failed'; at: Date; reason?: string; detail?: string; permanent?: boolean; machine?: boolean; link?: string }

export type AttemptRow = {
  workspace_id: string; bucket: string; id: string; message_id: string; run_id: string | null; contact_id: string; step: number; medium: string; endpoint_id: string; address: string; connection_id: string; provider_ref: string | null
  state: string; accepted_at: Date | null; delivered_at: Date | null; read_at: Date | null; clicked_at: Date | null; replied_at: Date | null; failed_at: Date | null
  price_micro: number; charged_on: string; charged_at: Date | null
  message_step: number; message_state: string; origin: string; success: Success; source_id: string; source_kind: string
}

const LEVELS = ['accepted', 'delivered', 'read', 'clicked', 'replied'] as const
type Level = (typeof LEVELS)[number]

/**
 * Attempts with their messages, both locked, each in one order: attempts first, as whoever settles them does. What is
 * locked is read as it is once the wait for it is over, so of two equal receipts at one moment one counts. `found` is a
 * query for the keys of attempts: workspace_id, bucket, id.
 */
export async function lockAttempts(tx: SystemTx, found: ReturnType<typeof sql>): Promise<AttemptRow[]> {
  const { rows } = await sql<Omit<AttemptRow, 'success'> & { own_success: Success | null }>`
    with a as materialized (
      select a.workspace_id, a.bucket, a.id, a.message_id, a.run_id, a.contact_id, a.step, a.medium, a.endpoint_id, a.address, a.connection_id, a.provider_ref, a.state, a.accepted_at, a.delivered_at, a.read_at, a.clicked_at, a.replied_at, a.failed_at, a.price_micro, a.charged_on, a.charged_at
      from (${found}) f join attempt a on a.workspace_id = f.workspace_id and a.bucket = f.bucket and a.id = f.id order by a.id for update of a)
    select a.*, m.step as message_step, m.state as message_state, m.origin, m.source_id, m.source_kind, case when m.cascade is not null then m.cascade -> 'steps' -> a.step ->> 'success' end as own_success
    from a join message m on m.workspace_id = a.workspace_id and m.bucket = a.bucket and m.id = a.message_id order by m.id for update of m`.execute(tx)
  const planOf = await plansOf(tx, rows)
  return rows.map(({ own_success, ...row }) => ({ ...row, success: own_success ?? planOf(row.run_id)?.steps[row.step]?.success ?? 'accepted' }))
}

/** A query for the keys of the attempts that a provider speaks of by these references of one connection. */
export function attemptsByRef(connection_id: string, refs: string[]): ReturnType<typeof sql> {
  return sql`select r.workspace_id, r.bucket, r.attempt_id as id from attempt_by_ref r where r.connection_id = ${connection_id} and r.provider_ref = any (${pgArray(refs)}::text[])`
}

/** The marks that a receipt adds to an attempt, in order; what is known already adds nothing. A click proves the reading and the delivery. */
export function newMarks(attempt: AttemptRow, receipt: Receipt): Level[] {
  if (receipt.status === 'failed') return []
  const upTo = LEVELS.indexOf(receipt.status)
  return LEVELS.slice(0, upTo + 1).filter((level) => {
    // Whoever hands it over says that it was taken, and counts that; a person may be faster than that record.
    if (level === 'accepted' && attempt.state === 'sending') return false
    if (level === 'replied' ? receipt.status !== 'replied' : level === 'clicked' && receipt.status === 'replied') return false
    return attempt[`${level}_at`] === null
  })
}

/** Whether the marks an attempt has make its step a success. */
export function isSuccess(attempt: Pick<AttemptRow, 'accepted_at' | 'delivered_at' | 'read_at' | 'clicked_at' | 'success'>): boolean {
  return attempt[`${attempt.success}_at`] !== null
}

type Work = { deltas: Delta[]; events: (NewEvent & { workspace_id: string })[]; touches: Touch[]; failing: AttemptRow[]; changed: Set<AttemptRow>; gone: AttemptRow[] }

function note(work: Work, attempt: AttemptRow, key: string, price_micro = 0, n = 1): void {
  if (attempt.run_id) work.deltas.push({ workspace_id: attempt.workspace_id, run_id: attempt.run_id, step: attempt.step, medium: attempt.medium, key, n, price_micro })
}

function happened(work: Work, attempt: AttemptRow, what: string, receipt: Receipt, properties: Record<string, unknown> = {}): void {
  work.events.push({
    workspace_id: attempt.workspace_id, contact_id: attempt.contact_id, type: `message.${what}`, at: receipt.at, source: attempt.medium, origin: attempt.origin as NewEvent['origin'],
    properties: { message_id: attempt.message_id, run_id: attempt.run_id, source_kind: attempt.source_kind, source_id: attempt.source_id, step: attempt.step, medium: attempt.medium, ...properties },
  })
}

function takeReceipt(work: Work, attempt: AttemptRow, receipt: Receipt): void {
  const { link } = receipt
  let charged_micro = 0
  if (receipt.machine) return happened(work, attempt, receipt.status, receipt, { machine: true, ...(link ? { link } : {}) })
  if (receipt.status === 'failed') {
    if (attempt.failed_at || attempt.delivered_at) return
    attempt.failed_at = receipt.at
    if (attempt.state === 'unknown') note(work, attempt, 'unknown', 0, -1)
    attempt.state = 'failed'
    Object.assign(attempt, { reason: receipt.reason ?? 'other', detail: receipt.detail ?? null })
    note(work, attempt, 'failed')
    happened(work, attempt, 'failed', receipt, { reason: receipt.reason, detail: receipt.detail })
    work.failing.push(attempt)
    if (receipt.permanent) work.gone.push(attempt)
    work.changed.add(attempt)
    return
  }
  const marks = newMarks(attempt, receipt)
  for (const level of marks) {
    attempt[`${level}_at`] = receipt.at
    work.changed.add(attempt)
    note(work, attempt, level)
    if (level !== 'accepted') happened(work, attempt, level, receipt, level === 'clicked' && link ? { link } : {})
  }
  // What failed first and then arrived has arrived; what was unknown is known now.
  if (attempt.state === 'unknown') note(work, attempt, 'unknown', 0, -1)
  if (attempt.state === 'unknown' || attempt.state === 'failed') attempt.state = 'accepted'
  if ((attempt.charged_on === 'delivered' ? attempt.delivered_at : attempt.charged_on === 'accepted' && attempt.accepted_at) && !attempt.charged_at) {
    attempt.charged_at = receipt.at
    note(work, attempt, 'charged', attempt.price_micro)
    charged_micro = attempt.price_micro
  }
  const { workspace_id, bucket, message_id, delivered_at, read_at, clicked_at, replied_at, step, medium } = attempt
  work.touches.push({ workspace_id, bucket, message_id, charged_micro, ...(marks.length > 0 ? { delivered_at, read_at, clicked_at, replied_at } : {}), ...(isSuccess(attempt) ? { reached: { step, medium } } : {}) })
}

/**
 * Applies receipts to locked attempts. They may come twice, late, early and in any order: marks are only ever added, and
 * the final state is the same.
 */
export async function applyReceipts(house: House, tx: SystemTx, pairs: { attempt: AttemptRow; receipt: Receipt }[], now: Date): Promise<void> {
  const work: Work = { deltas: [], events: [], touches: [], failing: [], changed: new Set(), gone: [] }
  for (const { attempt, receipt } of pairs) takeReceipt(work, attempt, receipt)
  await writeAttempts(tx, [...work.changed])
  await touchMessages(tx, work.touches, work.deltas, now)
  for (const [workspace_id, events] of Map.groupBy(work.events, (event) => event.workspace_id)) await recordEvents(house, tx, workspace_id, events, now)
  await closeEndpoints(tx, work.gone, now)
  await leaveFailed(tx, work.failing, now)
}

async function writeAttempts(tx: SystemTx, rows: AttemptRow[]): Promise<void> {
  if (rows.length === 0) return
  const reasons = rows as (AttemptRow & { reason?: string; detail?: string | null })[]
  const column = (of: (row: (typeof reasons)[number]) => string | Date | null | undefined) => pgArray(reasons.map((row) => of(row) ?? null))
  await sql`
    update attempt a set state = r.state, accepted_at = r.accepted_at, delivered_at = r.delivered_at, read_at = r.read_at, clicked_at = r.clicked_at, replied_at = r.replied_at, failed_at = r.failed_at,
      charged_at = r.charged_at, reason = coalesce(r.reason, a.reason), detail = coalesce(r.detail, a.detail)
    from unnest(${column((r) => r.workspace_id)}::text[], ${column((r) => r.bucket)}::date[], ${column((r) => r.id)}::text[], ${column((r) => r.state)}::text[], ${column((r) => r.accepted_at)}::timestamptz[], ${column((r) => r.delivered_at)}::timestamptz[], ${column((r) => r.read_at)}::timestamptz[],
      ${column((r) => r.clicked_at)}::timestamptz[], ${column((r) => r.replied_at)}::timestamptz[], ${column((r) => r.failed_at)}::timestamptz[], ${column((r) => r.charged_at)}::timestamptz[], ${column((r) => r.reason)}::text[], ${column((r) => r.detail)}::text[])
      as r (workspace_id, bucket, id, state, accepted_at, delivered_at, read_at, clicked_at, replied_at, failed_at, charged_at, reason, detail)
    where a.workspace_id = r.workspace_id and a.bucket = r.bucket and a.id = r.id`.execute(tx)
}

/**
 * An address that a provider says will never work again is not used again; its reason is the provider's own text, else our
 * code for it. What the sandbox says once the workspace is live closes nothing: going live and this wait for one another.
 */
export async function closeEndpoints(tx: SystemTx, rows: { workspace_id: string; endpoint_id: string; connection_id: string; medium: string; reason?: string | null; detail?: string | null }[], now: Date): Promise<void> {
  if (rows.length === 0) return
  const column = (of: (row: (typeof rows)[number]) => string | null | undefined) => pgArray(rows.map((row) => of(row) ?? null))
  await sql`
    with w as materialized (select w.id, w.environment from workspace w where w.id = any (${pgArray([...new Set(rows.map((r) => r.workspace_id))].toSorted())}::text[]) order by w.id for share)
    update endpoint e set state = case when r.reason = 'blocked' then 'blocked' when r.medium = 'email' then 'bounced' else 'invalid' end, state_reason = coalesce(r.detail, r.reason), state_at = ${now}, state_by = r.connection_id
    from unnest(${column((r) => r.workspace_id)}::text[], ${column((r) => r.endpoint_id)}::text[], ${column((r) => r.connection_id)}::text[], ${column((r) => r.medium)}::text[], ${column((r) => r.reason)}::text[], ${column((r) => r.detail)}::text[]) as r (workspace_id, id, connection_id, medium, reason, detail)
      join w on w.id = r.workspace_id join connection c on c.workspace_id = r.workspace_id and c.id = r.connection_id
    where e.workspace_id = r.workspace_id and e.id = r.id and not (c.environment = 'sandbox' and w.environment = 'live')`.execute(tx)
}

/** Messages whose step has failed on every medium move on at once; while another medium of the step is open, they wait. */
export function leaveFailed(tx: SystemTx, attempts: { workspace_id: string; bucket: string; message_id: string; step: number; reason?: string; detail?: string | null }[], now: Date): Promise<void> {
  return leaveUnlessOpen(tx, attempts.map(({ workspace_id, bucket, message_id, step, reason, detail }) => ({
    workspace_id, bucket, message_id, step, end: 'failed' as const, reason: reason ?? 'failed', ...(detail ? { detail } : {}),
  })), now)
}
