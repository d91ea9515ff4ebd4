import { workspaceFacts } from '../../accounts/index.ts'
import type { InsideSubscriber } from '../../platform/house.ts'
import { HISTORY } from '../events/index.ts'
import { applyToCarts } from './carts.ts'
import { addInterest, removeInterest } from './interest.ts'
import { learnProducts } from './products-seen.ts'
import { applyToOrders } from './orders-seen.ts'
import { COMMERCE_EVENTS, type CommerceEvent } from './read-event.ts'

/**
 * Orders, baskets and interest follow from events inside the transaction that records them, whoever reported them: a
 * client, the API, an import or the counter. So they are never behind the log, and a repeated event changes nothing. What a
 * file tells of baskets is long past and makes none; an order of a file still empties a basket that is older than it.
 */
export const followCommerce: InsideSubscriber = {
  types: COMMERCE_EVENTS,
  async run(house, tx, workspace_id, events) {
    const workspace = await workspaceFacts(tx, workspace_id)
    const now = house.clock()
    const happenings = events.flatMap((event) => (event.contact_id ? [{ ...event, contact_id: event.contact_id, type: event.type as CommerceEvent }] : []))
    // What comes back was bought at a price of then.
    await learnProducts(tx, workspace, happenings.filter((event) => event.type !== 'Order Refunded'), now)
    const { bought, lost } = await applyToOrders(tx, workspace, happenings, now)
    await applyToCarts(tx, workspace, happenings.filter((event) => event.source !== HISTORY || event.type === 'Order Completed'))
    await addInterest(tx, workspace_id, happenings, bought)
    await removeInterest(tx, workspace_id, [], lost)
  },
}
