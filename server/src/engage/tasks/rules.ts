import { sql } from 'kysely'
import { mutateAsSystem, read, type Cx } from '../../accounts/index.ts'
import type { SystemTx, Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { failAt, notFound } from '../../platform/problem.ts'
import { checkAssignee } from './change.ts'
import type { HandOverRuleChangeInput, NewHandOverRuleInput } from './contract.ts'

type Row = { id: string }

async function rulesOf(tx: Tx, workspace_id: string, id?: string): Promise<Row[]> {
  return (await sql<Row>`select r.id, r.stage_id, r.threshold, r.title, r.note, r.within_hours, r.assignee_id, r.enabled, r.created_at, r.updated_at,
      (select count(*)::int from task t where t.workspace_id = r.workspace_id and t.state = 'open' and t.rule_id = r.id) as open_tasks
    from hand_over_rule r where r.workspace_id = ${workspace_id} ${id ? sql`and r.id = ${id}` : sql``} order by r.created_at, r.id`.execute(tx)).rows
}

export function listHandOverRules(cx: Cx) {
  return read(cx, 'tasks:read', async (tx) => ({ data: await rulesOf(tx, cx.workspace.id) }))
}

/** What a rule names: a stage of this workspace, and a colleague. */
async function checkNamed(tx: SystemTx, workspace_id: string, { stage_id, assignee_id }: { stage_id?: string | null; assignee_id?: string | null }): Promise<void> {
  if (stage_id && !(await tx.selectFrom('stage').select('id').where('workspace_id', '=', workspace_id).where('id', '=', stage_id).forKeyShare().executeTakeFirst())) notFound('stage')
  await checkAssignee(tx, workspace_id, assignee_id)
}

function checkOccasion(stage_id: string | null, threshold: number | null): void {
  if ((stage_id === null) === (threshold === null)) failAt('/stage_id', 'one_occasion', 'A hand-over has one occasion: a stage, or so many points.')
}

export function createHandOverRule(cx: Cx, input: NewHandOverRuleInput) {
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    checkOccasion(input.stage_id ?? null, input.threshold ?? null)
    await checkNamed(tx, cx.workspace.id, input)
    const id = newId('hor')
    const { stage_id = null, threshold = null, title, note = '', within_hours, assignee_id = null, enabled = true } = input
    await tx.insertInto('hand_over_rule').values({ workspace_id: cx.workspace.id, id, stage_id, threshold, title, note, within_hours, assignee_id, enabled, created_at: cx.now, updated_at: cx.now }).execute()
    audit('hand_over_rule', id, { name: title, within_hours, enabled })
    return (await rulesOf(tx, cx.workspace.id, id))[0]!
  })
}

export function changeHandOverRule(cx: Cx, id: string, input: HandOverRuleChangeInput) {
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const standing = await tx.selectFrom('hand_over_rule').select(['stage_id', 'threshold']).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).forUpdate().executeTakeFirst()
    if (!standing) return notFound('hand-over rule')
    checkOccasion(input.stage_id === undefined ? standing.stage_id : input.stage_id, input.threshold === undefined ? standing.threshold : input.threshold)
    await checkNamed(tx, cx.workspace.id, input)
    const row = await tx.updateTable('hand_over_rule').set({ ...input, updated_at: cx.now }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).returning('title').executeTakeFirstOrThrow()
    audit('hand_over_rule', id, { name: row.title, ...(input.within_hours ? { within_hours: input.within_hours } : {}), ...(input.enabled === undefined ? {} : { enabled: input.enabled }) })
    return (await rulesOf(tx, cx.workspace.id, id))[0]!
  })
}

/** Open tasks that it made stay: somebody may be at them. */
export function removeHandOverRule(cx: Cx, id: string): Promise<null> {
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    const row = await tx.deleteFrom('hand_over_rule').where('workspace_id', '=', cx.workspace.id).where('id', '=', id).returning('title').executeTakeFirst()
    if (!row) return notFound('hand-over rule')
    audit('hand_over_rule', id, { name: row.title })
    return null
  })
}
