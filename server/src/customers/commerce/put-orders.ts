import { sql } from 'kysely'
import type { WorkspaceFacts } from '../../accounts/index.ts'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import type { House, NewEvent } from '../../platform/house.ts'
import { recordEvents } from '../events/index.ts'
import { findOrders, findStores, type OrderRow, type OrderState } from './orders-seen.ts'
import { orderOf, type Item, type Order } from './read-event.ts'

export type OrderLine = { product_id: string; name?: string | null | undefined; price_micro?: number | null | undefined; quantity: number; category?: string | null | undefined; brand?: string | null | undefined; sku?: string | null | undefined }

/** An order as somebody else's books have it. What is absent leaves what is stored. */
export type OrderReport = {
  external_id: string
  at: Date
  currency?: string | undefined
  /** Absent: of a new order the sum of its lines, of a known one what it was, unless `sums` */
  total_micro?: number | undefined
  sums?: boolean
  coupon?: string | undefined
  /** external_id of a store; one that nobody knows is left out */
  store?: string | undefined
  state?: 'placed' | 'completed' | 'refunded' | 'cancelled' | undefined
  refunded_micro?: number | undefined
  lines?: OrderLine[] | undefined
  /** These lines are some of the order's: products that it has beside them stay. */
  some_lines?: boolean
}

type Step = { type: 'Order Completed' | 'Order Updated' | 'Order Refunded' | 'Order Cancelled'; properties: Record<string, unknown> }
export type OrderVerdict = { fate: 'create' | 'update' | 'unchanged'; steps: Step[]; /** to be set once the steps are taken */ state: OrderState | null; total_micro: number | null }

const ITEM_FIELDS = ['product_id', 'name', 'price_micro', 'quantity', 'category', 'brand', 'sku'] as const
const textOf = (items: readonly Pick<Item, (typeof ITEM_FIELDS)[number]>[]) => JSON.stringify(items.map((item) => ITEM_FIELDS.map((field) => item[field] ?? null)))
const over = (state: OrderState) => state === 'refunded' || state === 'cancelled'
/** A line as the events of this family carry it, without what nobody said. */
const toProduct = ({ price_micro, returned: _back, ...line }: OrderLine & { returned?: number }) => Object.fromEntries(Object.entries({ ...line, price: typeof price_micro === 'number' ? price_micro / 1e6 : null }).filter(([, value]) => value !== null && value !== undefined))

/** The lines of an order after some of them were told: a product's lines take the place of those it had, the others stay. */
function joinLines(before: readonly Item[], told: readonly Item[]): Item[] {
  const of = Map.groupBy(told, (item) => item.product_id)
  const known = new Set(before.map((item) => item.product_id))
  return [...known].flatMap((id) => of.get(id) ?? before.filter((item) => item.product_id === id)).concat(told.filter((item) => !known.has(item.product_id)))
}

