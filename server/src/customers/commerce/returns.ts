import type { OrderRow } from './orders-seen.ts'
import type { Item, Order } from './read-event.ts'

/** What came back of a line: how many, at which price they were bought. */
export type ReturnedLine = Pick<Item, 'product_id' | 'name' | 'price_micro' | 'quantity'>
/** Something given back of an order: goods, money or both. `external_id` is null where nobody gave it a number. */
export type Return = { external_id: string | null; at: string; refund_micro: number; reason: string | null; items: ReturnedLine[]; /** all the money is back, and what is left of the goods stays with the customer */ goods_stay?: true }
/** A line as whoever takes it back names it: where the same product stands at two prices, the price tells which. */
export type Named = { product_id: string; sku?: string | null | undefined; price_micro?: number | null | undefined; quantity: number }

const MOST_KEPT = 200
const CENT_MICRO = 10_000

export const leftOf = (item: Item): number => Math.max(0, item.quantity - (item.returned ?? 0))
/** Whether all of it was given back and nobody said that goods stay: then what else is told of its lines came back as well. */
export const isAllBack = (order: Pick<OrderRow, 'state' | 'returns'>): boolean => order.state === 'refunded' && !order.returns.some((each) => each.goods_stay)
/** How many of its goods somebody still has. */
const keptOf = (item: Item, order: Pick<OrderRow, 'state' | 'returns'>): number => (order.state === 'cancelled' || isAllBack(order) ? 0 : leftOf(item))
const fit = (item: Item, { sku, price_micro }: Pick<Named, 'sku' | 'price_micro'>): number => (sku && sku === item.sku ? 2 : 0) + (typeof price_micro === 'number' && price_micro === item.price_micro ? 1 : 0)

/**
 * Counts goods as returned on the lines that fit best, as far as there are any left. `taken` says from which line, and `short`
 * how many of each named one were not to be had; `undefined` there means that the order has no such product.
 */
export function takeReturned(lines: readonly Item[], named: readonly Named[]): { items: Item[]; taken: ReturnedLine[]; short: (number | undefined)[] } {
  const items = lines.map((item) => ({ ...item }))
  const taken: ReturnedLine[] = []
  const short = named.map((one) => {
    const those = items.filter((item) => item.product_id === one.product_id).toSorted((a, b) => fit(b, one) - fit(a, one))
    let open = one.quantity
    for (const item of those) {
      const quantity = Math.min(open, leftOf(item))
      if (quantity === 0) continue
      item.returned = (item.returned ?? 0) + quantity
      taken.push({ product_id: item.product_id, name: item.name, price_micro: item.price_micro, quantity })
      open -= quantity
    }
    return those.length > 0 ? open : undefined
  })
  return { items, taken, short }
}

/** All that has not come back yet. */
function takeAll(lines: readonly Item[]): { items: Item[]; taken: ReturnedLine[] } {
  const taken = lines.flatMap((item) => (leftOf(item) === 0 ? [] : [{ product_id: item.product_id, name: item.name, price_micro: item.price_micro, quantity: leftOf(item) }]))
  return { items: lines.map((item) => (leftOf(item) === 0 ? item : { ...item, returned: item.quantity })), taken }
}

/** What these goods cost when they were bought: null where a price is not known. */
export const costOf = (taken: readonly ReturnedLine[]): number | null => (taken.every((line) => line.price_micro !== null) ? taken.reduce((sum, line) => sum + line.price_micro! * line.quantity, 0) : null)

/**
 * How much to give back for these goods: what they cost, less their share of what the order was reduced by, to the cent. More than
 * their price is never due. Null where a price is not known, unless no money is left.
 */
export function refundDue(order: Pick<OrderRow, 'items' | 'total_micro' | 'refunded_micro'>, taken: readonly ReturnedLine[]): { due_micro: number | null; most_micro: number } {
  const left = order.total_micro - order.refunded_micro
  const cost = costOf(taken)
  if (cost === null) return { due_micro: left === 0 ? 0 : null, most_micro: left }
  const all = costOf(order.items)
  const share = all === null || all <= order.total_micro ? 1 : order.total_micro / all
  return { due_micro: Math.min(left, share === 1 ? cost : Math.round((cost * share) / CENT_MICRO) * CENT_MICRO), most_micro: Math.min(left, cost) }
}

/**
 * An order after something of it was given back. Pure. Of goods without an amount, what they cost; of neither, all that is left.
 * Where no money is left after it and no goods were named, everything came back, unless it was said that the goods stay.
 */
export function refundOrder(order: OrderRow, told: Order, at: Date): OrderRow {
  if (told.return_id !== null && order.returns.some((each) => each.external_id === told.return_id)) return order
  const named = takeReturned(order.items, told.items)
  const amount = told.refund_micro ?? (told.items.length > 0 ? (refundDue(order, named.taken).due_micro ?? 0) : order.total_micro)
  const refunded_micro = Math.min(order.total_micro, order.refunded_micro + Math.max(0, amount))
  const isAll = refunded_micro >= order.total_micro && (order.total_micro > 0 || told.items.length === 0 || named.items.every((item) => leftOf(item) === 0))
  const stays = !isAllBack(order) && (told.goods_stay || named.taken.length > 0 || order.returns.some((each) => each.goods_stay))
  const { items, taken } = isAll && !stays ? takeAll(order.items) : named
  const goods = isAll && stays && items.some((item) => leftOf(item) > 0) ? { goods_stay: true as const } : {}
  const returns = [...order.returns, { external_id: told.return_id, at: at.toISOString(), refund_micro: refunded_micro - order.refunded_micro, reason: told.reason, items: taken, ...goods }].slice(-MOST_KEPT)
  return { ...order, items, refunded_micro, returns, state: isAll ? 'refunded' : order.state }
}

/** The lines of an order that was told anew: what came back of a product stays so, as far as the order still has it. */
export function keepReturned(before: readonly Item[], told: readonly Item[]): readonly Item[] {
  const back = before.flatMap((item) => (item.returned ? [{ ...item, quantity: item.returned }] : []))
  return back.length > 0 ? takeReturned(told, back).items : told
}

/** An order with whatever its lines are by now: of one that was given back whole they came back too, however late they are told. */
export const settled = (order: OrderRow): OrderRow => (isAllBack(order) ? { ...order, items: takeAll(order.items).items } : order)

export type Bought = { contact_id: string; item: Item; at: Date }

/** What somebody has more, and less, of an order's goods than before. */
export function goodsChanged(before: OrderRow | undefined, after: OrderRow): { more: Bought[]; less: Bought[] } {
  const counts = new Map<string, { item: Item; n: number }>()
  const count = (order: OrderRow, sign: 1 | -1) => {
    for (const item of order.items) counts.set(item.product_id, { item, n: (counts.get(item.product_id)?.n ?? 0) + sign * keptOf(item, order) })
  }
  if (before) count(before, -1)
  count(after, 1)
  const all = [...counts.values()].map(({ item, n }) => ({ contact_id: after.contact_id, item: { ...item, quantity: Math.abs(n) }, at: after.at, n }))
  return { more: all.filter(({ n }) => n > 0), less: all.filter(({ n }) => n < 0) }
}

/** An order of which nobody has anything, as before it was made or after it is gone. */
export const nothingOf = (order: OrderRow): OrderRow => ({ ...order, items: [] })
