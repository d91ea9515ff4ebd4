import { sql, type RawBuilder } from 'kysely'
import type { SystemTx } from '../../platform/database/index.ts'
import { hoursOf, openAt } from '../frequency/index.ts'
import { decide, localeFor, onePlan, sendAtFor, waysAt, type OfWays, type Plan } from './plan.ts'

export type RunFacts = { workspace_id: string; id: string; source_id: string; occasion: string; bucket: string; environment: 'sandbox' | 'live'; content_id: string; plan: Plan }

/** Members of one chunk by keyset; small enough to stay far below two seconds, large enough to cost few round trips. */
const CHUNK = 2000

/**
 * The planning statement: who of the next members gets what, first by which way, when, or why not. Rehearsal and launch
 * both stand behind it and differ in nothing but what they want to know of each way.
 */
export function planned(run: RunFacts, through: string, now: Date, of_ways: OfWays = 'all'): RawBuilder<unknown> {
  const { plan } = run
  const expires = plan.valid_for_s === undefined ? sql`null::timestamptz` : sql`w.at + make_interval(secs => ${plan.valid_for_s})`
  const tables = onePlan(plan)
  return sql`
    ${hoursOf(run.workspace_id, now)}, ${tables.ctes},
    member as materialized (
      select contact_id from audience_member where workspace_id = ${run.workspace_id} and run_id = ${run.id} and contact_id > ${through} order by contact_id limit ${sql.lit(CHUNK)}),
    input as materialized (
      select c.id as contact_id, c.person_id, ${plan.class} as class, ${plan.topic_id} as topic_id, 0 as from_step,
        ${localeFor(sql`c.locale`, plan)} as locale, o.send_at, o.send_at > w.at as deferred, ${expires} as valid_until,
        case when c.archived_at is not null then 'archived' when c.origin = 'demo' and ${run.environment} = 'live' then 'demo_contact' when o.send_at >= ${expires} then 'expired'
          -- Who has become one person with an earlier member since the audience was taken gets it as that one.
          when exists (select from person_sibling y join audience_member am on am.workspace_id = y.workspace_id and am.run_id = ${run.id} and am.contact_id = y.sibling_id where y.workspace_id = ${run.workspace_id} and y.contact_id = c.id and y.sibling_id < c.id) then 'duplicate'
          when ${plan.class} = 'marketing' and (select p.paused_until > o.send_at from contact_preference p where p.workspace_id = ${run.workspace_id} and p.contact_id = c.person_id) then 'paused_by_person' end as refused, c.origin as contact_origin, coalesce(c.time_zone, c.time_zone_assumed) as zone
      from member join contact c on c.workspace_id = ${run.workspace_id} and c.id = member.contact_id
      cross join lateral (select ${sendAtFor(sql`coalesce(c.time_zone, c.time_zone_assumed)`, plan, now)} as at offset 0) w
      cross join lateral (select ${openAt('c', sql`${plan.class}::text`, sql`w.at`, sql`${run.source_id}::text`)} as send_at offset 0) o),
    planned as materialized (
      select i.contact_id, i.person_id, i.class, i.topic_id, i.locale, i.send_at, i.deferred, i.valid_until, i.zone, case when i.contact_origin = 'demo' then 'demo' else ${run.environment}::text end as origin, d.ways, new_id('msg') as message_id,
        case when i.refused is null then d.step end as step, coalesce(i.refused, d.reason) as reason, case when i.refused is null then d.skips else '[]' end as skips
      from input i cross join lateral ${decide(sql`${run.workspace_id}`, 'i', now, tables, of_ways)} d)`
}

export type Chunk = { through: string | null; members: number }

/** Plans the next members for real: one message each, refused or waiting, with its first hand-overs queued or due. */
export async function launchChunk(tx: SystemTx, run: RunFacts, through: string, now: Date): Promise<Chunk> {
  const { rows } = await sql<Chunk>`with ${planned(run, through, now)},
    made as (
      insert into message (workspace_id, bucket, id, source_kind, source_id, occasion, run_id, contact_id, person_id, class, topic_id, content_id, locale, origin, state, reason, skips, step, send_at, valid_until, content_key, created_at, finished_at)
      select ${run.workspace_id}, ${run.bucket}::date, p.message_id, 'campaign', ${run.source_id}, ${run.occasion}, ${run.id}, p.contact_id, p.person_id, p.class, p.topic_id, ${run.content_id}, p.locale, p.origin,
        case when p.step is null then 'skipped' else 'waiting' end, p.reason, p.skips, coalesce(p.step, 0), p.send_at, p.valid_until, ${run.plan.content_key ?? null}, ${now}, case when p.step is null then ${now}::timestamptz end
      from planned p),
    queued as (
      insert into queue_item (workspace_id, connection_id, lane, bucket, message_id, run_id, contact_id, person_id, class, topic_id, medium, endpoint_id, address, sender_id, step, try, price_micro, per, charged_on, ready_at, held)
      select ${run.workspace_id}, w.connection_id, case when p.class = 'marketing' then 1 else 0 end, ${run.bucket}::date, p.message_id, ${run.id}, p.contact_id, p.person_id, p.class, p.topic_id, w.medium, w.endpoint_id, w.address, w.sender_id, w.step, 1, w.price_micro, w.per, w.charged_on, ${now},
        -- Whoever releases what is held waits for this, and finds it, or has done so.
        p.class = 'marketing' and (select marketing_held_at is not null from workspace where id = ${run.workspace_id} for share)
      from planned p cross join lateral ${waysAt('p')} where w.step = p.step and p.send_at <= ${now}),
    deferred as (
      insert into due (at, kind, workspace_id, run_id, message_id, bucket, step)
      select p.send_at, 'start', ${run.workspace_id}, ${run.id}, p.message_id, ${run.bucket}::date, p.step from planned p where p.step is not null and p.send_at > ${now}),
    counted as (
      insert into run_delta (workspace_id, run_id, step, medium, key, n)
      select ${run.workspace_id}, ${run.id}, -1, '', case when step is null then 'skipped' else 'planned' end, count(*) from planned group by 5
      union all select ${run.workspace_id}, ${run.id}, -1, '', 'reason:skipped:' || reason, count(*) from planned where step is null group by 5)
    select max(contact_id) as through, count(*)::int as members from member`.execute(tx)
  return rows[0]!
}
