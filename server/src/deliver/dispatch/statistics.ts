import type { House } from '../../platform/house.ts'

/**
 * Tables that have grown tenfold since PostgreSQL looked at them last. Its own round comes once a minute; until then the
 * planner takes what a campaign or an import has just filled for empty, all ways through it look the same to it, and one
 * receipt took 34 s by reading ten thousand messages.
 */
export async function lookAtGrown(house: House): Promise<string[]> {
  const { rows } = await house.db.pools.owner.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and pg_relation_size(c.oid) > 10 * greatest(c.relpages, 8)::bigint * current_setting('block_size')::bigint`)
  for (const { name } of rows) await house.db.pools.owner.query(`analyze ${name}`)
  return rows.map((row) => row.name)
}
