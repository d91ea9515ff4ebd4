import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import type { Happening } from './happening.ts'
import { itemsOf, type Item } from './read-event.ts'
import type { Bought } from './returns.ts'

type Sign = { contact_id: string; item: Item; at: Date; views: number; adds: number; bought: number; wished: boolean | null }
const NONE = { views: 0, adds: 0, bought: 0, wished: null }

/** What these events show of interest, one row for each contact and product. Pure. */
function signsOf(happenings: readonly Happening[], bought: readonly Bought[]): Sign[] {
  const of = (event: Happening, some: Partial<Sign>): Sign[] => itemsOf(event.properties).map((item) => ({ ...NONE, contact_id: event.contact_id, item, at: event.at, ...some }))
  const signs = happenings.flatMap((event): Sign[] => {
    switch (event.type) {
      case 'Product Viewed': case 'Product Clicked': return of(event, { views: 1 })
      case 'Product Added': return of(event, { adds: 1 })
      case 'Product Added to Wishlist': return of(event, { wished: true })
      case 'Product Removed from Wishlist': return of(event, { wished: false })
      default: return []
    }
  }).concat(bought.map(({ contact_id, item, at }) => ({ ...NONE, contact_id, item, at, bought: item.quantity })))
  return [...Map.groupBy(signs, (sign) => `${sign.contact_id}\n${sign.item.product_id}`).values()].map((all) => all.reduce((a, b) => ({
    ...b, views: a.views + b.views, adds: a.adds + b.adds, bought: a.bought + b.bought, wished: b.wished ?? a.wished, at: a.at > b.at ? a.at : b.at, item: { ...b.item, name: b.item.name ?? a.item.name, category: b.item.category ?? a.item.category },
  }))).toSorted((a, b) => (a.contact_id + a.item.product_id < b.contact_id + b.item.product_id ? -1 : 1))
}

/** Notes who showed interest in what: seen, put into a basket, wished for, bought. */
export async function addInterest(tx: Tx, workspace_id: string, happenings: readonly Happening[], bought: readonly Bought[]): Promise<void> {
  const rows = signsOf(happenings, bought)
  if (rows.length === 0) return
  await sql`
    insert into product_interest as i (workspace_id, contact_id, product_key, name, category, views, adds, bought, first_at, last_at)
    select ${workspace_id}, r.contact_id, r.product_key, r.name, r.category, r.views, r.adds, r.bought, r.at, r.at
    from unnest(${pgArray(rows.map((r) => r.contact_id))}::text[], ${pgArray(rows.map((r) => r.item.product_id))}::text[], ${pgArray(rows.map((r) => r.item.name))}::text[], ${pgArray(rows.map((r) => r.item.category))}::text[], ${pgArray(rows.map((r) => r.views))}::int[], ${pgArray(rows.map((r) => r.adds))}::int[],
      ${pgArray(rows.map((r) => r.bought))}::int[], ${pgArray(rows.map((r) => r.at))}::timestamptz[]) as r (contact_id, product_key, name, category, views, adds, bought, at)
    on conflict (workspace_id, contact_id, product_key) do update set name = coalesce(excluded.name, i.name), category = coalesce(excluded.category, i.category), views = i.views + excluded.views, adds = i.adds + excluded.adds, bought = i.bought + excluded.bought,
      first_at = least(i.first_at, excluded.first_at), last_at = greatest(i.last_at, excluded.last_at)`.execute(tx)
  const wishes = rows.filter((row) => row.wished !== null)
  if (wishes.length === 0) return
  await sql`update product_interest i set wished = r.wished from unnest(${pgArray(wishes.map((r) => r.contact_id))}::text[], ${pgArray(wishes.map((r) => r.item.product_id))}::text[], ${wishes.map((r) => r.wished!)}::boolean[]) as r (contact_id, product_key, wished)
    where i.workspace_id = ${workspace_id} and i.contact_id = r.contact_id and i.product_key = r.product_key`.execute(tx)
}

/** Takes out again what these events had shown; of what nothing else shows, no interest is left. */
export async function removeInterest(tx: Tx, workspace_id: string, happenings: readonly Happening[], bought: readonly Bought[]): Promise<void> {
  const rows = signsOf(happenings, bought)
  if (rows.length === 0) return
  // Named as well as joined: else PostgreSQL may go through all interest of the workspace for each row, 600 ms for 500 orders.
  const contacts = pgArray([...new Set(rows.map((r) => r.contact_id))])
  await sql`
    update product_interest i set views = greatest(0, i.views - r.views), adds = greatest(0, i.adds - r.adds), bought = greatest(0, i.bought - r.bought), wished = i.wished and not r.wished
    from unnest(${pgArray(rows.map((r) => r.contact_id))}::text[], ${pgArray(rows.map((r) => r.item.product_id))}::text[], ${pgArray(rows.map((r) => r.views))}::int[], ${pgArray(rows.map((r) => r.adds))}::int[], ${pgArray(rows.map((r) => r.bought))}::int[], ${rows.map((r) => r.wished === true)}::boolean[])
      as r (contact_id, product_key, views, adds, bought, wished) where i.workspace_id = ${workspace_id} and i.contact_id = any (${contacts}::text[]) and i.contact_id = r.contact_id and i.product_key = r.product_key`.execute(tx)
  await sql`delete from product_interest i using unnest(${pgArray(rows.map((r) => r.contact_id))}::text[], ${pgArray(rows.map((r) => r.item.product_id))}::text[]) as r (contact_id, product_key)
    where i.workspace_id = ${workspace_id} and i.contact_id = any (${contacts}::text[]) and i.contact_id = r.contact_id and i.product_key = r.product_key and i.views = 0 and i.adds = 0 and i.bought = 0 and not i.wished`.execute(tx)
}
