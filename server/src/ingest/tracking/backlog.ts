import { sql } from 'kysely'
import type { House } from '../../platform/house.ts'
import { Problem } from '../../platform/problem.ts'

/** So many requests of one workspace may wait to be understood: some minutes of work, or some hours where nobody works. */
const MOST_REQUESTS = 100_000
/** And so much of all together, as long as the workspace has its part in it. */
const MOST_BYTES = 4 * 1024 ** 3
const PART_REQUESTS = 1000
/** How long an answer holds: what comes in within a second is no more than the limits can bear. */
const FRESH_MS = 1000

async function look(house: House, workspace_id: string): Promise<boolean> {
  // By ids from the two ends of an index, so it costs the same whatever waits; others' requests between them count too.
  const { rows: [row] } = await sql<{ waiting: number; bytes: number }>`
    select coalesce((select id from tracked where workspace_id = ${workspace_id} order by id desc limit 1) - (select id from tracked where workspace_id = ${workspace_id} order by id limit 1), 0)::float8 as waiting,
      pg_total_relation_size('tracked')::float8 as bytes`.execute(house.db.system)
  return row!.waiting >= MOST_REQUESTS || (row!.waiting >= PART_REQUESTS && row!.bytes > MOST_BYTES)
}

/** Says of a workspace whether more of it waits to be understood than may; asked once a second, whatever comes in. */
export function backlog(house: House): (workspace_id: string) => Promise<boolean> {
  const known = new Map<string, { at: number; behind: Promise<boolean> }>()
  return (workspace_id) => {
    const now = performance.now()
    const last = known.get(workspace_id)
    if (last && now - last.at < FRESH_MS) return last.behind
    if (known.size > 10_000) known.clear()
    const behind = look(house, workspace_id)
    known.set(workspace_id, { at: now, behind })
    return behind
  }
}

export function tooFarBehind(): Problem {
  return new Problem(429, 'too_many_requests', 'More of this workspace waits to be understood than may. Send it again as Retry-After says; nothing of it was kept.', [], { 'retry-after': '30' })
}
