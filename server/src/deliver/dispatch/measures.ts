import { sql } from 'kysely'
import type { House } from '../../platform/house.ts'

type Row = { lane: number; depth: number; oldest_s: number }

/** Sets the gauges of the machinery as the database has them at this moment: asked when they are scraped, not in between. */
export async function measureDelivery(house: House): Promise<void> {
  const { metrics } = house
  const now = house.clock()
  const db = house.db.system
  const [queue, due, waiting, sending, subscribers, database, dead] = await Promise.all([
    sql<Row>`select lane, count(*)::int as depth, coalesce(extract(epoch from ${now}::timestamptz - min(ready_at)), 0)::float8 as oldest_s from queue_item where not paused and not held group by lane`.execute(db),
    sql<{ late_s: number }>`select greatest(0, coalesce(extract(epoch from ${now}::timestamptz - min(at)), 0))::float8 as late_s from due`.execute(db),
    sql<{ n: number }>`select count(*)::int as n from receipt_waiting`.execute(db),
    sql<{ n: number }>`select count(*)::int as n from in_hand h join attempt a on a.workspace_id = h.workspace_id and a.id between h.first_attempt and h.last_attempt and a.state = 'sending' and a.holder = h.holder and a.fence = h.fence`.execute(db),
    sql<{ name: string; lag_s: number }>`select s.name, coalesce((select extract(epoch from clock_timestamp() - e.received_at) from event e where (e.tx, e.id) > (s.tx, s.id) order by e.tx, e.id limit 1), 0)::float8 as lag_s from subscriber s`.execute(db),
    sql<{ age: number }>`select age(datfrozenxid)::int as age from pg_database where datname = current_database()`.execute(db),
    sql<{ table: string; dead: number }>`select coalesce(p.relname, t.relname) as table, sum(t.n_dead_tup)::float8 as dead from pg_stat_user_tables t left join pg_inherits i on i.inhrelid = t.relid left join pg_class p on p.oid = i.inhparent group by 1`.execute(db),
  ])
  for (const [lane, name] of ['transactional', 'marketing'].entries()) {
    const row = queue.rows.find((each) => each.lane === lane)
    metrics.queue_depth.set({ lane: name }, row?.depth ?? 0)
    metrics.queue_oldest_seconds.set({ lane: name }, row?.oldest_s ?? 0)
  }
  metrics.due_lateness_seconds.set(due.rows[0]!.late_s)
  metrics.receipts_waiting.set(waiting.rows[0]!.n)
  metrics.attempts_sending.set(sending.rows[0]!.n)
  for (const { name, lag_s } of subscribers.rows) metrics.subscriber_lag.set({ subscriber: name }, lag_s)
  metrics.transaction_id_age.set(database.rows[0]!.age)
  for (const { table, dead: rows } of dead.rows) metrics.dead_rows.set({ table }, rows)
}
