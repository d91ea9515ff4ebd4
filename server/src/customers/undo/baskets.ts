import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { contactsOfPeople } from '../commerce/index.ts'

/** The whole row of a basket, as PostgreSQL writes it down. */
type Basket = Record<string, unknown>

/** The baskets that an order of these contacts would empty: those of the whole person. */
export async function basketsOf(tx: Tx, workspace_id: string, contact_ids: readonly string[]): Promise<Map<string, Basket>> {
  if (contact_ids.length === 0) return new Map()
  const people = await contactsOfPeople(tx, workspace_id, contact_ids)
  const { rows } = await sql<{ contact_id: string; was: Basket }>`
    select b.contact_id, to_jsonb(b) as was from cart b where b.workspace_id = ${workspace_id} and b.contact_id = any (${pgArray([...new Set([...people.values()].flat())])}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.contact_id, row.was]))
}

/** Puts baskets back as they were; one that was filled anew meanwhile stays. */
export async function putBackBaskets(tx: Tx, baskets: readonly Basket[]): Promise<void> {
  if (baskets.length === 0) return
  await sql`insert into cart select (jsonb_populate_record(null::cart, r.was::jsonb)).* from unnest(${pgArray(baskets.map((was) => JSON.stringify(was)))}::text[]) as r (was) on conflict do nothing`.execute(tx)
}
