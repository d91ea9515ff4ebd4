import { IdParams, List, Page, type Api } from '../../accounts/index.ts'
import { changeTask, createTask } from './change.ts'
import { HandOverRule, HandOverRuleChange, NewHandOverRule, NewTask, Task, TaskChange, TaskCount, TaskQuery, WorkingHours, WorkingHoursInput } from './contract.ts'
import { countTasks, getTask, listTasks } from './list.ts'
import { changeHandOverRule, createHandOverRule, listHandOverRules, removeHandOverRule } from './rules.ts'
import { getWorkingHours, putWorkingHours } from './working-hours.ts'

export function taskRoutes(api: Api): void {
  const tag = 'Tasks'
  const readable = { tag, permission: 'tasks:read' as const }
  const ruling = { tag, permission: 'segments:write' as const }
  api.get('/v1/tasks', { id: 'listTasks', summary: 'Tasks: open ones by when they are due, closed ones the latest first', ...readable, query: TaskQuery, answer: { 200: Page(Task) } }, (cx, { query }) => listTasks(cx, query))
  api.get('/v1/tasks/count', { id: 'countTasks', summary: 'How many tasks wait', ...readable, answer: { 200: TaskCount } }, (cx) => countTasks(cx))
  api.get('/v1/tasks/{id}', { id: 'getTask', summary: 'One task', ...readable, params: IdParams('tsk'), answer: { 200: Task } }, (cx, { params }) => getTask(cx, params.id))
  api.post('/v1/tasks', { id: 'createTask', summary: 'Something to be done about a person by a time', tag, permission: 'tasks:write', body: NewTask, answer: { 201: Task } }, (cx, { body }) => createTask(cx, body))
  api.patch('/v1/tasks/{id}', { id: 'changeTask', summary: 'Close with its outcome, put off, give to a colleague, or open again', tag, permission: 'tasks:write', params: IdParams('tsk'), body: TaskChange, answer: { 200: Task } }, (cx, { params, body }) => changeTask(cx, params.id, body))
  api.get('/v1/hand-over-rules', { id: 'listHandOverRules', summary: 'Who is handed over to sales', ...readable, answer: { 200: List(HandOverRule) } }, (cx) => listHandOverRules(cx))
  api.post('/v1/hand-over-rules', { id: 'createHandOverRule', summary: 'Hand over whoever enters a stage', ...ruling, body: NewHandOverRule, answer: { 201: HandOverRule } }, (cx, { body }) => createHandOverRule(cx, body))
  api.patch('/v1/hand-over-rules/{id}', { id: 'changeHandOverRule', summary: 'Change a hand-over or switch it off', ...ruling, params: IdParams('hor'), body: HandOverRuleChange, answer: { 200: HandOverRule } }, (cx, { params, body }) => changeHandOverRule(cx, params.id, body))
  api.delete('/v1/hand-over-rules/{id}', { id: 'removeHandOverRule', summary: 'Hand nobody over by it any more; its open tasks stay', ...ruling, params: IdParams('hor'), answer: { 204: null } }, (cx, { params }) => removeHandOverRule(cx, params.id))
  api.get('/v1/working-hours', { id: 'getWorkingHours', summary: 'When the staff works', tag, permission: 'workspace:read', answer: { 200: WorkingHours } }, (cx) => getWorkingHours(cx))
  api.put('/v1/working-hours', { id: 'setWorkingHours', summary: 'Set when the staff works', tag, permission: 'workspace:write', body: WorkingHoursInput, answer: { 200: WorkingHours } }, (cx, { body }) => putWorkingHours(cx, body))
}
