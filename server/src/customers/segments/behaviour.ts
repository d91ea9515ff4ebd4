import { sql, type RawBuilder } from 'kysely'
import { ownOrigin, somebodyHas, theirContacts } from './by-person.ts'
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
  if (['before', 'after', 'in_last_days', 'not_in_last_days'].includes(where.op)) return compareTime(sql`(case when ${text} ~ '^\\d{4}-\\d\\d-\\d\\d' then ${text}::timestamptz end)`, where, now)
  if (['gt', 'gte', 'lt', 'lte'].includes(where.op) || (typeof sample === 'number' && where.op !== 'contains'))
    return compareNumber(numberOf(where.property), where)
  return compareText(text, where)
}

export function compileEvent(rule: EventRule, cx: CompileContext): Condition {
  const parts: RawBuilder<unknown>[] = [sql`t.type = ${rule.type}`]
  if (rule.in_last_days) parts.push(sql`t.at >= ${days(rule.in_last_days, cx.now)}`)
  if (rule.since) parts.push(sql`t.at >= ${new Date(rule.since)}`)
  for (const where of rule.where ?? []) parts.push(compareProperty(where, cx.now))
  const { times } = rule
  const where = sql.join(parts, sql` and `)
  if (!times || (times.op === 'at_least' && times.n === 1)) return sql<boolean>`${rule.did ? sql`` : sql`not `}${somebodyHas(sql`${cx.workspace_id}`, sql`event`, where, ownOrigin)}`
  const from = sql`from event t where t.workspace_id = ${cx.workspace_id} and t.contact_id in ${theirContacts} and t.origin in ('live', c.origin) and ${where}`
  // Counting stops as soon as the answer is known.
  const operator = { at_least: sql`>=`, at_most: sql`<=`, exactly: sql`=` }[times.op]
  const counted = sql<boolean>`(select count(*) from (select ${from} limit ${sql.lit(times.n + 1)}) n) ${operator} ${times.n}`
  return rule.did ? counted : sql<boolean>`not ${counted}`
}

/** What a sum over nothing compares as: nobody who never did it has a row, and a rule such as "less than 3" is meant for them too. */
export function holdsOfNothing({ op, value }: Comparison): boolean {
  const n = Number(value)
  return { is: n === 0, is_not: n !== 0, lt: n > 0, lte: n >= 0, gt: n < 0, gte: n <= 0 }[op as 'is'] ?? false
}

/** A comparison of something summed over all of a person's contacts. */
export function summed(from: RawBuilder<unknown>, column: RawBuilder<unknown>, comparison: Comparison, time?: Date): Condition {
  const compared = time ? compareTime(column, comparison, time) : compareNumber(column, comparison)
  const negate = time ? false : holdsOfNothing(comparison)
  const having = negate ? sql`not coalesce(${compared}, false)` : compared
  return sql<boolean>`${negate ? sql`not ` : sql``}exists (select from (select p.person_id as id ${from} group by p.person_id having ${having}) x where x.id = c.id)`
}

/** A sum, average, extreme or count of a property over events. */
export function compileAggregate(rule: AggregateRule, cx: CompileContext): Condition {
  const parts: RawBuilder<unknown>[] = [sql`t.workspace_id = ${cx.workspace_id}`, sql`t.type = ${rule.type}`, sql`t.origin in ('live', p.origin)`]
  if (rule.in_last_days) parts.push(sql`t.at >= ${days(rule.in_last_days, cx.now)}`)
  for (const where of rule.where ?? []) parts.push(compareProperty(where, cx.now))
  const value = numberOf(rule.property ?? '')
  const column = { sum: sql`sum(${value})`, average: sql`avg(${value})`, min: sql`min(${value})`, max: sql`max(${value})`, count: sql`count(*)` }[rule.fn]
  return summed(sql`from event t join contact p on p.workspace_id = t.workspace_id and p.id = t.contact_id where ${sql.join(parts, sql` and `)}`, column, rule)
}

/** One event, then another within so many days, on whichever of the person's contacts. */
export function compileSequence(rule: SequenceRule, cx: CompileContext): Condition {
  const seconds = rule.within_days * 86_400
  const first = [sql`t.workspace_id = ${cx.workspace_id}`, sql`t.type = ${rule.first.type}`, sql`t.origin in ('live', c.origin)`, ...(rule.first.where ?? []).map((where) => compareProperty(where, cx.now)), ...(rule.in_last_days ? [sql`t.at >= ${days(rule.in_last_days, cx.now)}`] : [])]
  const next = sql.join([sql`t.workspace_id = ${cx.workspace_id}`, sql`t.type = ${rule.next.type}`, ...(rule.next.where ?? []).map((where) => compareProperty(where, cx.now))], sql` and `)
  const followed = (contact: RawBuilder<unknown>) => sql`exists (select from (select t.at, t.contact_id from event t where ${next} and t.contact_id = ${contact}) u where u.at > t.at and u.at <= t.at + make_interval(secs => ${seconds}))`
  const where = sql.join(first, sql` and `)
  return sql<boolean>`${rule.did ? sql`` : sql`not `}exists (select from event t where t.contact_id in ${theirContacts} and ${where}
    and (${followed(sql`t.contact_id`)} or exists (select from person_sibling s where s.workspace_id = ${cx.workspace_id} and s.contact_id = t.contact_id and ${followed(sql`s.sibling_id`)})))`
}

/** What people did with messages; what machines did is told apart and does not count. */
export function compileEngagement(rule: EngagementRule, cx: CompileContext): Condition {
  const parts: RawBuilder<unknown>[] = [sql`t.type = ${`message.${rule.what}`}`, sql`(t.properties ->> 'machine') is distinct from 'true'`]
  if (rule.medium) parts.push(sql`t.properties ->> 'medium' = ${rule.medium}`)
  if (rule.in_last_days) parts.push(sql`t.at >= ${days(rule.in_last_days, cx.now)}`)
  return sql<boolean>`${rule.did ? sql`` : sql`not `}${somebodyHas(sql`${cx.workspace_id}`, sql`event`, sql.join(parts, sql` and `), ownOrigin)}`
}
