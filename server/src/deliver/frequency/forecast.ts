import { sql, type RawBuilder } from 'kysely'
import { OWN_WISH } from './reserve.ts'

type Plan = { class: string; topic_id: string; content_key?: string }

/**
 * Whom a cap or a content key would refuse as things stand: a lateral subquery over the row `i` (person_id, send_at,
 * zone, origin) that yields `reason`, null for nobody, and `detail`. A forecast, for what is used may be more by the hour
 * of sending, and is less when something fails. It reads the period that each person's hour falls into.
 */
export function refusedByUse(workspace_id: string, plan: Plan, i: string): RawBuilder<unknown> {
  const row = (column: string) => sql.ref(`${i}.${column}`)
  if (plan.class === 'one_time_code') return sql`(select null::text as reason, null::text as detail)`
  const known = plan.content_key === undefined ? sql`false` : sql`exists (
    select from content_key_use u where u.workspace_id = ${workspace_id} and u.person_id = ${row('person_id')} and u.key = ${plan.content_key} and u.origin = ${row('origin')}
      and u.at > ${row('send_at')} - make_interval(days => coalesce((select h.same_content_days from sending_hours h where h.workspace_id = ${workspace_id}), 30)))`
  return sql`(
    select case when k.known then 'duplicate' when f.detail is not null then 'capped' end as reason, case when not k.known then f.detail end as detail
    from (select ${known} as known) k cross join (
      select string_agg(case when r.name = '' then '' else r.name || ': ' end || r.max || '/' || r.per, ', ' order by r.id) as detail
      from frequency_rule r join cap_use u on u.workspace_id = ${workspace_id} and u.person_id = ${row('person_id')} and u.rule_id = r.id
        and u.period_start = date_trunc(r.per, ${row('send_at')} at time zone ${row('zone')})::date and u.origin = ${row('origin')} and u.used >= r.max
      where r.workspace_id = ${workspace_id} and r.enabled and r.class in (${plan.class}, '*') and r.topic_id in (${plan.topic_id}, '*')) r
      cross join (select max(own.max_per_week || '/week') as detail from contact_preference own join cap_use u on u.workspace_id = ${workspace_id} and u.person_id = own.contact_id and u.rule_id = ${OWN_WISH}
        and u.period_start = date_trunc('week', ${row('send_at')} at time zone ${row('zone')})::date and u.origin = ${row('origin')} and u.used >= own.max_per_week
        where own.workspace_id = ${workspace_id} and own.contact_id = ${row('person_id')} and ${plan.class} = 'marketing') w
      cross join lateral (select case when r.detail is not null and w.detail is not null then r.detail || ', ' || w.detail else coalesce(r.detail, w.detail) end as detail) f)`
}
