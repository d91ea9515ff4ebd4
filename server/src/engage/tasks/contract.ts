import { Type, type Static } from 'typebox'
import { AnyObject, Choice, Id, Nullable, NullableTime, PageQuery, Time } from '../../accounts/index.ts'
import { Week } from '../../deliver/index.ts'

const STATES = ['open', 'done', 'dropped'] as const
const Title = Type.String({ minLength: 1, maxLength: 200 })
const Note = Type.String({ maxLength: 4000 })
const WithinHours = Type.Integer({ minimum: 1, maximum: 400, description: 'Working hours from now, by the working hours and days off of the workspace' })
const UserId = Type.String({ minLength: 1, maxLength: 100 })
const Member = Type.Object({ user_id: Type.String(), name: Type.String() }, { title: 'TaskMember' })

export const Task = Type.Object({
  id: Id('tsk'), contact: Type.Object({ id: Id('con'), name: Nullable(Type.String()) }), title: Type.String(), note: Type.String(),
  due_at: Time, overdue: Type.Boolean(), assignee: Nullable(Member), state: Choice(STATES), outcome: Type.String(),
  made_by: Nullable(Type.String({ description: 'Null where a rule made it' })), rule_id: Nullable(Type.String()), reason: Nullable(AnyObject),
  closed_by: Nullable(Type.String()), closed_at: NullableTime, created_at: Time, updated_at: Time,
}, { title: 'Task' })
export const NewTask = Type.Object({
  contact_id: Id('con'), title: Title, note: Type.Optional(Note), due_at: Type.Optional(Type.String({ format: 'date-time' })), within_hours: Type.Optional(WithinHours), assignee_id: Type.Optional(Nullable(UserId)),
}, { title: 'NewTask', additionalProperties: false, description: 'Due at a time, or within so many working hours; one of the two' })
export const TaskChange = Type.Object({
  title: Type.Optional(Title), note: Type.Optional(Note), due_at: Type.Optional(Type.String({ format: 'date-time' })), within_hours: Type.Optional(WithinHours), assignee_id: Type.Optional(Nullable(UserId)),
  state: Type.Optional(Choice(STATES)), outcome: Type.Optional(Note),
}, { title: 'TaskChange', additionalProperties: false })
export const TaskQuery = Type.Object({
  limit: PageQuery.limit, after: PageQuery.after,
  state: Type.Optional(Choice(STATES)), whose: Type.Optional(Choice(['mine', 'nobody', 'all'])), overdue: Type.Optional(Type.Boolean()), contact_id: Type.Optional(Id('con')),
  search: Type.Optional(Type.String({ maxLength: 200, description: 'Title, note, or the person' })),
})
export const TaskCount = Type.Object({ mine: Type.Integer(), nobody: Type.Integer(), all: Type.Integer(), overdue: Type.Integer({ description: 'Overdue of mine and of nobody\'s' }) }, { title: 'TaskCount', description: 'Open ones' })

const ruleFields = { stage_id: Nullable(Id('stg')), threshold: Nullable(Type.Integer({ minimum: 1, maximum: 100_000, description: 'One of the thresholds of the score' })), title: Title, note: Note, within_hours: WithinHours, assignee_id: Nullable(UserId), enabled: Type.Boolean() }
export const HandOverRule = Type.Object({ id: Id('hor'), ...ruleFields, open_tasks: Type.Integer(), created_at: Time, updated_at: Time }, { title: 'HandOverRule', description: 'Whoever enters the stage, or comes to so many points, becomes a task, and never two open ones' })
export const NewHandOverRule = Type.Object({ stage_id: Type.Optional(ruleFields.stage_id), threshold: Type.Optional(ruleFields.threshold), title: Title, note: Type.Optional(Note), within_hours: WithinHours, assignee_id: Type.Optional(ruleFields.assignee_id), enabled: Type.Optional(Type.Boolean()) }, { title: 'NewHandOverRule', additionalProperties: false })
export const HandOverRuleChange = Type.Object(Type.Partial(Type.Object(ruleFields)).properties, { title: 'HandOverRuleChange', additionalProperties: false })

const hours = { week: Week, days_off: Type.Boolean({ description: 'A public holiday of the workspace\'s country is no working day' }) }
export const WorkingHours = Type.Object({ ...hours, updated_at: NullableTime }, { title: 'WorkingHours', description: 'When the staff works, on the workspace\'s clock' })
export const WorkingHoursInput = Type.Object(hours, { title: 'WorkingHoursInput', additionalProperties: false })

export type NewTaskInput = Static<typeof NewTask>
export type TaskChangeInput = Static<typeof TaskChange>
export type TaskQueryInput = Static<typeof TaskQuery>
export type NewHandOverRuleInput = Static<typeof NewHandOverRule>
export type HandOverRuleChangeInput = Static<typeof HandOverRuleChange>
export type WorkingHoursBody = Static<typeof WorkingHoursInput>
