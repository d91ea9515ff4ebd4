import { sql, type RawBuilder } from 'kysely'
import type { CascadeStep } from '../cascades/index.ts'
import type { Route } from '../connections/index.ts'

/** What planning reads of a run or a message: frozen when it starts, so that later edits change nothing under way. */
export type Plan = {
  class: 'transactional' | 'marketing' | 'one_time_code'
  topic_id: string
  steps: CascadeStep[]
  routes: Route[]
  locales: string[]
  default_locale: string
  /** One instant for all, or a wall-clock time ("2026-11-25T10:00") in each person's zone; neither: at once. */
  send_at?: string
  send_local?: string
  /** Seconds after planning that a message is worth sending. */
  valid_for_s?: number
}

/**
 * For each row of `input` (key, contact_id, person_id, class, topic_id, from_step, steps, routes), every way its cascade
 * could go from that step on: medium, endpoint, route, and `status`, 'ok' or why not. The one place that knows who may
 * be written to and how; planning, rehearsal and each move to a next step all read it.
 */
export function optionsOf(workspace_id: RawBuilder<unknown>, input: string): RawBuilder<unknown> {
  const i = sql.raw(input)
  return sql`
    select i.key, (s.n - 1)::int as step, m.medium, ep.id as endpoint_id, ep.address, r.connection_id, r.sender_id, r.price_micro, r.per, r.charged_on,
      case
        when ep.id is null then 'no_endpoint'
        when ep.state <> 'active' then 'endpoint_inactive'
        when exists (select from suppression x where x.workspace_id = ${workspace_id} and x.medium = m.medium and x.address_hash = ep.address_hash) then 'suppressed'
        when i.class = 'marketing' and k.forbidden then 'opted_out'
        when i.class = 'marketing' and k.allowed is not true then 'no_consent'
        when r.connection_id is null then 'no_connection'
        when not r.approved then 'sender_not_approved'
        else 'ok'
      end as status
    from ${i} i
    cross join lateral jsonb_array_elements(i.steps) with ordinality as s (body, n)
    cross join lateral jsonb_array_elements_text(s.body -> 'media') as m (medium)
    left join lateral (
      select e.id, e.address, e.address_hash, e.country, e.state from endpoint e
      where e.workspace_id = ${workspace_id} and e.contact_id in (select p.id from contact p where p.workspace_id = ${workspace_id} and p.person_id = i.person_id) and e.medium = m.medium
        and (e.scope = '' or e.scope in (select f ->> 'connection_id' from jsonb_array_elements(i.routes) f))
      order by e.state = 'active' desc, e.state_at desc nulls last, e.id limit 1) ep on true
    left join lateral (
      select f.* from jsonb_to_recordset(i.routes) as f (medium text, country text, connection_id text, sender_id text, approved boolean, price_micro bigint, per text, charged_on text)
      where f.medium = m.medium and f.country in (coalesce(ep.country, '*'), '*') order by f.country <> '*' desc limit 1) r on true
    left join lateral (
      select bool_or(c.state = 'opted_out') as forbidden, bool_or(c.state = 'opted_in') as allowed from consent_state c
      where c.workspace_id = ${workspace_id} and c.person_id = i.person_id and c.medium in (m.medium, '*') and c.topic_id in (i.topic_id, '*')) k on true
    where s.n - 1 >= i.from_step`
}

/**
 * The decision for each key of `options`: the first step with a way that is ok, else the reason that came nearest to one.
 * `skips` are the ways before that step with their reasons.
 */
export function decisionsOf(options: string): RawBuilder<unknown> {
  const o = sql.raw(options)
  return sql`
    select d.key, d.step,
      case when d.step is null then
        case d.nearest when 6 then 'sender_not_approved' when 5 then 'no_connection' when 4 then 'no_consent' when 3 then 'opted_out' when 2 then 'suppressed' else 'unreachable' end
      end as reason,
      coalesce((select jsonb_agg(jsonb_build_object('step', x.step, 'medium', x.medium, 'reason', x.status) order by x.step)
        from ${o} x where x.key = d.key and x.status <> 'ok' and (d.step is null or x.step <= d.step)), '[]') as skips
    from (
      select o.key, min(o.step) filter (where o.status = 'ok') as step,
        max(case o.status when 'sender_not_approved' then 6 when 'no_connection' then 5 when 'no_consent' then 4 when 'opted_out' then 3 when 'suppressed' then 2 when 'endpoint_inactive' then 1 else 0 end) as nearest
      from ${o} o group by o.key) d`
}

/** The language a person gets: exactly theirs, else its base (uk-UA → uk), else the content's default. */
export function localeFor(locale: RawBuilder<unknown>, plan: Pick<Plan, 'locales' | 'default_locale'>): RawBuilder<unknown> {
  return sql`case when ${locale} = any (${plan.locales}::text[]) then ${locale} when split_part(${locale}, '-', 1) = any (${plan.locales}::text[]) then split_part(${locale}, '-', 1) else ${plan.default_locale} end`
}

/** When a person's message is due: the plan's instant, or its wall-clock time where that person is; never before `now`. */
export function sendAtFor(zone: RawBuilder<unknown>, plan: Plan, now: Date): RawBuilder<unknown> {
  if (plan.send_local) return sql`greatest((${plan.send_local}::timestamp at time zone ${zone}), ${now}::timestamptz)`
  return sql`greatest(${plan.send_at ?? null}::timestamptz, ${now}::timestamptz)`
}
