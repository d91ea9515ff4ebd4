import { sql, type RawBuilder } from 'kysely'
import { read, type Cx } from '../../accounts/index.ts'
import { dayLimit, readFigures, selectMessages, type Figure, type Plan } from '../../deliver/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { notFound } from '../../platform/problem.ts'
import { findCampaign, type CampaignFacts } from './campaigns.ts'
import type { RecipientQueryInput } from './contract.ts'
import { countOf, toReasons, toTotals } from './figures.ts'

const MARKS = ['accepted', 'delivered', 'read', 'clicked', 'replied', 'failed', 'unknown', 'opted_out', 'goal'] as const

function toSteps(figures: Figure[]) {
  const steps = Map.groupBy(figures.filter((figure) => figure.step >= 0), (figure) => `${figure.step}/${figure.medium}`)
  return [...steps.values()].map((group) => ({
    step: group[0]!.step, medium: group[0]!.medium, ...Object.fromEntries(MARKS.map((mark) => [mark, group.find((figure) => figure.key === mark)?.n ?? 0])),
    price_micro: group.find((figure) => figure.key === 'charged')?.price_micro ?? 0,
  }))
}

/** What it would have cost to send everybody who was planned an SMS at once, by the rehearsal's own count of segments. */
async function allSmsPrice(tx: Tx, workspace_id: string, rehearsal_run_id: string | null): Promise<number | null> {
  if (!rehearsal_run_id) return null
  const { rows } = await sql<{ micro: number | null }>`select sum(sms_micro) filter (where sms_micro > 0)::bigint as micro from rehearsal_group where workspace_id = ${workspace_id} and run_id = ${rehearsal_run_id} and state = 'planned'`.execute(tx)
  return rows[0]!.micro
}

/** Connections that this run needs and that let nothing through now: halted by their provider, switched off, or at their limit of the day. */
async function findObstacles(cx: Cx, tx: Tx, { routes }: Plan) {
  const { rows } = await sql<{ id: string; name: string; enabled: boolean; halted: { reason: string } | null; limits: Parameters<typeof dayLimit>[0]; used: number; day: string }>`
    select c.id, c.name, c.enabled, c.halted, c.limits, coalesce(d.used, 0) as used, (${cx.now}::timestamptz at time zone ${cx.workspace.time_zone})::date as day
    from connection c left join connection_day d on d.workspace_id = c.workspace_id and d.connection_id = c.id and d.day = (${cx.now}::timestamptz at time zone ${cx.workspace.time_zone})::date
      where c.workspace_id = ${cx.workspace.id} and c.id = any (${[...new Set(routes.map((route) => route.connection_id))]}::text[]) order by c.name`.execute(tx)
  return rows.flatMap(({ id, name, enabled, halted, limits, used, day }) => {
    const limit = dayLimit(limits, day)
    const code = halted ? 'connection_halted' as const : !enabled ? 'connection_disabled' as const : limit !== undefined && used >= limit ? 'daily_limit' as const : undefined
    return code ? [{ code, connection_id: id, name, detail: halted?.reason ?? (limit === undefined ? null : String(limit)) }] : []
  })
}

export async function buildReport(cx: Cx, tx: Tx, campaign_id: string) {
  const campaign = await findCampaign(tx, cx.workspace.id, campaign_id)
  const run = campaign.run_id ? await tx.selectFrom('run').selectAll().where('workspace_id', '=', cx.workspace.id).where('id', '=', campaign.run_id).executeTakeFirst() : undefined
  if (!run) return notFound('report: the campaign was not launched')
  const figures = await readFigures(tx, cx.workspace.id, [campaign_id])
  const steps = toSteps(figures)
  const totals = toTotals(figures)
  const price_micro = steps.reduce((sum, step) => sum + step.price_micro, 0)
  const all_sms_micro = await allSmsPrice(tx, cx.workspace.id, campaign.rehearsal_run_id)
  // The speed is the newest run's: of those before it nothing is left.
  const done = (run.total ?? 0) - totals.in_flight
  const seconds = Math.max(1, ((run.finished_at ?? cx.now).getTime() - (run.started_at ?? run.created_at).getTime()) / 1000)
  const rate_per_s = done / seconds
  return {
    run_id: run.id, state: run.state, environment: run.environment, totals, steps, reasons: toReasons(figures), goal_reached: countOf(figures, 'goal'), opted_out: steps.reduce((sum, step) => sum + Number((step as Record<string, unknown>).opted_out), 0), late: countOf(figures, 'late'),
    price_micro, all_sms_micro, saved_micro: all_sms_micro === null ? null : all_sms_micro - price_micro, currency: cx.workspace.currency, budget_micro: campaign.budget_micro, obstacles: totals.in_flight > 0 && run.state === 'sending' ? await findObstacles(cx, tx, run.plan as Plan) : [], planned: run.planned,
    rate_per_s: Math.round(rate_per_s * 10) / 10, left_s: totals.in_flight === 0 ? 0 : rate_per_s > 0 ? Math.round(totals.in_flight / rate_per_s) : null, started_at: run.started_at, finished_at: run.finished_at,
  }
}

export function getReport(cx: Cx, id: string) {
  return read(cx, 'campaigns:read', (tx) => buildReport(cx, tx, id))
}

/** Each person's latest message of a campaign: whom a later run took over stands there, and not where the earlier one left them. */
async function latestOf(tx: Tx, workspace_id: string, campaign: CampaignFacts): Promise<RawBuilder<unknown>> {
  const { rows: runs } = await sql<{ id: string }>`select id from run where workspace_id = ${workspace_id} and source_id = ${campaign.id} and not rehearsal`.execute(tx)
  if (runs.length < 2) return sql`m.run_id = ${campaign.run_id}`
  return sql`m.run_id = any (${runs.map((run) => run.id)}::text[]) and not exists (
    select from run later join audience_member a on a.workspace_id = later.workspace_id and a.run_id = later.id
    where later.workspace_id = ${workspace_id} and later.source_id = ${campaign.id} and not later.rehearsal and later.again ->> 'run_id' = m.run_id and a.contact_id = m.contact_id)`
}

/** The people behind a number of the report. */
export function listRecipients(cx: Cx, id: string, query: RecipientQueryInput) {
  return read(cx, 'campaigns:read', async (tx) => {
    const campaign = await findCampaign(tx, cx.workspace.id, id)
    const { step, medium, mark, reason, ...page } = query
    const parts = [await latestOf(tx, cx.workspace.id, campaign)]
    if (reason !== undefined) parts.push(sql`m.reason = ${reason}`)
    if (mark === 'goal') parts.push(sql`m.goal_at is not null`)
    else if (mark === 'opted_out') parts.push(sql`m.opted_out_at is not null`)
    if (step !== undefined || medium !== undefined || (mark && !['goal', 'opted_out'].includes(mark))) {
      const of: RawBuilder<unknown>[] = [sql`a.workspace_id = m.workspace_id`, sql`a.bucket = m.bucket`, sql`a.message_id = m.id`]
      if (step !== undefined) of.push(sql`a.step = ${step}`)
      if (medium !== undefined) of.push(sql`a.medium = ${medium}`)
      if (mark === 'late') of.push(sql`a.late`)
      else if (mark === 'unknown') of.push(sql`a.state = 'unknown'`)
      else if (mark && !['goal', 'opted_out'].includes(mark)) of.push(sql`${sql.ref(`a.${mark}_at`)} is not null`)
      parts.push(sql`exists (select from attempt a where ${sql.join(of, sql` and `)})`)
    }
    return selectMessages(tx, page, sql.join(parts, sql` and `))
  })
}
