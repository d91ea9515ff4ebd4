import { sql } from 'kysely'
import { mutateAsSystem, type Cx } from '../../accounts/index.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import { recordEvents } from '../events/index.ts'
import type { NewReturnInput } from './contract.ts'
import { orderBy } from './orders.ts'
import { findOrders } from './orders-seen.ts'
import { isAllBack, refundDue, takeReturned } from './returns.ts'

/**
 * Takes goods of an order back and records what was given for them. The order is held meanwhile, so that two tills never take
 * the same thing back; the same number again changes nothing.
 */
export function returnGoods(cx: Cx, id: string, input: NewReturnInput) {
  return mutateAsSystem(cx, 'orders:write', async (tx, audit) => {
    const show = () => orderBy(tx, cx.workspace.id, sql`o.id = ${id}`)
    const [order] = await findOrders(tx, cx.workspace.id, [(await show()).external_id])
    if (!order) return notFound('order')
    if (order.returns.some((each) => each.external_id === input.external_id)) return show()
    if (order.state === 'cancelled' || isAllBack(order)) return conflict('order_state', `An order that is ${order.state} has nothing to give back.`)
    const { taken, short } = takeReturned(order.items, input.lines)
    for (const [index, missing] of short.entries()) {
      const { product_id, quantity } = input.lines[index]!
      if (missing === undefined) return failAt(`/lines/${index}/product_id`, 'line_unknown', `The order has no product "${product_id}".`)
      const name = order.items.find((item) => item.product_id === product_id)?.name ?? product_id
      if (missing > 0) return failAt(`/lines/${index}/quantity`, 'returned_beyond', `Of "${name}" ${quantity - missing} can still come back, not ${quantity}: some may have come back at another till.`, 'Look at the order again, and take back what is left.')
    }
    const { due_micro, most_micro } = refundDue(order, taken)
    const refund_micro = input.refund_micro ?? due_micro ?? failAt('/refund_micro', 'refund_missing', 'The price of these goods is not known, so say how much is given back.')
    if (refund_micro > most_micro) return failAt('/refund_micro', 'refund_too_much', `At most ${most_micro / 1e6} ${order.currency} can be given back for these goods.`)
    const reason = input.reason?.trim()
    if (due_micro !== null && refund_micro < due_micro && !reason) return failAt('/reason', 'reason_missing', `For these goods ${due_micro / 1e6} ${order.currency} are due. Say why less is given back.`)
    const products = taken.map(({ price_micro, name, ...line }) => ({ ...line, ...(name === null ? {} : { name }), ...(price_micro === null ? {} : { price: price_micro / 1e6 }) }))
    await recordEvents(cx, tx, cx.workspace.id, [{
      contact_id: order.contact_id, type: 'Order Refunded', at: cx.now, source: 'staff', origin: 'live',
      properties: { order_id: order.external_id, return_id: input.external_id, currency: order.currency, refund: refund_micro / 1e6, ...(reason ? { reason } : {}), products },
    }], cx.now)
    audit('order', id, { external_id: order.external_id, returned: taken.reduce((sum, line) => sum + line.quantity, 0) })
    return show()
  })
}
