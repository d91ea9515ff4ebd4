import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'

/** CTEs of a statement that asks `openAt`: the hours of a workspace, and the days off by country that may matter. */
export function hoursOf(workspace_id: string, now: Date): RawBuilder<unknown> {
  return sql`
    hours as materialized (select marketing, transactional, days_off, spread_s, digest_time, digest_weekday from sending_hours where workspace_id = ${workspace_id}),
    closed_day as materialized (
      select country, array_agg(date) filter (where kind = 'off') as days_off, array_agg(date) filter (where kind = 'work') as workdays from day_off
      where workspace_id = ${workspace_id} and date between ${now}::timestamptz::date - 1 and ${now}::timestamptz::date + 401 and exists (select from hours where hours.days_off) group by country),
    home as materialized (select country from workspace where id = ${workspace_id}),
    wish as (select contact_id, opens, closes from contact_preference where workspace_id = ${workspace_id} and opens is not null)`
}

/**
 * The first instant from `at` on at which the contact `c` may be written to, by the workspace's hours and by those that the person asked for. What has to wait gets its own moment after
 * opening by `seed`, which is the source and the contact: so a rehearsal, its launch and the claim say the same.
 */
export function openAt(c: string, kind: RawBuilder<unknown>, at: RawBuilder<unknown>, source_id: RawBuilder<unknown>): RawBuilder<unknown> {
  const of = (column: string) => sql.ref(`${c}.${column}`)
  return sql`coalesce((
    select next_open(${at}, coalesce(${of('time_zone')}, ${of('time_zone_assumed')}), case ${kind} when 'marketing' then case when asked.opens is null then hours.marketing else own_hours(hours.marketing, asked.opens, asked.closes) end when 'transactional' then hours.transactional end,
      d.days_off, d.workdays, coalesce(hours.spread_s, 1800), ${source_id} || ${of('id')})
    from (select 1) one left join hours on true left join closed_day d on d.country = coalesce(${of('country')}, (select country from home))
      left join wish asked on asked.contact_id = ${of('person_id')}), ${at})`
}

/** The hour of the digest that the contact `c` asked for, of what would go at `at`: the same instant for all of a person's. */
export function digestAt(c: string, every: RawBuilder<unknown>, at: RawBuilder<unknown>): RawBuilder<unknown> {
  const of = (column: string) => sql.ref(`${c}.${column}`)
  const next = sql`next_digest(${at}, coalesce(${of('time_zone')}, ${of('time_zone_assumed')}), ${every}, coalesce((select hours.digest_time from hours), '10:00'), coalesce((select hours.digest_weekday from hours), 1))`
  return openAt(c, sql`'marketing'::text`, next, sql`'digest'::text`)
}

/** When one message to one contact may go at the earliest; exempt are one-time codes, and answers that people write. */
export async function openFor(tx: Tx, workspace_id: string, message: { contact_id: string; class: string; source: { kind: string; id: string } }, at: Date): Promise<Date> {
  if (isExempt({ class: message.class, source_kind: message.source.kind })) return at
  const { rows } = await sql<{ at: Date }>`with ${hoursOf(workspace_id, at)}
    select ${openAt('c', sql`${message.class}::text`, sql`${at}::timestamptz`, sql`${message.source.id}::text`)} as at from contact c where c.workspace_id = ${workspace_id} and c.id = ${message.contact_id}`.execute(tx)
  return rows[0]?.at ?? at
}

/** What no cap and no hour holds: a code somebody waits for, an answer to what somebody wrote, the question whether it was they who signed up, a test to oneself. */
export function isExempt(message: { class: string; source_kind: string }): boolean {
  return message.class === 'one_time_code' || ['reply', 'test', 'consent'].includes(message.source_kind)
}
