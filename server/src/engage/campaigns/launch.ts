import { sql } from 'kysely'
import { mutate, mutateAsSystem, workspaceFacts, type Cx } from '../../accounts/index.ts'
import { pauseRun, resumeRun, stopRun, type Again, type CascadeStep } from '../../deliver/index.ts'
import { system } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { conflict, fail } from '../../platform/problem.ts'
import { findCampaign, type CampaignFacts } from './campaigns.ts'
import { problemsOf } from './rehearse.ts'
import { planOf, startCampaignRun } from './start.ts'

/** One occasion for each campaign: pressing Start twenty times starts one run. */
const OCCASION = 'launch'

/** Launches now, or schedules. What would be regretted by every recipient refuses the launch and says why. */
export function launchCampaign(cx: Cx, id: string) {
  return mutateAsSystem(cx, 'campaigns:launch', async (tx, audit) => {
    const campaign = await findCampaign(tx, cx.workspace.id, id, true)
    if (['sending', 'paused', 'done'].includes(campaign.state) && campaign.run_id) return { id, state: campaign.state, run_id: campaign.run_id, total: null }
    if (!['draft', 'scheduled'].includes(campaign.state)) conflict('campaign_launched', `This campaign is ${campaign.state} and cannot be launched again.`, { hint: 'Copy it to send it once more.' })
    if ((campaign.cascade as CascadeStep[]).length === 0) fail('invalid', 'Choose by which channels it goes first.', [{ pointer: '/cascade', code: 'missing', detail: 'A campaign needs at least one step.' }])
    const errors = (await problemsOf(cx, campaign, await planOf(tx, cx.workspace, campaign), {}, [])).filter((problem) => problem.severity === 'error')
    if (errors.length > 0) fail('invalid', errors[0]!.detail, errors.map((error) => ({ pointer: error.pointer ?? '/', code: error.code, detail: error.detail, ...(error.hint ? { hint: error.hint } : {}) })))
    const send_at = (campaign.schedule as { send_at?: string }).send_at
    if (send_at && new Date(send_at) > cx.now) {
      await tx.updateTable('campaign').set({ state: 'scheduled', updated_at: cx.now }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).execute()
      audit('campaign', id, { scheduled: send_at })
      return { id, state: 'scheduled', run_id: null, total: null }
    }
    const run = await startCampaignRun(tx, cx.workspace, campaign, { rehearsal: false, occasion: OCCASION }, cx.now)
    await tx.updateTable('campaign').set({ state: 'sending', run_id: run.id }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).execute()
    audit('campaign', id, { run_id: run.id, total: run.total })
    return { id, state: 'sending', run_id: run.id, total: run.total }
  })
}

type Move = 'paused' | 'sending' | 'stopped' | 'draft'

function refuseMove(state: string, to: Move): never {
  const said = `This campaign is ${state}, so it cannot be`
  if (to === 'paused') conflict('campaign_not_sending', `${said} paused.`)
  if (to === 'sending') conflict('campaign_not_paused', `${said} resumed.`)
  if (to === 'draft') conflict('campaign_not_scheduled', `${said} taken back to a draft.`)
  return conflict('campaign_not_under_way', `${said} stopped.`)
}

function move(cx: Cx, id: string, from: string[], to: Move, act: (tx: Parameters<typeof pauseRun>[0], run_id: string) => Promise<unknown>) {
  return mutate(cx, 'campaigns:launch', async (tx, audit) => {
    const campaign = await findCampaign(tx, cx.workspace.id, id, true)
    if (campaign.state === to) return { id, state: to, run_id: campaign.run_id, total: null }
    if (!from.includes(campaign.state)) refuseMove(campaign.state, to)
    if (campaign.run_id) await act(tx, campaign.run_id)
    await tx.updateTable('campaign').set({ state: to, updated_at: cx.now }).where('id', '=', id).execute()
    audit('campaign', id, { from: campaign.state, to })
    return { id, state: to, run_id: campaign.run_id, total: null }
  })
}

