import { sql } from 'kysely'
import { system, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'

export type LoggedEvent = {
  workspace_id: string
  tx: string
  id: number
  contact_id: string | null
  type: string
  at: Date
  received_at: Date
  source: string
  origin: string
  properties: Record<string, unknown>
}

/** A reader of the log by cursor. Its effects and its cursor commit together, so each event takes effect once. */
export type Subscriber = {
  name: string
  types: readonly string[]
  /** Where a new subscriber begins. */
  from: 'now' | 'beginning'
  handle(house: House, tx: SystemTx, events: LoggedEvent[]): Promise<void>
}

const BATCH = 1000
const MAX_FAILURES = 3

type Cursor = { tx: string; id: number }

async function lockCursor(tx: SystemTx, subscriber: Subscriber, now: Date): Promise<Cursor> {
  const start = subscriber.from === 'now' ? sql`pg_snapshot_xmin(pg_current_snapshot())` : sql`'0'::xid8`
  await sql`insert into subscriber (name, tx, id, updated_at) values (${subscriber.name}, ${start}, 0, ${now}) on conflict do nothing`.execute(tx)
  const { rows } = await sql<Cursor>`select tx::text, id from subscriber where name = ${subscriber.name} for update`.execute(tx)
  return rows[0]!
}

/**
 * Events after the cursor, none from a transaction that could still be overtaken by an older one that commits later. Ordered by the
 * columns and not by their texts of the same name, of which "1000" stands before "999".
 */
async function nextEvents(tx: SystemTx, cursor: Cursor, limit: number): Promise<LoggedEvent[]> {
  const { rows } = await sql<LoggedEvent>`
    select workspace_id, tx::text, id, contact_id, type, at, received_at, source, origin, properties from event
    where (tx, id) > (${cursor.tx}::xid8, ${cursor.id}) and tx < pg_snapshot_xmin(pg_current_snapshot())
    order by event.tx, event.id limit ${sql.lit(limit)}`.execute(tx)
  return rows
}

async function moveCursor(tx: SystemTx, name: string, last: LoggedEvent, now: Date): Promise<void> {
  await sql`update subscriber set tx = ${last.tx}::xid8, id = ${last.id}, updated_at = ${now} where name = ${name}`.execute(tx)
}

const failures = new Map<string, number>()

/**
 * Handles the next batch. A failing batch is retried event by event; one that fails three times goes to
 * subscriber_dead and the cursor moves on. Returns how many events were read.
 */
export async function pumpSubscriber(house: House, subscriber: Subscriber): Promise<number> {
  const run = (limit: number) => system(house.db, `subscriber ${subscriber.name}`, 'all', async (tx) => {
    const events = await nextEvents(tx, await lockCursor(tx, subscriber, house.clock()), limit)
    const last = events.at(-1)
    if (!last) return 0
    const heard = events.filter((event) => subscriber.types.includes('*') || subscriber.types.includes(event.type))
    if (heard.length > 0) await subscriber.handle(house, tx, heard)
    await moveCursor(tx, subscriber.name, last, house.clock())
    return events.length
  })
  try {
    return await run(BATCH)
  } catch (error) {
    house.log.warn({ err: error, subscriber: subscriber.name }, 'a batch failed; going on one by one')
  }
  try {
    return await run(1)
  } catch (error) {
    const count = (failures.get(subscriber.name) ?? 0) + 1
    failures.set(subscriber.name, count)
    if (count < MAX_FAILURES) return 0
    failures.delete(subscriber.name)
    return system(house.db, `subscriber ${subscriber.name}`, 'all', async (tx) => {
      const [poison] = await nextEvents(tx, await lockCursor(tx, subscriber, house.clock()), 1)
      if (!poison) return 0
      await sql`insert into subscriber_dead (name, tx, id, workspace_id, error, failures, at)
        values (${subscriber.name}, ${poison.tx}::xid8, ${poison.id}, ${poison.workspace_id}, ${(error as Error).message}, ${count}, ${house.clock()}) on conflict do nothing`.execute(tx)
      await moveCursor(tx, subscriber.name, poison, house.clock())
      return 1
    })
  }
}
