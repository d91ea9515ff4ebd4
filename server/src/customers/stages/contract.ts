import { Type, type Static } from 'typebox'
import { Id, Nullable, Time } from '../../accounts/index.ts'
import { Recount } from '../recounts/index.ts'
import { RuleSchema } from '../segments/index.ts'

const Name = Type.String({ minLength: 1, maxLength: 100 })
const Key = Type.String({ pattern: '^[a-z0-9_]{1,40}$', description: 'What templates and rules call it; it never changes' })
const named = { key: Key, name: Nullable(Type.String({ description: 'Null for one of ours, which the console names in its reader\'s language' })) }

export const StageName = Type.Object(named, { title: 'StageName' })
export const Stage = Type.Object({
  id: Id('stg'), ...named, rule: RuleSchema,
  people: Type.Integer({ description: 'Who is in it now' }), by_hand: Type.Integer({ description: 'Of them by somebody\'s hand' }), to_be: Type.Boolean({ description: 'New: people come to be in it when the recount is done' }), by_time: Type.Boolean({ description: 'Time alone moves people in and out of its rule' }),
  created_at: Time, updated_at: Time,
}, { title: 'Stage', description: 'A stage of a customer\'s life: a person is in the last of the list whose rule holds' })
export const ChangedStage = Type.Object({ ...Stage.properties, recount: Recount }, { title: 'ChangedStage' })
export const StageList = Type.Object({ data: Type.Array(Stage), recount: Recount }, { title: 'StageList' })
export const NewStage = Type.Object({ name: Name, key: Type.Optional(Key), rule: RuleSchema }, { title: 'NewStage', additionalProperties: false })
export const StageChange = Type.Object({ name: Type.Optional(Name), rule: Type.Optional(RuleSchema) }, { title: 'StageChange', additionalProperties: false })
export const StageOrder = Type.Object({ ids: Type.Array(Id('stg'), { minItems: 1, maxItems: 50, description: 'All stages, in their order' }) }, { title: 'StageOrder', additionalProperties: false })

export const Because = Type.Object({
  rule: RuleSchema,
  holds: Type.Boolean(),
  found: Nullable(Type.Object({}, { additionalProperties: true, description: 'What is known of the person, as in the answer of explainRule' })),
}, { title: 'Because', description: 'A condition and the figures by which it holds' })
export const ContactStage = Type.Object({
  stage: Nullable(StageName), since: Nullable(Time),
  held: Nullable(Type.Object({ by: Type.String(), at: Time, note: Type.String() }, { description: 'Set by hand: it holds until it is released' })),
  by_rules: Nullable(StageName),
  because: Type.Array(Because, { description: 'The conditions of the stage by the rules that hold, with their figures now' }),
}, { title: 'ContactStage' })
export const StageHold = Type.Object({ stage_id: Id('stg'), note: Type.Optional(Type.String({ maxLength: 1000 })) }, { title: 'StageHold', additionalProperties: false })

export type NewStageInput = Static<typeof NewStage>
export type StageChangeInput = Static<typeof StageChange>
export type StageHoldInput = Static<typeof StageHold>
