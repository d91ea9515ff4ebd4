import { basketsOf, findProducts, HISTORY, putOrders, weighOrders, type OrderReport } from '../../../customers/index.ts'
import type { Customer } from '../row/customer.ts'
import { MOST_LINES } from '../row/items.ts'
import { linesOf, readOrderRow, type OrderRowSaid } from '../row/read-order.ts'
import type { ReadRow } from '../row/read-row.ts'
import type { Seen } from '../seen.ts'
import type { Outcome } from '../tally.ts'
import { traceBaskets, traceEvents, traceOrders, traceProducts } from '../queries/trace.ts'
import { findBuyers } from './buyers.ts'
import type { Bench, Kind } from './kind.ts'

/** The rows of one order within a batch. `late`: an earlier batch had rows of it too, so these only add their lines. */
type Order = { external_id: string; rows: ReadRow[]; said: OrderRowSaid[]; customer: Customer | undefined; late: boolean; refused?: Extract<Outcome, { refused: string }> }

const keyOf = (external_id: string) => `order\n${external_id}`
const first = <K extends keyof OrderRowSaid>(said: readonly OrderRowSaid[], field: K): OrderRowSaid[K] | undefined => said.find((each) => each[field] !== undefined)?.[field]

/** Orders of a batch: of what its rows say, the first that says it counts. One row that cannot be read takes the whole order out. */
function groupOrders(rows: readonly ReadRow[], seen: Seen): Order[] {
  return [...Map.groupBy(rows.filter((row) => row.together !== undefined), (row) => row.together!)].map(([external_id, all]) => {
    const said = all.flatMap((row) => row.order ?? [])
    const order: Order = { external_id, rows: all, said, customer: first(said, 'customer'), late: seen.has(keyOf(external_id)) }
    if (said.length < all.length) order.refused = { refused: 'order_incomplete', message: 'Another row of this order cannot be read, and an order is taken whole or not at all.' }
    else if (said.flatMap(linesOf).length > MOST_LINES) order.refused = { refused: 'order_too_long', message: `An order has at most ${MOST_LINES} lines.` }
    return order
  })
}

function toReport({ external_id, said, late }: Order, bench: Bench): OrderReport {
  // Lines of one product stand together, as they do once they are stored: the same file again changes nothing.
  const lines = [...Map.groupBy(said.flatMap(linesOf), (line) => line.product_id).values()].flat()
  const some = lines.length > 0 ? { lines, some_lines: true, sums: !bench.plan.by.has('total') } : {}
  const { settings, now } = bench.plan
  const facts = { external_id, at: first(said, 'at') ?? now, currency: first(said, 'currency') ?? settings.currency, total_micro: first(said, 'total_micro') }
  return late ? { external_id, at: facts.at, ...some } : { ...facts, refunded_micro: first(said, 'refunded_micro'), state: first(said, 'state'), coupon: first(said, 'coupon'), store: first(said, 'store'), ...some }
}

/** Weighs what is stored against what the file says, and refuses what would make a new order of too little. */
async function weigh(bench: Bench, orders: readonly Order[]) {
  const open = orders.filter((order) => !order.refused)
  const weighed = await weighOrders(bench.tx, bench.workspace, open.map((order) => toReport(order, bench)))
  for (const order of open) {
    const { known, verdict, store_unknown } = weighed.get(order.external_id)!
    const column = bench.plan.by.get('store')?.[0]
    if (store_unknown && column) order.rows[0]!.problems.push({ code: 'store_unknown', severity: 'warning', column: column.index, message: `There is no shop "${first(order.said, 'store')}"; the order was taken without one.` })
    // In a dry run the order of an earlier batch is not stored yet.
    if (known || order.late) continue
    if (!order.customer) order.refused = { refused: 'identity_missing', message: 'No row of this order has an e-mail address, phone or id of the customer.' }
    else if (!first(order.said, 'at')) order.refused = { refused: 'time_missing', message: 'No row of this order says when it was placed.' }
    else if (verdict.total_micro === null) order.refused = { refused: 'total_missing', message: 'No row of this order says its total, and its lines do not all have a price.' }
  }
  return weighed
}

/** The first row of an order has its fate, the others are lines of it. */
function tell(orders: readonly Order[], fateOf: (order: Order) => 'create' | 'update' | 'unchanged') {
  const outcomes = new Map<ReadRow, { outcome: Outcome; duplicate: boolean }>()
  const line: Outcome = { fate: 'line', kept_opt_outs: 0 }
  for (const order of orders) {
    order.rows.forEach((row, index) => {
      const outcome: Outcome = order.refused ?? (index > 0 || order.late ? line : { fate: fateOf(order), kept_opt_outs: 0 })
      if (!row.refusal) outcomes.set(row, { outcome, duplicate: false })
    })
  }
  return { outcomes, keys: orders.filter((order) => !order.refused).map((order) => keyOf(order.external_id)) }
}

/** Orders: one a row, with its items in a cell or without, or one line of an order a row. They go the way of the API's. */
export const ordersKind: Kind = {
  read: readOrderRow,
  keysOf: (row) => (row.order ? [keyOf(row.order.external_id)] : []),
  async foresee(bench, rows, seen) {
    const orders = groupOrders(rows, seen)
    const weighed = await weigh(bench, orders)
    return { ...tell(orders, (order) => weighed.get(order.external_id)!.verdict.fate), members: [] }
  },
  async write(bench, rows, seen) {
    const { house, tx, workspace, now } = bench
    const orders = groupOrders(rows, seen)
    const weighed = await weigh(bench, orders)
    const open = orders.filter((order) => !order.refused)
    // Whose a new order is has to be found or made; a known one stays with who placed it.
    const fresh = open.filter((order) => !weighed.get(order.external_id)!.known && order.customer)
    const contacts = await findBuyers(bench, fresh.map((order) => order.customer!))
    const buyers = new Map(fresh.map((order, index) => [order.external_id, contacts[index]!]))
    const lines = [...new Set(open.flatMap((order) => order.said.flatMap((each) => linesOf(each).map((line) => line.product_id))))]
    const products = await findProducts(tx, workspace.id, lines)
    const baskets = await basketsOf(tx, workspace.id, contacts)
    const fates = await putOrders(house, tx, workspace, open.map((order) => toReport(order, bench)), { source: HISTORY, now, contact_of: (external_id) => buyers.get(external_id)! })
    const ids = open.map((order) => order.external_id)
    await traceOrders(tx, workspace.id, bench.import_id, ids, new Map(ids.flatMap((id) => (weighed.get(id)!.known ? [[id, weighed.get(id)!.known!]] : []))))
    await traceProducts(tx, workspace.id, bench.import_id, lines.filter((id) => !products.has(id)), new Map(), true)
    await traceBaskets(tx, workspace.id, bench.import_id, baskets)
    await traceEvents(tx, workspace.id, bench.import_id, HISTORY, now)
    const members = open.flatMap((order) => buyers.get(order.external_id) ?? weighed.get(order.external_id)!.known?.contact_id ?? [])
    return { ...tell(orders, (order) => fates.get(order.external_id)!), members: [...new Set(members)] }
  },
}
