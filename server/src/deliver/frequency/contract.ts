import { Type, type Static } from 'typebox'
import { Choice, Id, Nullable, NullableTime, Time } from '../../accounts/index.ts'

/** What several messages may be about: a person gets one of them. */
export const ContentKey = Type.String({ minLength: 1, maxLength: 120, description: 'Of several messages with one key a person gets the first, whatever source and channel bring it' })

const ruleFields = {
  name: Type.String({ maxLength: 200, description: 'Shown beside a refusal; may be empty' }), class: Choice(['*', 'marketing', 'transactional']), topic_id: Type.String({ maxLength: 64, description: '* for every topic' }),
  per: Choice(['day', 'week']), max: Type.Integer({ minimum: 1, maximum: 1000 }), enabled: Type.Boolean(),
}
export const FrequencyRule = Type.Object({ id: Id('frq'), ...ruleFields, created_at: Time, updated_at: Time }, { title: 'FrequencyRule', description: 'At most so many messages to one person in a day or week where that person is' })
export const NewFrequencyRule = Type.Object({ ...Type.Partial(Type.Object(ruleFields)).properties, per: ruleFields.per, max: ruleFields.max }, { title: 'NewFrequencyRule', additionalProperties: false })
export const FrequencyRuleChange = Type.Object(Type.Partial(Type.Object(ruleFields)).properties, { title: 'FrequencyRuleChange', additionalProperties: false })

const Window = Type.Object({ open: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }), close: Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' }) }, { title: 'OpenHours', additionalProperties: false })
export const Week = Type.Array(Nullable(Window), { minItems: 7, maxItems: 7, description: 'Monday first; null is closed' })
const hourFields = {
  marketing: Nullable(Week), transactional: Nullable(Week), days_off: Type.Boolean({ description: "A day off in the person's country is closed" }),
  spread_s: Type.Integer({ minimum: 0, maximum: 14_400, description: 'What waited for opening, or for an outage to end, goes out over so many seconds' }),
  same_content_days: Type.Integer({ minimum: 1, maximum: 365, description: 'So long a content key is remembered' }),
}
const digestFields = {
  digest_time: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'When those get their letter who asked for one a day or a week, on their own clock' }),
  digest_weekday: Type.Integer({ minimum: 1, maximum: 7, description: 'The day of the weekly one: 1 is Monday' }),
}
export const SendingHours = Type.Object({ ...hourFields, ...digestFields, updated_at: NullableTime }, { title: 'SendingHours', description: 'On the clock of each person; null is any hour' })
export const SendingHoursInput = Type.Object({ ...hourFields, ...Type.Partial(Type.Object(digestFields)).properties }, { title: 'SendingHoursInput', additionalProperties: false })

const Country = Type.String({ pattern: '^[A-Z]{2}$' })
const dayFields = { country: Country, date: Type.String({ format: 'date' }), kind: Choice(['off', 'work']), name: Type.String({ maxLength: 200 }) }
export const DayOff = Type.Object({ id: Id('dof'), ...dayFields }, { title: 'DayOff', description: 'off: nobody works; work: a weekend day that is worked, with the hours of a Monday' })
export const DayOffInput = Type.Object({ ...dayFields, name: Type.Optional(dayFields.name) }, { title: 'DayOffInput', additionalProperties: false })
export const DaysOffImport = Type.Object({ days: Type.Array(DayOffInput, { minItems: 1, maxItems: 1000 }) }, { title: 'DaysOffImport', additionalProperties: false })
export const PublishedDays = Type.Object({ country: Country, year: Type.Integer({ minimum: 2026, maximum: 2100 }) }, { title: 'PublishedDays', additionalProperties: false })
export const DayOffQuery = Type.Object({ country: Type.Optional(Country), year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })) })
export const DaysSaved = Type.Object({ saved: Type.Integer() }, { title: 'DaysSaved' })

export const CapUse = Type.Object({ rule_id: Id('frq'), name: Type.String(), class: Type.String(), topic_id: Type.String(), per: Choice(['day', 'week']), max: Type.Integer(), used: Type.Integer(), period_start: Type.String({ format: 'date' }) }, { title: 'CapUse' })

export type NewFrequencyRuleInput = Static<typeof NewFrequencyRule>
export type FrequencyRuleChangeInput = Static<typeof FrequencyRuleChange>
export type SendingHoursBody = Static<typeof SendingHoursInput>
export type DayOffBody = Static<typeof DayOffInput>
export type DayOffQueryInput = Static<typeof DayOffQuery>
