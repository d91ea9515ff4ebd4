import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'

/** One change of a run's figures; step -1 is of the message as a whole. */
export type Delta = { workspace_id: string; run_id: string; step: number; medium: string; key: string; n: number; price_micro?: number }

/** Inserts figures beside the rows that they count, summed so that a batch adds few rows. */
export async function addDeltas(tx: Tx, deltas: Delta[]): Promise<void> {
  const sums = new Map<string, Delta & { price_micro: number }>()
  for (const delta of deltas) {
    const key = `${delta.workspace_id}|${delta.run_id}|${delta.step}|${delta.medium}|${delta.key}`
    const sum = sums.get(key)
    if (sum) {
      sum.n += delta.n
      sum.price_micro += delta.price_micro ?? 0
    } else sums.set(key, { ...delta, price_micro: delta.price_micro ?? 0 })
  }
  const rows = [...sums.values()].filter((row) => row.n !== 0 || row.price_micro !== 0)
  if (rows.length === 0) return
  await tx.insertInto('run_delta').values(rows).execute()
}

/**
 * Folds deltas into run_counter: a few thousand at a time, by whoever holds the lease for it. What a late receipt wrote of a
 * run that was removed meanwhile, as the demo's are, goes with it: it would keep the figures of everybody else waiting.
 */
export async function foldDeltas(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with taken as (delete from run_delta where id = any (array(select id from run_delta order by id limit 5000 for update skip locked)) returning *),
    folded as (
      insert into run_counter (workspace_id, run_id, step, medium, key, n, price_micro)
      select workspace_id, run_id, step, medium, key, sum(n), sum(price_micro) from taken t
      where exists (select from run r where r.workspace_id = t.workspace_id and r.id = t.run_id) group by 1, 2, 3, 4, 5
      on conflict (workspace_id, run_id, step, medium, key) do update set n = run_counter.n + excluded.n, price_micro = run_counter.price_micro + excluded.price_micro)
    select count(*)::int as n from taken`.execute(tx)
  return rows[0]!.n
}

export type Figure = { source_id: string; step: number; medium: string; key: string; n: number; price_micro: number }

/** Under which key an outcome's reason is counted. */
export const reasonKey = (state: string, reason: string | null) => `reason:${state}:${reason ?? ''}`

/**
 * The figures of whole sources now: what is folded and what is not yet, over all their runs, in one statement and so in
 * one snapshot. The key `total` is the audience of the first run; whom a later run takes over is no longer counted where
 * the earlier one left them, so that the outcomes always add up to that audience.
 */
export async function readFigures(tx: Tx, workspace_id: string, source_ids: string[]): Promise<Figure[]> {
  if (source_ids.length === 0) return []
  const { rows } = await sql<Figure>`
    with r as materialized (select id, source_id, coalesce(total, 0) as total, again from run where workspace_id = ${workspace_id} and source_id = any (${source_ids}::text[]) and not rehearsal)
    select source_id, step, medium, key, sum(n)::bigint as n, sum(price_micro)::bigint as price_micro from (
      select r.source_id, f.step, f.medium, f.key, f.n, f.price_micro from r join run_counter f on f.workspace_id = ${workspace_id} and f.run_id = r.id
      union all select r.source_id, f.step, f.medium, f.key, f.n, f.price_micro from r join run_delta f on f.workspace_id = ${workspace_id} and f.run_id = r.id
      union all select r.source_id, -1, '', 'total', r.total, 0 from r where again is null
      union all select r.source_id, -1, '', again ->> 'state', -r.total, 0 from r where again is not null
      union all select r.source_id, -1, '', 'reason:' || (again ->> 'state') || ':' || (again ->> 'reason'), -r.total, 0 from r where again is not null) f
    group by source_id, step, medium, key order by source_id, step, medium, key`.execute(tx)
  return rows
}
