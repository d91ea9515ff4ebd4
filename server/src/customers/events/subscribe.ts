import { sql } from 'kysely'
import { pgArray, system, type SystemTx } from '../../platform/database/index.ts'
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
  /** The kinds it hears of, `*` for every one; asked for each batch where they follow from what people set up. */
  types: readonly string[] | ((tx: SystemTx) => Promise<readonly string[]>)
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

type Batch = { /** of how many events that is all there was to hear */ read: number; last: Cursor | undefined; heard: LoggedEvent[] }

/**
 * Events after the cursor, none from a transaction that could still be overtaken by an older one that commits later. Ordered by the
 * columns and not by their texts of the same name, of which "1000" stands before "999". What the subscriber does not hear of stays
 * in the database, but for the last one, to which the cursor moves.
 */
async function nextEvents(tx: SystemTx, cursor: Cursor, { types }: Subscriber, limit: number): Promise<Batch> {
  const kinds = typeof types === 'function' ? await types(tx) : types
  const isHeard = (type: string) => kinds.includes('*') || kinds.includes(type)
  const { rows } = await sql<LoggedEvent & { read: number }>`
    with next as materialized (
      select workspace_id, tx, id, contact_id, type, at, received_at, source, origin, properties from event
      where (tx, id) > (${cursor.tx}::xid8, ${cursor.id}) and tx < pg_snapshot_xmin(pg_current_snapshot()) order by tx, id limit ${sql.lit(limit)})
    select n.workspace_id, n.tx::text, n.id, n.contact_id, n.type, n.at, n.received_at, n.source, n.origin, n.properties, (select count(*)::int from next) as read from next n
    where ${kinds.includes('*') ? sql`true` : sql`n.type = any (${pgArray([...kinds])}::text[])`} or (n.tx, n.id) = (select l.tx, l.id from next l order by l.tx desc, l.id desc limit 1) order by n.tx, n.id`.execute(tx)
  return { read: rows[0]?.read ?? 0, last: rows.at(-1), heard: rows.filter(({ type }) => isHeard(type)) }
}

async function moveCursor(tx: SystemTx, name: string, last: Cursor, now: Date): Promise<void> {
  await sql`update subscriber set tx = ${last.tx}::xid8, id = ${last.id}, updated_at = ${now} where name = ${name}`.execute(tx)
}

const failures = new Map<string, number>()

/**
 * Handles the next batch. A failing batch is retried event by event; one that fails three times goes to
 * subscriber_dead and the cursor moves on. Returns how many events were read.
 */
export async function pumpSubscriber(house: House, subscriber: Subscriber): Promise<number> {
  const run = (limit: number) => system(house.db, `subscriber ${subscriber.name}`, 'all', async (tx) => {
    const { read, last, heard } = await nextEvents(tx, await lockCursor(tx, subscriber, house.clock()), subscriber, limit)
    if (!last) return 0
    if (heard.length > 0) await subscriber.handle(house, tx, heard)
    await moveCursor(tx, subscriber.name, last, house.clock())
    return read
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
      const { heard: [poison] } = await nextEvents(tx, await lockCursor(tx, subscriber, house.clock()), subscriber, 1)
      if (!poison) return 0
      await sql`insert into subscriber_dead (name, tx, id, workspace_id, error, failures, at)
        values (${subscriber.name}, ${poison.tx}::xid8, ${poison.id}, ${poison.workspace_id}, ${(error as Error).message}, ${count}, ${house.clock()}) on conflict do nothing`.execute(tx)
      await moveCursor(tx, subscriber.name, poison, house.clock())
      return 1
    })
  }
}
