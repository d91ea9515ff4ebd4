import { sql, type RawBuilder } from 'kysely'
import { learnedMedium } from '../../customers/index.ts'
import { MEDIA } from '../../platform/media.ts'
import { PREFERRED, type CascadeStep } from '../cascades/index.ts'
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
  /** What the message is about, once for each person whatever brings it. */
  content_key?: string
  /** Seconds after its time of sending that a message is worth sending. */
  valid_for_s?: number
}

/** The media of a cascade's steps (step, medium, preferred) and the ways there are to send, as relations that `decide` reads. */
type PlanTables = { steps: RawBuilder<unknown>; routes: RawBuilder<unknown> }

/** A step by the preferred medium stands here as every medium, of which each person's own is taken, and as the one of whoever has none. */
const stepRows = (steps: RawBuilder<unknown>) => sql`(select (s.n - 1)::int as step, m.medium, m.preferred from jsonb_array_elements(${steps}) with ordinality as s (body, n) cross join lateral (
  select x.medium, false as preferred from jsonb_array_elements_text(s.body -> 'media') x (medium) where x.medium <> ${PREFERRED}
  union all select x.medium, true from unnest(${[...MEDIA, PREFERRED]}::text[]) x (medium) where s.body -> 'media' ? ${PREFERRED} and (x.medium = ${PREFERRED} or not s.body -> 'media' ? x.medium)) m)`
const routeRows = (routes: RawBuilder<unknown>) => sql`(select * from jsonb_to_recordset(${routes}) as f (medium text, country text, operator text, connection_id text, sender_id text, approved boolean, price_micro bigint, per text, charged_on text))`
/** Of a row that brings its own plan. */
const tablesOf = (i: string): PlanTables => ({ steps: stepRows(sql.ref(`${i}.steps`)), routes: routeRows(sql.ref(`${i}.routes`)) })

/** Of one plan for many rows: CTEs that read its JSON once, and the relations they make. */
export const onePlan = ({ steps, routes }: Pick<Plan, 'steps' | 'routes'>): PlanTables & { ctes: RawBuilder<unknown> } => ({
  ctes: sql`plan_step as materialized (select * from ${stepRows(sql`${JSON.stringify(steps)}::jsonb`)} x), plan_route as materialized (select * from ${routeRows(sql`${JSON.stringify(routes)}::jsonb`)} x)`,
  steps: sql`plan_step`,
  routes: sql`plan_route`,
})

/**
 * Every way the cascade of one row could go, decided: a lateral subquery over the row `i` (person_id, class, topic_id,
 * from_step, steps, routes). It yields `step`, the first with a way that is ok, else null and `reason`, the one that came
 * nearest; `ways`, what is ok, and `skips`, what is not up to that step, each with medium and reason. The one place that
 * knows who may be written to and how: planning, rehearsal and each move to a next step read it.
 *
 * It is lateral on purpose. As a relation of its own, joined by key, a planner with the statistics of an empty table
 * repeats it for each row: 900 people took 40 s after an import, and take 0.2 s so. Consents and endpoints are read once a
 * row, not once a step. `offset 0` keeps the planner from writing the status once for each of its five readers; whole rows
 * as json take half the time of objects as jsonb.
 */
