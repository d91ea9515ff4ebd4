import { Type, type Static, type TSchema } from 'typebox'
import { Id, PageQuery, Time } from '../../accounts/index.ts'

export const CONTACT_FIELDS = ['name', 'locale', 'country', 'time_zone', 'created_at', 'last_seen_at', 'origin'] as const
const OPERATORS = ['is', 'is_not', 'in', 'contains', 'starts_with', 'gt', 'gte', 'lt', 'lte', 'before', 'after', 'in_last_days', 'not_in_last_days', 'in_next_days', 'exists', 'not_exists'] as const
export type Operator = (typeof OPERATORS)[number]

type Scalar = string | number | boolean
export type Comparison = { op: Operator; value?: Scalar | Scalar[] }
export type EventRule = {
  type: string
  did: boolean
  times?: { op: 'at_least' | 'at_most' | 'exactly'; n: number }
  in_last_days?: number
  since?: string
  where?: (Comparison & { property: string })[]
}

type EventMatch = { type: string; where?: (Comparison & { property: string })[] }
export type SequenceRule = { first: EventMatch; next: EventMatch; within_days: number; in_last_days?: number; did: boolean }
export type AggregateRule = { type: string; fn: 'sum' | 'average' | 'min' | 'max' | 'count'; property?: string; in_last_days?: number; where?: (Comparison & { property: string })[] } & Comparison
export type EngagementRule = { what: (typeof ENGAGEMENTS)[number]; medium?: string; in_last_days?: number; did: boolean }
export type InterestRule = { sign: (typeof SIGNS)[number]; product?: string; category?: string; in_last_days?: number; did: boolean }
/** What somebody began and left: untouched for so many hours, touched within so many days. `form` is its number or name; the rest is of baskets, their worth in the workspace's currency. */
export type UnfinishedRule = { what: (typeof UNFINISHED)[number]; has: boolean; in_last_days?: number; idle_hours?: number; form?: string; product?: string; category?: string; at_least?: number }
export type AnniversaryRule = { trait: string; in_days: number }
export type SampleRule = { percent: number; salt: string; inside: boolean }

/** Stages by their keys. */
export type StageRule = { in: string[]; holds: boolean }

export const ENGAGEMENTS = ['accepted', 'delivered', 'read', 'clicked', 'replied'] as const
export const SIGNS = ['viewed', 'added', 'wished', 'bought'] as const
export const UNFINISHED = ['basket', 'form', 'chat'] as const
export const PURCHASE_FACTS = ['orders', 'revenue', 'average_order', 'first_order_at', 'last_order_at'] as const
export const RFM_CLASSES = ['champion', 'loyal', 'new', 'at_risk', 'cooling', 'lost_regular', 'lost'] as const
export type RfmClass = (typeof RFM_CLASSES)[number]

/** A rule over a person. Exactly one of the keys says what kind it is. */
export type Rule =
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule }
  | ({ field: (typeof CONTACT_FIELDS)[number] } & Comparison)
  | ({ trait: string } & Comparison)
  | { tag: string; has?: boolean }
  | { identity: string; exists: boolean }
  | { endpoint: string; state?: 'active' | 'bounced' | 'blocked' | 'invalid'; exists: boolean }
  | { consent: string; topic_id?: string; holds: boolean }
  | { import: string }
  | { event: EventRule }
  | { sequence: SequenceRule }
  | { aggregate: AggregateRule }
  | { engagement: EngagementRule }
  | ({ purchases: (typeof PURCHASE_FACTS)[number] } & Comparison)
  | { rfm: { in: RfmClass[] } }
  | { interest: InterestRule }
  | { unfinished: UnfinishedRule }
  | { anniversary: AnniversaryRule }
  | { sample: SampleRule }
  | { stage: StageRule }
  | { score: Comparison }
  | { segment: string }

const scalar = { type: ['string', 'number', 'boolean'], maxLength: 500 }
const comparison = { op: { type: 'string', enum: [...OPERATORS] }, value: { anyOf: [scalar, { type: 'array', items: scalar, minItems: 1, maxItems: 1000 }] } }
const shape = (required: string[], properties: Record<string, unknown>) => ({ type: 'object', required, properties, additionalProperties: false })
const text = { type: 'string', minLength: 1, maxLength: 200 }

/**
 * The JSON Schema of one rule; `all`, `any` and `not` hold further rules of the same kind. Nested rules are checked by
 * the compiler, which names the place of a mistake better than a recursive schema would.
 */
