import { sql, type RawBuilder } from 'kysely'
import { fold } from '../../platform/fold.ts'
import { fail } from '../../platform/problem.ts'
import { consentHolds } from '../consent/index.ts'
import { compileAggregate, compileEngagement, compileEvent, compileSequence } from './behaviour.ts'
import { somebodyHas, type Over } from './by-person.ts'
import { compileAnniversary, compileInterest, compilePurchases, compileRfm, compileSample } from './known.ts'
import { compareNumber, compareText, compareTime, type Condition } from './compare.ts'
import type { Comparison, Rule } from './contract.ts'

/** What the compiler needs besides the rule: the tenant, business time, the kinds of traits, and other segments' rules. */
export type CompileContext = {
  workspace_id: string
  now: Date
  traits: ReadonlyMap<string, { id: string; type: string }>
  segments: ReadonlyMap<string, Rule>
  /** Left out where PostgreSQL may choose: a list of the newest fifty. */
  over?: Over | undefined
}

export const FIELDS: Record<string, { column: RawBuilder<unknown>; kind: 'text' | 'time' | 'name' }> = {
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
  return sql<boolean>`${negative ? sql`not ` : sql``}${somebodyHas(sql`${cx.workspace_id}`, sql`contact_trait`, sql`t.trait_id = ${trait.id} and ${value}`, { over: cx.over })}`
}

/** The rule as a condition over `contact c`, with every value a parameter and every table bound to the workspace. */
export function compileRule(rule: Rule, cx: CompileContext, path: readonly string[] = []): Condition {
  if ('all' in rule) return rule.all.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(rule.all.map((part) => compileRule(part, cx, path)), sql` and `)})`
  if ('any' in rule) return rule.any.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(rule.any.map((part) => compileRule(part, cx, path)), sql` or `)})`
  if ('not' in rule) return sql<boolean>`not coalesce(${compileRule(rule.not, cx, path)}, false)`
  if ('field' in rule) return compareField(rule, cx)
  if ('trait' in rule) return compareTrait(rule, cx)
  if ('tag' in rule) return sql<boolean>`${rule.has === false ? sql`not ` : sql``}${somebodyHas(sql`${cx.workspace_id}`, sql`contact_tag`, sql`t.tag = ${rule.tag}`, { over: cx.over })}`
  if ('identity' in rule) return sql<boolean>`${rule.exists ? sql`` : sql`not `}${somebodyHas(sql`${cx.workspace_id}`, sql`identity`, sql`t.kind = ${rule.identity}`, { over: cx.over })}`
  if ('endpoint' in rule) return sql<boolean>`${rule.exists ? sql`` : sql`not `}${somebodyHas(sql`${cx.workspace_id}`, sql`endpoint`, sql`t.medium = ${rule.endpoint} and t.state = ${rule.state ?? 'active'}`, { over: cx.over })}`
  if ('consent' in rule) return sql<boolean>`${rule.holds ? sql`` : sql`not `}${consentHolds(sql`${cx.workspace_id}`, sql`c.person_id`, sql`${rule.consent}`, sql`${rule.topic_id ?? '*'}`)}`
  if ('import' in rule) return somebodyHas(sql`${cx.workspace_id}`, sql`import_contact`, sql`t.import_id = ${rule.import}`, { over: cx.over })
  if ('event' in rule) return compileEvent(rule.event, cx)
  if ('sequence' in rule) return compileSequence(rule.sequence, cx)
  if ('aggregate' in rule) return compileAggregate(rule.aggregate, cx)
  if ('engagement' in rule) return compileEngagement(rule.engagement, cx)
  if ('purchases' in rule) return compilePurchases(rule, cx)
  if ('rfm' in rule) return compileRfm(rule.rfm, cx)
  if ('interest' in rule) return compileInterest(rule.interest, cx)
  if ('anniversary' in rule) return compileAnniversary(rule.anniversary, cx)
  if ('sample' in rule) return compileSample(rule.sample)
  if (path.includes(rule.segment)) return fail('invalid', 'A segment cannot contain itself.')
  const inner = cx.segments.get(rule.segment)
  if (!inner) return fail('not_found', `There is no segment ${rule.segment} in this workspace.`)
  return compileRule(inner, cx, [...path, rule.segment])
}
