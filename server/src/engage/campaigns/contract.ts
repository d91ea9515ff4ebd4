import { Type, type Static } from 'typebox'
import { AnyObject, Choice, Id, Nullable, NullableTime, PageQuery, Time, TimeInput } from '../../accounts/index.ts'
import { RuleSchema } from '../../customers/index.ts'
import { CLASSES, Content, ContentKey, ProblemValues, Steps } from '../../deliver/index.ts'

export const STATES = ['draft', 'scheduled', 'sending', 'paused', 'done', 'stopped'] as const
export type CampaignState = (typeof STATES)[number]

const Name = Type.String({ minLength: 1, maxLength: 200 })
const Audience = Type.Union([Type.Object({ segment_id: Id('seg') }, { additionalProperties: false }), Type.Object({ rule: RuleSchema }, { additionalProperties: false })])
const Schedule = Type.Object({
  send_at: Type.Optional(TimeInput),
  send_local: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$', description: 'A wall-clock time, in the zone of each person' })),
}, { additionalProperties: false })
const Goal = Type.Object({ kind: Choice(['click', 'reply', 'event']), event: Type.Optional(Type.String({ maxLength: 100 })), within_days: Type.Integer({ minimum: 1, maximum: 90 }) }, { additionalProperties: false })

const fields = {
  name: Name, class: Choice(CLASSES), topic_id: Type.String({ maxLength: 64 }), audience: Audience, content: Content, cascade: Steps, schedule: Schedule,
  goal: Nullable(Goal), budget_micro: Nullable(Type.Integer({ minimum: 0 })), content_key: Nullable(ContentKey),
}
export const NewCampaign = Type.Object({ ...Type.Partial(Type.Object(fields)).properties, name: Name, template: Type.Optional(Id('tpl')), cascade_id: Type.Optional(Id('csc')) }, { title: 'NewCampaign', additionalProperties: false })
export const CampaignChange = Type.Object({ ...Type.Partial(Type.Object(fields)).properties, version: Type.Optional(Type.Integer({ description: 'The version you edited; another one stored meanwhile answers 412' })), archived: Type.Optional(Type.Boolean()) }, { title: 'CampaignChange', additionalProperties: false })

export const Totals = Type.Object({ total: Type.Integer(), reached: Type.Integer(), failed: Type.Integer(), skipped: Type.Integer(), unknown: Type.Integer(), stopped: Type.Integer(), in_flight: Type.Integer() }, { title: 'Totals', description: 'total = reached + failed + skipped + unknown + stopped + in_flight, at every moment' })
export const CampaignRow = Type.Object({
  id: Id('cmp'), name: Type.String(), state: Choice(STATES), class: Choice(CLASSES), origin: Type.String(), run_id: Nullable(Type.String()), media: Type.Array(Type.String()), schedule: AnyObject, totals: Nullable(Totals), created_at: Time, updated_at: Time,
}, { title: 'CampaignRow' })
export const Campaign = Type.Object({
  id: Id('cmp'), name: Type.String(), state: Choice(STATES), class: Choice(CLASSES), topic_id: Type.String(), audience: AnyObject, content: AnyObject, cascade: Steps, schedule: AnyObject, goal: Nullable(AnyObject),
  budget_micro: Nullable(Type.Integer()), content_key: Nullable(Type.String()), version: Type.Integer(), run_id: Nullable(Type.String()), rehearsal_run_id: Nullable(Type.String()), origin: Type.String(), created_at: Time, updated_at: Time,
}, { title: 'Campaign' })
export const CampaignQuery = Type.Object({ ...PageQuery, search: Type.Optional(Type.String({ maxLength: 200 })), state: Type.Optional(Choice(STATES)) })

