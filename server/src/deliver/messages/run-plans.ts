import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import type { Plan } from './plan.ts'

type Frozen = Pick<Plan, 'steps' | 'routes'>
type OfRun = { workspace_id: string; run_id: string | null }

/** By run: a run's plan is frozen when it starts, and its routes make it long. Read for each message it cost more than the message. */
const cache = new Map<string, Frozen>()
const MAX = 500

/** The steps and routes of these rows' runs; a message of its own brings its own cascade. */
export async function plansOf(tx: Tx, rows: OfRun[]): Promise<(run_id: string | null) => Frozen | undefined> {
  const missing = new Map(rows.flatMap((row) => (row.run_id && !cache.has(row.run_id) ? [[row.run_id, row.workspace_id] as const] : [])))
  const read = new Map<string, Frozen>()
  if (missing.size > 0) {
    const { rows: runs } = await sql<Frozen & { id: string }>`select r.id, r.plan -> 'steps' as steps, r.plan -> 'routes' as routes from unnest(${[...missing.values()]}::text[], ${[...missing.keys()]}::text[]) as g (workspace_id, id) join run r on r.workspace_id = g.workspace_id and r.id = g.id`.execute(tx)
    for (const { id, steps, routes } of runs) {
      read.set(id, { steps, routes })
      cache.set(id, { steps, routes })
      if (cache.size > MAX) cache.delete(cache.keys().next().value!)
    }
  }
  return (run_id) => (run_id === null ? undefined : (read.get(run_id) ?? cache.get(run_id)))
}
