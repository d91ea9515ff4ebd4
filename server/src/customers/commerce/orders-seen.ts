import { sql } from 'kysely'
import type { WorkspaceFacts } from '../../accounts/index.ts'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import type { Happening } from './happening.ts'
import { orderOf, type Item, type Order } from './read-event.ts'
import { goodsChanged, keepReturned, refundOrder, settled, type Bought, type Return } from './returns.ts'

export type OrderState = 'placed' | 'completed' | 'ready' | 'handed_over' | 'refunded' | 'cancelled'
export type OrderRow = {
  id: string; external_id: string; contact_id: string; store_id: string | null; state: OrderState; currency: string; total_micro: number; refunded_micro: number; coupon: string | null
  source: string; items: Item[]; returns: Return[]; origin: string; at: Date; updated_at: Date
}
const ORDER_EVENTS = new Set(['Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled'])

/** What one event makes of an order. Pure. What came earlier in time than what is known changes no more than what is missing. */
export function applyToOrder(before: OrderRow | undefined, event: Happening, order: Order, store_id: string | null, currency: string): OrderRow {
  const row: OrderRow = before ?? {
    id: newId('ord'), external_id: order.external_id, contact_id: event.contact_id, store_id, state: 'completed', currency: order.currency ?? currency, total_micro: order.total_micro ?? 0, refunded_micro: 0,
    coupon: order.coupon, source: event.source, items: order.items, returns: [], origin: event.origin, at: event.at, updated_at: event.at,
  }
  const later = !before || event.at >= before.updated_at
  const updated_at = later ? event.at : row.updated_at
  switch (event.type) {
    case 'Order Refunded': return { ...refundOrder(row, order, event.at), updated_at }
    case 'Order Cancelled': return { ...row, state: 'cancelled', updated_at }
    default: {
      if (!later) return settled({ ...row, items: row.items.length > 0 ? row.items : order.items, at: event.type === 'Order Completed' ? event.at : row.at })
      return settled({
        ...row, total_micro: order.total_micro ?? row.total_micro, currency: order.currency ?? row.currency, coupon: order.coupon ?? row.coupon, items: order.items.length > 0 ? [...keepReturned(row.items, order.items)] : row.items, store_id: store_id ?? row.store_id, updated_at,
      })
    }
  }
}

/**
 * Makes orders of events. An order is known by its number: the same again changes nothing, refunds add up, and it stays
 * with the contact who placed it. Returns what was newly bought, and what nobody has any more: contact, product and how many.
 */
export async function applyToOrders(tx: Tx, workspace: WorkspaceFacts, happenings: readonly Happening[], now: Date): Promise<{ bought: Bought[]; lost: Bought[] }> {
  const told = happenings.flatMap((event) => {
    const order = ORDER_EVENTS.has(event.type) ? orderOf(event.properties) : undefined
    return order ? [{ event, order }] : []
  })
  if (told.length === 0) return { bought: [], lost: [] }
  const known = await findOrders(tx, workspace.id, told.map(({ order }) => order.external_id))
  const stores = await findStores(tx, workspace.id, told.flatMap(({ order }) => order.store ?? []))
  const orders = new Map(known.map((row) => [row.external_id, row]))
  for (const { event, order } of told) {
    orders.set(order.external_id, applyToOrder(orders.get(order.external_id), event, order, stores.get(order.store ?? '') ?? null, workspace.currency))
  }
  const touched = [...new Set(told.map(({ order }) => order.external_id))].map((id) => orders.get(id)!)
  await writeOrders(tx, workspace.id, touched)
  await sumPurchases(tx, workspace, touched.map((row) => row.contact_id), now)
  const before = new Map(known.map((row) => [row.external_id, row]))
  const changes = touched.map((row) => goodsChanged(before.get(row.external_id), row))
  return { bought: changes.flatMap(({ more }) => more), lost: changes.flatMap(({ less }) => less) }
}

