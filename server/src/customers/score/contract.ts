import { Type, type Static } from 'typebox'
import { Nullable, NullableTime } from '../../accounts/index.ts'
import { Recount } from '../recounts/index.ts'
import { RuleSchema } from '../segments/index.ts'

export const ScoreRule = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 200, description: 'Of one\'s own; else the rule says itself' })),
  rule: RuleSchema,
  points: Type.Integer({ minimum: -1000, maximum: 1000, description: 'Given, or taken where negative' }),
  each: Type.Boolean({ description: 'For each time: the rule is one event. Else once, while the rule holds' }),
  most: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 100_000, description: 'So many points at most, for each time' }))),
  half_days: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 3650, description: 'After so many days an event counts half, after twice as many a quarter' }))),
}, { title: 'ScoreRule', additionalProperties: false })
const Rules = Type.Array(ScoreRule, { maxItems: 30 })
const Thresholds = Type.Array(Type.Integer({ minimum: 1, maximum: 100_000 }), { maxItems: 5, uniqueItems: true, description: 'Coming to so many points from below is an event, and can hand over to sales' })
export const ScoreSettings = Type.Object({ rules: Rules, thresholds: Thresholds, updated_at: NullableTime, recount: Recount }, { title: 'ScoreSettings' })
export const ScoreSettingsInput = Type.Object({ rules: Rules, thresholds: Thresholds }, { title: 'ScoreSettingsInput', additionalProperties: false })
export const ScorePreviewInput = Type.Object({ rules: Rules }, { title: 'ScorePreviewInput', additionalProperties: false })
export const ScorePreview = Type.Object({
  people: Type.Integer(), exact: Type.Boolean({ description: 'Everybody was asked; else a few thousand, and the numbers are scaled up' }),
  buckets: Type.Array(Type.Object({ from: Nullable(Type.Integer()), to: Nullable(Type.Integer()), people: Type.Integer() }), { description: 'From and to inclusive; null is open' }),
}, { title: 'ScorePreview', description: 'How many people would have how many points' })
export const ContactScore = Type.Object({
  score: Type.Integer(),
  parts: Type.Array(Type.Object({ name: Nullable(Type.String()), rule: RuleSchema, points: Type.Number(), times: Nullable(Type.Integer()) }), { description: 'The rules that give points now, and from what' }),
}, { title: 'ContactScore' })

export type ScoreRuleInput = Static<typeof ScoreRule>
export type ScoreSettingsBody = Static<typeof ScoreSettingsInput>
