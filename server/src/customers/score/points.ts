import { sql, type RawBuilder } from 'kysely'
import { compileRule, everybody, matching, ofOrigin, peopleFrom, sinceOf, theirRows, type CompileContext, type EventRule } from '../segments/index.ts'
import type { ScoreRuleInput } from './contract.ts'

/** Points of one rule as rows (id, rule, points, times). Few are read from `live`; everybody from the table itself, whose statistics are known. */
function pointsOf(rule: ScoreRuleInput, index: number, cx: CompileContext): RawBuilder<unknown> {
  const n = sql`${sql.lit(index)}::int`
  if (!rule.each) return sql`select c.id, ${n} as rule, ${rule.points}::float8 as points, null::int as times ${cx.over === 'few' ? sql`from live c where ${compileRule(rule.rule, cx)}` : peopleFrom(rule.rule, cx)}`
  const { event } = rule.rule as { event: EventRule }
  const where = matching(event, sinceOf(event, cx.now), cx.now)
  // In float8: as numeric, to which PostgreSQL takes 0.5, the power was two thirds of the whole.
  const weight = rule.half_days ? sql`power(0.5::float8, greatest(0, extract(epoch from ${cx.now}::timestamptz - t.at)::float8) / ${rule.half_days * 86_400}::float8)` : sql`1`
  const summed = sql`${Math.sign(rule.points)}::int * least(${rule.most ?? 1e9}::float8, sum(${Math.abs(rule.points)}::float8 * ${weight}))`
  // Of few each person's events are looked up by key; of everybody the events are read as a set.
  if (cx.over === 'few') return sql`select c.id, ${n} as rule, x.points, x.times from live c cross join lateral (select ${summed} as points, count(*)::int as times from ${theirRows(sql`${cx.workspace_id}`, sql`event`, ofOrigin(where)(sql`c.origin`))}) x where x.times > 0`
  return sql`select p.person_id as id, ${n} as rule, ${summed} as points, count(*)::int as times from event t join contact p on p.workspace_id = ${cx.workspace_id} and p.id = t.contact_id
    where t.workspace_id = ${cx.workspace_id} and ${where} and t.origin in ('live', p.origin) group by 1`
}

/** CTEs: `live`, the people asked about, and `given`, what each rule gives them; of everybody also to those who are not in `live`. `among` is over `c.id`. */
export function givenTo(rules: readonly ScoreRuleInput[], cx: CompileContext, among: RawBuilder<unknown>): RawBuilder<unknown> {
  const none = sql`select null::text as id, 0 as rule, 0::float8 as points, null::int as times where false`
  return sql`live as materialized (select ${cx.over === 'few' ? sql`c.*` : sql`c.id`} ${everybody(cx.workspace_id)} ${among}),
    given as materialized (${rules.length > 0 ? sql.join(rules.map((rule, index) => sql`(${pointsOf(rule, index, cx)})`), sql` union all `) : none})`
}

/** The score's rules ask for no stage and no score, else they would hang on themselves. */
export const withoutScores = (cx: CompileContext): CompileContext => ({ ...cx, stages: new Map(), scored: false })
