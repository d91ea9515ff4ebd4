import { sql, type RawBuilder } from 'kysely'
import { fold } from '../../platform/fold.ts'
import { fail } from '../../platform/problem.ts'
import { consentedPeople, consentHolds } from '../consent/index.ts'
import { compileAggregate, compileSequence, compileTimes, isEver } from './behaviour.ts'
import { ownOrigin, somebodyHas, type Over } from './by-person.ts'
import { compileAnniversary, compilePurchases, compileRfm, compileSample, compileScore, compileStage } from './known.ts'
import { compareText, compareTime, type Condition } from './compare.ts'
import type { Comparison, Rule } from './contract.ts'
import { hasOf, isNegative } from './has.ts'
import { compileChat, isChat } from './unfinished.ts'

/** What the compiler needs besides the rule: the tenant, business time, the kinds of traits, and other segments' rules. */
export type CompileContext = {
  workspace_id: string
  now: Date
  traits: ReadonlyMap<string, { id: string; type: string }>
  segments: ReadonlyMap<string, Rule>
  /** Ids of stages by their keys; none while a stage's own rule is asked, so that no stage can hang on a stage. */
  stages: ReadonlyMap<string, string>
  /** Left out, or true: scores are asked. Not while the score's own rules are. */
  scored?: boolean
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

function compileConsent(rule: { consent: string; topic_id?: string; holds: boolean }, cx: CompileContext): Condition {
  const about = [sql`${cx.workspace_id}`, sql`${rule.consent}`, sql`${rule.topic_id ?? '*'}`] as const
  const holds = cx.over === 'everybody' ? sql<boolean>`exists (select from (${consentedPeople(...about)}) x where x.id = c.id and x.id >= c.id)` : consentHolds(about[0], sql`c.person_id`, about[1], about[2])
  return sql<boolean>`${rule.holds ? sql`` : sql`not `}${holds}`
}

/** Conditions that are a look at the person's own row. */
const isPlain = (rule: Rule) => 'field' in rule || 'sample' in rule

/**
 * Any of several. PostgreSQL joins no sets under an OR and looks everybody up instead: of 200,000 people, "one of four events" took
 * 13 s so and takes 1 s as a union, each part a set of its own. Inside, `c` is another one: nothing compares with the person outside.
 */
function compileAny(parts: readonly Rule[], cx: CompileContext, path: readonly string[]): Condition {
  if (parts.length === 0) return sql<boolean>`false`
  const conditions = (those: readonly Rule[]) => those.map((part) => compileRule(part, cx, path))
  const sets = parts.filter((part) => !isPlain(part))
  if (cx.over !== 'everybody' || sets.length === 0 || parts.length === 1) return sql<boolean>`(${sql.join(conditions(parts), sql` or `)})`
  const plain = conditions(parts.filter(isPlain))
  const branches = [...conditions(sets), ...(plain.length > 0 ? [sql<boolean>`(${sql.join(plain, sql` or `)})`] : [])]
  return sql<boolean>`exists (select from (${sql.join(branches.map((condition) => sql`select c.id from contact c where c.workspace_id = ${cx.workspace_id} and c.id = c.person_id and ${condition}`), sql` union all `)}) x where x.id = c.id and x.id >= c.id)`
}

function compileHas(rule: Rule, cx: CompileContext): Condition {
  const has = hasOf(rule, cx)
  // A trait that nobody has ever had.
  if (!has) return 'trait' in rule && isNegative(rule.op) ? sql<boolean>`true` : sql<boolean>`false`
  return sql<boolean>`${has.none ? sql`not ` : sql``}${somebodyHas(sql`${cx.workspace_id}`, has.table, has.where, { outer: has.own_origin && ownOrigin, over: cx.over })}`
}

/** The rule as a condition over `contact c`, with every value a parameter and every table bound to the workspace. */
export function compileRule(rule: Rule, cx: CompileContext, path: readonly string[] = []): Condition {
  if ('all' in rule) return rule.all.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(rule.all.map((part) => compileRule(part, cx, path)), sql` and `)})`
  if ('any' in rule) return compileAny(rule.any, cx, path)
  if ('not' in rule) return sql<boolean>`not coalesce(${compileRule(rule.not, cx, path)}, false)`
  if ('field' in rule) return compareField(rule, cx)
  if ('consent' in rule) return compileConsent(rule, cx)
  if ('event' in rule && !isEver(rule.event)) return compileTimes(rule.event, cx)
  if ('sequence' in rule) return compileSequence(rule.sequence, cx)
  if ('aggregate' in rule) return compileAggregate(rule.aggregate, cx)
  if ('purchases' in rule) return compilePurchases(rule, cx)
  if ('rfm' in rule) return compileRfm(rule.rfm, cx)
  if ('unfinished' in rule && isChat(rule.unfinished)) return compileChat(rule.unfinished, cx)
  if ('anniversary' in rule) return compileAnniversary(rule.anniversary, cx)
  if ('sample' in rule) return compileSample(rule.sample)
  if ('score' in rule) return compileScore(rule.score, cx)
  if ('stage' in rule) return compileStage(rule.stage, cx)
  if (!('segment' in rule)) return compileHas(rule, cx)
  if (path.includes(rule.segment)) return fail('invalid', 'A segment cannot contain itself.')
  const inner = cx.segments.get(rule.segment)
  if (!inner) return fail('not_found', `There is no segment ${rule.segment} in this workspace.`)
  return compileRule(inner, cx, [...path, rule.segment])
}
