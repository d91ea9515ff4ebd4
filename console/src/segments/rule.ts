/** A rule as the builder holds it: a tree of groups whose leaves are single conditions, as the server knows them. */
export type Leaf = Record<string, unknown>
export type Group = { mode: Mode; parts: Part[] }
export type Part = Group | Leaf
export type Mode = 'all' | 'any' | 'none'
export type Rule = Record<string, unknown>

export const leafKinds = ['tag', 'trait', 'field', 'consent', 'endpoint', 'identity', 'event', 'sequence', 'aggregate', 'engagement', 'purchases', 'rfm', 'interest', 'unfinished', 'anniversary', 'sample', 'stage', 'score', 'import', 'segment'] as const
export type LeafKind = (typeof leafKinds)[number]

/** The kinds that are about what people did and bought, and the day and the draw: each is one object, or a fact with a comparison. */
export const learnedKinds = ['sequence', 'aggregate', 'engagement', 'purchases', 'rfm', 'interest', 'unfinished', 'anniversary', 'sample'] as const
export type LearnedKind = (typeof learnedKinds)[number]
export const isLearned = (kind: LeafKind | undefined): kind is LearnedKind => learnedKinds.some((one) => one === kind)

export const purchaseFacts = ['orders', 'revenue', 'average_order', 'first_order_at', 'last_order_at'] as const
export const rfmClasses = ['champion', 'loyal', 'new', 'at_risk', 'cooling', 'lost_regular', 'lost'] as const

export const isGroup = (part: Part): part is Group => 'mode' in part && 'parts' in part
export const kindOf = (leaf: Leaf): LeafKind | undefined => leafKinds.find((kind) => kind in leaf)

/** What the server keeps, as a tree of groups. A negation is a group of which nothing may hold. */
export function partOf(rule: Rule): Part {
  if (Array.isArray(rule.all)) return { mode: 'all', parts: rule.all.map((one) => partOf(one as Rule)) }
  if (Array.isArray(rule.any)) return { mode: 'any', parts: rule.any.map((one) => partOf(one as Rule)) }
  if (rule.not) {
    const inner = partOf(rule.not as Rule)
    return isGroup(inner) && inner.mode === 'any' ? { mode: 'none', parts: inner.parts } : { mode: 'none', parts: [inner] }
  }
  return rule
}

export function groupOf(rule: Rule): Group {
  const part = partOf(rule)
  return isGroup(part) ? part : { mode: 'all', parts: [part] }
}

export function ruleOf(part: Part): Rule {
  if (!isGroup(part)) return part
  const parts = part.parts.map(ruleOf)
  return part.mode === 'none' ? { not: { any: parts } } : { [part.mode]: parts }
}

const inOrder = (_: string, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value

/** Whether two rules say the same: the database keeps the keys of an object in an order of its own. */
export const sameRule = (one: Rule, other: Rule): boolean => JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder)

/** The JSON pointer of a part's rule, as the server answers it. */
export const pointerIn = (group: Group, at: string, index: number): string => `${at}${group.mode === 'none' ? '/not/any' : `/${group.mode}`}/${index}`

const filled = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '')
const complete = (one: { op?: unknown; value?: unknown }): boolean => one.op === 'exists' || one.op === 'not_exists' || filled(one.value)

/** What an event must say, property by property. */
export type Where = { property: string; op?: unknown; value?: unknown }
const said = (of: { where?: unknown }): boolean => ((of.where ?? []) as Where[]).every((one) => filled(one.property) && complete(one))

