import type pg from 'pg'

/** Tables that are cut by month, and the column that cuts them. */
const PARTITIONED = ['event', 'message', 'attempt', 'attempt_by_ref'] as const
/** The next months are always there: what is due in them may be planned today. */
const AHEAD = 3

/** Makes the partitions of the coming months. Called as the owner, at start and daily. */
export async function makePartitions(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  for (const table of PARTITIONED) await client.query('call make_month_partitions($1, $2)', [table, AHEAD])
}

/**
 * Drops the partitions that ended more than `months` ago, which costs nothing however much is in them. A partition of
 * the event log stays while a subscriber has not read all of it. Returns the names of what went.
 */
export async function dropPartitions(client: Pick<pg.ClientBase, 'query'>, months: number, now: Date): Promise<string[]> {
  const { rows } = await client.query<{ part: string; parent: string }>(`
    select c.relname as part, p.relname as parent from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
    where p.relname = any ($1) and c.relname ~ '_[0-9]{4}_[0-9]{2}$' and to_date(right(c.relname, 7), 'YYYY_MM') < (date_trunc('month', $2::timestamptz at time zone 'UTC') - make_interval(months => $3))::date order by 1`, [PARTITIONED, now, months])
  const gone: string[] = []
  for (const { part, parent } of rows) {
    if (parent === 'event') {
      const unread = await client.query(`select from "${part}" where (tx, id) > (select tx, id from subscriber order by tx, id limit 1) limit 1`)
      if (unread.rowCount) continue
    }
    await client.query(`drop table "${part}"`)
    gone.push(part)
  }
  return gone
}
