import { sql, type RawBuilder } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { allOrNothing } from '../../platform/all-or-nothing.ts'
import type { House, NewEvent } from '../../platform/house.ts'
import { forTheLog } from './form-fields.ts'

/** What the house itself records: nobody outside can say that a message was delivered or a consent given. */
export function isReserved(type: string): boolean {
  return /^(message|consent|contact|campaign|segment|stage|score|product|order|task|call)\./.test(type)
}

/**
 * The source of events that a file tells: history, of which we hear long after. They make profiles, orders and segments, and
 * nobody acts on them as on news: nobody is written to, no campaign takes them for its own, no basket is waited upon.
 */
export const HISTORY = 'import'

/** Events as columns of array literals, all but whose they are. */
export type Worded = Record<'type' | 'at' | 'source' | 'origin' | 'properties', string>

/** Puts events into words, which is most of the work of recording them and needs nothing of the database. */
export function putIntoWords(events: readonly Omit<NewEvent, 'contact_id'>[]): Worded {
  return {
    type: pgArray(events.map((e) => e.type)), at: pgArray(events.map((e) => e.at)), source: pgArray(events.map((e) => e.source)), origin: pgArray(events.map((e) => e.origin)),
    properties: pgArray(events.map((e) => JSON.stringify(forTheLog(e)))),
  }
}

/** Puts events on the log, in one statement, and lets the subscribers inside the transaction act on them. Whoever waits for a turn may have put them into words meanwhile. */
export async function recordEvents(house: House, tx: Tx, workspace_id: string, events: readonly NewEvent[], received_at: Date, worded?: Worded): Promise<void> {
  if (events.length > 0) await allOrNothing([writeEvents(tx, workspace_id, events, received_at, worded ?? putIntoWords(events)), tellInside(house, tx, workspace_id, events)])
}

async function writeEvents(tx: Tx, workspace_id: string, events: readonly NewEvent[], received_at: Date, { type, at, source, origin, properties }: Worded): Promise<void> {
  await sql`
    insert into event (workspace_id, contact_id, type, at, received_at, source, origin, properties)
    select ${workspace_id}, e.contact_id, e.type, e.at, ${received_at}, e.source, e.origin, e.properties::jsonb
    from unnest(${pgArray(events.map((e) => e.contact_id))}::text[], ${type}::text[], ${at}::timestamptz[], ${source}::text[], ${origin}::text[], ${properties}::text[])
      as e (contact_id, type, at, source, origin, properties)`.execute(tx)
}

async function tellInside(house: House, tx: Tx, workspace_id: string, events: readonly NewEvent[]): Promise<void> {
  for (const subscriber of house.inside) {
    const heard = events.filter((event) => subscriber.types.includes(event.type))
    if (heard.length > 0) await subscriber.run(house, tx, workspace_id, heard)
  }
}

/** Puts on the log what one statement finds, each row an event of the same type: `rows` selects contact_id and properties. For what nobody inside the transaction waits for. */
export async function recordEventsFrom(tx: Tx, workspace_id: string, event: { type: string; at: Date; source: string }, rows: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into event (workspace_id, contact_id, type, at, received_at, source, origin, properties)
    select ${workspace_id}, r.contact_id, ${event.type}, ${event.at}, ${event.at}, ${event.source}, 'live', r.properties from (${rows}) r`.execute(tx)
}