export const RuleSchema = Type.Unsafe<Rule>({
  title: 'Rule',
  description: 'A rule over a person: exactly one of all, any, not, field, trait, tag, identity, endpoint, consent, import, event, sequence, aggregate, engagement, purchases, rfm, interest, unfinished, anniversary, sample, stage, score, segment',
  type: 'object',
  additionalProperties: true,
})

const wheres = { type: 'array', maxItems: 10, items: shape(['property', 'op'], { property: text, ...comparison }) }
/** What properties of an event must say, as part of a rule over events. */
export const Wheres = Type.Unsafe<NonNullable<EventRule['where']>>(wheres)
const inLastDays = { type: 'number', exclusiveMinimum: 0, maximum: 3650 }
const match = shape(['type'], { type: text, where: wheres })

/** The shape of each kind of rule, by its key: what the compiler checks and the documentation prints. */
export const RULE_KINDS: Record<string, TSchema> = {
  all: shape(['all'], { all: { type: 'array', maxItems: 50 } }),
  any: shape(['any'], { any: { type: 'array', maxItems: 50 } }),
  not: shape(['not'], { not: { type: 'object' } }),
  field: shape(['field', 'op'], { field: { type: 'string', enum: [...CONTACT_FIELDS] }, ...comparison }),
  trait: shape(['trait', 'op'], { trait: text, ...comparison }),
  tag: shape(['tag'], { tag: text, has: { type: 'boolean' } }),
  identity: shape(['identity', 'exists'], { identity: text, exists: { type: 'boolean' } }),
  endpoint: shape(['endpoint', 'exists'], { endpoint: text, state: { type: 'string', enum: ['active', 'bounced', 'blocked', 'invalid'] }, exists: { type: 'boolean' } }),
  consent: shape(['consent', 'holds'], { consent: text, topic_id: text, holds: { type: 'boolean' } }),
  import: shape(['import'], { import: { type: 'string', pattern: '^imp_[0-9a-f]{32}$' } }),
  event: shape(['event'], { event: shape(['type', 'did'], {
    type: text, did: { type: 'boolean' },
    times: shape(['op', 'n'], { op: { type: 'string', enum: ['at_least', 'at_most', 'exactly'] }, n: { type: 'integer', minimum: 0, maximum: 100_000 } }),
    in_last_days: inLastDays, since: { type: 'string', format: 'date-time' },
    where: wheres,
  }) }),
  sequence: shape(['sequence'], { sequence: shape(['first', 'next', 'within_days', 'did'], { first: match, next: match, within_days: { type: 'number', exclusiveMinimum: 0, maximum: 365 }, in_last_days: inLastDays, did: { type: 'boolean' } }) }),
  aggregate: shape(['aggregate'], { aggregate: shape(['type', 'fn', 'op', 'value'], { type: text, fn: { type: 'string', enum: ['sum', 'average', 'min', 'max', 'count'] }, property: text, in_last_days: inLastDays, where: wheres, op: { type: 'string', enum: ['is', 'is_not', 'gt', 'gte', 'lt', 'lte'] }, value: { type: 'number' } }) }),
  engagement: shape(['engagement'], { engagement: shape(['what', 'did'], { what: { type: 'string', enum: [...ENGAGEMENTS] }, medium: text, in_last_days: inLastDays, did: { type: 'boolean' } }) }),
  purchases: shape(['purchases', 'op'], { purchases: { type: 'string', enum: [...PURCHASE_FACTS] }, ...comparison }),
  rfm: shape(['rfm'], { rfm: shape(['in'], { in: { type: 'array', minItems: 1, items: { type: 'string', enum: [...RFM_CLASSES] } } }) }),
  interest: shape(['interest'], { interest: shape(['sign', 'did'], { sign: { type: 'string', enum: [...SIGNS] }, product: text, category: text, in_last_days: inLastDays, did: { type: 'boolean' } }) }),
  // What is of one kind alone is refused of the others.
  unfinished: shape(['unfinished'], { unfinished: { ...shape(['what', 'has'], {
    what: { type: 'string', enum: [...UNFINISHED] }, has: { type: 'boolean' }, in_last_days: inLastDays, idle_hours: { type: 'number', exclusiveMinimum: 0, maximum: 8760 },
    form: text, product: text, category: text, at_least: { type: 'number', minimum: 0, maximum: 1e12 },
  }), dependencies: { form: { properties: { what: { const: 'form' } } }, ...Object.fromEntries(['product', 'category', 'at_least'].map((of) => [of, { properties: { what: { const: 'basket' } } }])) } } }),
  anniversary: shape(['anniversary'], { anniversary: shape(['trait', 'in_days'], { trait: text, in_days: { type: 'integer', minimum: -365, maximum: 365 } }) }),
  sample: shape(['sample'], { sample: shape(['percent', 'salt', 'inside'], { percent: { type: 'number', minimum: 0, maximum: 100 }, salt: text, inside: { type: 'boolean' } }) }),
  stage: shape(['stage'], { stage: shape(['in', 'holds'], { in: { type: 'array', minItems: 1, maxItems: 50, items: { type: 'string', maxLength: 40 } }, holds: { type: 'boolean' } }) }),
  score: shape(['score'], { score: shape(['op', 'value'], { op: { type: 'string', enum: ['is', 'is_not', 'gt', 'gte', 'lt', 'lte'] }, value: { type: 'number' } }) }),
  segment: shape(['segment'], { segment: { type: 'string', pattern: '^seg_[0-9a-f]{32}$' } }),
} as unknown as Record<string, TSchema>

