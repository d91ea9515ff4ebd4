import { sql, type RawBuilder } from 'kysely'
import { fold } from '../../platform/fold.ts'
import { fail } from '../../platform/problem.ts'
import { consentHolds } from '../consent/index.ts'
import { somebodyHas, theirContacts } from './by-person.ts'
import type { Comparison, EventRule, Rule } from './contract.ts'

type Condition = RawBuilder<boolean>

/** What the compiler needs besides the rule: the tenant, business time, the kinds of traits, and other segments' rules. */
export type CompileContext = {
  workspace_id: string
  now: Date
  traits: ReadonlyMap<string, { id: string; type: string }>
  segments: ReadonlyMap<string, Rule>
}

const scalars = (value: Comparison['value']) => (Array.isArray(value) ? value : value === undefined ? [] : [value])
const like = (value: unknown) => String(value).replaceAll(/[\\%_]/g, '\\$&')

function asTime(value: Comparison['value'], now: Date): Date {
  const time = value === 'now' ? now : new Date(String(value))
  if (Number.isNaN(time.getTime())) fail('invalid', `"${String(value)}" is not a date; write it as 2026-11-24 or 2026-11-24T10:00:00Z.`)
  return time
}

function days(value: Comparison['value'], now: Date): Date {
  const n = Number(value)
  if (!Number.isFinite(n) || n < 0) fail('invalid', `"${String(value)}" is not a number of days.`)
  return new Date(now.getTime() - n * 86_400_000)
}

/** A comparison of a text expression. Case counts in `is`; `contains` and `starts_with` do not mind it. */
function compareText(column: RawBuilder<unknown>, { op, value }: Comparison): Condition {
  switch (op) {
    case 'is': return sql`${column} = ${String(value)}`
    case 'is_not': return sql`${column} is distinct from ${String(value)}`
    case 'in': return sql`${column} = any (${scalars(value).map(String)}::text[])`
    case 'contains': return sql`${column} ilike ${`%${like(value)}%`}`
    case 'starts_with': return sql`${column} ilike ${`${like(value)}%`}`
    case 'exists': return sql`${column} is not null`
    case 'not_exists': return sql`${column} is null`
    default: return fail('invalid', `"${op}" does not compare text.`)
  }
}

function compareNumber(column: RawBuilder<unknown>, { op, value }: Comparison): Condition {
  const n = () => {
    const number = typeof value === 'boolean' ? Number(value) : Number(value)
    return Number.isFinite(number) ? number : fail('invalid', `"${String(value)}" is not a number.`)
  }
  switch (op) {
    case 'is': return sql`${column} = ${n()}`
    case 'is_not': return sql`${column} is distinct from ${n()}`
    case 'in': return sql`${column} = any (${scalars(value).map(Number)}::float8[])`
    case 'gt': return sql`${column} > ${n()}`
    case 'gte': return sql`${column} >= ${n()}`
    case 'lt': return sql`${column} < ${n()}`
    case 'lte': return sql`${column} <= ${n()}`
    case 'exists': return sql`${column} is not null`
    case 'not_exists': return sql`${column} is null`
    default: return fail('invalid', `"${op}" does not compare numbers.`)
  }
}

function compareTime(column: RawBuilder<unknown>, { op, value }: Comparison, now: Date): Condition {
  switch (op) {
    case 'before': case 'lt': return sql`${column} < ${asTime(value, now)}`
    case 'after': case 'gt': return sql`${column} > ${asTime(value, now)}`
    case 'lte': return sql`${column} <= ${asTime(value, now)}`
    case 'gte': return sql`${column} >= ${asTime(value, now)}`
    case 'is': return sql`${column} = ${asTime(value, now)}`
    case 'is_not': return sql`${column} is distinct from ${asTime(value, now)}`
    case 'in_last_days': return sql`(${column} >= ${days(value, now)} and ${column} <= ${now})`
    case 'not_in_last_days': return sql`(${column} is null or ${column} < ${days(value, now)})`
    case 'exists': return sql`${column} is not null`
    case 'not_exists': return sql`${column} is null`
    default: return fail('invalid', `"${op}" does not compare dates.`)
  }
}

const FIELDS: Record<string, { column: RawBuilder<unknown>; kind: 'text' | 'time' | 'name' }> = {
  name: { column: sql`c.search_text`, kind: 'name' },
  locale: { column: sql`c.locale`, kind: 'text' },
  country: { column: sql`c.country`, kind: 'text' },
  time_zone: { column: sql`coalesce(c.time_zone, c.time_zone_assumed)`, kind: 'text' },
  origin: { column: sql`c.origin`, kind: 'text' },
  created_at: { column: sql`c.created_at`, kind: 'time' },
  last_seen_at: { column: sql`c.last_seen_at`, kind: 'time' },
}

function compareField(rule: { field: string } & Comparison, cx: CompileContext): Condition {
  const { column, kind } = FIELDS[rule.field]!
  if (kind === 'time') return compareTime(column, rule, cx.now)
  if (kind === 'name') return compareText(rule.op === 'is' || rule.op === 'is_not' ? sql`c.name` : column, { op: rule.op, value: ['is', 'is_not'].includes(rule.op) ? rule.value : fold(String(rule.value ?? '')) })
  return compareText(column, rule)
}

