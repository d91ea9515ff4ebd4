import type { Database } from './connect.ts'

/**
 * Looks at tables, all or these, that have grown several times over since PostgreSQL did. Its own round comes once a minute; until then
 * the planner takes what a campaign or an import has filled for empty, and all ways through it look the same to it: one receipt took
 * 34 s by reading ten thousand messages. A look into the middle of the transaction that fills a table sees pages without a row and
 * the planner believes that, which is worse than no look: a table without a row that can be seen is left alone. The count of
 * committed rows tells, some seconds later, which others were looked at too early.
 */
export async function lookAtGrown(db: Database, of: readonly string[] | null = null): Promise<string[]> {
  const { owner } = db.pools
  const { rows } = await owner.query<{ name: string; unseen: boolean }>(`
    select c.oid::regclass::text as name, c.reltuples <= 0 as unseen from pg_class c left join pg_stat_user_tables s on s.relid = c.oid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and ($1::text[] is null or c.relname = any ($1::text[]))
      and (pg_relation_size(c.oid) > 8 * greatest(case when c.reltuples > 0 then c.relpages else 0 end, 4)::bigint * current_setting('block_size')::bigint or s.n_live_tup > 8 * greatest(c.reltuples, 250))`, [of])
  const looked: string[] = []
  for (const { name, unseen } of rows) {
    if (unseen && !(await owner.query(`select from ${name} limit 1`)).rowCount) continue
    await owner.query(`analyze ${name}`)
    looked.push(name)
  }
  return looked
}
