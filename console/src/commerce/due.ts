import type { Line, Order } from './queries.ts'

/** How many of each line come back, by its place in the order. */
export type Counts = Record<number, number>

export const leftOf = (line: Line): number => Math.max(0, (line.quantity ?? 1) - (line.returned ?? 0))

/** Whether any goods of it are still with the customer. */
export const hasGoods = (order: Order): boolean => (order.items as Line[]).some((line) => leftOf(line) > 0)

/** Whether anything is left to give back: money, or goods that the customer kept. */
export const mayGiveBack = (order: Order): boolean =>
  order.state !== 'cancelled' && (order.refunded_micro < order.total_micro || (order.returns.some((each) => each.goods_stay) && hasGoods(order)))

const CENT_MICRO = 10_000
const costOf = (lines: Line[], countOf: (index: number) => number): number | null =>
  lines.reduce<number | null>((sum, { price_micro }, index) => (countOf(index) === 0 ? sum : sum === null || typeof price_micro !== 'number' ? null : sum + price_micro * countOf(index)), 0)

/**
 * What is due for these goods and the most that can be given: the server judges by the same. Due is their price less their share of
 * what the order was reduced by; null where a price is not known and money is left.
 */
export function refundDue(order: Order, counts: Counts): { due: number | null; most: number } {
  const lines = order.items as Line[]
  const left = order.total_micro - order.refunded_micro
  const cost = costOf(lines, (index) => counts[index] ?? 0)
  if (cost === null) return { due: left === 0 ? 0 : null, most: left }
  const all = costOf(lines, (index) => lines[index]!.quantity ?? 1)
  const share = all === null || all <= order.total_micro ? 1 : order.total_micro / all
  return { due: Math.min(left, share === 1 ? cost : Math.round((cost * share) / CENT_MICRO) * CENT_MICRO), most: Math.min(left, cost) }
}

/** The goods of a return, as the server takes them. */
export const returnedLines = (order: Order, counts: Counts) =>
  (order.items as Line[]).flatMap(({ product_id, sku, price_micro }, index) => (product_id && counts[index] ? [{ product_id, quantity: counts[index], ...(sku ? { sku } : {}), ...(typeof price_micro === 'number' ? { price_micro } : {}) }] : []))
