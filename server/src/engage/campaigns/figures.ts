import { sql } from 'kysely'
import { OUTCOMES } from '../../deliver/index.ts'
import type { Tx } from '../../platform/database/index.ts'

export type Totals = { total: number; reached: number; failed: number; skipped: number; unknown: number; stopped: number; in_flight: number }

export function toTotals(total: number, figures: { key: string; n: number }[]): Totals {
  const of = (key: string) => figures.find((figure) => figure.key === key)?.n ?? 0
  const outcomes = { reached: of('reached'), failed: of('failed'), skipped: of('skipped'), unknown: of('unknown'), stopped: of('stopped') }
  return { total, ...outcomes, in_flight: total - OUTCOMES.reduce((sum, key) => sum + outcomes[key], 0) }
}

/** The outcomes of several runs at once, from their counters: for lists. */
export async function totalsOf(tx: Tx, workspace_id: string, run_ids: string[]): Promise<Map<string, Totals>> {
  if (run_ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; total: number; key: string; n: number }>`
    select r.id, coalesce(r.total, 0) as total, coalesce(f.key, '') as key, coalesce(sum(f.n), 0)::bigint as n from run r left join (
      select workspace_id, run_id, key, n from run_counter where workspace_id = ${workspace_id} and run_id = any (${run_ids}::text[]) and step = -1
      union all select workspace_id, run_id, key, n from run_delta where workspace_id = ${workspace_id} and run_id = any (${run_ids}::text[]) and step = -1) f on f.workspace_id = r.workspace_id and f.run_id = r.id
    where r.workspace_id = ${workspace_id} and r.id = any (${run_ids}::text[]) group by r.id, r.total, f.key`.execute(tx)
  return new Map([...Map.groupBy(rows, (row) => row.id)].map(([id, group]) => [id, toTotals(group[0]!.total, group)]))
}
