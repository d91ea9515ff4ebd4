import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { decodeCursor, mutateAsSystem, read, toForwardPage, type Cx } from '../../accounts/index.ts'
import type { SystemTx, Tx } from '../../platform/database/index.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import { toContactInput, upsertContacts } from '../contacts/index.ts'
import { recordEvents } from '../events/index.ts'
import type { NewOrderInput, OrderChangeInput, OrderQueryInput } from './contract.ts'
import { FROM_ORDERS as FROM, ORDER_COLUMNS as COLUMNS } from './order-columns.ts'
import { findStores } from './orders-seen.ts'
import { putOrders } from './put-orders.ts'
import type { OrderState } from './orders-seen.ts'

export type OrderView = { id: string; contact_id: string; external_id: string; state: OrderState; currency: string; total_micro: number; refunded_micro: number; at: Date; pickup_code?: string | null }
/** Orders, the newest first; of one person those of all their contacts. */
export function listOrders(cx: Cx, query: OrderQueryInput) {
  return read(cx, 'contacts:read', async (tx) => {
    const after = decodeCursor(query.after, 2)
    const { rows } = await sql<OrderView>`
      select ${COLUMNS} from ${FROM} where o.workspace_id = ${cx.workspace.id}
        ${query.contact_id ? sql`and o.contact_id in (select p.id from contact p join contact c on c.workspace_id = p.workspace_id and c.person_id = p.person_id where c.id = ${query.contact_id})` : sql``}
        ${query.state ? sql`and o.state = ${query.state}` : sql``} ${query.store_id ? sql`and o.store_id = ${query.store_id}` : sql``} ${query.search ? sql`and starts_with(o.external_id, ${query.search})` : sql``}
        ${after ? sql`and (o.at, o.id) < (${String(after[0])}::timestamptz, ${String(after[1])})` : sql``}
      order by o.at desc, o.id desc limit ${sql.lit((query.limit ?? 50) + 1)}`.execute(tx)
    return toForwardPage(rows, query, (row) => [row.at.toISOString(), row.id])
  })
}

export function getOrder(cx: Cx, id: string) {
  return read(cx, 'contacts:read', (tx) => orderBy(tx, cx.workspace.id, sql`o.id = ${id}`))
}

export async function orderBy(tx: Tx, workspace_id: string, where: ReturnType<typeof sql>): Promise<OrderView> {
  const { rows: [row] } = await sql<OrderView>`select ${COLUMNS} from ${FROM} where o.workspace_id = ${workspace_id} and ${where}`.execute(tx)
  return row ?? notFound('order')
}

async function buyerOf(cx: Cx, tx: SystemTx, input: NewOrderInput): Promise<string> {
  if (input.contact_id) {
    const { rows: [row] } = await sql<{ id: string }>`select id from contact where workspace_id = ${cx.workspace.id} and id = ${input.contact_id}`.execute(tx)
    return row?.id ?? notFound('contact')
  }
  if (!input.contact) return failAt('/contact', 'contact_missing', 'Say whose order this is: contact_id, or contact with an e-mail, a phone or another identity.')
  const outcome = (await upsertContacts(cx, tx, cx.workspace, [toContactInput(cx, input.contact)], { now: cx.now, origin: 'live' }))[0]!
  if (outcome.status === 'conflict') return conflict('identity_conflict', outcome.detail)
  return 'contact_id' in outcome ? outcome.contact_id : failAt('/contact', 'identity_missing', 'A contact needs an identity.')
}

