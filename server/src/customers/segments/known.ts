import { sql, type RawBuilder } from 'kysely'
import { pgArray } from '../../platform/database/index.ts'
import { summed } from './behaviour.ts'
import { lookUp, somebodyHas, theirContacts, together } from './by-person.ts'
import type { CompileContext } from './compile.ts'
import { compareNumber, days, type Condition } from './compare.ts'
import type { AnniversaryRule, Comparison, InterestRule, PURCHASE_FACTS, RfmClass, SampleRule, StageRule } from './contract.ts'

export const BOUGHT = { table: sql`purchase_sum`, where: () => sql`true` }

/** What a person bought, over `t` of all their contacts; revenue in units of the workspace's currency. */
export const PURCHASED = {
  orders: sql`sum(t.orders)`,
  revenue: sql`sum(t.revenue_micro) / 1e6`,
  average_order: sql`(sum(t.revenue_micro) / 1e6 / nullif(sum(t.orders - t.foreign_orders), 0))`,
  first_order_at: sql`min(t.first_at)`,
  last_order_at: sql`max(t.last_at)`,
} as const

export function compilePurchases(rule: { purchases: (typeof PURCHASE_FACTS)[number] } & Comparison, cx: CompileContext): Condition {
  return summed(BOUGHT, PURCHASED[rule.purchases], rule, cx, rule.purchases.endsWith('_at') ? 'time' : 'number')
}

/** Days since the last order after which somebody is cooling, and lost; orders from which somebody is a regular. */
export const RFM = { recent_days: 60, lost_days: 180, regular_orders: 2, champion_orders: 4 } as const

/** The class of a buyer by when and how often they bought, as SQL over their last order and the number of orders. */
export function rfmClass(last_at: RawBuilder<unknown>, orders: RawBuilder<unknown>, now: Date): RawBuilder<RfmClass | null> {
  const ago = (n: number) => sql`${days(n, now)}::timestamptz`
  return sql<RfmClass | null>`case when ${orders} is null or ${orders} = 0 or ${last_at} is null then null
    when ${last_at} >= ${ago(RFM.recent_days)} then case when ${orders} >= ${sql.lit(RFM.champion_orders)} then 'champion' when ${orders} >= ${sql.lit(RFM.regular_orders)} then 'loyal' else 'new' end
    when ${last_at} >= ${ago(RFM.lost_days)} then case when ${orders} >= ${sql.lit(RFM.regular_orders)} then 'at_risk' else 'cooling' end
    else case when ${orders} >= ${sql.lit(RFM.regular_orders)} then 'lost_regular' else 'lost' end end`
}

export function compileRfm(rule: { in: RfmClass[] }, cx: CompileContext): Condition {
  return together(cx.workspace_id, BOUGHT, sql`${rfmClass(PURCHASED.last_order_at, PURCHASED.orders, cx.now)} = any (${rule.in}::text[])`, cx.over)
}

const SIGN = { viewed: sql`t.views > 0`, added: sql`t.adds > 0`, wished: sql`t.wished`, bought: sql`t.bought > 0` }

/** Signs of interest, over `t`. */
export function interests(rule: InterestRule, now: Date): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [SIGN[rule.sign]]
  if (rule.product) parts.push(sql`t.product_key = ${rule.product}`)
  if (rule.category) parts.push(sql`t.category = ${rule.category}`)
  if (rule.in_last_days) parts.push(sql`t.last_at >= ${days(rule.in_last_days, now)}`)
  return sql.join(parts, sql` and `)
}

const born = sql`to_char(x.time_value at time zone 'UTC', 'MM-DD')`
const today = (now: Date) => sql`(${now}::timestamptz at time zone coalesce(c.time_zone, c.time_zone_assumed))::date`
/** Whether a day is the one of `x.time_value`, of whatever year. The 29th of February is the 28th in other years. */
const isRound = (day: RawBuilder<unknown>) => sql`(${born} = to_char(${day}, 'MM-DD') or (${born} = '02-29' and to_char(${day}, 'MM-DD') = '02-28' and to_char(${day} + 1, 'MM-DD') = '03-01'))`

/** A day of the year that comes round, where the person is: in so many days, or so many ago. */
export function compileAnniversary(rule: AnniversaryRule, cx: CompileContext): Condition {
  const trait = cx.traits.get(rule.trait)
  if (trait?.type !== 'date') return sql<boolean>`false`
  return somebodyHas(sql`${cx.workspace_id}`, sql`contact_trait`, sql`t.trait_id = ${trait.id} and t.time_value is not null`, { over: cx.over, outer: { columns: ['time_value'], where: isRound(sql`(${today(cx.now)} + ${sql.lit(rule.in_days)})`) } })
}

/** When one person's day comes round next and how long ago it did, in days of their zone. */
export function nextRound(rule: AnniversaryRule, cx: CompileContext): RawBuilder<object | null> | undefined {
  const trait = cx.traits.get(rule.trait)
  if (trait?.type !== 'date') return undefined
  const first = (sign: RawBuilder<unknown>) => sql`(select min(n) from generate_series(0, 366) n where ${isRound(sql`(${today(cx.now)} ${sign} n)`)})`
  return sql<object>`(select jsonb_build_object('at', x.time_value, 'days', ${first(sql`+`)}, 'ago', ${first(sql`-`)}) from contact_trait x
    where x.workspace_id = ${cx.workspace_id} and x.contact_id in ${theirContacts} and x.trait_id = ${trait.id} and x.time_value is not null order by x.contact_id <> c.id limit 1)`
}

/** Where in the draw a person stands, from 0 to 9,999. */
export const drawn = (rule: SampleRule): RawBuilder<number> => sql<number>`(('x' || left(md5(c.id || ${rule.salt}), 7))::bit(28)::int % 10000)`

/** The same share of people each time, drawn by their id: a sample, or with `inside: false` everybody but those held out. */
export function compileSample(rule: SampleRule): Condition {
  return sql<boolean>`${drawn(rule)} ${rule.inside ? sql`<` : sql`>=`} ${sql.lit(Math.round(rule.percent * 100))}`
}

/** The stage a person is in, over `t`; it is written on their first contact. A stage that is not there holds nobody. */
export function compileStage(rule: StageRule, cx: CompileContext): Condition {
  const ids = rule.in.flatMap((key) => cx.stages.get(key) ?? [])
  const from = sql`from contact_stage t where t.workspace_id = ${cx.workspace_id} and t.contact_id = c.id and t.stage_id = any (${pgArray(ids)}::text[])`
  return sql<boolean>`${rule.holds ? sql`` : sql`not `}${cx.over === 'few' ? lookUp(from) : sql`exists (select ${from})`}`
}

/** The points a person has; who has no row has none. */
export function compileScore(rule: Comparison, cx: CompileContext): Condition {
  if (cx.scored === false) return sql<boolean>`false`
  return compareNumber(sql`coalesce((select t.score from contact_score t where t.workspace_id = ${cx.workspace_id} and t.contact_id = c.id), 0)`, rule)
}
