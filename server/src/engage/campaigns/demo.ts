import type { WorkspaceFacts } from '../../accounts/index.ts'
import type { CascadeStep, Content } from '../../deliver/index.ts'
import type { SystemTx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { findCampaign } from './campaigns.ts'
import { startCampaignRun } from './start.ts'

/** A campaign of the demo; launched, it runs through the sandbox like any other. */
export async function startDemoCampaign(tx: SystemTx, workspace: WorkspaceFacts, input: { name: string; segment_id: string; content: Content; steps: CascadeStep[]; launch: boolean }, now: Date): Promise<void> {
  const id = newId('cmp')
  await tx.insertInto('campaign').values({
    workspace_id: workspace.id, id, name: input.name, state: 'draft', audience: JSON.stringify({ segment_id: input.segment_id }), content: JSON.stringify(input.content), cascade: JSON.stringify(input.steps),
    goal: JSON.stringify({ kind: 'click', within_days: 7 }), origin: 'demo', created_by: 'demo', created_at: now, updated_at: now,
  }).execute()
  const campaign = await findCampaign(tx, workspace.id, id)
  const rehearsal = await startCampaignRun(tx, workspace, campaign, { rehearsal: true, occasion: newId('rhs') }, now)
  const run = input.launch ? await startCampaignRun(tx, workspace, campaign, { rehearsal: false, occasion: 'launch' }, now) : undefined
  await tx.updateTable('campaign').set({ rehearsal_run_id: rehearsal.id, ...(run ? { run_id: run.id, state: 'sending' } : {}) }).where('workspace_id', '=', workspace.id).where('id', '=', id).execute()
}
