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

/** How late profiles may be before callers are slowed down, how often that is looked at, and how much of what is beyond it an answer waits. */
const LATE_MS = 800
const LATE_FRESH_MS = 100
const SLOWED_BY = 0.25
/** Clients give up after five seconds at the earliest, and each waiting answer is a connection. */
const LONGEST_MS = 500

async function look(house: House, workspace_id: string): Promise<boolean> {
  // By ids from the two ends of an index, so it costs the same whatever waits; others' requests between them count too.
  const { rows: [row] } = await sql<{ waiting: number; bytes: number }>`
    select coalesce((select id from tracked where workspace_id = ${workspace_id} order by id desc limit 1) - (select id from tracked where workspace_id = ${workspace_id} order by id limit 1), 0)::float8 as waiting,
      pg_total_relation_size('tracked')::float8 as bytes`.execute(house.db.system)
  return row!.waiting >= MOST_REQUESTS || (row!.waiting >= PART_REQUESTS && row!.bytes > MOST_BYTES)
}

/** Asks of a workspace what may be so many milliseconds old, however often it is wanted. */
function recent<T>(fresh_ms: number, ask: (workspace_id: string) => Promise<T>): (workspace_id: string) => Promise<T> {
  const known = new Map<string, { at: number; answer: Promise<T> }>()
  return (workspace_id) => {
    const now = performance.now()
    const last = known.get(workspace_id)
    if (last && now - last.at < fresh_ms) return last.answer
    if (known.size > 10_000) known.clear()
    const answer = ask(workspace_id)
    known.set(workspace_id, { at: now, answer })
    return answer
  }
}

/** Says of a workspace whether more of it waits to be understood than may; asked once a second, whatever comes in. */
export const backlog = (house: House): ((workspace_id: string) => Promise<boolean>) => recent(FRESH_MS, (workspace_id) => look(house, workspace_id))

/**
 * How many milliseconds an answer waits after its request is on disk: none as long as profiles are current, more the later
 * they are. Who sends one call after the other then sends as fast as it is understood, and reads what it sent within two
 * seconds; without, a flood is on disk at once, and on the profiles many seconds later.
 */
export function slowedBy(house: House): (workspace_id: string) => Promise<number> {
  return recent(LATE_FRESH_MS, async (workspace_id) => {
    const { rows: [oldest] } = await sql<{ received_at: Date }>`select received_at from tracked where workspace_id = ${workspace_id} order by id limit 1`.execute(house.db.system)
    const late_ms = oldest ? house.clock().getTime() - oldest.received_at.getTime() - LATE_MS : 0
    return Math.round(Math.min(LONGEST_MS, Math.max(0, late_ms * SLOWED_BY)))
  })
}

export function tooFarBehind(): Problem {
  return new Problem(429, 'too_many_requests', 'More of this workspace waits to be understood than may. Send it again as Retry-After says; nothing of it was kept.', [], { 'retry-after': '30' })
}
