import { sql } from 'kysely'
import type { WorkspaceFacts } from '../../accounts/index.ts'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { contactsOfPeople, type Happening } from './happening.ts'
import { currencyOf, itemsOf, link, type Item } from './read-event.ts'

type Cart = { contact_id: string; currency: string | null; items: Item[]; url: string | null; started_at: Date; updated_at: Date }
const CART_EVENTS = new Set(['Product Added', 'Product Removed', 'Cart Viewed', 'Cart Updated', 'Checkout Started', 'Order Completed'])
const MOST_ITEMS = 200

/** What one event makes of a basket; an empty one is none. Pure. */
export function applyToCart(before: Cart | undefined, event: Happening, currency: string): Cart | undefined {
  if (before && event.at < before.updated_at) return before
  if (event.type === 'Order Completed') return undefined
  const seen = itemsOf(event.properties)
  const items = new Map((before?.items ?? []).map((item) => [item.product_id, item]))
  if (event.type === 'Product Added') for (const item of seen) items.set(item.product_id, { ...item, quantity: (items.get(item.product_id)?.quantity ?? 0) + item.quantity })
  else if (event.type === 'Product Removed') {
    for (const item of seen) {
      const left = (items.get(item.product_id)?.quantity ?? 0) - item.quantity
      if (left > 0) items.set(item.product_id, { ...items.get(item.product_id)!, quantity: left })
      else items.delete(item.product_id)
    }
  } else if (Array.isArray(event.properties.products)) {
    items.clear()
    for (const item of seen) items.set(item.product_id, item)
  }
  if (items.size === 0) return undefined
  return {
    contact_id: event.contact_id, currency: currencyOf(event.properties.currency) ?? before?.currency ?? currency, items: [...items.values()].slice(-MOST_ITEMS), url: link(event.properties.cart_url ?? event.properties.checkout_url) ?? before?.url ?? null,
    started_at: before?.started_at ?? event.at, updated_at: event.at,
  }
}

/** Keeps the basket of each contact; an order empties the baskets of the whole person. */
export async function applyToCarts(tx: Tx, workspace: WorkspaceFacts, happenings: readonly Happening[]): Promise<void> {
  const told = happenings.filter((event) => CART_EVENTS.has(event.type)).toSorted((a, b) => a.at.getTime() - b.at.getTime())
  if (told.length === 0) return
  const people = await contactsOfPeople(tx, workspace.id, told.map((event) => event.contact_id))
  const all = [...new Set([...people.values()].flat())].toSorted()
  const { rows } = await sql<Cart>`select contact_id, currency, items, url, started_at, updated_at from cart where workspace_id = ${workspace.id} and contact_id = any (${pgArray(all)}::text[]) order by contact_id for update`.execute(tx)
  const carts = new Map<string, Cart | undefined>(rows.map((row) => [row.contact_id, row]))
  const changed = new Set<string>()
  for (const event of told) {
    const concerned = event.type === 'Order Completed' ? people.get(event.contact_id)!.filter((id) => carts.get(id)) : [event.contact_id]
    for (const id of concerned) {
      const after = applyToCart(carts.get(id), event, workspace.currency)
      if (after === carts.get(id)) continue
      carts.set(id, after)
      changed.add(id)
    }
  }
  const [kept, gone] = [[...changed].flatMap((id) => carts.get(id) ?? []), [...changed].filter((id) => !carts.get(id))]
  if (gone.length > 0) await sql`delete from cart where workspace_id = ${workspace.id} and contact_id = any (${pgArray(gone)}::text[])`.execute(tx)
  if (kept.length === 0) return
  await sql`
    insert into cart (workspace_id, contact_id, currency, items, url, started_at, updated_at)
    select ${workspace.id}, r.contact_id, r.currency, r.items::jsonb, r.url, r.started_at, r.updated_at
    from unnest(${pgArray(kept.map((r) => r.contact_id))}::text[], ${pgArray(kept.map((r) => r.currency))}::text[], ${pgArray(kept.map((r) => JSON.stringify(r.items)))}::text[], ${pgArray(kept.map((r) => r.url))}::text[], ${pgArray(kept.map((r) => r.started_at))}::timestamptz[], ${pgArray(kept.map((r) => r.updated_at))}::timestamptz[])
      as r (contact_id, currency, items, url, started_at, updated_at) order by r.contact_id
    on conflict (workspace_id, contact_id) do update set currency = excluded.currency, items = excluded.items, url = excluded.url, started_at = excluded.started_at, updated_at = excluded.updated_at`.execute(tx)
}
