import { basketsOf, COMMERCE_EVENTS, findOrders, findProducts, heardBefore, HISTORY, itemsOf, keyOfMessage, orderOf, recordOnce } from '../../../customers/index.ts'
import { readEventRow } from '../row/read-event.ts'
import { traceBaskets, traceEvents, traceMarks, traceOrders, traceProducts } from '../queries/trace.ts'
import { findBuyers } from './buyers.ts'
import type { Kind } from './kind.ts'
import { outcomesOf, splitTold, type KeyOf } from './told-once.ts'

const keyOf: KeyOf = ({ event }) => event && `event\n${event.message_id}`
const fateOf = (isNew: boolean) => (isNew ? 'create' as const : 'unchanged' as const)

/** What happened to people: through the door of POST /v1/events, each taken once. */
export const eventsKind: Kind = {
  read: readEventRow,
  keysOf: (row) => [keyOf(row) ?? []].flat(),
  async foresee({ tx, workspace }, rows, seen) {
    const all = splitTold(rows, seen, keyOf)
    const heard = await heardBefore(tx, workspace.id, all.fresh.map((row) => keyOfMessage(row.event!.message_id)))
    return { ...outcomesOf(all, keyOf, (index) => fateOf(!heard.has(keyOfMessage(all.fresh[index]!.event!.message_id)))), members: [] }
  },
  async write(bench, rows, seen) {
    const { house, tx, workspace, now } = bench
    const all = splitTold(rows, seen, keyOf)
    const heard = await heardBefore(tx, workspace.id, all.fresh.map((row) => keyOfMessage(row.event!.message_id)))
    // Who is only named by what was heard already was found or made then.
    const open = all.fresh.filter((row) => !heard.has(keyOfMessage(row.event!.message_id)))
    const contacts = await findBuyers(bench, open.map((row) => row.event!.customer))
    const commerce = open.filter((row) => (COMMERCE_EVENTS as readonly string[]).includes(row.event!.type)).map((row) => row.event!.properties)
    const orders = [...new Set(commerce.flatMap((properties) => orderOf(properties)?.external_id ?? []))]
    const items = [...new Set(commerce.flatMap((properties) => itemsOf(properties).map((item) => item.product_id)))]
    const [before, products] = [await findOrders(tx, workspace.id, orders), await findProducts(tx, workspace.id, items)]
    const baskets = await basketsOf(tx, workspace.id, open.flatMap((row, index) => (row.event!.type === 'Order Completed' ? [contacts[index]!] : [])))
    const taken = await recordOnce(house, tx, workspace.id, open.map(({ event }, index) => ({
      contact_id: contacts[index]!, type: event!.type, at: event!.at, source: HISTORY, origin: 'live' as const, properties: event!.properties, key: keyOfMessage(event!.message_id),
    })), now)
    await traceOrders(tx, workspace.id, bench.import_id, orders, new Map(before.map((order) => [order.external_id, order])))
    await traceProducts(tx, workspace.id, bench.import_id, items.filter((id) => !products.has(id)), new Map(), true)
    await traceMarks(tx, workspace.id, bench.import_id, open.flatMap((row, index) => (taken[index] ? [{ key: keyOfMessage(row.event!.message_id), contact_id: contacts[index]! }] : [])))
    await traceBaskets(tx, workspace.id, bench.import_id, baskets)
    await traceEvents(tx, workspace.id, bench.import_id, HISTORY, now)
    const isNew = new Map(open.map((row, index) => [row, taken[index]!]))
    return { ...outcomesOf(all, keyOf, (index) => fateOf(isNew.get(all.fresh[index]!) ?? false)), members: [...new Set(contacts)] }
  },
}
