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

/** Where people are looked up by keys that begin with their workspace. */
const OF_PEOPLE = ['contact', 'endpoint', 'identity', 'consent_state', 'contact_trait'] as const
/** Fewer are read through as fast as they are found. */
const FEW = 50
/** What stays unknown after a look, since its share is too small, is not looked at again for so long. */
const AGAIN_MS = 600_000
/** Of each table and workspace, until when it need not be asked about. */
const lookedAt = new WeakMap<Database, Map<string, number>>()

/**
 * Makes PostgreSQL know a workspace before a statement goes through all of its people. Of one that came after the last look at a table the
 * planner thinks that it has a row or none, and any index that begins with the workspace is as good to it as the right one: each of 2,000
 * people was then found by reading all 2,000, and their addresses by reading all 7,000, for minutes. A table with a million rows of others
 * is not looked at again for these. Returns the tables that were.
 */
export async function lookAtNewcomer(db: Database, workspace_id: string, of: readonly string[] = OF_PEOPLE): Promise<string[]> {
  const { owner, carillon_system } = db.pools
  const now = performance.now()
  const known = lookedAt.get(db) ?? new Map<string, number>()
  lookedAt.set(db, known)
  const asked = of.filter((name) => now >= (known.get(`${name} ${workspace_id}`) ?? 0))
  if (asked.length === 0) return []
  const { rows } = await owner.query<{ name: string }>(`select tablename as name from pg_stats where schemaname = 'public' and tablename = any ($1::text[]) and attname = 'workspace_id' and $2 = any (most_common_vals::text::text[])`, [asked, workspace_id])
  for (const { name } of rows) known.set(`${name} ${workspace_id}`, Infinity)
  const looked: string[] = []
  for (const name of asked.filter((each) => !rows.some((row) => row.name === each))) {
    if (((await carillon_system.query(`select from ${name} where workspace_id = $1 limit ${FEW}`, [workspace_id])).rowCount ?? 0) < FEW) continue
    await owner.query(`analyze ${name}`)
    known.set(`${name} ${workspace_id}`, now + AGAIN_MS)
    looked.push(name)
  }
  return looked
}
