import { sql } from 'kysely'
import type { WorkspaceFacts } from '../../accounts/index.ts'
import { peopleQuery, type Rule } from '../../customers/index.ts'
import { mediaOf, readBrand, routesFor, startRun, type Again, type CascadeStep, type Content, type Plan } from '../../deliver/index.ts'
import type { Static } from 'typebox'
import type { SystemTx } from '../../platform/database/index.ts'
import type { CampaignFacts } from './campaigns.ts'

export function ruleOf(campaign: CampaignFacts): Rule {
  const audience = campaign.audience as { segment_id: string } | { rule: Rule }
  return 'rule' in audience ? audience.rule : { segment: audience.segment_id }
}

export async function planOf(tx: SystemTx, workspace: WorkspaceFacts, campaign: CampaignFacts): Promise<Plan> {
  const steps = campaign.cascade as CascadeStep[]
  const content = campaign.content as Static<typeof Content>
  const schedule = campaign.schedule as { send_at?: string; send_local?: string }
  return {
    class: campaign.class as Plan['class'], topic_id: campaign.topic_id, steps, locales: Object.keys(content.locales), default_locale: content.default_locale,
    routes: await routesFor(tx, workspace.id, workspace.environment, mediaOf(steps), campaign.class),
    ...(schedule.send_local ? { send_local: schedule.send_local } : {}),
    ...(campaign.content_key ? { content_key: campaign.content_key } : {}),
    // Marketing that a hold or an outage kept for days is stale: it is dropped, not sent late.
    ...(campaign.class === 'marketing' ? { valid_for_s: 3 * 86_400 } : {}),
  }
}

/** What is left of a campaign's budget after its earlier runs: the stop is the campaign's, however often it goes on. */
async function budgetLeft(tx: SystemTx, campaign: CampaignFacts): Promise<number | null> {
  if (campaign.budget_micro === null) return null
  const { rows } = await sql<{ spent: number }>`select coalesce(sum(spent_micro), 0)::bigint as spent from run where source_id = ${campaign.id} and not rehearsal`.execute(tx)
  return Math.max(0, campaign.budget_micro - rows[0]!.spent)
}

/** Freezes audience and content and starts a run, of a rehearsal or for real. */
export async function startCampaignRun(tx: SystemTx, workspace: WorkspaceFacts, campaign: CampaignFacts, options: { rehearsal: boolean; occasion: string; audience?: Awaited<ReturnType<typeof peopleQuery>>; again?: Again }, now: Date) {
  const rate = await sql<{ clock_rate: number }>`select clock_rate from sandbox_setting where workspace_id = ${workspace.id}`.execute(tx)
  return startRun(tx, workspace.id, {
    source_id: campaign.id, occasion: options.occasion, rehearsal: options.rehearsal, environment: workspace.environment, clock_rate: workspace.environment === 'sandbox' ? (rate.rows[0]?.clock_rate ?? 1) : 1,
    plan: await planOf(tx, workspace, campaign), content: campaign.content as Static<typeof Content>, campaign: { id: campaign.id, name: campaign.name }, brand: await readBrand(tx, workspace), budget_micro: await budgetLeft(tx, campaign), again: options.again ?? null,
    audience: options.audience ?? (await peopleQuery(tx, workspace.id, ruleOf(campaign), now)),
  }, now)
}
