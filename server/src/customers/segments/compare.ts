import { sql, type RawBuilder } from 'kysely'
import { fail } from '../../platform/problem.ts'
import type { Comparison } from './contract.ts'

export type Condition = RawBuilder<boolean>

export const scalars = (value: Comparison['value']) => (Array.isArray(value) ? value : value === undefined ? [] : [value])
const like = (value: unknown) => String(value).replaceAll(/[\\%_]/g, '\\$&')

function asTime(value: Comparison['value'], now: Date): Date {
  const time = value === 'now' ? now : new Date(String(value))
  if (Number.isNaN(time.getTime())) fail('invalid', `"${String(value)}" is not a date; write it as 2026-11-24 or 2026-11-24T10:00:00Z.`)
  return time
}

export function days(value: Comparison['value'], now: Date): Date {
  const n = Number(value)
  if (!Number.isFinite(n) || n < 0) fail('invalid', `"${String(value)}" is not a number of days.`)
  return new Date(now.getTime() - n * 86_400_000)
}

/** A comparison of a text expression. Case counts in `is`; `contains` and `starts_with` do not mind it. */
export function compareText(column: RawBuilder<unknown>, { op, value }: Comparison): Condition {
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

export function compareNumber(column: RawBuilder<unknown>, { op, value }: Comparison): Condition {
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

export function compareTime(column: RawBuilder<unknown>, { op, value }: Comparison, now: Date): Condition {
  switch (op) {
    case 'before': case 'lt': return sql`${column} < ${asTime(value, now)}`
    case 'after': case 'gt': return sql`${column} > ${asTime(value, now)}`
    case 'lte': return sql`${column} <= ${asTime(value, now)}`
    case 'gte': return sql`${column} >= ${asTime(value, now)}`
    case 'is': return sql`${column} = ${asTime(value, now)}`
    case 'is_not': return sql`${column} is distinct from ${asTime(value, now)}`
    case 'in_last_days': return sql`(${column} >= ${days(value, now)} and ${column} <= ${now})`
    case 'not_in_last_days': return sql`(${column} is null or ${column} < ${days(value, now)})`
    case 'in_next_days': return sql`(${column} >= ${now} and ${column} <= ${new Date(2 * now.getTime() - days(value, now).getTime())})`
    case 'exists': return sql`${column} is not null`
    case 'not_exists': return sql`${column} is null`
    default: return fail('invalid', `"${op}" does not compare dates.`)
  }
}
