import { sql } from 'kysely'
import { mutateAsSystem, type Cx } from '../../accounts/index.ts'
import { personOf, recordEvents } from '../../customers/index.ts'
import type { SystemTx } from '../../platform/database/index.ts'
import { fold } from '../../platform/fold.ts'
import { newId } from '../../platform/ids.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import type { NewTaskInput, TaskChangeInput } from './contract.ts'
import { taskOf } from './list.ts'
import { dueAfter } from './working-hours.ts'

/** A colleague to whom a task can be given. */
export async function checkAssignee(tx: SystemTx, workspace_id: string, user_id: string | null | undefined): Promise<void> {
  if (user_id && !(await tx.selectFrom('membership').select('user_id').where('workspace_id', '=', workspace_id).where('user_id', '=', user_id).executeTakeFirst()))
    failAt('/assignee_id', 'member_unknown', 'Nobody of this workspace has this id.', 'Take the user_id of one of GET /v1/members.')
}

type When = { due_at?: string; within_hours?: number }

async function dueAt(tx: SystemTx, cx: Cx, { due_at, within_hours }: When): Promise<Date | undefined> {
  if (due_at !== undefined && within_hours !== undefined) return failAt('/within_hours', 'due_twice', 'Say due_at or within_hours, not both.')
  if (due_at !== undefined) return new Date(due_at)
  if (within_hours === undefined) return undefined
  return (await sql<{ at: Date }>`select ${dueAfter(cx.workspace.id, cx.now, sql`${within_hours}::int`)} as at`.execute(tx)).rows[0]!.at
}

export const searchTextOf = (title: string, note: string) => fold(`${title} ${note}`)

export function createTask(cx: Cx, input: NewTaskInput) {
  return mutateAsSystem(cx, 'tasks:write', async (tx, audit) => {
    const contact_id = await personOf(tx, cx.workspace.id, input.contact_id)
    await checkAssignee(tx, cx.workspace.id, input.assignee_id)
    const due_at = (await dueAt(tx, cx, input)) ?? failAt('/due_at', 'due_missing', 'Say by when: due_at, or within_hours of working time.')
    const { title, note = '', assignee_id = null } = input
    const id = newId('tsk')
    await tx.insertInto('task').values({ workspace_id: cx.workspace.id, id, contact_id, title, note, search_text: searchTextOf(title, note), due_at, assignee_id, state: 'open', made_by: cx.actor.name, created_at: cx.now, updated_at: cx.now }).execute()
    await recordEvents(cx, tx, cx.workspace.id, [{ contact_id, type: 'task.created', at: cx.now, source: 'staff', origin: 'live', properties: { task_id: id, title, due_at, by: cx.actor.name } }], cx.now)
    audit('task', id, { name: title, due_at })
    return taskOf(tx, cx.workspace.id, id, cx.now)
  })
}

export function changeTask(cx: Cx, id: string, input: TaskChangeInput) {
  return mutateAsSystem(cx, 'tasks:write', async (tx, audit) => {
    const was = await tx.selectFrom('task').select(['contact_id', 'title', 'note', 'state', 'rule_id']).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).forUpdate().executeTakeFirst()
    if (!was) return notFound('task')
    const state = input.state ?? was.state
    if (state !== 'open' && was.state !== 'open' && (input.due_at !== undefined || input.within_hours !== undefined || input.assignee_id !== undefined)) return conflict('task_closed', 'This task is closed.', { hint: 'Open it again first.' })
    await checkAssignee(tx, cx.workspace.id, input.assignee_id)
    const due_at = await dueAt(tx, cx, input)
    const { title = was.title, note = was.note, assignee_id, outcome } = input
    const opens = state === 'open' && was.state !== 'open'
    const closes = state !== 'open' && state !== was.state
    if (opens && was.rule_id && (await openOfRule(tx, cx.workspace.id, was.contact_id, was.rule_id))) return conflict('task_open_already', 'The rule that made this task has made another one meanwhile, and that is open.')
    await tx.updateTable('task').set({
      title, note, search_text: searchTextOf(title, note), state, updated_at: cx.now,
      ...(due_at ? { due_at } : {}), ...(assignee_id === undefined ? {} : { assignee_id }), ...(outcome === undefined ? {} : { outcome }),
      ...(closes ? { closed_at: cx.now, closed_by: cx.actor.name, merge_id: null } : opens ? { closed_at: null, closed_by: null, merge_id: null } : {}),
    }).where('workspace_id', '=', cx.workspace.id).where('id', '=', id).execute()
    if (closes) await recordEvents(cx, tx, cx.workspace.id, [{ contact_id: was.contact_id, type: `task.${state}`, at: cx.now, source: 'staff', origin: 'live', properties: { task_id: id, title, by: cx.actor.name, ...(outcome ? { outcome } : {}) } }], cx.now)
    audit('task', id, { name: title, ...(input.state ? { state } : {}), ...(due_at ? { due_at } : {}), ...(outcome ? { outcome } : {}), ...(assignee_id === undefined ? {} : { assignee: assignee_id ?? '' }) })
    return taskOf(tx, cx.workspace.id, id, cx.now)
  })
}

async function openOfRule(tx: SystemTx, workspace_id: string, contact_id: string, rule_id: string): Promise<boolean> {
  const { rows } = await sql`select from task t join contact o on o.workspace_id = t.workspace_id and o.id = t.contact_id join contact c on c.workspace_id = o.workspace_id and c.person_id = o.person_id
    where c.workspace_id = ${workspace_id} and c.id = ${contact_id} and t.rule_id = ${rule_id} and t.state = 'open' limit 1`.execute(tx)
  return rows.length > 0
}
