import { Type, type Static } from 'typebox'
import { Choice, Id, NullableTime, PageQuery, Time } from '../../accounts/index.ts'
import { Wheres } from '../segments/index.ts'

export const FUNCTIONS = ['count', 'sum', 'average', 'min', 'max', 'first', 'last', 'most_frequent', 'first_at', 'last_at'] as const
export type Fn = (typeof FUNCTIONS)[number]
/** Which of them look at a property of the event. */
export const OF_PROPERTY: readonly Fn[] = ['sum', 'average', 'min', 'max', 'first', 'last', 'most_frequent']

const shape = {
  fn: Choice(FUNCTIONS),
  type: Type.String({ minLength: 1, maxLength: 200, description: 'The kind of event, such as Order Completed' }),
  property: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Of the event; for all but count, first_at and last_at' })),
  where: Type.Optional(Wheres),
  in_last_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, description: 'Only events so young; values grow old by themselves' })),
}
const Rule = Type.Object(shape, { title: 'ComputedTraitRule', additionalProperties: false })
const Name = Type.String({ minLength: 1, maxLength: 100, description: 'As it is called in segments and templates' })

export const NewComputedTrait = Type.Object({ name: Name, rule: Rule }, { title: 'NewComputedTrait', additionalProperties: false })
export const ComputedTraitChange = Type.Object({ rule: Rule }, { title: 'ComputedTraitChange', additionalProperties: false })
export const ComputedTraitQuery = Type.Object(PageQuery, { additionalProperties: false })
export const ComputedTrait = Type.Object({
  id: Id('trt'), name: Type.String(), kind: Choice(['text', 'number', 'boolean', 'date']), rule: Rule, state: Choice(['computing', 'current']),
  looked_at: Type.Integer({ description: 'People looked at so far, while computing' }), people: Type.Integer({ description: 'Of so many' }), refreshed_at: NullableTime, created_at: Time, updated_at: Time,
}, { title: 'ComputedTrait' })

export type ComputedRule = Static<typeof Rule>
export type ComputedTraitQueryInput = Static<typeof ComputedTraitQuery>
