import { sql, type RawBuilder } from 'kysely'
import { lookUp, ownOrigin, somebodyHas, theirRows, together } from './by-person.ts'
import type { CompileContext } from './compile.ts'
import { compareNumber, compareText, compareTime, days, scalars, type Condition } from './compare.ts'
import type { AggregateRule, Comparison, EngagementRule, EventRule, SequenceRule } from './contract.ts'

/** A property as a number, where it is one or a text that is. */
const numberOf = (property: string) => {
  const text = sql`(t.properties ->> ${property})`
  return sql`(case when jsonb_typeof(t.properties -> ${property}) = 'number' then ${text}::float8 when ${text} ~ '^-?\\d{1,15}(\\.\\d+)?$' then ${text}::float8 end)`
}

function compareProperty(where: Comparison & { property: string }, now: Date): Condition {
  const text = sql`(t.properties ->> ${where.property})`
  const sample = scalars(where.value)[0]
  if (['before', 'after', 'in_last_days', 'not_in_last_days', 'in_next_days'].includes(where.op)) return compareTime(sql`(case when ${text} ~ '^\\d{4}-\\d\\d-\\d\\d' then ${text}::timestamptz end)`, where, now)
  if (['gt', 'gte', 'lt', 'lte'].includes(where.op) || (typeof sample === 'number' && where.op !== 'contains'))
    return compareNumber(numberOf(where.property), where)
  return compareText(text, where)
}

/** Events of one kind, with what they must say, over `t`. */
export function matching({ type, where = [] }: Pick<EventRule, 'type' | 'where'>, since: Date | undefined, now: Date): RawBuilder<unknown> {
  return sql.join([sql`t.type = ${type}`, ...(since ? [sql`t.at >= ${since}`] : []), ...where.map((each) => compareProperty(each, now))], sql` and `)
}

/** The time from which on a rule looks, if it does not look at all. */
export function sinceOf({ in_last_days, since }: { in_last_days?: number; since?: string }, now: Date): Date | undefined {
  const times = [...(in_last_days ? [days(in_last_days, now)] : []), ...(since ? [new Date(since)] : [])]
  return times.length > 0 ? new Date(Math.max(...times.map(Number))) : undefined
}

const EVENT = sql`event`
export const ofOrigin = (where: RawBuilder<unknown>) => (origin: RawBuilder<unknown>) => sql`t.origin in ('live', ${origin}) and ${where}`

/** Whether a rule asks for an event at all, however many. */
export const isEver = ({ times }: EventRule): boolean => !times || (times.op === 'at_least' && times.n === 1)

/** How often somebody did something. */
export function compileTimes(rule: EventRule, cx: CompileContext): Condition {
  const where = matching(rule, sinceOf(rule, cx.now), cx.now)
  const times = rule.times!
  const not = rule.did ? sql`` : sql`not `
  if (times.n === 0) return times.op === 'at_least' ? sql<boolean>`${rule.did}::boolean` : sql<boolean>`${rule.did ? sql`not ` : sql``}${somebodyHas(sql`${cx.workspace_id}`, EVENT, where, { outer: ownOrigin, over: cx.over })}`
  if (cx.over === 'few') {
    // Counting one person's stops as soon as the answer is known.
    const operator = { at_least: sql`>=`, at_most: sql`<=`, exactly: sql`=` }[times.op]
    return sql<boolean>`${not}((select count(*) from (select from ${theirRows(sql`${cx.workspace_id}`, EVENT, ofOrigin(where)(sql`c.origin`))} limit ${sql.lit(times.n + 1)}) n) ${operator} ${times.n})`
  }
  // Whoever never did it has no row: "at most" is "not more than". A contact's are counted before people are looked for: of 2 M
  // events of one kind that takes 2.8 s instead of 5.
  const having = { at_least: sql`sum(t.n) >= ${times.n}`, at_most: sql`sum(t.n) > ${times.n}`, exactly: sql`sum(t.n) = ${times.n}` }[times.op]
  return sql<boolean>`${rule.did === (times.op === 'at_most') ? sql`not ` : sql``}exists (select from (select p.person_id as id
    from (select t.contact_id, t.origin, count(*) as n from event t where t.workspace_id = ${cx.workspace_id} and ${where} group by t.contact_id, t.origin) t
    join contact p on p.workspace_id = ${cx.workspace_id} and p.id = t.contact_id where t.origin in ('live', p.origin) group by p.person_id having ${having}) x where x.id = c.id)`
}

