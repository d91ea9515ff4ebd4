import { sql, type RawBuilder } from 'kysely'
import type { Static } from 'typebox'
import { decodeCursor, mutateAsSystem, read, toPage, type Cx } from '../../accounts/index.ts'
import { checkContent, forecastRates, mediaOf, MOST_SHORT_URL, sampleShortUrl, type CascadeStep, type Content, type Plan, type ProblemValues, type Rates } from '../../deliver/index.ts'
import { isLoopback } from '../../platform/config.ts'
import type { Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import type { Medium } from '../../platform/media.ts'
import { conflict, fail, notFound } from '../../platform/problem.ts'
import { findCampaign, type CampaignFacts } from './campaigns.ts'
import type { EntryQueryInput } from './contract.ts'
import { forecast } from './forecast.ts'
import { startCampaignRun } from './start.ts'

type Problem = { code: string; severity: 'error' | 'warning'; detail: string; hint: string | null; pointer: string | null; locale?: string; medium?: Medium; values?: ProblemValues }

/** Plans the whole audience without sending: the same statement as the launch, into a table of its own. */
export function rehearse(cx: Cx, id: string) {
  return mutateAsSystem(cx, 'campaigns:write', async (tx, audit) => {
    const campaign = await findCampaign(tx, cx.workspace.id, id, true)
    if (!['draft', 'scheduled'].includes(campaign.state)) conflict('campaign_launched', `This campaign is ${campaign.state} already.`, { hint: 'Copy it to rehearse again.' })
    if ((campaign.cascade as CascadeStep[]).length === 0) fail('invalid', 'Choose by which channels it goes first.', [{ pointer: '/cascade', code: 'missing', detail: 'A campaign needs at least one step.' }])
    const run = await startCampaignRun(tx, cx.workspace, campaign, { rehearsal: true, occasion: newId('rhs') }, cx.now)
    await tx.updateTable('campaign').set({ rehearsal_run_id: run.id }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).execute()
    audit('campaign', id, { run_id: run.id, total: run.total })
    return { run_id: run.id, total: run.total }
  })
}

type Group = { state: string; reason: string | null; step: number | null; medium: string | null; locale: string | null; options: { step: number; medium: string; price_micro: number }[]; count: number; night: number; from_micro: number; to_micro: number; sms_micro: number; first_at: Date | null; last_at: Date | null; deferred: boolean; digest: boolean; digest_first_at: Date | null; digest_last_at: Date | null }

/** The sums of a rehearsal by everything that its summary shows, as planning has counted them so far. */
async function findGroups(tx: Tx, workspace_id: string, run_id: string): Promise<Group[]> {
  const { rows } = await sql<Group>`
    select state, reason, step, medium, locale, options, count, night, price_from_micro as from_micro, price_to_micro as to_micro, sms_micro, first_at, last_at, deferred, digest, digest_first_at, digest_last_at
    from rehearsal_group where workspace_id = ${workspace_id} and run_id = ${run_id}`.execute(tx)
  return rows
}

function sumBy<T>(rows: T[], key: (row: T) => string | null, value: (row: T) => number): { code: string; count: number }[] {
  const sums = new Map<string, number>()
  for (const row of rows) {
    const code = key(row)
    if (code !== null) sums.set(code, (sums.get(code) ?? 0) + value(row))
  }
  return [...sums].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count)
}

const timesOf = (groups: { first_at: Date | null; last_at: Date | null }[]) => groups.flatMap((group) => [group.first_at, group.last_at]).filter((time) => time !== null).toSorted((a, b) => a.getTime() - b.getTime())

/** Where no hours are set, those who would be written to at night are at least counted. */
async function nightProblem(tx: Tx, workspace_id: string, plan: Plan, groups: Group[]): Promise<Problem[]> {
  const n = groups.reduce((sum, group) => sum + group.night, 0)
  if (plan.class !== 'marketing' || n === 0) return []
  const { rows } = await sql`select 1 from sending_hours where workspace_id = ${workspace_id} and marketing is not null`.execute(tx)
  if (rows.length > 0) return []
  return [{ code: 'sent_at_night', severity: 'warning', detail: `${n} people would be written to between 21:00 and 8:00 on their clocks.`, hint: 'Set hours of sending under Settings, Frequency and hours.', pointer: null, values: { n } }]
}

