import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import type { Medium } from '../../platform/media.ts'

/** Where a medium goes out, with which sender and at what price, by the country of the number and, where prices differ, its operator. '*' is every other. */
export type Route = {
  medium: string
  country: string
  /** In lower case; '*' is one that nobody stated, or that no price names. */
  operator: string
  connection_id: string
  sender_id: string | null
  approved: boolean
  price_micro: number
  per: 'message' | 'segment'
  charged_on: 'accepted' | 'delivered'
}

/** Media on which nothing may leave without a sender that somebody approved. */
const NEEDS_SENDER = ['email', 'sms']

/**
 * The routes of a workspace for some media: for each country that a sender or price names, and for all others, the
 * connection, the best approved sender (its own country and class first; for one that is not approved, the fallback it
 * names) and the rate: an operator's own, and the dearest of them for a number whose operator nobody stated.
 */
export async function routesFor(tx: Tx, workspace_id: string, environment: 'sandbox' | 'live', media: readonly Medium[], message_class: string): Promise<Route[]> {
  const { rows } = await sql<Route>`
    with wanted as (select m.medium from unnest(${[...media]}::text[]) as m (medium)),
    line as (
      select distinct on (w.medium) w.medium, c.id as connection_id, c.environment from wanted w
      join connection c on c.workspace_id = ${workspace_id} and w.medium = any (c.media) and c.environment = ${environment} and c.enabled and c.archived_at is null
      order by w.medium, c.created_at, c.id),
    place as (
      select medium, '*' as country, '*' as operator from wanted union
      select medium, country, '*' from sender where workspace_id = ${workspace_id} and archived_at is null union
      select medium, country, o.operator from price cross join lateral (values ('*'), (lower(operator))) as o (operator) where workspace_id = ${workspace_id})
    select p.medium, p.country, p.operator, coalesce(s.connection_id, l.connection_id) as connection_id, s.id as sender_id,
      l.environment = 'sandbox' or not p.medium = any (${NEEDS_SENDER}::text[]) or coalesce(s.state = 'approved', false) as approved,
      coalesce(r.amount_micro, 0) as price_micro, coalesce(r.per, 'message') as per, coalesce(r.charged_on, 'accepted') as charged_on
    from place p join line l on l.medium = p.medium
    left join lateral (
      select e.id, e.state, case when ${environment} = 'live' then e.connection_id end as connection_id from sender s
      left join sender f on f.workspace_id = s.workspace_id and f.id = s.fallback_sender_id and f.state = 'approved' and f.archived_at is null and s.state <> 'approved'
      cross join lateral (select coalesce(f.id, s.id) as id, coalesce(f.state, s.state) as state, case when f.id is null then s.connection_id else f.connection_id end as connection_id) e
      where s.workspace_id = ${workspace_id} and s.archived_at is null and s.medium = p.medium and s.country in (p.country, '*') and s.class in (${message_class}, '*')
      order by e.state = 'approved' desc, s.country <> '*' desc, s.class <> '*' desc, s.created_at limit 1) s on true
    left join lateral (
      select r.amount_micro, r.per, r.charged_on from price r
      where r.workspace_id = ${workspace_id} and r.medium = p.medium and r.country in (p.country, '*') and r.class in (${message_class}, '*') and (p.operator = '*' or lower(r.operator) in (p.operator, '*'))
      order by r.country <> '*' desc, p.operator <> '*' and r.operator <> '*' desc, r.class <> '*' desc, r.amount_micro desc limit 1) r on true
    order by p.medium, p.country, p.operator`.execute(tx)
  return rows
}

/** The sender that a message over one connection would take: its own before anybody's, approved before not. */
export async function senderOver(tx: Tx, workspace_id: string, connection_id: string, asked: { medium: Medium; country: string; message_class: string }): Promise<{ id: string | null; approved: boolean }> {
  const { rows } = await sql<{ id: string; approved: boolean }>`
    select id, state = 'approved' as approved from sender
    where workspace_id = ${workspace_id} and archived_at is null and medium = ${asked.medium} and (connection_id is null or connection_id = ${connection_id})
      and country in (${asked.country}, '*') and class in (${asked.message_class}, '*')
    order by state = 'approved' desc, connection_id is not null desc, country <> '*' desc, class <> '*' desc, created_at limit 1`.execute(tx)
  const id = rows[0]?.id ?? null
  return { id, approved: !NEEDS_SENDER.includes(asked.medium) || (rows[0]?.approved ?? false) }
}
