import { sql } from 'kysely'
import { Type } from 'typebox'
import { Choice, Id, IdParams, Nullable, NullableTime, read, Time, type Api, type Cx } from '../../accounts/index.ts'
import { RFM_CLASSES, rfmClass, type RfmClass } from '../../customers/index.ts'
import { notFound } from '../../platform/problem.ts'

const Medium = Type.Object({
  medium: Type.String(), sent: Type.Integer(), delivered: Type.Integer(), read: Type.Integer(), clicked: Type.Integer(), replied: Type.Integer(),
  best_hour: Nullable(Type.Object({ hour: Type.Integer({ description: 'On the person\'s clock' }), of: Type.Integer({ description: 'Signs of life in that hour' }), signs: Type.Integer({ description: 'Of so many in all' }) })),
}, { title: 'ComputedMedium' })
const Computed = Type.Object({
  contact_id: Id('con'), days: Type.Integer({ description: 'So many days back are looked at' }), first_seen_at: NullableTime, last_seen_at: NullableTime, media: Type.Array(Medium),
  preferred: Nullable(Type.Object({ medium: Type.String(), stated: Type.Boolean({ description: 'Whether the person said so; else it was learned' }), certainty: Type.Number({ description: '0 to 1: how sure, by how much is known; 1 where stated' }), from: Type.String({ description: 'answers, clicks and readings out of messages sent' }) })),
  wishes: Nullable(Type.Object({ max_per_week: Nullable(Type.Integer()), opens: Nullable(Type.String()), closes: Nullable(Type.String()), paused_until: NullableTime }, { description: 'What the person asked for on their own page' })),
  rfm: Nullable(Type.Object({ class: Choice(RFM_CLASSES), orders: Type.Integer(), days_since_last: Type.Integer(), last_at: Time, revenue_micro: Type.Integer() })),
}, { title: 'Computed' })

const DAYS = 365
/** Fewer signs of life than this say nothing about an hour. */
const SIGNS_FOR_AN_HOUR = 3
type Count = { medium: string; what: 'accepted' | 'delivered' | 'read' | 'clicked' | 'replied'; n: number }

/** What an answer, a click and a reading say of how gladly somebody is written to on a medium. */
const WEIGHT = { replied: 4, clicked: 3, read: 1 } as const

type Seen = { medium: string; sent: number; delivered: number; read: number; clicked: number; replied: number }

/** The medium on which most comes back for what is sent; sure by how many were sent. Pure. */
export function preferredOf(media: readonly Seen[]): { medium: string; certainty: number; from: string } | null {
  const scored = media.filter((each) => each.sent >= 3).map((each) => ({ ...each, score: (each.replied * WEIGHT.replied + each.clicked * WEIGHT.clicked + each.read * WEIGHT.read) / each.sent })).filter((each) => each.score > 0).toSorted((a, b) => b.score - a.score)
  const best = scored[0]
  if (!best) return null
  const margin = scored[1] ? (best.score - scored[1].score) / best.score : 1
  return { medium: best.medium, certainty: Number(((best.sent / (best.sent + 5)) * (0.5 + 0.5 * margin)).toFixed(2)), from: `${best.replied} + ${best.clicked} + ${best.read} / ${best.sent}` }
}

type Wishes = { medium: string | null; max_per_week: number | null; opens: string | null; closes: string | null; paused_until: Date | null }

