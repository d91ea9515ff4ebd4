import { sql } from 'kysely'
import { Type } from 'typebox'
import { Choice, Id, IdParams, Nullable, NullableTime, read, Time, type Api, type Cx } from '../../accounts/index.ts'
import { engagedSince, engagementOf, readiestMedium, RFM_CLASSES, rfmClass, SURE, type RfmClass } from '../../customers/index.ts'
import { notFound } from '../../platform/problem.ts'

const Medium = Type.Object({
  medium: Type.String(), sent: Type.Integer(), delivered: Type.Integer(), read: Type.Integer(), clicked: Type.Integer(), replied: Type.Integer(),
  best_hour: Nullable(Type.Object({ hour: Type.Integer({ description: 'On the person\'s clock' }), of: Type.Integer({ description: 'Signs of life in that hour' }), signs: Type.Integer({ description: 'Of so many in all' }) })),
}, { title: 'ComputedMedium' })
const Computed = Type.Object({
  contact_id: Id('con'), since: Time, first_seen_at: NullableTime, last_seen_at: NullableTime, media: Type.Array(Medium),
  preferred: Nullable(Type.Object({ medium: Type.String(), stated: Type.Boolean({ description: 'Whether the person said so; else it was learned' }), used: Type.Boolean({ description: 'Whether a step by the person\'s own channel goes there' }), certainty: Type.Number({ description: '0 to 1: how sure, by how much is known; 1 where stated' }), from: Type.String({ description: 'answers, clicks and readings out of messages sent' }) })),
  wishes: Nullable(Type.Object({ max_per_week: Nullable(Type.Integer()), opens: Nullable(Type.String()), closes: Nullable(Type.String()), paused_until: NullableTime, digest: Nullable(Choice(['day', 'week'])) }, { description: 'What the person asked for on their own page; digest: letters of marketing gathered into one, so often' })),
  rfm: Nullable(Type.Object({ class: Choice(RFM_CLASSES), orders: Type.Integer(), days_since_last: Type.Integer(), last_at: Time, revenue_micro: Type.Integer() })),
}, { title: 'Computed' })

/** Fewer signs of life than this say nothing about an hour. */
const SIGNS_FOR_AN_HOUR = 3

type Seen = { medium: string; sent: number; delivered: number; read: number; clicked: number; replied: number }
type Hour = { medium: string; hour: number; of: number; signs: number }
type Readiest = { medium: string; sent: number; read: number; clicked: number; replied: number; certainty: number }
type Wishes = { medium: string | null; max_per_week: number | null; opens: string | null; closes: string | null; paused_until: Date | null; digest: 'day' | 'week' | null }

/** What follows from a person's history, each with the figures it was computed from. */
function getComputed(cx: Cx, contact_id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    const { rows: [person] } = await sql<{ person_id: string; last_seen_at: Date | null }>`select p.person_id, h.last_seen_at from contact p join contact h on h.workspace_id = p.workspace_id and h.id = p.person_id where p.id = ${contact_id}`.execute(tx)
    if (!person) return notFound('contact')
    const theirs = sql`(select p.id from contact p where p.person_id = ${person.person_id})`
    const of = [sql`${cx.workspace.id}`, sql`${person.person_id}`, cx.now] as const
    const [seen, hours, readiest, first, bought, wishes] = await Promise.all([
      sql<Seen>`select g.medium, sum(g.sent)::int as sent, sum(g.delivered)::int as delivered, sum(g.read)::int as read, sum(g.clicked)::int as clicked, sum(g.replied)::int as replied from ${engagementOf(...of)} group by 1 order by 1`.execute(tx),
      // Of hours with as many signs the first of the day.
      sql<Hour>`select distinct on (medium) medium, hour, n as of, signs from (
        select g.medium, h.hour::int - 1 as hour, sum(h.n)::int as n, sum(sum(h.n)) over (partition by g.medium)::int as signs
        from (select g.medium, g.hours from ${engagementOf(...of)} and g.hours is not null) g cross join lateral unnest(g.hours) with ordinality h (n, hour) group by 1, 2) x
        order by medium, n desc, hour`.execute(tx),
      sql<Readiest>`select * from ${readiestMedium(...of)} x`.execute(tx),
      sql<{ at: Date | null }>`select min(o.at) as at from contact p cross join lateral (select e.at from event e where e.workspace_id = p.workspace_id and e.contact_id = p.id order by e.at limit 1) o where p.person_id = ${person.person_id}`.execute(tx),
      sql<{ class: RfmClass | null; orders: number; last_at: Date; revenue_micro: number }>`select ${rfmClass(sql`max(last_at)`, sql`sum(orders)`, cx.now)} as class, sum(orders)::int as orders, max(last_at) as last_at, sum(revenue_micro)::bigint as revenue_micro from purchase_sum where contact_id in ${theirs}`.execute(tx),
      sql<Wishes>`select medium, max_per_week, to_char(opens, 'HH24:MI') as opens, to_char(closes, 'HH24:MI') as closes, case when paused_until > ${cx.now} then paused_until end as paused_until, digest from contact_preference where contact_id = ${person.person_id}`.execute(tx),
    ])
    const bestHour = (medium: string) => {
      const best = hours.rows.find((row) => row.medium === medium)
      return best && best.signs >= SIGNS_FOR_AN_HOUR ? { hour: best.hour, of: best.of, signs: best.signs } : null
    }
    const buyer = bought.rows[0]
    const { medium: stated = null, ...asked } = wishes.rows[0] ?? {}
    return {
      contact_id: person.person_id, since: engagedSince(cx.now), first_seen_at: first.rows[0]?.at ?? null, last_seen_at: person.last_seen_at, media: seen.rows.map((row) => ({ ...row, best_hour: bestHour(row.medium) })),
      preferred: stated ? { medium: stated, stated: true, used: true, certainty: 1, from: '' } : learned(readiest.rows[0]), wishes: Object.values(asked).some((value) => value !== null) ? asked : null,
      rfm: buyer?.class ? { class: buyer.class, orders: buyer.orders, days_since_last: Math.floor((cx.now.getTime() - buyer.last_at.getTime()) / 86_400_000), last_at: buyer.last_at, revenue_micro: buyer.revenue_micro } : null,
    }
  })
}

function learned(of: Readiest | undefined) {
  return of ? { medium: of.medium, stated: false, used: of.certainty >= SURE, certainty: of.certainty, from: `${of.replied} + ${of.clicked} + ${of.read} / ${of.sent}` } : null
}

export function computedRoutes(api: Api): void {
  api.get('/v1/contacts/{id}/computed', { id: 'getComputed', summary: 'What follows from a person\'s history, and from what: engagement by channel, best hours, preferred channel, class of buyer', tag: 'People', permission: 'contacts:read', params: IdParams('con'), answer: { 200: Computed } }, (cx, { params }) => getComputed(cx, params.id))
}
