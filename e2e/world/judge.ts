import type { Campaign, Harness, Report } from './harness.ts'
import type { Entry } from './ledger.ts'
import type { ChannelName } from './script.ts'

const MEDIUM: Record<ChannelName, string> = { smtp: 'email', smpp: 'sms', telegram: 'telegram', gateway: 'viber' }

type Attempt = {
  id: string; mark: string; medium: string; address: string; state: string; reason: string | null; detail: string | null; provider_ref: string | null; message_id: string; step: number
  started_at: Date; accepted_at: Date | null; delivered_at: Date | null; failed_at: Date | null; /** the hour that somebody set; null: at once */ due_at: Date | null
}

/** How many outcomes may be unknown: what was in flight at each crash, and what providers did that leaves no answer. */
export type Allowance = { crashed: number; broken: number }

const ATTEMPTS = `
  select a.id, c.name as mark, a.medium, a.address, a.state, a.reason, a.detail, a.provider_ref, a.message_id, a.step, a.started_at, a.accepted_at, a.delivered_at, a.failed_at, (c.schedule ->> 'send_at')::timestamptz as due_at
  from attempt a join message m on m.workspace_id = a.workspace_id and m.bucket = a.bucket and m.id = a.message_id join campaign c on c.workspace_id = m.workspace_id and c.id = m.source_id`

/** P6, in the order of the commits themselves: attempts that were committed after an opt-out which covers them. */
const AFTER_OPT_OUT = `
  select c.name as mark, a.medium, a.address, pg_xact_commit_timestamp(j.xmin) - pg_xact_commit_timestamp(k.xmin) as late_by
  from consent_entry k join attempt a on a.workspace_id = k.workspace_id and a.contact_id = k.contact_id and k.medium in (a.medium, '*') join judge.attempt j on j.id = a.id
  join message m on m.workspace_id = a.workspace_id and m.bucket = a.bucket and m.id = a.message_id join campaign c on c.workspace_id = m.workspace_id and c.id = m.source_id
  where k.state = 'opted_out' and m.class = 'marketing' and pg_xact_commit_timestamp(j.xmin) > pg_xact_commit_timestamp(k.xmin)`

/** P2 of one answer of the public report. */
export function conserves({ totals: { total, reached, failed, skipped, unknown, stopped, in_flight } }: Report, audience: number): string[] {
  const sum = reached + failed + skipped + unknown + stopped + in_flight
  return sum === total && total === audience && Math.min(reached, failed, skipped, unknown, stopped, in_flight) >= 0 ? [] : [`P2: ${JSON.stringify({ total, reached, failed, skipped, unknown, stopped, in_flight })}, audience ${audience}`]
}

const keyOf = (medium: string, address: string, mark: string) => `${mark} ${medium} ${address}`

/** The product's clock when the world's was `at`; around a move either may have been read. */
function latestBusinessTime(h: Harness, at: number): number {
  const { history } = h.clock
  const near = history.filter((each, index) => each.at <= at && (history[index + 1]?.at ?? Number.POSITIVE_INFINITY) > at - 500)
  return at + Math.max(...near.map((each) => each.offset_ms))
}

function againstLedger(h: Harness, attempts: Attempt[], entries: Entry[]): string[] {
  const complaints: string[] = []
  const byKey = Map.groupBy(attempts, (each) => keyOf(each.medium, each.address, each.mark))
  const refs = new Set<string>()
  for (const [key, taken] of Map.groupBy(entries, (each) => keyOf(MEDIUM[each.channel], each.to, each.mark))) {
    if (taken.length > 1) complaints.push(`P3: ${key} was taken ${taken.length} times`)
    const own = byKey.get(key) ?? []
    if (own.length === 0) complaints.push(`${key} was taken, and no attempt was committed`)
    else if (!own.some((each) => each.accepted_at || ['accepted', 'unknown', 'sending'].includes(each.state))) complaints.push(`${key} was taken, and the attempts say that it cannot have been: ${own.map((each) => `${each.state} ${each.reason} ${each.detail}`).join('; ')}`)
    for (const entry of taken) {
      refs.add(`${MEDIUM[entry.channel]} ${entry.provider_ref}`)
      if (own[0]?.due_at && latestBusinessTime(h, entry.at) < own[0].due_at.getTime()) complaints.push(`P7: ${key} was taken before its time`)
    }
  }
  for (const each of attempts) {
    if (each.accepted_at && !refs.has(`${each.medium} ${each.provider_ref}`)) complaints.push(`${keyOf(each.medium, each.address, each.mark)} counts as accepted, and no provider has ${each.provider_ref}`)
    if (each.due_at && each.started_at < each.due_at) complaints.push(`P7: ${keyOf(each.medium, each.address, each.mark)} was started before its time`)
  }
  return complaints
}

/** P5: what was reported, in whatever order and however often, is what is on record. */
export function unheard(attempts: Attempt[], entries: Entry[]): string[] {
  const byRef = new Map(attempts.filter((each) => each.provider_ref).map((each) => [`${each.medium} ${each.provider_ref}`, each]))
  return entries.flatMap((entry) => {
    const attempt = byRef.get(`${MEDIUM[entry.channel]} ${entry.provider_ref}`)
    if (!attempt) return []
    const right = entry.told.includes('delivered') ? attempt.delivered_at !== null : entry.told.includes('failed') ? attempt.failed_at !== null && attempt.state === 'failed' : attempt.delivered_at === null
    return right ? [] : [`P5: ${entry.channel} ${entry.provider_ref} was told ${entry.told.join(', ') || 'nothing'}, and is ${attempt.state}, delivered ${attempt.delivered_at?.toISOString()}`]
  })
}

