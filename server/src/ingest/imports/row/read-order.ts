import type { OrderLine } from '../../../customers/index.ts'
import type { Target } from '../contract.ts'
import type { FileRow } from '../read/index.ts'
import type { RefusalCode } from '../refusal-words.ts'
import { readOrderState } from '../repair/commerce-words.ts'
import { readMoment } from '../repair/dates.ts'
import { readCurrency, readMoney } from '../repair/money.ts'
import { readNumber } from '../repair/numbers.ts'
import { cellOf, readCustomer, type Customer } from './customer.ts'
import { readItems } from './items.ts'
import type { Plan } from './plan.ts'
import { openRow, type ReadRow } from './read-row.ts'

/** One row of a file of orders: what it says of its order, and the line that it is, if any. Exports leave what they said already empty in later lines. */
export type OrderRowSaid = {
  external_id: string
  customer?: Customer | undefined
  at?: Date | undefined
  total_micro?: number | undefined
  refunded_micro?: number | undefined
  currency?: string | undefined
  state?: 'placed' | 'completed' | 'refunded' | 'cancelled' | undefined
  coupon?: string | undefined
  store?: string | undefined
  line?: OrderLine | undefined
  /** What cells list that hold several, by column */
  items?: { column: number; lines: OrderLine[] }[] | undefined
}

/** Every line that a row brings to its order. */
export const linesOf = (said: OrderRowSaid): OrderLine[] => [...(said.line ? [said.line] : []), ...(said.items ?? []).flatMap((each) => each.lines)]

/**
 * Of amounts that may be the price of one or of all, the order's total decides where it is the sum of the one and not of the
 * other; else they are prices of one.
 */
function settlePrices(items: NonNullable<OrderRowSaid['items']>, unsure: ReadonlySet<OrderLine>, total_micro: number | undefined): void {
  const lines = items.flatMap((each) => each.lines)
  if (unsure.size === 0 || total_micro === undefined || lines.some((line) => typeof line.price_micro !== 'number')) return
  const sum = (ofAll: boolean) => lines.reduce((all, line) => all + line.price_micro! * (ofAll && unsure.has(line) ? 1 : line.quantity), 0)
  if (sum(true) !== total_micro || sum(false) === total_micro) return
  for (const line of unsure) line.price_micro = Math.round(line.price_micro! / line.quantity)
}

const DAY_MS = 86_400_000
const shown = (cell: string) => `"${cell.slice(0, 50)}"`

/** One row of a file of orders. Money, times and quantities that cannot be read refuse it: a wrong sum is worse than none. */
export function readOrderRow(row: FileRow, plan: Plan, width: number): ReadRow {
  const opened = openRow(row, width, plan)
  if ('refused' in opened) return opened.refused
  const { made, reader, refuse } = opened
  const cell = (target: Target) => cellOf(plan, reader, target)
  const column = (target: Target) => plan.by.get(target)?.[0]?.index ?? null
  const refuseCell = (code: RefusalCode, target: Target, message: string) => refuse({ code, message }, column(target))
  const external_id = cell('order_id')
  if (external_id === '') return refuseCell('order_id_missing', 'order_id', 'The row has no number of an order.')
  if (external_id.length > 200) return refuseCell('value_too_long', 'order_id', 'The number of an order has at most 200 characters.')
  made.together = external_id
  const order: OrderRowSaid = { external_id }

  const when = cell('order_at')
  if (when !== '') {
    order.at = readMoment(when, plan.settings.date_order, plan.now)
    if (!order.at) return refuseCell('time_invalid', 'order_at', `${shown(when)} is no time that can be read in the order ${plan.settings.date_order}.`)
    if (order.at.getTime() > plan.now.getTime() + DAY_MS) return refuseCell('time_invalid', 'order_at', `${shown(when)} is still to come.`)
  }
  const money: Partial<Record<Target, number>> = {}
  const currencies = new Set<string>()
  for (const target of ['total', 'refund', 'item_price'] as const) {
    const text = cell(target)
    if (text === '') continue
    const read = readMoney(text, reader.isNumeric(plan.by.get(target)![0]!) ? '.' : plan.settings.decimal)
    if (!read) return refuseCell('price_invalid', target, `${shown(text)} is no amount of money.`)
    money[target] = read.micro
    if (read.currency) currencies.add(read.currency)
  }
  const unsure = new Set<OrderLine>()
  for (const { index } of plan.by.get('items') ?? []) {
    const read = readItems(row.cells[index] ?? '', plan.settings.decimal)
    if ('refused' in read) return refuse(read.refused, index)
    if (read.lines.length > 0) (order.items ??= []).push({ column: index, lines: read.lines })
    for (const each of read.unsure) unsure.add(read.lines[each]!)
    for (const each of read.currencies) currencies.add(each)
  }
  const named = cell('currency')
  const currency = named === '' ? undefined : readCurrency(named)
  if (named !== '' && !currency) return refuseCell('currency_invalid', 'currency', `${shown(named)} is no currency. Write its three letters: UAH, GEL, EUR.`)
  if (currency) currencies.add(currency)
  if (currencies.size > 1) return refuseCell('currency_invalid', 'currency', `The row names more than one currency: ${[...currencies].join(', ')}.`)
  order.currency = currency ?? [...currencies][0]
  order.total_micro = money.total
  settlePrices(order.items ?? [], unsure, money.total)
  order.refunded_micro = money.refund

  const state = cell('order_state')
  if (state !== '') {
    const read = readOrderState(state)
    if (!read) reader.warn('state_unknown', plan.by.get('order_state')![0]!, `${shown(state)} is no state that we know; the order counts as completed.`)
    order.state = read === 'partly' ? 'completed' : read
  }
  if (cell('coupon') !== '') order.coupon = cell('coupon').slice(0, 200)
  if (cell('store') !== '') order.store = cell('store').slice(0, 200)

  const name = cell('item_name').slice(0, 500)
  const product_id = (cell('item_id') || name).slice(0, 200)
  if (product_id !== '') {
    const count = cell('item_quantity')
    const quantity = count === '' ? 1 : readNumber(count, reader.isNumeric(plan.by.get('item_quantity')![0]!) ? '.' : plan.settings.decimal)
    if (quantity === undefined || quantity <= 0 || quantity > 1_000_000) return refuseCell('quantity_invalid', 'item_quantity', `${shown(count)} is no quantity.`)
    order.line = { product_id, quantity: Math.ceil(quantity), name: name || null, price_micro: money.item_price ?? null, category: cell('item_category').slice(0, 200) || null, brand: cell('item_brand').slice(0, 200) || null }
  }
  order.customer = readCustomer(plan, reader)
  made.order = order
  return made
}
