import { sql } from 'kysely'
import { hashed, pgArray, type SystemTx } from '../../platform/database/index.ts'

type Rehearsed = { workspace_id: string; id: string; environment: string; plan: { class: string; topic_id: string; content_key?: string } }

/**
 * Says of a rehearsed chunk whom a cap or a content key would refuse as things stand: a forecast, for what is used may be
 * more by the hour of sending, and is less when something fails. It reads the period that each person's hour falls into.
 */
export async function forecastUse(tx: SystemTx, run: Rehearsed, after: string, through: string): Promise<void> {
  const { workspace_id, plan } = run
  if (plan.class === 'one_time_code') return
  const { rows } = await sql<{ contact_id: string; reason: string; detail: string | null }>`
    with entry as materialized (
      select e.contact_id, c.person_id, e.send_at, coalesce(c.time_zone, c.time_zone_assumed) as zone, case when c.origin = 'demo' then 'demo' else ${run.environment}::text end as origin
      from rehearsal_entry e join contact c on c.workspace_id = e.workspace_id and c.id = e.contact_id
      where e.workspace_id = ${workspace_id} and e.run_id = ${run.id} and e.contact_id > ${after} and e.contact_id <= ${through} and e.state = 'planned'),
    known as (
      select e.contact_id from entry e join content_key_use u on u.workspace_id = ${workspace_id} and u.person_id = e.person_id and u.key = ${plan.content_key ?? null}::text and u.origin = e.origin
      where u.at > e.send_at - make_interval(days => coalesce((select h.same_content_days from sending_hours h where h.workspace_id = ${workspace_id}), 30))),
    full_cap as (
      select e.contact_id, string_agg(case when r.name = '' then '' else r.name || ': ' end || r.max || '/' || r.per, ', ' order by r.id) as detail
      from frequency_rule r cross join entry e
      join cap_use u on u.workspace_id = ${workspace_id} and u.person_id = e.person_id and u.rule_id = r.id and u.period_start = date_trunc(r.per, e.send_at at time zone e.zone)::date and u.origin = e.origin and u.used >= r.max
      where r.workspace_id = ${workspace_id} and r.enabled and r.class in (${plan.class}, '*') and r.topic_id in (${plan.topic_id}, '*') group by 1)
    select contact_id, 'duplicate' as reason, null as detail from known
    union all select contact_id, 'capped', detail from full_cap where contact_id not in (select contact_id from known)`.execute(tx)
  if (rows.length === 0) return
  await hashed(tx, () => sql`
    update rehearsal_entry e set state = 'skipped', reason = r.reason, detail = r.detail
    from unnest(${pgArray(rows.map((row) => row.contact_id))}::text[], ${pgArray(rows.map((row) => row.reason))}::text[], ${pgArray(rows.map((row) => row.detail))}::text[]) as r (contact_id, reason, detail)
    where e.workspace_id = ${workspace_id} and e.run_id = ${run.id} and e.contact_id > ${after} and e.contact_id <= ${through} and e.contact_id = r.contact_id`.execute(tx))
}