const Counted = Type.Object({ code: Type.String(), count: Type.Integer() })
export const RehearsalProblem = Type.Object({ code: Type.String(), severity: Choice(['error', 'warning']), detail: Type.String(), hint: Nullable(Type.String()), pointer: Nullable(Type.String()), locale: Type.Optional(Type.String()), medium: Type.Optional(Type.String()), values: Type.Optional(ProblemValues) }, { title: 'RehearsalProblem' })
export const Rehearsal = Type.Object({
  run_id: Type.String(), state: Choice(['planning', 'sending', 'paused', 'stopped', 'done', 'failed']), environment: Choice(['sandbox', 'live']), stale: Type.Boolean({ description: 'The campaign was changed after it' }),
  total: Type.Integer(), rehearsed: Type.Integer(), going: Type.Integer(), skipped: Type.Integer(),
  first: Type.Array(Type.Object({ step: Type.Integer(), medium: Type.String(), count: Type.Integer(), price_micro: Type.Integer() })), reasons: Type.Array(Counted), locales: Type.Array(Counted),
  steps: Type.Array(Type.Object({ step: Type.Integer(), reach: Type.Integer({ description: 'People this step could be used for' }), expected: Type.Number({ description: 'People it is expected to be used for, by the rates' }), price_micro: Type.Integer() })),
  price_from_micro: Type.Integer(), price_to_micro: Type.Integer(), price_expected_micro: Type.Integer(), all_sms_micro: Type.Integer(), currency: Type.String(), rates: AnyObject,
  first_at: NullableTime, last_at: NullableTime, deferred: Type.Object({ count: Type.Integer(), first_at: NullableTime, last_at: NullableTime }, { description: 'Whom the hours of sending put off' }), digest: Type.Object({ count: Type.Integer(), first_at: NullableTime, last_at: NullableTime }, { description: 'Who gets it in the digest that they asked for, and when those go' }), problems: Type.Array(RehearsalProblem), started_at: Time,
}, { title: 'Rehearsal' })
export const EntryQuery = Type.Object({ ...PageQuery, state: Type.Optional(Choice(['planned', 'skipped'])), reason: Type.Optional(Type.String({ maxLength: 60 })), medium: Type.Optional(Type.String({ maxLength: 20 })), step: Type.Optional(Type.Integer({ minimum: 0 })), locale: Type.Optional(Type.String({ maxLength: 35 })), deferred: Type.Optional(Type.Boolean()), digest: Type.Optional(Type.Boolean()) })
export const RehearsalEntry = Type.Object({
  contact_id: Id('con'), name: Nullable(Type.String()), locale: Nullable(Type.String()), state: Choice(['planned', 'skipped']), reason: Nullable(Type.String()), detail: Nullable(Type.String()), step: Nullable(Type.Integer()), medium: Nullable(Type.String()), send_at: NullableTime, deferred: Type.Boolean(), digest_at: Type.Union([Time, Type.Null()], { description: 'When their digest goes, where it waits for that' }), time_zone: Type.String({ description: 'Of the person' }),
  options: Type.Array(AnyObject), skips: Type.Array(AnyObject), segments: Nullable(Type.Integer()), price_from_micro: Type.Integer(), price_to_micro: Type.Integer(),
}, { title: 'RehearsalEntry' })

const Obstacle = Type.Object({ code: Choice(['connection_halted', 'connection_disabled', 'daily_limit']), connection_id: Type.String(), name: Type.String(), detail: Nullable(Type.String({ description: 'The limit of the day, or what the provider said; `carillon:CODE` and what follows it is what this server says of it, and what it heard' })) }, { title: 'Obstacle' })
const StepFigures = Type.Object({
  step: Type.Integer(), medium: Type.String(), accepted: Type.Integer(), delivered: Type.Integer(), read: Type.Integer(), clicked: Type.Integer(), replied: Type.Integer(), failed: Type.Integer(), unknown: Type.Integer(), opted_out: Type.Integer(), goal: Type.Integer(), price_micro: Type.Integer(),
}, { title: 'StepFigures' })
export const Report = Type.Object({
  run_id: Type.String(), state: Type.String(), environment: Choice(['sandbox', 'live']), totals: Totals, steps: Type.Array(StepFigures), reasons: Type.Array(Type.Object({ state: Type.String(), code: Type.String(), count: Type.Integer() })),
  goal_reached: Type.Integer(), opted_out: Type.Integer(), late: Type.Integer(), price_micro: Type.Integer(), all_sms_micro: Nullable(Type.Integer()), saved_micro: Nullable(Type.Integer()), currency: Type.String(), budget_micro: Nullable(Type.Integer()),
  obstacles: Type.Array(Obstacle, { description: 'Why it does not move, while something is left' }),
  planned: Type.Boolean(), rate_per_s: Type.Number(), left_s: Nullable(Type.Number()), started_at: NullableTime, finished_at: NullableTime,
}, { title: 'Report' })
export const RecipientQuery = Type.Object({
  ...PageQuery, state: Type.Optional(Choice(['waiting', 'reached', 'failed', 'skipped', 'unknown', 'stopped'])), reason: Type.Optional(Type.String({ maxLength: 60 })), step: Type.Optional(Type.Integer({ minimum: 0 })), medium: Type.Optional(Type.String({ maxLength: 20 })),
  mark: Type.Optional(Choice(['accepted', 'delivered', 'read', 'clicked', 'replied', 'failed', 'unknown', 'opted_out', 'goal', 'late'])),
})
export const Retry = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 60, description: 'A code of the report\'s reasons of state failed' }) }, { title: 'Retry', additionalProperties: false })
export type NewCampaignInput = Static<typeof NewCampaign>
export type CampaignChangeInput = Static<typeof CampaignChange>
export type EntryQueryInput = Static<typeof EntryQuery>
export type RecipientQueryInput = Static<typeof RecipientQuery>
