import { sql } from 'kysely'
import type { SystemTx, Tx } from '../../platform/database/index.ts'

/** The cap that a person asked for, counted beside the workspace's rules. */
export const OWN_WISH = 'own'

/** A message as caps and content keys see it. */
export type Subject = { message_id: string; person_id: string; contact_id: string; class: string; topic_id: string; origin: string; content_key: string | null }

/**
 * Takes one of each cap that applies to each message, or says which were used up; the caller refuses the message then,
 * and its refusal gives back what was taken of the others. One message of a person at a time: an upsert can't touch a row
 * twice. A message that holds its part already, at a later step, takes nothing.
 */
export async function reserveCaps(tx: SystemTx, workspace_id: string, subjects: Subject[], now: Date): Promise<Map<string, string[]>> {
  const column = (name: 'message_id' | 'person_id' | 'contact_id' | 'class' | 'topic_id' | 'origin') => sql`${subjects.map((each) => each[name])}::text[]`
  const { rows } = await sql<{ message_id: string; rule_id: string; taken: boolean }>`
    with wanted as materialized (
      select g.message_id, g.person_id, g.origin, r.id as rule_id, date_trunc(r.per, ${now}::timestamptz at time zone coalesce(c.time_zone, c.time_zone_assumed))::date as period_start
      from unnest(${column('message_id')}, ${column('person_id')}, ${column('contact_id')}, ${column('class')}, ${column('topic_id')}, ${column('origin')}) as g (message_id, person_id, contact_id, class, topic_id, origin)
      join contact c on c.workspace_id = ${workspace_id} and c.id = g.contact_id
      join lateral (
        select r.id, r.per from frequency_rule r where r.workspace_id = ${workspace_id} and r.enabled and r.class in (g.class, '*') and r.topic_id in (g.topic_id, '*')
        union all select ${OWN_WISH}, 'week' from contact_preference p where p.workspace_id = ${workspace_id} and p.contact_id = g.person_id and p.max_per_week is not null and g.class = 'marketing') r on true
      -- A scalar look-up on purpose: as an anti-join, a planner that thinks the table empty read every hold of the workspace.
      where (select true from cap_hold h where h.workspace_id = ${workspace_id} and h.message_id = g.message_id limit 1) is null),
    taken as (
      insert into cap_use as u (workspace_id, origin, person_id, rule_id, period_start, used, message_id)
      select ${workspace_id}, origin, person_id, rule_id, period_start, 1, message_id from wanted order by person_id, rule_id, period_start, origin
      on conflict (workspace_id, person_id, rule_id, period_start, origin) do update set used = u.used + 1, message_id = excluded.message_id
        where u.used < coalesce((select r.max from frequency_rule r where r.workspace_id = u.workspace_id and r.id = u.rule_id), (select p.max_per_week from contact_preference p where p.workspace_id = u.workspace_id and p.contact_id = u.person_id))
      returning message_id, rule_id, origin, person_id, period_start),
    held as (insert into cap_hold (workspace_id, message_id, rule_id, origin, person_id, period_start) select ${workspace_id}, message_id, rule_id, origin, person_id, period_start from taken)
    select message_id, rule_id, false as taken from wanted union all select message_id, rule_id, true from taken`.execute(tx)
  const taken = new Set(rows.filter((row) => row.taken).map((row) => `${row.message_id}/${row.rule_id}`))
  const usedUp = rows.filter((row) => !row.taken && !taken.has(`${row.message_id}/${row.rule_id}`))
  return new Map([...Map.groupBy(usedUp, (row) => row.message_id)].map(([id, group]) => [id, group.map((row) => row.rule_id)]))
}

/** Takes the content keys of messages; returns the messages whose person has the same news from another one already. */
export async function reserveKeys(tx: SystemTx, workspace_id: string, subjects: Subject[], same_content_days: number, now: Date): Promise<Set<string>> {
  const { rows } = await sql<{ message_id: string }>`
    insert into content_key_use as u (workspace_id, origin, person_id, key, message_id, at)
    select ${workspace_id}, g.origin, g.person_id, g.key, g.message_id, ${now}
    from unnest(${subjects.map((s) => s.origin)}::text[], ${subjects.map((s) => s.person_id)}::text[], ${subjects.map((s) => s.content_key)}::text[], ${subjects.map((s) => s.message_id)}::text[]) as g (origin, person_id, key, message_id) order by g.person_id, g.key
    on conflict (workspace_id, person_id, key, origin) do update set message_id = excluded.message_id, at = case when u.message_id = excluded.message_id then u.at else excluded.at end
      where u.message_id = excluded.message_id or u.at <= ${now}::timestamptz - make_interval(days => ${same_content_days})
    returning message_id`.execute(tx)
  const mine = new Set(rows.map((row) => row.message_id))
  return new Set(subjects.map((each) => each.message_id).filter((id) => !mine.has(id)))
}

/**
 * Gives back what ended messages had taken, where it is proven that nothing came of them: nothing was accepted, and
 * nothing is unknown. Exactly what was taken goes back, whatever day it is by then.
 */
export async function releaseEnded(tx: Tx, messages: { workspace_id: string; bucket: string; message_id: string }[]): Promise<void> {
  if (messages.length === 0) return
  await sql`
    with ended as materialized (
      select distinct m.workspace_id, m.id from unnest(${messages.map((m) => m.workspace_id)}::text[], ${messages.map((m) => m.bucket)}::date[], ${messages.map((m) => m.message_id)}::text[]) as g (workspace_id, bucket, id)
      join message m on m.workspace_id = g.workspace_id and m.bucket = g.bucket and m.id = g.id and m.state in ('failed', 'skipped', 'stopped')
      where not exists (select from attempt a where a.workspace_id = m.workspace_id and a.bucket = m.bucket and a.message_id = m.id and a.state in ('sending', 'accepted', 'unknown', 'retry'))),
    keys as (delete from content_key_use u using ended e where u.workspace_id = e.workspace_id and u.message_id = e.id),
    freed as (delete from cap_hold h using ended e where h.workspace_id = e.workspace_id and h.message_id = e.id returning h.*),
    counted as (select workspace_id, person_id, rule_id, period_start, origin, count(*)::int as n from freed group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5)
    update cap_use u set used = u.used - c.n from counted c
    where u.workspace_id = c.workspace_id and u.person_id = c.person_id and u.rule_id = c.rule_id and u.period_start = c.period_start and u.origin = c.origin`.execute(tx)
}
