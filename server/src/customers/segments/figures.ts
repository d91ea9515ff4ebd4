import { sql, type RawBuilder } from 'kysely'
import { aggregated, engagements, matching, ofOrigin, sinceOf, steps } from './behaviour.ts'
import { theirContacts } from './by-person.ts'
import { FIELDS, type CompileContext } from './compile.ts'
import type { Rule } from './contract.ts'
import { BOUGHT, drawn, interests, nextRound, PURCHASED, rfmClass } from './known.ts'
import { KEPT_IN, unfinished, WORTH } from './unfinished.ts'

type Figure = RawBuilder<object | null>

/** What is added up of one person's rows, as an object; `columns` are over `t`. */
const theirs = (cx: CompileContext, table: RawBuilder<unknown>, where: RawBuilder<unknown>, columns: RawBuilder<unknown>): Figure =>
  sql<object>`(select jsonb_build_object(${columns}) from ${table} t where t.workspace_id = ${cx.workspace_id} and t.contact_id in ${theirContacts} and ${where})`

const TIMES = sql`'times', count(*), 'at', max(t.at)`
const events = (cx: CompileContext, where: RawBuilder<unknown>, columns = TIMES) => theirs(cx, sql`event`, ofOrigin(where)(sql`c.origin`), columns)

/** How often the first came, and how long after it the second one did at the soonest, in days. */
function sequence(rule: Extract<Rule, { sequence: unknown }>['sequence'], cx: CompileContext): Figure {
  const { first, next } = steps(rule, cx.now)
  const soonest = sql`(select extract(epoch from u.at - t.at) / 86400 from (select t.at from event t where t.workspace_id = ${cx.workspace_id} and t.contact_id in ${theirContacts} and ${next}) u where u.at > t.at order by u.at limit 1)`
  return events(cx, first, sql`'times', count(*), 'at', max(t.at), 'days', min(${soonest})`)
}

/** What the house knows of one person, `contact c`, about one condition: the figure that the rule compares. */
export function figureOf(rule: Rule, cx: CompileContext): Figure | undefined {
  if ('event' in rule) return events(cx, matching(rule.event, sinceOf(rule.event, cx.now), cx.now))
  if ('engagement' in rule) return events(cx, engagements(rule.engagement, cx.now))
  if ('sequence' in rule) return sequence(rule.sequence, cx)
  if ('aggregate' in rule) return events(cx, matching(rule.aggregate, sinceOf(rule.aggregate, cx.now), cx.now), sql`'value', ${aggregated(rule.aggregate)}, 'times', count(*)`)
  if ('purchases' in rule) return theirs(cx, BOUGHT.table, sql`true`, sql`${rule.purchases.endsWith('_at') ? sql`'at'` : sql`'value'`}, ${PURCHASED[rule.purchases]}`)
  if ('rfm' in rule) return theirs(cx, BOUGHT.table, sql`true`, sql`'kind', ${rfmClass(PURCHASED.last_order_at, PURCHASED.orders, cx.now)}, 'times', sum(t.orders), 'at', max(t.last_at)`)
  if ('interest' in rule) {
    const times = { viewed: sql`sum(t.views)`, added: sql`sum(t.adds)`, wished: sql`count(*)`, bought: sql`sum(t.bought)` }[rule.interest.sign]
    return theirs(cx, sql`product_interest`, interests(rule.interest, cx.now), sql`'times', coalesce(${times}, 0), 'at', max(t.last_at)`)
  }
  if ('unfinished' in rule) {
    // What is open of the kind at all, to compare with what is asked of it.
    const { what, has } = rule.unfinished
    const { table, at } = KEPT_IN[what]
    const open = unfinished({ what, has }, cx)
    const last = sql`(select t.* from inbound t where t.workspace_id = ${cx.workspace_id} and t.contact_id in ${theirContacts} order by t.received_at desc, t.id desc limit 1)`
    if (what === 'chat') return sql<object>`jsonb_build_object('at', (select t.received_at from ${last} t where ${open}))`
    return theirs(cx, table, open, sql`${what === 'basket' ? sql`'value', max(${WORTH})` : sql`'times', count(*)`}, 'at', max(${at})`)
  }
  if ('anniversary' in rule) return nextRound(rule.anniversary, cx)
  if ('sample' in rule) return sql<object>`jsonb_build_object('percent', ${drawn(rule.sample)} / 100.0)`
  if ('score' in rule) return sql<object>`jsonb_build_object('value', coalesce((select t.score from contact_score t where t.workspace_id = ${cx.workspace_id} and t.contact_id = c.id), 0))`
  if ('stage' in rule) return sql<object>`(select jsonb_build_object('kind', s.key, 'text', s.name, 'at', t.since) from contact_stage t join stage s on s.workspace_id = t.workspace_id and s.id = t.stage_id where t.workspace_id = ${cx.workspace_id} and t.contact_id = c.id)`
  if ('field' in rule) {
    const { column, kind } = FIELDS[rule.field]!
    return kind === 'time' ? sql<object>`jsonb_build_object('at', ${column})` : sql<object>`jsonb_build_object('text', ${kind === 'name' ? sql`c.name` : column})`
  }
  const trait = 'trait' in rule ? cx.traits.get(rule.trait) : undefined
  if (!trait) return undefined
  const known = trait.type === 'number' ? sql`'value', max(t.float_value)` : trait.type === 'date' ? sql`'at', max(t.time_value)` : sql`'text', string_agg(distinct t.text_value, ', ')`
  return theirs(cx, sql`contact_trait`, sql`t.trait_id = ${trait.id}`, known)
}