/** Traits are rows with plain btrees, so that a rule is an index look-up; the negations are "no such row". */
function compareTrait(rule: { trait: string } & Comparison, cx: CompileContext): Condition {
  const trait = cx.traits.get(rule.trait)
  const negative = rule.op === 'not_exists' || rule.op === 'is_not' || rule.op === 'not_in_last_days'
  if (!trait) return negative ? sql<boolean>`true` : sql<boolean>`false`
  const positive: Comparison = rule.op === 'not_exists' ? { op: 'exists' } : rule.op === 'is_not' ? { ...rule, op: 'is' } : rule.op === 'not_in_last_days' ? { ...rule, op: 'in_last_days' } : rule
  const value = positive.op === 'exists' ? sql<boolean>`true`
    : trait.type === 'number' || trait.type === 'boolean' ? compareNumber(sql`t.float_value`, positive)
      : trait.type === 'date' ? compareTime(sql`t.time_value`, positive, cx.now)
        : positive.op === 'is' && String(positive.value).length <= 200 ? sql<boolean>`left(t.text_value, 200) = ${String(positive.value)} and length(t.text_value) <= 200`
          : compareText(sql`t.text_value`, positive)
  return sql<boolean>`${negative ? sql`not ` : sql``}${somebodyHas(sql`${cx.workspace_id}`, sql`contact_trait`, sql`t.trait_id = ${trait.id} and ${value}`)}`
}

function compareProperty(where: Comparison & { property: string }, now: Date): Condition {
  const text = sql`(t.properties ->> ${where.property})`
  const sample = scalars(where.value)[0]
  if (['before', 'after', 'in_last_days', 'not_in_last_days'].includes(where.op)) return compareTime(sql`(case when ${text} ~ '^\\d{4}-\\d\\d-\\d\\d' then ${text}::timestamptz end)`, where, now)
  if (['gt', 'gte', 'lt', 'lte'].includes(where.op) || (typeof sample === 'number' && where.op !== 'contains'))
    return compareNumber(sql`(case when jsonb_typeof(t.properties -> ${where.property}) = 'number' then ${text}::float8 when ${text} ~ '^-?\\d{1,15}(\\.\\d+)?$' then ${text}::float8 end)`, where)
  return compareText(text, where)
}

function compareEvent(rule: EventRule, cx: CompileContext): Condition {
  const parts: RawBuilder<unknown>[] = [sql`t.type = ${rule.type}`]
  if (rule.in_last_days) parts.push(sql`t.at >= ${days(rule.in_last_days, cx.now)}`)
  if (rule.since) parts.push(sql`t.at >= ${new Date(rule.since)}`)
  for (const where of rule.where ?? []) parts.push(compareProperty(where, cx.now))
  const { times } = rule
  const where = sql.join([...parts, sql`t.origin in ('live', c.origin)`], sql` and `)
  if (!times || (times.op === 'at_least' && times.n === 1)) return sql<boolean>`${rule.did ? sql`` : sql`not `}${somebodyHas(sql`${cx.workspace_id}`, sql`event`, where)}`
  const from = sql`from event t where t.workspace_id = ${cx.workspace_id} and t.contact_id in ${theirContacts} and ${where}`
  // Counting stops as soon as the answer is known.
  const operator = { at_least: sql`>=`, at_most: sql`<=`, exactly: sql`=` }[times.op]
  const counted = sql<boolean>`(select count(*) from (select ${from} limit ${sql.lit(times.n + 1)}) n) ${operator} ${times.n}`
  return rule.did ? counted : sql<boolean>`not ${counted}`
}

/** The rule as a condition over `contact c`, with every value a parameter and every table bound to the workspace. */
export function compileRule(rule: Rule, cx: CompileContext, path: readonly string[] = []): Condition {
  if ('all' in rule) return rule.all.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(rule.all.map((part) => compileRule(part, cx, path)), sql` and `)})`
  if ('any' in rule) return rule.any.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(rule.any.map((part) => compileRule(part, cx, path)), sql` or `)})`
  if ('not' in rule) return sql<boolean>`not coalesce(${compileRule(rule.not, cx, path)}, false)`
  if ('field' in rule) return compareField(rule, cx)
  if ('trait' in rule) return compareTrait(rule, cx)
  if ('tag' in rule) return sql<boolean>`${rule.has === false ? sql`not ` : sql``}${somebodyHas(sql`${cx.workspace_id}`, sql`contact_tag`, sql`t.tag = ${rule.tag}`)}`
  if ('identity' in rule) return sql<boolean>`${rule.exists ? sql`` : sql`not `}${somebodyHas(sql`${cx.workspace_id}`, sql`identity`, sql`t.kind = ${rule.identity}`)}`
  if ('endpoint' in rule) return sql<boolean>`${rule.exists ? sql`` : sql`not `}${somebodyHas(sql`${cx.workspace_id}`, sql`endpoint`, sql`t.medium = ${rule.endpoint} and t.state = ${rule.state ?? 'active'}`)}`
  if ('consent' in rule) return sql<boolean>`${rule.holds ? sql`` : sql`not `}${consentHolds(sql`${cx.workspace_id}`, sql`c.person_id`, sql`${rule.consent}`, sql`${rule.topic_id ?? '*'}`)}`
  if ('import' in rule) return somebodyHas(sql`${cx.workspace_id}`, sql`import_contact`, sql`t.import_id = ${rule.import}`)
  if ('event' in rule) return compareEvent(rule.event, cx)
  if (path.includes(rule.segment)) return fail('invalid', 'A segment cannot contain itself.')
  const inner = cx.segments.get(rule.segment)
  if (!inner) return fail('not_found', `There is no segment ${rule.segment} in this workspace.`)
  return compileRule(inner, cx, [...path, rule.segment])
}
