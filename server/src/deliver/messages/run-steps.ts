import { sql } from 'kysely'
import type { SystemTx } from '../../platform/database/index.ts'
import type { CascadeStep } from '../cascades/index.ts'

type Step = Pick<CascadeStep, 'success' | 'within_s'>
type OfRun = { workspace_id: string; run_id: string | null; step: number }

/** The steps of runs by id. A run's plan is frozen when it starts, and its routes make it long: read for each message it cost more than the message. */
const cache = new Map<string, Step[]>()
const MAX = 500

/** What the steps of these rows ask, where their runs say it; a message of its own brings its own cascade. */
export async function stepOf(tx: SystemTx, rows: OfRun[]): Promise<(row: OfRun) => Step | undefined> {
  const missing = new Map(rows.flatMap((row) => (row.run_id && !cache.has(row.run_id) ? [[row.run_id, row.workspace_id] as const] : [])))
  const known = new Map<string, Step[]>()
  if (missing.size > 0) {
    const { rows: runs } = await sql<{ id: string; steps: Step[] }>`select r.id, r.plan -> 'steps' as steps from unnest(${[...missing.values()]}::text[], ${[...missing.keys()]}::text[]) as g (workspace_id, id) join run r on r.workspace_id = g.workspace_id and r.id = g.id`.execute(tx)
    for (const { id, steps } of runs) {
      known.set(id, steps)
      cache.set(id, steps)
      if (cache.size > MAX) cache.delete(cache.keys().next().value!)
    }
  }
  return ({ run_id, step }) => (run_id ? (known.get(run_id) ?? cache.get(run_id))?.[step] : undefined)
}
