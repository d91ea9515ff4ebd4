import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import type { NewEvent } from '../../platform/house.ts'
import type { CommerceEvent } from './read-event.ts'

/** An event of somebody, of a kind that is understood. */
export type Happening = Omit<NewEvent, 'contact_id' | 'type'> & { contact_id: string; type: CommerceEvent }

/** The contacts of the people concerned: contact → all of the person's. */
export async function contactsOfPeople(tx: Tx, workspace_id: string, contact_ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; others: string[] }>`
    select w.id, array(select s.sibling_id::text from person_sibling s where s.workspace_id = ${workspace_id} and s.contact_id = w.id) as others from unnest(${[...new Set(contact_ids)]}::text[]) as w (id)`.execute(tx)
  return new Map(rows.map((row) => [row.id, [row.id, ...row.others]]))
}
