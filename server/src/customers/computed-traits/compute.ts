import { sql, type RawBuilder } from 'kysely'
import { pgArray, type SystemTx } from '../../platform/database/index.ts'
import { aggregated, matching, ofOrigin, sinceOf, theirRows } from '../segments/index.ts'
import type { ComputedRule, Fn } from './contract.ts'

export type Definition = { workspace_id: string; trait_id: string; rule: ComputedRule }

/** Of which kind the values of a function are. */
export const kindOf = (fn: Fn) => ({ count: 'number', sum: 'number', average: 'number', min: 'number', max: 'number', first: 'text', last: 'text', most_frequent: 'text', first_at: 'date', last_at: 'date' } as const)[fn]

/** The value over the events `t` of one person: null where there is none. */
function valueOf({ fn, property = '', type }: ComputedRule): RawBuilder<unknown> {
  const text = sql`left(t.properties ->> ${property}, 500)`
  const oldest = sql`t.at, t.id`
  const newest = sql`t.at desc, t.id desc`
  const pick = (order: RawBuilder<unknown>) => sql`(array_agg(${text} order by ${order}) filter (where t.properties ->> ${property} is not null))[1]`
  switch (fn) {
    case 'first': return pick(oldest)
    case 'last': return pick(newest)
    case 'most_frequent': return sql`mode() within group (order by ${text})`
    case 'first_at': return sql`min(t.at)`
    case 'last_at': return sql`max(t.at)`
    default: return aggregated({ fn, property, type, op: 'is' })
  }
}

/** A value in the columns of a trait: its text, and by its kind the number or the time. */
function columnsOf(fn: Fn): RawBuilder<unknown> {
  switch (kindOf(fn)) {
    case 'number': return sql`v.value::float8::text, v.value::float8, null::timestamptz`
    case 'date': return sql`to_char(v.value::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), null::float8, v.value::timestamptz`
    default: return sql`v.value::text, null::float8, null::timestamptz`
  }
}

/**
 * Writes the value for these people, each on the first of their contacts, from the events of all of them; who has none is
 * without the trait. The same again changes nothing, so that segments are told of what did change only.
 */
export async function compute(tx: SystemTx, { workspace_id, trait_id, rule }: Definition, people: readonly string[], now: Date): Promise<void> {
  if (people.length === 0) return
  const theirs = sql`any (${pgArray([...people])}::text[])`
  const where = ofOrigin(matching(rule, sinceOf(rule, now), now))(sql`c.origin`)
  await sql`
    with v as materialized (
      select c.id, x.value from contact c cross join lateral (select ${valueOf(rule)} as value from ${theirRows(sql`${workspace_id}`, sql`event`, where)} having count(*) > 0) x
      where c.workspace_id = ${workspace_id} and c.id = ${theirs} and c.id = c.person_id and x.value is not null),
    put as (
      insert into contact_trait as ct (workspace_id, trait_id, contact_id, text_value, float_value, time_value) select ${workspace_id}, ${trait_id}, v.id, ${columnsOf(rule.fn)} from v order by v.id
      on conflict (workspace_id, trait_id, contact_id) do update set text_value = excluded.text_value, float_value = excluded.float_value, time_value = excluded.time_value
        where (ct.text_value, ct.float_value, ct.time_value) is distinct from (excluded.text_value, excluded.float_value, excluded.time_value))
    delete from contact_trait ct using contact c where c.workspace_id = ${workspace_id} and c.person_id = ${theirs} and ct.workspace_id = c.workspace_id and ct.trait_id = ${trait_id} and ct.contact_id = c.id
      and not exists (select from v where v.id = ct.contact_id)`.execute(tx)
}