export function getRehearsal(cx: Cx, id: string) {
  return read(cx, 'campaigns:read', async (tx) => {
    const campaign = await findCampaign(tx, cx.workspace.id, id)
    const run = campaign.rehearsal_run_id ? await tx.selectFrom('run').selectAll().where('id', '=', campaign.rehearsal_run_id).executeTakeFirst() : undefined
    if (!run) return notFound('rehearsal: start one with POST')
    const groups = await findGroups(tx, cx.workspace.id, run.id)
    const going = groups.filter((group) => group.state === 'planned')
    const plan = run.plan as Plan
    const rates = await forecastRates(tx, cx.workspace)
    const firsts = new Map<string, { step: number; medium: string; count: number; price_micro: number }>()
    for (const group of going) {
      const key = `${group.step}/${group.medium}`
      const sum = firsts.get(key) ?? { step: group.step!, medium: group.medium!, count: 0, price_micro: 0 }
      firsts.set(key, { ...sum, count: sum.count + group.count, price_micro: sum.price_micro + group.from_micro })
    }
    const expected = forecast(plan.steps, going, rates)
    const total = (rows: Group[], value: (row: Group) => number) => rows.reduce((sum, row) => sum + value(row), 0)
    const times = timesOf(going)
    const deferred = going.filter((group) => group.deferred)
    const digests = going.filter((group) => group.digest)
    const waiting = (rows: Group[], hours: ReturnType<typeof timesOf>) => ({ count: total(rows, (group) => group.count), first_at: hours[0] ?? null, last_at: hours.at(-1) ?? null })
    return {
      run_id: run.id, state: run.state, environment: run.environment, stale: run.created_at < campaign.updated_at, total: run.total ?? 0, rehearsed: total(groups, (group) => group.count), going: total(going, (group) => group.count),
      skipped: total(groups, (group) => group.count) - total(going, (group) => group.count), first: [...firsts.values()].toSorted((a, b) => a.step - b.step || b.count - a.count),
      reasons: sumBy(groups.filter((group) => group.state === 'skipped'), (group) => group.reason, (group) => group.count), locales: sumBy(going, (group) => group.locale, (group) => group.count),
      steps: expected.steps, price_from_micro: total(going, (group) => group.from_micro), price_to_micro: total(going, (group) => group.to_micro), price_expected_micro: expected.price_micro,
      all_sms_micro: total(going, (group) => group.sms_micro), currency: cx.workspace.currency, rates, first_at: times[0] ?? null, last_at: times.at(-1) ?? null,
      deferred: waiting(deferred, timesOf(deferred)), digest: waiting(digests, timesOf(digests.map((group) => ({ first_at: group.digest_first_at, last_at: group.digest_last_at })))),
      problems: [...await problemsOf(cx, campaign, plan, rates, groups), ...await nightProblem(tx, cx.workspace.id, plan, groups)], started_at: run.created_at,
    }
  })
}

/** What stands in the way of a launch, or would be regretted after it. */
export async function problemsOf(cx: Cx, campaign: CampaignFacts, plan: Plan, _rates: Rates, groups: { locale: string | null }[]) {
  const media = mediaOf(plan.steps)
  const content = campaign.content as Static<typeof Content>
  const live = cx.workspace.environment === 'live'
  const found = await checkContent(content, { media, class: campaign.class === 'marketing' ? 'marketing' : 'transactional', locales_in_audience: [...new Set(groups.flatMap((group) => (group.locale ? [group.locale] : [])))], public_url_is_loopback: live && isLoopback(cx.config.public_url) })
  const problems = found.map((problem): Problem => {
    const { code, severity, detail, hint, pointer, locale, medium, values } = problem
    return { code, severity, detail, hint: hint || null, pointer, ...(locale && { locale }), ...(medium && { medium }), ...(values && { values }) }
  })
  const add = (code: string, detail: string, hint: string, more: Partial<Problem>) => problems.push({ code, severity: 'error', detail, hint, pointer: '/cascade', ...more })
  for (const medium of media) {
    const routes = plan.routes.filter((route) => route.medium === medium)
    if (routes.length === 0) add('no_connection', `Nothing is connected for ${medium}.`, 'Add a connection under Settings, or take the step out.', { medium })
    else if (routes.every((route) => !route.approved)) add('sender_not_approved', `No sender for ${medium} is approved.`, 'Add one under Settings and mark it approved once the provider has confirmed it.', { medium })
  }
  const short = sampleShortUrl(cx)
  if (live && media.includes('sms') && short.length > MOST_SHORT_URL) {
    problems.push({ code: 'short_link_long', severity: 'warning', detail: `A link in an SMS takes ${short.length} characters.`, hint: `Set SHORT_URL to a short domain of its own: at most ${MOST_SHORT_URL} characters keep a text in one segment.`, pointer: '/cascade', values: { named: short } })
  }
  if (live && isLoopback(cx.config.public_url)) add('loopback_url', `PUBLIC_URL is ${cx.config.public_url}: links in the messages would lead nowhere.`, 'Set PUBLIC_URL to the address under which customers reach this server.', { values: { named: cx.config.public_url } })
  return problems
}

export function listEntries(cx: Cx, id: string, query: EntryQueryInput) {
  return read(cx, 'campaigns:read', async (tx) => {
    const campaign = await findCampaign(tx, cx.workspace.id, id)
    const after = decodeCursor(query.after, 1)
    const parts: RawBuilder<unknown>[] = [sql`e.run_id = ${campaign.rehearsal_run_id}`]
    for (const field of ['state', 'reason', 'medium', 'step', 'locale', 'deferred'] as const) if (query[field] !== undefined) parts.push(sql`${sql.ref(`e.${field}`)} = ${query[field]}`)
    if (query.digest !== undefined) parts.push(sql`(e.digest_at is not null) = ${query.digest}`)
    if (after) parts.push(sql`e.contact_id > ${String(after[0])}`)
    const { rows } = await sql<{ contact_id: string }>`select e.contact_id, c.name, e.locale, e.state, e.reason, e.detail, e.step, e.medium, e.send_at, e.deferred, e.digest_at, coalesce(c.time_zone, c.time_zone_assumed) as time_zone, e.options, e.skips, e.segments, e.price_from_micro, e.price_to_micro from rehearsal_entry e
      join contact c on c.workspace_id = e.workspace_id and c.id = e.contact_id where ${sql.join(parts, sql` and `)} order by e.contact_id limit ${sql.lit((query.limit ?? 50) + 1)}`.execute(tx)
    return toPage(rows, query, (row) => [row.contact_id])
  })
}
