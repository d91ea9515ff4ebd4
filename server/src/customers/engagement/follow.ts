import { sql } from 'kysely'
import { pgArray, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { pumpSubscriber, type LoggedEvent, type Subscriber } from '../events/index.ts'

const TYPES = ['message.accepted', 'message.delivered', 'message.read', 'message.clicked', 'message.replied']
/** What shows that a person was there. */
const SIGNS = ['message.read', 'message.clicked', 'message.replied']
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** Counts what came of messages, from the log and once for each event; what machines opened and clicked is no engagement. */
const engagement: Subscriber = {
  name: 'engagement',
  types: TYPES,
  from: 'beginning',
  async handle(_, tx, events) {
    await count(tx, events.filter(({ contact_id, properties }) => contact_id && typeof properties.medium === 'string' && properties.machine !== true))
  },
}

type Sum = { workspace_id: string; contact_id: string; medium: string; month: string; origin: string; sent: number; delivered: number }

async function count(tx: SystemTx, events: LoggedEvent[]): Promise<void> {
  const { true: signs = [], false: others = [] } = Object.groupBy(events, ({ type }) => `${SIGNS.includes(type)}` as const)
  await countOthers(tx, others)
  await countSigns(tx, signs)
}

/** What was sent and delivered: by far the most, and without an hour of the person's. Who has been erased is not counted. */
async function countOthers(tx: SystemTx, events: LoggedEvent[]): Promise<void> {
  const sums = new Map<string, Sum>()
  for (const { workspace_id, contact_id, type, at, origin, properties } of events) {
    const [medium, month] = [String(properties.medium), `${at.toISOString().slice(0, 7)}-01`]
    const key = [workspace_id, contact_id, medium, month, origin].join('\n')
    const sum = sums.get(key) ?? { workspace_id, contact_id: contact_id!, medium, month, origin, sent: 0, delivered: 0 }
    sum[type === 'message.accepted' ? 'sent' : 'delivered'] += 1
    sums.set(key, sum)
  }
  if (sums.size === 0) return
  const rows = [...sums.keys()].toSorted().map((key) => sums.get(key)!)
  const column = (of: (sum: Sum) => string | number) => pgArray(rows.map(of))
  await sql`
    insert into engagement as g (workspace_id, contact_id, medium, month, origin, sent, delivered)
    select e.workspace_id, e.contact_id, e.medium, e.month, e.origin, e.sent, e.delivered
    from unnest(${column((e) => e.workspace_id)}::text[], ${column((e) => e.contact_id)}::text[], ${column((e) => e.medium)}::text[], ${column((e) => e.month)}::date[], ${column((e) => e.origin)}::text[], ${column((e) => e.sent)}::int[], ${column((e) => e.delivered)}::int[]) as e (workspace_id, contact_id, medium, month, origin, sent, delivered)
    where exists (select from contact c where c.workspace_id = e.workspace_id and c.id = e.contact_id)
    on conflict (workspace_id, contact_id, medium, month, origin) do update set sent = g.sent + excluded.sent, delivered = g.delivered + excluded.delivered`.execute(tx)
}

async function countSigns(tx: SystemTx, events: LoggedEvent[]): Promise<void> {
  if (events.length === 0) return
  const column = (of: (event: LoggedEvent) => string | Date | null) => pgArray(events.map(of))
  const n = (type: string) => sql`count(*) filter (where e.type = ${type})`
  // A person's hour is that of their clock when it happened, and stays so when they move.
  await sql`
    insert into engagement as g (workspace_id, contact_id, medium, month, origin, read, clicked, replied, hours)
    select e.workspace_id, e.contact_id, e.medium, date_trunc('month', e.at at time zone 'UTC')::date, e.origin, ${sql.join(SIGNS.map(n))},
      array[${sql.join(HOURS.map((hour) => sql`(count(*) filter (where l.hour = ${sql.lit(hour)}))::int`))}]
    from unnest(${column((e) => e.workspace_id)}::text[], ${column((e) => e.contact_id)}::text[], ${column((e) => e.type)}::text[], ${column((e) => e.at)}::timestamptz[], ${column((e) => e.origin)}::text[], ${column((e) => String(e.properties.medium))}::text[]) as e (workspace_id, contact_id, type, at, origin, medium)
      join contact c on c.workspace_id = e.workspace_id and c.id = e.contact_id
      cross join lateral (select extract(hour from e.at at time zone coalesce(c.time_zone, c.time_zone_assumed))::int as hour) l
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (workspace_id, contact_id, medium, month, origin) do update set read = g.read + excluded.read, clicked = g.clicked + excluded.clicked, replied = g.replied + excluded.replied,
      hours = case when g.hours is null then excluded.hours else (select array_agg(x.had + x.more order by x.hour) from unnest(g.hours, excluded.hours) with ordinality as x (had, more, hour)) end`.execute(tx)
}

export const engagementChores = [{ name: 'engagement', every_ms: 1000, run: async (house: House) => { while (await pumpSubscriber(house, engagement)); } }]