export async function findOrders(tx: Tx, workspace_id: string, external_ids: string[], lock = true): Promise<OrderRow[]> {
  if (external_ids.length === 0) return []
  const { rows } = await sql<OrderRow>`select id, external_id, contact_id, store_id, state, currency, total_micro, refunded_micro, coupon, source, items, returns, origin, at, updated_at from purchase
    where workspace_id = ${workspace_id} and external_id = any (${pgArray([...new Set(external_ids)])}::text[]) order by id ${lock ? sql`for update` : sql``}`.execute(tx)
  return rows
}

export async function findStores(tx: Tx, workspace_id: string, external_ids: string[]): Promise<Map<string, string>> {
  if (external_ids.length === 0) return new Map()
  const { rows } = await sql<{ external_id: string; id: string }>`select external_id, id from store where workspace_id = ${workspace_id} and external_id = any (${pgArray([...new Set(external_ids)])}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.external_id, row.id]))
}

export async function writeOrders(tx: Tx, workspace_id: string, rows: readonly OrderRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into purchase (workspace_id, id, external_id, contact_id, store_id, state, currency, total_micro, refunded_micro, coupon, source, items, returns, origin, at, updated_at)
    select ${workspace_id}, r.id, r.external_id, r.contact_id, r.store_id, r.state, r.currency, r.total, r.refunded, r.coupon, r.source, r.items::jsonb, r.returns::jsonb, r.origin, r.at, r.updated_at
    from unnest(${pgArray(rows.map((r) => r.id))}::text[], ${pgArray(rows.map((r) => r.external_id))}::text[], ${pgArray(rows.map((r) => r.contact_id))}::text[], ${pgArray(rows.map((r) => r.store_id))}::text[], ${pgArray(rows.map((r) => r.state))}::text[], ${pgArray(rows.map((r) => r.currency))}::text[],
      ${pgArray(rows.map((r) => r.total_micro))}::bigint[], ${pgArray(rows.map((r) => r.refunded_micro))}::bigint[], ${pgArray(rows.map((r) => r.coupon))}::text[], ${pgArray(rows.map((r) => r.source))}::text[], ${pgArray(rows.map((r) => JSON.stringify(r.items)))}::text[], ${pgArray(rows.map((r) => JSON.stringify(r.returns)))}::text[], ${pgArray(rows.map((r) => r.origin))}::text[],
      ${pgArray(rows.map((r) => r.at))}::timestamptz[], ${pgArray(rows.map((r) => r.updated_at))}::timestamptz[]) as r (id, external_id, contact_id, store_id, state, currency, total, refunded, coupon, source, items, returns, origin, at, updated_at)
    on conflict (workspace_id, external_id) do update set store_id = excluded.store_id, state = excluded.state, currency = excluded.currency, total_micro = excluded.total_micro, refunded_micro = excluded.refunded_micro, coupon = excluded.coupon,
      items = excluded.items, returns = excluded.returns, at = excluded.at, updated_at = excluded.updated_at`.execute(tx)
}

/** What these contacts have bought by now, from their orders: a person with a thousand orders is read once per order that comes. */
export async function sumPurchases(tx: Tx, workspace: WorkspaceFacts, contact_ids: readonly string[], now: Date): Promise<void> {
  const ids = [...new Set(contact_ids)].toSorted()
  if (ids.length === 0) return
  await sql`
    insert into purchase_sum (workspace_id, contact_id, orders, revenue_micro, foreign_orders, first_at, last_at, updated_at)
    select ${workspace.id}, w.id, count(p.id)::int, coalesce(sum(p.total_micro - p.refunded_micro) filter (where p.currency = ${workspace.currency}), 0), count(p.id) filter (where p.currency <> ${workspace.currency})::int, min(p.at), max(p.at), ${now}
    from unnest(${pgArray(ids)}::text[]) as w (id) left join purchase p on p.workspace_id = ${workspace.id} and p.contact_id = w.id and p.state not in ('cancelled', 'refunded') group by w.id order by w.id
    on conflict (workspace_id, contact_id) do update set orders = excluded.orders, revenue_micro = excluded.revenue_micro, foreign_orders = excluded.foreign_orders, first_at = excluded.first_at, last_at = excluded.last_at, updated_at = excluded.updated_at`.execute(tx)
}
