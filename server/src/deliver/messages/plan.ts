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

/**
 * The media of a cascade's steps (step, medium, preferred) and the ways there are to send, as relations that `decide` reads.
 * `asks_wish`: whether a step may be by what each person prefers; `by_medium`: whether each medium has one way, whoever gets it.
 */
type PlanTables = { steps: RawBuilder<unknown>; routes: RawBuilder<unknown>; asks_wish: boolean; by_medium: boolean }

/** A step by the preferred medium stands here as every medium, of which each person's own is taken, and as the one of whoever has none. */
const stepRows = (steps: RawBuilder<unknown>) => sql`(select (s.n - 1)::int as step, m.medium, m.preferred from jsonb_array_elements(${steps}) with ordinality as s (body, n) cross join lateral (
  select x.medium, false as preferred from jsonb_array_elements_text(s.body -> 'media') x (medium) where x.medium <> ${PREFERRED}
  union all select x.medium, true from unnest(${[...MEDIA, PREFERRED]}::text[]) x (medium) where s.body -> 'media' ? ${PREFERRED} and (x.medium = ${PREFERRED} or not s.body -> 'media' ? x.medium)) m)`
const routeRows = (routes: RawBuilder<unknown>) => sql`(select * from jsonb_to_recordset(${routes}) as f (medium text, country text, operator text, connection_id text, sender_id text, approved boolean, price_micro bigint, per text, charged_on text))`
/** Of a row that brings its own plan. */
const tablesOf = (i: string): PlanTables => ({ steps: stepRows(sql.ref(`${i}.steps`)), routes: routeRows(sql.ref(`${i}.routes`)), asks_wish: true, by_medium: false })

/** Of one plan for many rows: steps that name their media written out, so that the planner knows how few they are, what is JSON read once, and nothing asked that it does not need. */
export function onePlan({ steps, routes }: Pick<Plan, 'steps' | 'routes'>): PlanTables & { ctes: RawBuilder<unknown> } {
  const asks_wish = steps.some(({ media }) => media.includes(PREFERRED))
  const named = steps.flatMap(({ media }, step) => media.map((medium) => sql`(${sql.lit(step)}::int, ${medium}::text, false)`))
  return {
    ctes: sql`${asks_wish ? sql`plan_step as materialized (select * from ${stepRows(sql`${JSON.stringify(steps)}::jsonb`)} x),` : sql``} plan_route as materialized (select * from ${routeRows(sql`${JSON.stringify(routes)}::jsonb`)} x)`,
    steps: asks_wish ? sql`plan_step` : sql`(values ${sql.join(named)})`,
    routes: sql`plan_route`,
    asks_wish,
    by_medium: routes.every(({ country, operator }) => country === '*' && (operator ?? '*') === '*') && new Set(routes.map(({ medium }) => medium)).size === routes.length,
  }
}

/**
 * What is told of each way: all that a hand-over needs, or what it costs, which is the same for many people; then what is not ok is told to
 * the end of the cascade, since a template may close the way that was found.
 */
export type OfWays = 'all' | 'prices'

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
export function decide(workspace_id: RawBuilder<unknown>, i: string, now: Date, { steps, routes, asks_wish, by_medium }: PlanTables = tablesOf(i), of_ways: OfWays = 'all'): RawBuilder<unknown> {
  const row = (column: string) => sql.ref(`${i}.${column}`)
  return sql`(
    select d.step, d.ways,
      case when d.step is null then
        case d.nearest when 6 then 'sender_not_approved' when 5 then 'no_connection' when 4 then 'no_consent' when 3 then 'opted_out' when 2 then 'suppressed' else 'unreachable' end
      end as reason,
      ${of_ways === 'prices' ? sql`d.refused` : sql`case when d.refused = '[]' then d.refused else coalesce((select jsonb_agg(x) from jsonb_array_elements(d.refused) x where d.step is null or (x ->> 'step')::int <= d.step), '[]') end`} as skips
    from (
      select min(o.step) filter (where o.status = 'ok') as step,
        max(case o.status when 'sender_not_approved' then 6 when 'no_connection' then 5 when 'no_consent' then 4 when 'opted_out' then 3 when 'suppressed' then 2 when 'endpoint_inactive' then 1 else 0 end) as nearest,
        coalesce(jsonb_agg(jsonb_build_object('step', o.step, 'medium', o.medium, 'reason', o.status) order by o.step, o.medium) filter (where o.status <> 'ok'), '[]') as refused,
        coalesce(json_agg(o order by o.step, o.medium) filter (where o.status = 'ok'), '[]') as ways
      from (
          select array_agg(c.medium) filter (where c.state = 'opted_out') as forbidden, array_agg(c.medium) filter (where c.state = 'opted_in') as allowed from consent_state c
          where ${row('class')} = 'marketing' and c.workspace_id = ${workspace_id} and c.person_id = ${row('person_id')} and c.topic_id in (${row('topic_id')}, '*')) k
      ${asks_wish ? sql`cross join (select case when exists (select from ${steps} plan_b (step, medium, preferred) where plan_b.preferred) then coalesce((select cp.medium from contact_preference cp where cp.workspace_id = ${workspace_id} and cp.contact_id = ${row('person_id')}), ${learnedMedium(workspace_id, row('person_id'), now)}) end as liked) own_wish` : sql``}
      cross join lateral (
        select m.step, m.medium, ${of_ways === 'all' ? sql`ep.id as endpoint_id, ep.address, r.connection_id,` : sql``} r.sender_id, r.price_micro, r.per, r.charged_on,
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
            ${asks_wish ? sql`when not m.preferred and m.medium = own_wish.liked and exists (select from ${steps} plan_b (step, medium, preferred) where plan_b.preferred and plan_b.step < m.step) then 'tried_as_preferred'` : sql``}
            else 'ok'
          end as status
        from ${steps} m (step, medium, preferred)
        left join (
          select distinct on (e.medium) e.medium, e.id, e.address, e.address_hash, e.country, e.operator, e.state from
            -- Their contacts first: a planner that takes the workspace for empty reads all its addresses, and for each of them all its contacts.
            (select p.id from contact p where p.workspace_id = ${workspace_id} and p.person_id = ${row('person_id')} offset 0) p join endpoint e on e.workspace_id = ${workspace_id} and e.contact_id = p.id
          where (e.scope = '' or e.scope in (select f.connection_id from ${routes} f))
          order by e.medium, e.state = 'active' desc, e.state_at desc nulls last, e.id) ep on ep.medium = m.medium
        ${by_medium ? sql`left join ${routes} r on r.medium = m.medium` : sql`left join lateral (
          select f.* from ${routes} f
          where f.medium = m.medium and f.country in (coalesce(ep.country, '*'), '*') and coalesce(f.operator, '*') in (coalesce(lower(ep.operator), '*'), '*') order by f.country <> '*' desc, f.operator <> '*' desc nulls last limit 1) r on true`}
        where m.step >= ${row('from_step')} ${asks_wish ? sql`and (not m.preferred or m.medium = coalesce(own_wish.liked, ${PREFERRED}))` : sql``} offset 0) o) d)`
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
