import { sql, type RawBuilder } from 'kysely'
import { summed } from './behaviour.ts'
import { somebodyHas } from './by-person.ts'
import type { CompileContext } from './compile.ts'
import { days, type Condition } from './compare.ts'
import type { AnniversaryRule, Comparison, InterestRule, PURCHASE_FACTS, RfmClass, SampleRule } from './contract.ts'

const bought = (cx: CompileContext) => sql`from purchase_sum t join contact p on p.workspace_id = t.workspace_id and p.id = t.contact_id where t.workspace_id = ${cx.workspace_id}`
const OWN_ORDERS = sql`sum(t.orders - t.foreign_orders)`

/** What a person bought, over all their contacts; revenue in units of the workspace's currency. */
export function compilePurchases(rule: { purchases: (typeof PURCHASE_FACTS)[number] } & Comparison, cx: CompileContext): Condition {
  switch (rule.purchases) {
    case 'orders': return summed(bought(cx), sql`sum(t.orders)`, rule)
    case 'revenue': return summed(bought(cx), sql`sum(t.revenue_micro) / 1e6`, rule)
    case 'average_order': return summed(bought(cx), sql`(sum(t.revenue_micro) / 1e6 / nullif(${OWN_ORDERS}, 0))`, rule)
    case 'first_order_at': return summed(bought(cx), sql`min(t.first_at)`, rule, cx.now)
    case 'last_order_at': return summed(bought(cx), sql`max(t.last_at)`, rule, cx.now)
  }
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
  return sql<boolean>`exists (select from (select p.person_id as id ${bought(cx)} group by p.person_id having ${rfmClass(sql`max(t.last_at)`, sql`sum(t.orders)`, cx.now)} = any (${rule.in}::text[])) x where x.id = c.id)`
}

const SIGN = { viewed: sql`t.views > 0`, added: sql`t.adds > 0`, wished: sql`t.wished`, bought: sql`t.bought > 0` }

export function compileInterest(rule: InterestRule, cx: CompileContext): Condition {
  const parts: RawBuilder<unknown>[] = [SIGN[rule.sign]]
  if (rule.product) parts.push(sql`t.product_key = ${rule.product}`)
  if (rule.category) parts.push(sql`t.category = ${rule.category}`)
  if (rule.in_last_days) parts.push(sql`t.last_at >= ${days(rule.in_last_days, cx.now)}`)
  return sql<boolean>`${rule.did ? sql`` : sql`not `}${somebodyHas(sql`${cx.workspace_id}`, sql`product_interest`, sql.join(parts, sql` and `))}`
}

/** A day of the year that comes round, where the person is: in so many days, or so many ago. The 29th of February is the 28th in other years. */
export function compileAnniversary(rule: AnniversaryRule, cx: CompileContext): Condition {
  const trait = cx.traits.get(rule.trait)
  if (trait?.type !== 'date') return sql<boolean>`false`
  const day = sql`((${cx.now}::timestamptz at time zone coalesce(c.time_zone, c.time_zone_assumed))::date + ${sql.lit(rule.in_days)})`
  const born = sql`to_char(x.time_value at time zone 'UTC', 'MM-DD')`
  return somebodyHas(sql`${cx.workspace_id}`, sql`contact_trait`, sql`t.trait_id = ${trait.id} and t.time_value is not null`, { columns: ['time_value'], where: sql`(${born} = to_char(${day}, 'MM-DD')
    or (${born} = '02-29' and to_char(${day}, 'MM-DD') = '02-28' and to_char(${day} + 1, 'MM-DD') = '03-01'))` })
}

/** The same share of people each time, drawn by their id: a sample, or with `inside: false` everybody but those held out. */
export function compileSample(rule: SampleRule): Condition {
  const drawn = sql`(('x' || left(md5(c.id || ${rule.salt}), 7))::bit(28)::int % 10000)`
  return sql<boolean>`${drawn} ${rule.inside ? sql`<` : sql`>=`} ${sql.lit(Math.round(rule.percent * 100))}`
}
