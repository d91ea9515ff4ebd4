import { sql, type RawBuilder } from 'kysely'
import { digestAt } from './hours.ts'
import { OWN_WISH } from './reserve.ts'

type Plan = { class: string; topic_id: string; content_key?: string; steps: { media: readonly string[] }[] }

/**
 * Who gets it in the digest that they asked for: a lateral subquery over the row `i` (contact_id, person_id, send_at, step,
 * ways) that yields `at`, the hour of their digest, and `alone`, where nothing of its step goes before. No row for all others. Reads `hoursOf`.
 */
export function digestOf(workspace_id: string, plan: Plan, i: string): RawBuilder<unknown> {
  const row = (column: string) => sql.ref(`${i}.${column}`)
  if (plan.class !== 'marketing' || !plan.steps.some(({ media }) => media.some((medium) => ['email', 'preferred'].includes(medium)))) return sql`(select null::timestamptz as at, false as alone where false)`
  return sql`(
    select ${digestAt('dc', sql`dp.digest`, row('send_at'))} as at, x.alone
    from contact_preference dp join contact dc on dc.workspace_id = dp.workspace_id and dc.id = ${row('contact_id')}
      cross join lateral (select bool_or(w.medium = 'email') as has_email, bool_and(w.medium = 'email') filter (where w.step = ${row('step')}) as alone from json_to_recordset(${row('ways')}) as w (step int, medium text)) x
    where dp.workspace_id = ${workspace_id} and dp.contact_id = ${row('person_id')} and dp.digest is not null and x.has_email)`
}

/**
 * Whom a cap or a content key would refuse as things stand: a lateral subquery over the row `i` (person_id, zone, origin),
 * of what would go at `at`, that yields `reason`, null for nobody, and `detail`. A forecast, for what is used may be more by the hour
 * of sending, and is less when something fails. It reads the period that each person's hour falls into.
 */
export function refusedByUse(workspace_id: string, plan: Plan, i: string, at: RawBuilder<unknown>): RawBuilder<unknown> {
  const row = (column: string) => sql.ref(`${i}.${column}`)
  if (plan.class === 'one_time_code') return sql`(select null::text as reason, null::text as detail)`
  const known = plan.content_key === undefined ? sql`false` : sql`exists (
    select from content_key_use u where u.workspace_id = ${workspace_id} and u.person_id = ${row('person_id')} and u.key = ${plan.content_key} and u.origin = ${row('origin')}
      and u.at > ${at} - make_interval(days => coalesce((select h.same_content_days from sending_hours h where h.workspace_id = ${workspace_id}), 30)))`
  return sql`(
    select case when k.known then 'duplicate' when f.detail is not null then 'capped' end as reason, case when not k.known then f.detail end as detail
    from (select ${known} as known) k cross join (
      select string_agg(case when r.name = '' then '' else r.name || ': ' end || r.max || '/' || r.per, ', ' order by r.id) as detail
      from frequency_rule r join cap_use u on u.workspace_id = ${workspace_id} and u.person_id = ${row('person_id')} and u.rule_id = r.id
        and u.period_start = date_trunc(r.per, ${at} at time zone ${row('zone')})::date and u.origin = ${row('origin')} and u.used >= r.max
      where r.workspace_id = ${workspace_id} and r.enabled and r.class in (${plan.class}, '*') and r.topic_id in (${plan.topic_id}, '*')) r
      cross join (select max(own.max_per_week || '/week') as detail from contact_preference own join cap_use u on u.workspace_id = ${workspace_id} and u.person_id = own.contact_id and u.rule_id = ${OWN_WISH}
        and u.period_start = date_trunc('week', ${at} at time zone ${row('zone')})::date and u.origin = ${row('origin')} and u.used >= own.max_per_week
        where own.workspace_id = ${workspace_id} and own.contact_id = ${row('person_id')} and ${plan.class} = 'marketing') w
      cross join lateral (select case when r.detail is not null and w.detail is not null then r.detail || ', ' || w.detail else coalesce(r.detail, w.detail) end as detail) f)`
}