/** What a sum over nothing compares as: nobody who never did it has a row, and a rule such as "less than 3" is meant for them too. */
export function holdsOfNothing({ op, value }: Comparison): boolean {
  const n = Number(value)
  return { is: n === 0, is_not: n !== 0, lt: n > 0, lte: n >= 0, gt: n < 0, gte: n <= 0 }[op as 'is'] ?? false
}

/** A comparison of something summed over all of a person's contacts. */
export function summed(rows: Parameters<typeof together>[1], column: RawBuilder<unknown>, comparison: Comparison, cx: CompileContext, of: 'number' | 'time' = 'number'): Condition {
  const compared = of === 'time' ? compareTime(column, comparison, cx.now) : compareNumber(column, comparison)
  const negate = of === 'number' && holdsOfNothing(comparison)
  return sql<boolean>`${negate ? sql`not ` : sql``}${together(cx.workspace_id, rows, negate ? sql`not coalesce(${compared}, false)` : compared, cx.over)}`
}

/** What an aggregate rule adds up, over the events `t` that match. */
export function aggregated({ fn, property = '' }: AggregateRule): RawBuilder<unknown> {
  const value = numberOf(property)
  return { sum: sql`sum(${value})`, average: sql`avg(${value})`, min: sql`min(${value})`, max: sql`max(${value})`, count: sql`count(*)` }[fn]
}

/** A sum, average, extreme or count of a property over events. */
export function compileAggregate(rule: AggregateRule, cx: CompileContext): Condition {
  return summed({ table: EVENT, where: ofOrigin(matching(rule, sinceOf(rule, cx.now), cx.now)) }, aggregated(rule), rule, cx)
}

/** The two kinds of events of a sequence, over `t`, whoever they belong to. */
export function steps(rule: SequenceRule, now: Date): { first: RawBuilder<unknown>; next: RawBuilder<unknown> } {
  return { first: matching(rule.first, sinceOf(rule, now), now), next: matching(rule.next, undefined, now) }
}

/** One event, then another within so many days, on whichever of the person's contacts. */
export function compileSequence(rule: SequenceRule, cx: CompileContext): Condition {
  const { first, next } = steps(rule, cx.now)
  const not = rule.did ? sql`` : sql`not `
  const within = sql`make_interval(secs => ${rule.within_days * 86_400})`
  if (cx.over === 'few')
    return sql<boolean>`${not}${lookUp(sql`from (select t.at from ${theirRows(sql`${cx.workspace_id}`, EVENT, ofOrigin(first)(sql`c.origin`))}) f
      where exists (select from (select t.at from ${theirRows(sql`${cx.workspace_id}`, EVENT, next)}) u where u.at > f.at and u.at <= f.at + ${within})`)}`
  // Both kinds are read once and put in order by person; what follows each is counted in a window that moves along.
  return sql<boolean>`${not}exists (select from (
    select y.id from (select p.person_id as id, t.is_first and t.origin in ('live', p.origin) as is_first,
        count(*) filter (where t.is_next) over (partition by p.person_id order by t.at range between interval '1 microsecond' following and ${within} following) as followed
      from (select t.contact_id, t.at, t.origin, (${first}) as is_first, (${next}) as is_next from event t where t.workspace_id = ${cx.workspace_id} and t.type in (${rule.first.type}, ${rule.next.type})) t
      join contact p on p.workspace_id = ${cx.workspace_id} and p.id = t.contact_id) y
    where y.is_first and y.followed > 0 group by y.id) x where x.id = c.id)`
}

/** Events of what people did with messages, over `t`; what machines did is told apart and does not count. */
export function engagements(rule: EngagementRule, now: Date): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [matching({ type: `message.${rule.what}` }, sinceOf(rule, now), now), sql`(t.properties ->> 'machine') is distinct from 'true'`]
  if (rule.medium) parts.push(sql`t.properties ->> 'medium' = ${rule.medium}`)
  return sql.join(parts, sql` and `)
}