/** What a report makes of what is stored, as the events that say so; none where it says nothing new. Pure. An order never goes back to an earlier state. */
export function weighOrder(known: OrderRow | undefined, report: OrderReport, store_id: string | null, currency: string): OrderVerdict {
  const stated = { order_id: report.external_id, ...(report.currency ? { currency: report.currency } : {}), ...(report.coupon ? { coupon: report.coupon } : {}), ...(report.store && store_id ? { store_id: report.store } : {}) }
  const told = orderOf({ ...stated, ...(report.lines ? { products: report.lines.map(toProduct) } : {}) })!
  const items = known && report.some_lines ? joinLines(known.items, told.items) : told.items
  const products = items.length > 0 ? { products: items.map(toProduct) } : {}
  const total_micro = report.total_micro ?? (known && !report.sums ? known.total_micro : undefined)
  const total = total_micro === undefined ? {} : { total: total_micro / 1e6 }
  const order: Order = orderOf({ ...stated, ...total, ...products })!
  const steps: Step[] = []
  if (!known) steps.push({ type: 'Order Completed', properties: { ...stated, ...total, currency: order.currency ?? currency, ...products } })
  else if ((order.total_micro !== null && order.total_micro !== known.total_micro) || (order.currency && order.currency !== known.currency) || (order.coupon && order.coupon !== known.coupon)
    || (store_id && store_id !== known.store_id) || (items.length > 0 && textOf(items) !== textOf(known.items))) steps.push({ type: 'Order Updated', properties: { ...stated, ...total, ...products } })
  const sum = order.total_micro ?? known?.total_micro ?? 0
  const money = { order_id: report.external_id, currency: order.currency ?? known?.currency ?? currency }
  const refund = (report.state === 'refunded' ? sum : Math.min(report.refunded_micro ?? 0, sum)) - (known?.refunded_micro ?? 0)
  // Of an order that cost nothing, or whose money is back already, nothing is given back, and its goods all the same.
  if ((refund > 0 || (report.state === 'refunded' && known?.state !== 'refunded')) && known?.state !== 'cancelled') steps.push({ type: 'Order Refunded', properties: { ...money, refund: Math.max(0, refund) / 1e6 } })
  if (report.state === 'cancelled' && !(known && over(known.state))) steps.push({ type: 'Order Cancelled', properties: money })
  const state = !known && report.state === 'placed' ? 'placed' : known?.state === 'placed' && report.state === 'completed' ? 'completed' : null
  return { fate: known ? (steps.length > 0 || state ? 'update' : 'unchanged') : 'create', steps, state, total_micro: order.total_micro ?? known?.total_micro ?? null }
}

/** What these reports would change, by their numbers; `lock` for whoever then writes it. */
export async function weighOrders(tx: Tx, workspace: WorkspaceFacts, reports: readonly OrderReport[], lock = false): Promise<Map<string, { known: OrderRow | undefined; verdict: OrderVerdict; store_unknown: boolean }>> {
  const known = new Map((await findOrders(tx, workspace.id, reports.map((report) => report.external_id), lock)).map((row) => [row.external_id, row]))
  const stores = await findStores(tx, workspace.id, reports.flatMap((report) => report.store ?? []))
  return new Map(reports.map((report) => {
    const store_id = stores.get(report.store ?? '') ?? null
    const before = known.get(report.external_id)
    return [report.external_id, { known: before, verdict: weighOrder(before, report, store_id, workspace.currency), store_unknown: report.store !== undefined && store_id === null }]
  }))
}

/**
 * Takes reports of orders, set-based, each by its number: as events, from which the orders follow, like every other report of
 * one. `contact_of` says whose a new one is; an order that is known stays with who placed it. The same again changes nothing.
 */
export async function putOrders(house: House, tx: Tx, workspace: WorkspaceFacts, reports: readonly OrderReport[], { source, now, contact_of }: { source: string; now: Date; contact_of: (external_id: string) => string }): Promise<Map<string, OrderVerdict['fate']>> {
  const weighed = await weighOrders(tx, workspace, reports, true)
  await recordEvents(house, tx, workspace.id, reports.flatMap((report): NewEvent[] => {
    const { known, verdict } = weighed.get(report.external_id)!
    return verdict.steps.map((step) => ({ contact_id: known?.contact_id ?? contact_of(report.external_id), type: step.type, at: known ? now : report.at, source, origin: 'live', properties: step.properties }))
  }), now)
  await setStates(tx, workspace.id, reports.flatMap((report) => {
    const { state } = weighed.get(report.external_id)!.verdict
    return state ? [{ external_id: report.external_id, state }] : []
  }))
  return new Map([...weighed].map(([external_id, { verdict }]) => [external_id, verdict.fate]))
}

async function setStates(tx: Tx, workspace_id: string, rows: { external_id: string; state: OrderState }[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update purchase p set state = r.state from unnest(${pgArray(rows.map((r) => r.external_id))}::text[], ${pgArray(rows.map((r) => r.state))}::text[]) as r (external_id, state)
    where p.workspace_id = ${workspace_id} and p.external_id = r.external_id`.execute(tx)
}