export const readAttempts = (h: Harness) => h.db.query<Attempt>(ATTEMPTS)

/** Everything that can be said against the product once its campaigns are over. */
export async function judge(h: Harness, campaigns: Campaign[], allowance: Allowance): Promise<string[]> {
  const [attempts, entries] = [await readAttempts(h), await h.providers.ledger()]
  const complaints = [...againstLedger(h, attempts, entries), ...unheard(attempts, entries)]
  const twice = Map.groupBy(attempts.filter((each) => each.accepted_at || each.state === 'unknown'), (each) => `${each.message_id} ${each.step} ${each.medium}`)
  for (const [key, group] of twice) if (group.length > 1) complaints.push(`P3: ${key} has ${group.length} attempts that may have arrived`)
  for (const { mark, medium, address } of await h.db.query<{ mark: string; medium: string; address: string }>(AFTER_OPT_OUT)) complaints.push(`P6: ${keyOf(medium, address, mark)} was committed after the opt-out`)
  const unknown = attempts.filter((each) => each.state === 'unknown')
  const crashed = unknown.filter((each) => each.reason === 'worker_died').length
  if (crashed > allowance.crashed) complaints.push(`P4: ${crashed} outcomes were lost with a worker, and ${allowance.crashed} were in flight`)
  if (unknown.length - crashed > allowance.broken) complaints.push(`P4: ${unknown.length - crashed} outcomes are unknown, and the providers explain ${allowance.broken}`)
  const open = attempts.filter((each) => each.state === 'sending').length
  if (open > 0) complaints.push(`${open} attempts still say that they are being sent`)
  for (const campaign of campaigns) complaints.push(...(await againstRows(h, campaign)))
  return complaints
}

/** What the steps of the report count, each against the attempts that it is said of. */
async function wrongFigures(h: Harness, campaign: Campaign, { steps }: Report): Promise<string[]> {
  const rows = await h.db.query<Record<string, number | string>>(`
    select a.step, a.medium, count(a.accepted_at)::int as accepted, count(a.delivered_at)::int as delivered, count(a.read_at)::int as read, count(a.failed_at)::int as failed, (count(*) filter (where a.state = 'unknown'))::int as unknown
    from attempt a join message m on m.workspace_id = a.workspace_id and m.bucket = a.bucket and m.id = a.message_id where m.source_id = $1 group by 1, 2`, [campaign.id])
  return rows.flatMap((row) => {
    const said = steps.find((each) => each.step === row.step && each.medium === row.medium)
    return (['accepted', 'delivered', 'read', 'failed', 'unknown'] as const).filter((key) => (said?.[key] ?? 0) !== row[key]).map((key) => `${campaign.mark}: step ${row.step} by ${row.medium} counts ${said?.[key] ?? 0} ${key}, the rows ${row[key]}`)
  })
}

/** Where those stand that did not come to an end: what waits for them, and what was done with them. */
async function whatWaits(h: Harness, campaign: Campaign): Promise<string> {
  const rows = await h.db.query<{ stands: string }>(`
    select row_to_json(x)::text as stands from (
      select m.id, m.step, m.reason, m.send_at, m.valid_until, r.state as run,
        (select json_agg(json_build_array(q.step, q.medium, q.try, q.ready_at, q.paused, q.held, q.digest_at)) from queue_item q where q.message_id = m.id) as queued,
        (select json_agg(json_build_array(d.kind, d.step, d.at)) from due d where d.message_id = m.id) as due,
        (select json_agg(json_build_array(a.step, a.medium, a.try, a.state, a.reason, a.holder, a.fence, a.started_at) order by a.step, a.try) from attempt a where a.message_id = m.id) as attempts,
        (select json_agg(json_build_array(l.name, l.holder, l.fence, l.expires_at)) from lease l where l.name like 'connection%') as leases,
        (select json_agg(json_build_array(i.holder, i.fence)) from in_hand i) as in_hand
      from message m left join run r on r.workspace_id = m.workspace_id and r.id = m.run_id where m.source_id = $1 and m.state = 'waiting' order by m.id limit 5) x`, [campaign.id])
  return rows.map((row) => row.stands).join('; ')
}

/** The public numbers are those of the rows, and nothing is left in flight. */
async function againstRows(h: Harness, campaign: Campaign): Promise<string[]> {
  const report = await h.report(campaign)
  if (!report) return [`the report of ${campaign.mark} cannot be read`]
  const rows = await h.db.query<{ state: string; n: number }>('select state, count(*)::int as n from message where source_id = $1 group by 1', [campaign.id])
  const wrong = rows.filter(({ state, n }) => state !== 'waiting' && (report.totals as Record<string, number>)[state] !== n)
  return [...(await wrongFigures(h, campaign, report)), ...(report.totals.in_flight > 0 ? [`P2: ${campaign.mark} keeps ${report.totals.in_flight} in flight: ${await whatWaits(h, campaign)}`] : []), ...wrong.map(({ state, n }) => `${campaign.mark}: the report says ${(report.totals as Record<string, number>)[state]} ${state}, the rows ${n}`)]
}
