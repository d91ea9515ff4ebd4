import { COMMERCE_EVENTS, findOrders, findProducts, heardBefore, HISTORY, itemsOf, keyOfMessage, orderOf, recordOnce } from '../../../customers/index.ts'
import { readEventRow } from '../row/read-event.ts'
import type { ReadRow } from '../row/read-row.ts'
import type { Seen } from '../seen.ts'
import type { Outcome } from '../tally.ts'
import { traceEvents, traceMarks, traceOrders, traceProducts } from '../queries/trace.ts'
import { findBuyers } from './buyers.ts'
import type { Kind } from './kind.ts'

const keyOf = (row: ReadRow) => `event\n${row.event!.message_id}`

/** Rows that tell of something anew, and those that repeat what an earlier row of the file told. */
function split(rows: readonly ReadRow[], seen: Seen): { fresh: ReadRow[]; repeated: ReadRow[] } {
  const told = new Set<string>()
  const [fresh, repeated]: ReadRow[][] = [[], []]
  for (const row of rows) {
    if (!row.event) continue
    const key = keyOf(row)
    ;(told.has(key) || seen.has(key) ? repeated : fresh)!.push(row)
    told.add(key)
  }
  return { fresh: fresh!, repeated: repeated! }
}

function tell({ fresh, repeated }: ReturnType<typeof split>, isNew: (index: number) => boolean) {
  const outcomes = new Map<ReadRow, { outcome: Outcome; duplicate: boolean }>()
  fresh.forEach((row, index) => outcomes.set(row, { outcome: { fate: isNew(index) ? 'create' : 'unchanged', kept_opt_outs: 0 }, duplicate: false }))
  for (const row of repeated) outcomes.set(row, { outcome: { fate: 'unchanged', kept_opt_outs: 0 }, duplicate: true })
  return { outcomes, keys: fresh.map(keyOf) }
}

/** What happened to people: through the door of POST /v1/events, each taken once. */
export const eventsKind: Kind = {
  read: readEventRow,
  keysOf: (row) => (row.event ? [keyOf(row)] : []),
  async foresee({ tx, workspace }, rows, seen) {
    const all = split(rows, seen)
    const heard = await heardBefore(tx, workspace.id, all.fresh.map((row) => keyOfMessage(row.event!.message_id)))
    return { ...tell(all, (index) => !heard.has(keyOfMessage(all.fresh[index]!.event!.message_id))), members: [] }
  },
  async write(bench, rows, seen) {
    const { house, tx, workspace, now } = bench
    const all = split(rows, seen)
    const heard = await heardBefore(tx, workspace.id, all.fresh.map((row) => keyOfMessage(row.event!.message_id)))
    // Who is only named by what was heard already was found or made then.
    const open = all.fresh.filter((row) => !heard.has(keyOfMessage(row.event!.message_id)))
    const contacts = await findBuyers(bench, open.map((row) => row.event!.customer))
    const commerce = open.filter((row) => (COMMERCE_EVENTS as readonly string[]).includes(row.event!.type)).map((row) => row.event!.properties)
    const orders = [...new Set(commerce.flatMap((properties) => orderOf(properties)?.external_id ?? []))]
    const items = [...new Set(commerce.flatMap((properties) => itemsOf(properties).map((item) => item.product_id)))]
    const [before, products] = [await findOrders(tx, workspace.id, orders), await findProducts(tx, workspace.id, items)]
    const taken = await recordOnce(house, tx, workspace.id, open.map(({ event }, index) => ({
      contact_id: contacts[index]!, type: event!.type, at: event!.at, source: HISTORY, origin: 'live' as const, properties: event!.properties, key: keyOfMessage(event!.message_id),
    })), now)
    await traceOrders(tx, workspace.id, bench.import_id, orders, new Map(before.map((order) => [order.external_id, order])))
    await traceProducts(tx, workspace.id, bench.import_id, items.filter((id) => !products.has(id)), new Map(), true)
    await traceMarks(tx, workspace.id, bench.import_id, open.flatMap((row, index) => (taken[index] ? [{ key: keyOfMessage(row.event!.message_id), contact_id: contacts[index]! }] : [])))
    await traceEvents(tx, workspace.id, bench.import_id, HISTORY, now)
    const isNew = new Map(open.map((row, index) => [row, taken[index]!]))
    return { ...tell(all, (index) => isNew.get(all.fresh[index]!) ?? false), members: [...new Set(contacts)] }
  },
}
