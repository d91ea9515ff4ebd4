import { requirePermission, type Cx } from '../../accounts/index.ts'
import { listProducts, listStores } from '../commerce/index.ts'
import { listTopics } from '../consent/index.ts'
import { createContact, type NewContactInput } from '../contacts/index.ts'
import { customerOf, seeing } from './find.ts'

/** What a counter has to know before anybody comes: the shops it may stand in and what people can be written about. */
export async function describeDesk(cx: Cx) {
  requirePermission(cx, 'counter:use')
  const inside = seeing(cx)
  const [stores, topics] = await Promise.all([listStores(inside), listTopics(inside)])
  return {
    stores: stores.data.map(({ external_id, name, city }) => ({ external_id, name, city })),
    topics: topics.data.map(({ id, name, description }) => ({ id, name, description })),
  }
}

const SHOWN = 12

/** Products by a part of their name, or by the number that a scanner reads from the goods. */
export async function searchGoods(cx: Cx, search: string) {
  requirePermission(cx, 'counter:use')
  const { data } = await listProducts(seeing(cx), { search, limit: SHOWN })
  return { data }
}

/** Somebody new, or more of somebody known, as the counter sees them. */
export async function addAtCounter(cx: Cx, input: NewContactInput) {
  requirePermission(cx, 'counter:use')
  const { id } = await createContact(seeing(cx), input)
  return customerOf(cx, id)
}
