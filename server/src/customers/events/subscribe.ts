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
  /** The kinds it hears of; asked for each batch where they follow from what people set up. */
  types: readonly string[] | ((tx: SystemTx) => Promise<readonly string[]>)
  /** Where a new subscriber begins. */
  from: 'now' | 'beginning'
  handle(house: House, tx: SystemTx, events: LoggedEvent[]): Promise<void>
}

/** Events handled in one transaction. */
const BATCH = 1000
const MAX_FAILURES = 3

type Cursor = { tx: string; id: number }

async function lockCursor(tx: SystemTx, subscriber: Subscriber, now: Date): Promise<Cursor> {
  const lock = async () => (await sql<Cursor>`select tx::text, id from subscriber where name = ${subscriber.name} for update`.execute(tx)).rows[0]
  const found = await lock()
  if (found) return found
  const start = subscriber.from === 'now' ? sql`pg_snapshot_xmin(pg_current_snapshot())` : sql`'0'::xid8`
  await sql`insert into subscriber (name, tx, id, updated_at) values (${subscriber.name}, ${start}, 0, ${now}) on conflict do nothing`.execute(tx)
  return (await lock())!
}

type Batch = { heard: LoggedEvent[]; /** the end of the log, or of what was heard if there may be more */ end: Cursor; more: boolean }

/**
 * The next events that a subscriber hears of, none from a transaction that could still be overtaken by an older one that commits later.
 * Ordered by the columns and not by their texts of the same name, of which "1000" stands before "999". What it does not hear of
 * is passed over in the database, all the way to where the log ends for now, which is the same for both statements.
 */
async function nextEvents(tx: SystemTx, cursor: Cursor, { types }: Subscriber, limit: number): Promise<Batch> {
  const { rows: [log] } = await sql<{ until: string; goes_on: boolean }>`
    select x.until::text, exists (select from event e where (e.tx, e.id) > (${cursor.tx}::xid8, ${cursor.id}) and e.tx < x.until) as goes_on from (select pg_snapshot_xmin(pg_current_snapshot()) as until) x`.execute(tx)
  if (!log!.goes_on) return { heard: [], end: cursor, more: false }
  const kinds = typeof types === 'function' ? await types(tx) : types
  const { rows: heard } = kinds.length === 0 ? { rows: [] } : await sql<LoggedEvent>`
    select e.workspace_id, e.tx::text, e.id, e.contact_id, e.type, e.at, e.received_at, e.source, e.origin, e.properties from event e
    where (e.tx, e.id) > (${cursor.tx}::xid8, ${cursor.id}) and e.tx < ${log!.until}::xid8 and e.type = any (${pgArray([...kinds])}::text[])
    order by e.tx, e.id limit ${sql.lit(limit)}`.execute(tx)
  const more = heard.length === limit
  return { heard, end: more ? heard.at(-1)! : { tx: log!.until, id: 0 }, more }
}

async function moveCursor(tx: SystemTx, name: string, last: Cursor, now: Date): Promise<void> {
  await sql`update subscriber set tx = ${last.tx}::xid8, id = ${last.id}, updated_at = ${now} where name = ${name}`.execute(tx)
}

const failures = new Map<string, number>()

/**
 * Handles the next batch. A failing batch is retried event by event; one that fails three times goes to
 * subscriber_dead and the cursor moves on. Returns whether there may be more.
 */
export async function pumpSubscriber(house: House, subscriber: Subscriber): Promise<boolean> {
  const run = (limit: number) => system(house.db, `subscriber ${subscriber.name}`, 'all', async (tx) => {
    const cursor = await lockCursor(tx, subscriber, house.clock())
    const { heard, end, more } = await nextEvents(tx, cursor, subscriber, limit)
    if (heard.length > 0) await subscriber.handle(house, tx, heard)
    if (end !== cursor) await moveCursor(tx, subscriber.name, end, house.clock())
    return more
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
    if (count < MAX_FAILURES) return false
    failures.delete(subscriber.name)
    return system(house.db, `subscriber ${subscriber.name}`, 'all', async (tx) => {
      const { heard: [poison] } = await nextEvents(tx, await lockCursor(tx, subscriber, house.clock()), subscriber, 1)
      if (!poison) return false
      await sql`insert into subscriber_dead (name, tx, id, workspace_id, error, failures, at)
        values (${subscriber.name}, ${poison.tx}::xid8, ${poison.id}, ${poison.workspace_id}, ${(error as Error).message}, ${count}, ${house.clock()}) on conflict do nothing`.execute(tx)
      await moveCursor(tx, subscriber.name, poison, house.clock())
      return true
    })
  }
}