function isLearnedComplete(kind: LearnedKind, part: Leaf): boolean {
  const inner = part[kind] as Record<string, unknown>
  switch (kind) {
    case 'purchases': return complete(part)
    case 'rfm': return filled(inner.in)
    case 'interest': return inner.product !== '' && inner.category !== ''
    case 'unfinished': return inner.form !== '' && inner.product !== '' && inner.category !== ''
    case 'sequence': return filled((inner.first as Leaf).type) && filled((inner.next as Leaf).type) && said(inner.first as Leaf) && said(inner.next as Leaf) && Number(inner.within_days) > 0
    case 'aggregate': return filled(inner.type) && typeof inner.value === 'number' && (inner.fn === 'count' || filled(inner.property)) && said(inner)
    case 'anniversary': return filled(inner.trait) && typeof inner.in_days === 'number'
    case 'sample': return filled(inner.salt) && typeof inner.percent === 'number'
    default: return true
  }
}

/** Half-written conditions are left out of the count until they say something. */
export function isComplete(part: Part): boolean {
  if (isGroup(part)) return part.parts.every(isComplete)
  const kind = kindOf(part)
  if (!kind) return false
  if (kind === 'event') {
    const event = part.event as { type: string; where?: Where[] }
    return filled(event.type) && said(event)
  }
  if (!filled(part[kind])) return false
  if (kind === 'score') return typeof (part.score as { value?: unknown }).value === 'number'
  if (kind === 'stage') return filled((part.stage as { in?: string[] }).in)
  if (isLearned(kind)) return isLearnedComplete(kind, part)
  return kind === 'field' || kind === 'trait' ? complete(part) : true
}

export const fresh: Record<LeafKind, () => Leaf> = {
  tag: () => ({ tag: '', has: true }),
  trait: () => ({ trait: '', op: 'is', value: '' }),
  field: () => ({ field: 'locale', op: 'is', value: '' }),
  consent: () => ({ consent: 'sms', holds: true }),
  endpoint: () => ({ endpoint: 'email', state: 'active', exists: true }),
  identity: () => ({ identity: 'phone', exists: true }),
  event: () => ({ event: { type: '', did: true, times: { op: 'at_least', n: 1 }, in_last_days: 30 } }),
  sequence: () => ({ sequence: { first: { type: '' }, next: { type: '' }, within_days: 7, did: true } }),
  aggregate: () => ({ aggregate: { type: '', fn: 'sum', property: '', op: 'gte', value: 1, in_last_days: 365 } }),
  engagement: () => ({ engagement: { what: 'clicked', did: true, in_last_days: 90 } }),
  purchases: () => ({ purchases: 'orders', op: 'gte', value: 1 }),
  rfm: () => ({ rfm: { in: ['champion', 'loyal'] } }),
  interest: () => ({ interest: { sign: 'viewed', did: true, in_last_days: 30 } }),
  unfinished: () => ({ unfinished: { what: 'basket', has: true, idle_hours: 3, in_last_days: 7 } }),
  anniversary: () => ({ anniversary: { trait: '', in_days: 0 } }),
  sample: () => ({ sample: { percent: 10, salt: 'hold-out', inside: false } }),
  stage: () => ({ stage: { in: [], holds: true } }),
  score: () => ({ score: { op: 'gte', value: 50 } }),
  import: () => ({ import: '' }),
  segment: () => ({ segment: '' }),
}

export const operators = {
  text: ['is', 'is_not', 'in', 'contains', 'starts_with', 'exists', 'not_exists'],
  number: ['is', 'is_not', 'gt', 'gte', 'lt', 'lte', 'exists', 'not_exists'],
  /** A sum always is something: over nothing it is nothing. */
  figure: ['is', 'is_not', 'gt', 'gte', 'lt', 'lte'],
  date: ['before', 'after', 'in_last_days', 'not_in_last_days', 'in_next_days', 'exists', 'not_exists'],
  boolean: ['is', 'exists', 'not_exists'],
  choice: ['is', 'is_not', 'in', 'exists', 'not_exists'],
} as const
export type ValueType = keyof typeof operators
export type Operator = (typeof operators)[ValueType][number]

export const fields: Record<string, ValueType> = { locale: 'choice', country: 'choice', time_zone: 'text', name: 'text', created_at: 'date', last_seen_at: 'date', origin: 'choice' }
