import { sql } from 'kysely'
import { pgArray, type SystemTx } from '../../platform/database/index.ts'
import type { NewEvent } from '../../platform/house.ts'
import { COMMERCE_EVENTS, removeInterest, type CommerceEvent } from '../commerce/index.ts'
import { recompute } from '../computed-traits/index.ts'

/** Takes events off the log by their places ("tx:id"), and what they had shown of interest and added to computed traits with them. What orders follow from them is its own affair. */
export async function removeEvents(tx: SystemTx, workspace_id: string, places: readonly string[], now: Date): Promise<void> {
  if (places.length === 0) return
  const { rows } = await sql<NewEvent>`
    delete from event e using unnest(${pgArray(places.map((place) => place.split(':')[0]!))}::text[], ${pgArray(places.map((place) => Number(place.split(':')[1])))}::bigint[]) as r (tx, id)
    where e.tx = r.tx::xid8 and e.id = r.id and e.workspace_id = ${workspace_id} returning e.contact_id, e.type, e.at, e.source, e.origin, e.properties`.execute(tx)
  const told = rows.flatMap((event) => (event.contact_id && (COMMERCE_EVENTS as readonly string[]).includes(event.type) ? [{ ...event, contact_id: event.contact_id, type: event.type as CommerceEvent }] : []))
  await removeInterest(tx, workspace_id, told, [])
  await recompute(tx, rows.map((event) => ({ ...event, workspace_id })), now)
}