/** What the API says of an order goes the way of every other report of one: as an event, from which the order follows. */
export function putOrder(cx: Cx, input: NewOrderInput, source = 'api') {
  return mutateAsSystem(cx, 'orders:write', async (tx, audit) => {
    if (input.store && !(await findStores(tx, cx.workspace.id, [input.store])).has(input.store)) failAt('/store', 'store_unknown', `There is no store "${input.store}".`, 'Create it with PUT /v1/stores first.')
    const { rows: [known] } = await sql<OrderView>`select id, contact_id from purchase where workspace_id = ${cx.workspace.id} and external_id = ${input.external_id}`.execute(tx)
    const contact_id = known?.contact_id ?? (await buyerOf(cx, tx, input))
    await putOrders(cx, tx, cx.workspace, [{
      external_id: input.external_id, at: input.at ? new Date(input.at) : cx.now, total_micro: input.total_micro, currency: input.currency ?? cx.workspace.currency, coupon: input.coupon, store: input.store, state: input.state, lines: input.items,
    }], { source, now: cx.now, contact_of: () => contact_id })
    const order = await orderBy(tx, cx.workspace.id, sql`o.external_id = ${input.external_id}`)
    audit('order', order.id, { external_id: input.external_id })
    return order
  })
}

/** From which states an order may come into another. */
const BEFORE: Record<OrderChangeInput['state'], OrderState[]> = {
  completed: ['placed', 'ready', 'handed_over'], ready: ['placed', 'completed'], handed_over: ['ready'], refunded: ['completed', 'ready', 'handed_over', 'placed', 'refunded'], cancelled: ['placed', 'completed', 'ready'],
}

/**
 * Moves an order on. "Ready" makes a code and puts `order.ready` on the log, by which the customer is told; handing over
 * takes that code. A refund of a part leaves the order where it is; of all that is left it takes the goods back, unless they stay.
 */
export function changeOrder(cx: Cx, id: string, input: OrderChangeInput) {
  return mutateAsSystem(cx, 'orders:write', async (tx, audit) => {
    const { rows: [row] } = await sql<OrderView>`select id, external_id, contact_id, state, currency, total_micro, refunded_micro, at, pickup_code from purchase where workspace_id = ${cx.workspace.id} and id = ${id} for update`.execute(tx)
    if (!row) return notFound('order')
    if (!BEFORE[input.state].includes(row.state)) return conflict('order_state', `An order that is ${row.state.replace('_', ' ')} cannot become ${input.state.replace('_', ' ')}.`)
    const say = (type: string, properties: Record<string, unknown> = {}) => recordEvents(cx, tx, cx.workspace.id, [{ contact_id: row.contact_id, type, at: cx.now, source: 'staff', origin: 'live', properties: { order_id: row.external_id, currency: row.currency, ...properties } }], cx.now)
    if (input.state === 'refunded') await say('Order Refunded', { refund: (input.refund_micro ?? row.total_micro - row.refunded_micro) / 1e6, ...(input.goods_stay ? { goods_stay: true } : {}) })
    else if (input.state === 'cancelled') await say('Order Cancelled')
    else if (input.state === 'handed_over') {
      if (row.pickup_code && input.pickup_code?.trim() !== row.pickup_code) return failAt('/pickup_code', 'pickup_code_wrong', 'This is not the code that the customer was told.', 'Ask the customer for the code in the message; without it, hand over only by identity card and mark the order completed.')
      await setState(tx, cx, id, 'handed_over', null)
      await say('order.handed_over')
    } else if (input.state === 'ready') {
      const code = String(randomInt(1000, 10_000))
      await setState(tx, cx, id, 'ready', code)
      await say('order.ready', { pickup_code: code })
    } else await setState(tx, cx, id, 'completed', null)
    audit('order', id, { external_id: row.external_id, state: input.state, ...(input.state === 'refunded' && input.goods_stay ? { goods_stay: true } : {}) })
    return orderBy(tx, cx.workspace.id, sql`o.id = ${id}`)
  })
}

async function setState(tx: SystemTx, cx: Cx, id: string, state: OrderState, pickup_code: string | null): Promise<void> {
  await sql`update purchase set state = ${state}, pickup_code = ${pickup_code}, updated_at = ${cx.now} where workspace_id = ${cx.workspace.id} and id = ${id}`.execute(tx)
}
