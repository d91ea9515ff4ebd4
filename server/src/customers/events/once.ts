import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import type { House, NewEvent } from '../../platform/house.ts'
import { recordEvents } from './record.ts'

/** An event with its sender's mark, by which it is taken once; null where it has none. */
export type MarkedEvent = NewEvent & { key: string | null }

/** The mark of an event: the first 16 bytes of SHA-256 of the sender's message id, as hex. */
export const keyOfMessage = (message_id: string): string => hash('sha256', message_id, 'hex').slice(0, 32)

/** How a workspace's mark is kept: with the workspace in it, so that the index needs nothing beside. */
const keptAs = (workspace_id: string, mark: string): string => keyOfMessage(`${workspace_id} ${mark}`)

/** Takes note of marks; says of each whether it was new, which of equal ones only the first is. What has none always is. */
export async function markNew(tx: Tx, workspace_id: string, marks: readonly (string | null)[], now: Date): Promise<boolean[]> {
  const kept = marks.map((mark) => mark && keptAs(workspace_id, mark))
  const keys = [...new Set(kept.flatMap((key) => key ?? []))].toSorted()
  const { rows } = keys.length === 0 ? { rows: [] } : await sql<{ key: string }>`
    insert into event_key (workspace_id, key, at) select ${workspace_id}, k::uuid, ${now} from unnest(${pgArray(keys)}::text[]) as k
    on conflict do nothing returning replace(key::text, '-', '') as key`.execute(tx)
  const fresh = new Set(rows.map((row) => row.key))
  return kept.map((key) => key === null || fresh.delete(key))
}

/** Puts on the log what was not heard before; says of each event whether it was new. The same again records nothing. */
export async function recordOnce(house: House, tx: Tx, workspace_id: string, events: readonly MarkedEvent[], now: Date): Promise<boolean[]> {
  const isNew = await markNew(tx, workspace_id, events.map((event) => event.key), now)
  await recordEvents(house, tx, workspace_id, events.filter((_, index) => isNew[index]).map(({ key: _key, ...event }) => event), now)
  return isNew
}

/** Which of these marks were heard already. */
export async function heardBefore(tx: Tx, workspace_id: string, marks: readonly string[]): Promise<Set<string>> {
  if (marks.length === 0) return new Set()
  const markOf = new Map(marks.map((mark) => [keptAs(workspace_id, mark), mark]))
  const { rows } = await sql<{ key: string }>`select replace(key::text, '-', '') as key from event_key where workspace_id = ${workspace_id} and key = any (${pgArray([...markOf.keys()])}::uuid[])`.execute(tx)
  return new Set(rows.map((row) => markOf.get(row.key)!))
}

/** Forgets that events with these marks were heard, so that they can be told again. */
export async function forgetMarks(tx: Tx, workspace_id: string, marks: readonly string[]): Promise<void> {
  if (marks.length > 0) await sql`delete from event_key where workspace_id = ${workspace_id} and key = any (${pgArray(marks.map((mark) => keptAs(workspace_id, mark)))}::uuid[])`.execute(tx)
}