export function decide(workspace_id: RawBuilder<unknown>, i: string, now: Date, { steps, routes }: PlanTables = tablesOf(i)): RawBuilder<unknown> {
  const row = (column: string) => sql.ref(`${i}.${column}`)
  return sql`(
    select d.step, d.ways,
      case when d.step is null then
        case d.nearest when 6 then 'sender_not_approved' when 5 then 'no_connection' when 4 then 'no_consent' when 3 then 'opted_out' when 2 then 'suppressed' else 'unreachable' end
      end as reason,
      case when d.refused = '[]' then d.refused else coalesce((select jsonb_agg(x) from jsonb_array_elements(d.refused) x where d.step is null or (x ->> 'step')::int <= d.step), '[]') end as skips
    from (
      select min(o.step) filter (where o.status = 'ok') as step,
        max(case o.status when 'sender_not_approved' then 6 when 'no_connection' then 5 when 'no_consent' then 4 when 'opted_out' then 3 when 'suppressed' then 2 when 'endpoint_inactive' then 1 else 0 end) as nearest,
        coalesce(jsonb_agg(jsonb_build_object('step', o.step, 'medium', o.medium, 'reason', o.status) order by o.step, o.medium) filter (where o.status <> 'ok'), '[]') as refused,
        coalesce(json_agg(o order by o.step, o.medium) filter (where o.status = 'ok'), '[]') as ways
      from (
        select m.step, m.medium, ep.id as endpoint_id, ep.address, r.connection_id, r.sender_id, r.price_micro, r.per, r.charged_on,
          case
            when m.medium = ${PREFERRED} then 'no_preference'
            when ep.id is null then 'no_endpoint'
            when ep.state <> 'active' then 'endpoint_inactive'
            when exists (select from suppression x where x.workspace_id = ${workspace_id} and x.medium = m.medium and x.address_hash = ep.address_hash and (x.reason <> 'erased' or ${row('class')} = 'marketing')) then 'suppressed'
            when ${row('class')} = 'marketing' and (m.medium = any (k.forbidden) or '*' = any (k.forbidden)) then 'opted_out'
            when ${row('class')} = 'marketing' and (m.medium = any (k.allowed) or '*' = any (k.allowed)) is not true then 'no_consent'
            when r.connection_id is null then 'no_connection'
            when not r.approved then 'sender_not_approved'
            -- Whoever wants to be written to there was, and is not again in a later step.
            when not m.preferred and m.medium = own_wish.liked and exists (select from ${steps} plan_b where plan_b.preferred and plan_b.step < m.step) then 'tried_as_preferred'
            else 'ok'
          end as status
        from (
          select array_agg(c.medium) filter (where c.state = 'opted_out') as forbidden, array_agg(c.medium) filter (where c.state = 'opted_in') as allowed from consent_state c
          where ${row('class')} = 'marketing' and c.workspace_id = ${workspace_id} and c.person_id = ${row('person_id')} and c.topic_id in (${row('topic_id')}, '*')) k
        cross join (select case when exists (select from ${steps} plan_b where plan_b.preferred) then coalesce((select cp.medium from contact_preference cp where cp.workspace_id = ${workspace_id} and cp.contact_id = ${row('person_id')}), ${learnedMedium(workspace_id, row('person_id'), now)}) end as liked) own_wish
        cross join ${steps} m
        left join (
          select distinct on (e.medium) e.medium, e.id, e.address, e.address_hash, e.country, e.operator, e.state from contact p join endpoint e on e.workspace_id = ${workspace_id} and e.contact_id = p.id
          where p.workspace_id = ${workspace_id} and p.person_id = ${row('person_id')}
            and (e.scope = '' or e.scope in (select f.connection_id from ${routes} f))
          order by e.medium, e.state = 'active' desc, e.state_at desc nulls last, e.id) ep on ep.medium = m.medium
        left join lateral (
          select f.* from ${routes} f
          where f.medium = m.medium and f.country in (coalesce(ep.country, '*'), '*') and coalesce(f.operator, '*') in (coalesce(lower(ep.operator), '*'), '*') order by f.country <> '*' desc, f.operator <> '*' desc nulls last limit 1) r on true
        where m.step >= ${row('from_step')} and (not m.preferred or m.medium = coalesce(own_wish.liked, ${PREFERRED})) offset 0) o) d)`
}

/** The ways of a decided row at its step, as rows: what goes into the queue. */
export const waysAt = (row: string) => sql`json_to_recordset(${sql.ref(`${row}.ways`)}) as w (step int, medium text, endpoint_id text, address text, connection_id text, sender_id text, price_micro bigint, per text, charged_on text)`

/** The language a person gets: exactly theirs, else its base (uk-UA → uk), else the content's default. */
export function localeFor(locale: RawBuilder<unknown>, plan: Pick<Plan, 'locales' | 'default_locale'>): RawBuilder<unknown> {
  return sql`case when ${locale} = any (${plan.locales}::text[]) then ${locale} when split_part(${locale}, '-', 1) = any (${plan.locales}::text[]) then split_part(${locale}, '-', 1) else ${plan.default_locale} end`
}

/**
 * When a person's message is due: the plan's instant, or its wall-clock time where that person is; never before `now`. A
 * time that the clock skips is the end of the gap, one that it shows twice is the first; one that has passed is now.
 */
export function sendAtFor(zone: RawBuilder<unknown>, plan: Plan, now: Date): RawBuilder<unknown> {
  if (plan.send_local) return sql`greatest(local_instant(${plan.send_local}::timestamp, ${zone}), ${now}::timestamptz)`
  return sql`greatest(${plan.send_at ?? null}::timestamptz, ${now}::timestamptz)`
}