const Name = Type.String({ minLength: 1, maxLength: 200 })
const ofSegment = {
  id: Id('seg'), name: Type.String(), rule: RuleSchema, kept: Type.Boolean({ description: 'Its membership is kept: entering and leaving are events' }),
  kept_since: Type.Union([Time, Type.Null()]), origin: Type.String(), created_at: Time, updated_at: Time,
}
export const Segment = Type.Object(ofSegment, { title: 'Segment' })
export const Membership = Type.Object({
  members: Type.Integer({ description: 'People in it now' }),
  entered_day: Type.Integer({ description: 'Who came within the last 24 hours and is still in' }),
  looked_at: Type.Union([Time, Type.Null()], { description: 'When everybody was looked at last' }),
  look_ms: Type.Union([Type.Integer(), Type.Null()], { description: 'And how long that took' }),
  by_time: Type.Boolean({ description: 'Time alone moves people in and out: everybody is looked at every ten minutes' }),
}, { title: 'Membership' })
export const NewSegment = Type.Object({ name: Name, rule: RuleSchema }, { title: 'NewSegment', additionalProperties: false })
export const SegmentChange = Type.Object({ name: Type.Optional(Name), rule: Type.Optional(RuleSchema), kept: Type.Optional(Type.Boolean()), archived: Type.Optional(Type.Boolean()) }, { title: 'SegmentChange', additionalProperties: false })
export const SegmentQuery = Type.Object({ ...PageQuery, search: Type.Optional(Type.String({ maxLength: 200 })) })
export const RuleInput = Type.Object({ rule: RuleSchema }, { additionalProperties: false })
export const Estimate = Type.Object({ count: Type.Integer(), low: Type.Integer({ description: 'The number lies from here' }), high: Type.Integer({ description: 'to here in 19 of 20 draws' }), exact: Type.Boolean(), base: Type.Integer({ description: 'People in all' }) }, { title: 'Estimate' })
export const Reach = Type.Object({
  count: Type.Integer(),
  reachable: Type.Array(Type.Object({ medium: Type.String(), endpoints: Type.Integer({ description: 'People with an address that works' }), consented: Type.Integer({ description: 'And a consent that holds' }) })),
}, { title: 'Reach' })
export const Sample = Type.Object({ data: Type.Array(Type.Object({ id: Id('con'), name: Type.Union([Type.String(), Type.Null()]), email: Type.Union([Type.String(), Type.Null()]), phone: Type.Union([Type.String(), Type.Null()]), locale: Type.Union([Type.String(), Type.Null()]) })) }, { title: 'Sample' })
const maybe = <T extends TSchema>(schema: T, description: string) => Type.Optional(Type.Union([schema, Type.Null()], { description }))
export const Found = Type.Object({
  times: maybe(Type.Number(), 'How often it happened'),
  at: maybe(Time, 'When it happened last, or the date that is compared'),
  value: maybe(Type.Number(), 'The sum or number that is compared'),
  text: maybe(Type.String(), 'The text that is compared'),
  kind: maybe(Type.String(), 'The class of buyer, or the key of the stage'),
  days: maybe(Type.Number(), 'Days from the first event of a sequence to the second one at the soonest, or until the day comes round'),
  ago: maybe(Type.Number(), 'Days since the day came round'),
  percent: maybe(Type.Number(), 'Where in the draw the person stands'),
}, { title: 'Found' })
export const Why = Type.Object({
  inside: Type.Boolean(),
  parts: Type.Array(Type.Object({ pointer: Type.String({ description: 'JSON pointer into the rule' }), holds: Type.Boolean(), found: Type.Union([Found, Type.Null()], { description: 'What is known of the person, to compare with what the condition asks' }) })),
}, { title: 'Why' })
export const WhyInput = Type.Object({ contact_id: Id('con'), rule: RuleSchema }, { additionalProperties: false })
export type SegmentQueryInput = Static<typeof SegmentQuery>