/** What follows from a person's history, each with the figures it was computed from; machines' openings and clicks do not count. */
function getComputed(cx: Cx, contact_id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    const { rows: [person] } = await sql<{ person_id: string; zone: string; last_seen_at: Date | null }>`select p.person_id, coalesce(h.time_zone, h.time_zone_assumed) as zone, h.last_seen_at from contact p join contact h on h.workspace_id = p.workspace_id and h.id = p.person_id where p.id = ${contact_id}`.execute(tx)
    if (!person) return notFound('contact')
    const theirs = sql`(select p.id from contact p where p.person_id = ${person.person_id})`
    const since = new Date(cx.now.getTime() - DAYS * 86_400_000)
    const heard = sql`from event e where e.contact_id in ${theirs} and e.type in ('message.accepted', 'message.delivered', 'message.read', 'message.clicked', 'message.replied') and e.at >= ${since} and (e.properties ->> 'machine') is distinct from 'true' and e.properties ->> 'medium' is not null`
    // One pass over the history: a person may have a hundred thousand such events.
    const [signs, first, bought, wishes] = await Promise.all([
      sql<Count & { hour: number }>`select e.properties ->> 'medium' as medium, substr(e.type, 9) as what, extract(hour from e.at at time zone ${person.zone})::int as hour, count(*)::int as n ${heard} group by 1, 2, 3`.execute(tx),
      sql<{ at: Date | null }>`select min(at) as at from (select e.at from event e where e.contact_id in ${theirs} order by e.at limit 1) x`.execute(tx),
      sql<{ class: RfmClass | null; orders: number; last_at: Date; revenue_micro: number }>`select ${rfmClass(sql`max(last_at)`, sql`sum(orders)`, cx.now)} as class, sum(orders)::int as orders, max(last_at) as last_at, sum(revenue_micro)::bigint as revenue_micro from purchase_sum where contact_id in ${theirs}`.execute(tx),
      sql<Wishes>`select medium, max_per_week, to_char(opens, 'HH24:MI') as opens, to_char(closes, 'HH24:MI') as closes, case when paused_until > ${cx.now} then paused_until end as paused_until from contact_preference where contact_id = ${person.person_id}`.execute(tx),
    ])
    const of = (medium: string, what: Count['what']) => signs.rows.filter((row) => row.medium === medium && row.what === what).reduce((sum, row) => sum + row.n, 0)
    const media = [...new Set(signs.rows.map((row) => row.medium))].toSorted().map((medium) => {
      const byHour = Map.groupBy(signs.rows.filter((row) => row.medium === medium && ['read', 'clicked', 'replied'].includes(row.what)), (row) => row.hour)
      const hours = [...byHour].map(([hour, rows]) => ({ hour, n: rows.reduce((sum, row) => sum + row.n, 0) })).toSorted((x, y) => y.n - x.n || x.hour - y.hour)
      const all = hours.reduce((sum, row) => sum + row.n, 0)
      const top = hours[0]
      return {
        medium, sent: of(medium, 'accepted'), delivered: of(medium, 'delivered'), read: of(medium, 'read'), clicked: of(medium, 'clicked'), replied: of(medium, 'replied'),
        best_hour: top && all >= SIGNS_FOR_AN_HOUR ? { hour: top.hour, of: top.n, signs: all } : null,
      }
    })
    const buyer = bought.rows[0]
    const { medium: stated = null, ...asked } = wishes.rows[0] ?? {}
    const learned = preferredOf(media)
    return {
      contact_id: person.person_id, days: DAYS, first_seen_at: first.rows[0]?.at ?? null, last_seen_at: person.last_seen_at, media, preferred: stated ? { medium: stated, stated: true, certainty: 1, from: '' } : learned && { ...learned, stated: false }, wishes: Object.values(asked).some((value) => value !== null) ? asked : null,
      rfm: buyer?.class ? { class: buyer.class, orders: buyer.orders, days_since_last: Math.floor((cx.now.getTime() - buyer.last_at.getTime()) / 86_400_000), last_at: buyer.last_at, revenue_micro: buyer.revenue_micro } : null,
    }
  })
}

export function computedRoutes(api: Api): void {
  api.get('/v1/contacts/{id}/computed', { id: 'getComputed', summary: 'What follows from a person\'s history, and from what: engagement by channel, best hours, preferred channel, class of buyer', tag: 'People', permission: 'contacts:read', params: IdParams('con'), answer: { 200: Computed } }, (cx, { params }) => getComputed(cx, params.id))
}