export const pauseCampaign = (cx: Cx, id: string) => move(cx, id, ['sending'], 'paused', (tx, run_id) => pauseRun(tx, cx.workspace.id, run_id))
export const resumeCampaign = (cx: Cx, id: string) => move(cx, id, ['paused'], 'sending', (tx, run_id) => resumeRun(tx, cx.workspace.id, run_id))
export const stopCampaign = (cx: Cx, id: string) => move(cx, id, ['sending', 'paused', 'scheduled'], 'stopped', (tx, run_id) => stopRun(tx, cx.workspace.id, run_id, cx.now))

/** Before its hour: back to a draft, to be changed. */
export const unscheduleCampaign = (cx: Cx, id: string) => move(cx, id, ['scheduled'], 'draft', async () => {})

/** After a stop: a new run for exactly those whom the stopped one left out. */
export function continueCampaign(cx: Cx, id: string) {
  return goOn(cx, id, { state: 'stopped', reason: 'stopped' }, (campaign) => {
    if (campaign.state !== 'stopped') conflict('campaign_not_stopped', 'Only a campaign that was stopped can be continued with the rest.')
  })
}

/** Once a campaign is over: a new run for those who provably failed for one reason. What is unknown is never repeated. */
export function retryCampaign(cx: Cx, id: string, reason: string) {
  return goOn(cx, id, { state: 'failed', reason }, (campaign) => {
    if (!['done', 'stopped'].includes(campaign.state)) conflict('campaign_not_over', `This campaign is ${campaign.state}.`, { hint: 'Let it end, or stop it, and then try the failed again.' })
  })
}

function goOn(cx: Cx, id: string, whom: Omit<Again, 'run_id'>, check: (campaign: CampaignFacts) => void) {
  return mutateAsSystem(cx, 'campaigns:launch', async (tx, audit) => {
    const campaign = await findCampaign(tx, cx.workspace.id, id, true)
    check(campaign)
    const before = campaign.run_id ?? conflict('campaign_not_launched', 'This campaign was not launched.')
    const left = whom.state === 'stopped' ? sql`m.id is null or m.state = 'stopped'` : sql`m.state = 'failed' and m.reason = ${whom.reason}`
    const audience = sql`from contact c join audience_member a on a.workspace_id = c.workspace_id and a.run_id = ${before} and a.contact_id = c.id
      left join message m on m.workspace_id = c.workspace_id and m.run_id = ${before} and m.contact_id = c.id
      where c.workspace_id = ${cx.workspace.id} and c.archived_at is null and (${left})`
    const again = { run_id: before, ...whom }
    const run = await startCampaignRun(tx, cx.workspace, campaign, { rehearsal: false, occasion: `${whom.state} ${whom.reason} of ${before}`, audience, again }, cx.now)
    if (run.total === 0) conflict('nobody_left', 'Nobody of its latest run is left for that.')
    await tx.updateTable('campaign').set({ state: 'sending', run_id: run.id, updated_at: cx.now }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).execute()
    audit('campaign', id, { run_id: run.id, total: run.total, again })
    return { id, state: 'sending', run_id: run.id, total: run.total }
  })
}

/** Starts what was scheduled and whose hour has come. */
export async function startScheduled(house: House): Promise<void> {
  const now = house.clock()
  const { rows } = await sql<{ workspace_id: string; id: string }>`select workspace_id, id from campaign where state = 'scheduled' and (schedule ->> 'send_at')::timestamptz <= ${now} limit 100`.execute(house.db.system)
  for (const { workspace_id, id } of rows) {
    await system(house.db, 'scheduler', workspace_id, async (tx) => {
      const campaign = await findCampaign(tx, workspace_id, id, true)
      if (campaign.state !== 'scheduled') return
      const run = await startCampaignRun(tx, await workspaceFacts(tx, workspace_id), campaign, { rehearsal: false, occasion: OCCASION }, now)
      await tx.updateTable('campaign').set({ state: 'sending', run_id: run.id }).where('workspace_id', '=', workspace_id).where('id', '=', id).execute()
    })
  }
}
