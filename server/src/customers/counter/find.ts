import { sql } from 'kysely'
import { read, type Cx } from '../../accounts/index.ts'
import type { WorkspaceTx } from '../../platform/database/index.ts'
import { getContact, parseEmail, parsePhone } from '../contacts/index.ts'
import { getCommerce } from '../commerce/index.ts'
import { openCard, sealCard } from './card.ts'

/** The contacts a phone, an address, a customer number or a card names; several where a family shares a number. */
async function idsOf(cx: Cx, tx: WorkspaceTx, q: string): Promise<string[]> {
  const card = openCard(cx, q)
  if (card) return card.workspace_id === cx.workspace.id ? [card.contact_id] : []
  const text = q.trim()
  const wanted = [['external_id', text], ['email', parseEmail(text)], ['phone', parsePhone(text, cx.workspace.country)?.e164]].filter((pair): pair is [string, string] => Boolean(pair[1]))
  const { rows } = await sql<{ person_id: string }>`
    select distinct c.person_id from unnest(${wanted.map(([kind]) => kind)}::text[], ${wanted.map(([, value]) => value)}::text[]) as w (kind, value) join identity i on i.workspace_id = ${cx.workspace.id} and i.kind = w.kind and i.value = w.value
    join contact c on c.workspace_id = i.workspace_id and c.id = i.contact_id where c.archived_at is null order by 1 limit 5`.execute(tx)
  return rows.map((row) => row.person_id)
}

/** Finds a customer at the counter by what they say or show; exactly, so that nobody browses through people there. */
export async function findAtCounter(cx: Cx, q: string) {
  const ids = await read(cx, 'counter:use', (tx) => idsOf(cx, tx, q))
  const known = await read(cx, 'counter:use', async (tx) => (ids.length > 0 ? await tx.selectFrom('contact').select('id').where('id', 'in', ids).execute() : []))
  return { customers: await Promise.all(known.map((row) => customerOf(cx, row.id))) }
}

/** The counter may not read people or the catalogue at large; of what it asks here it sees what the contract says. */
export const seeing = (cx: Cx): Cx => ({ ...cx, actor: { ...cx.actor, permissions: new Set([...cx.actor.permissions, 'contacts:read', 'content:read'] as const) } })

export async function customerOf(cx: Cx, id: string) {
  const inside = seeing(cx)
  const [contact, commerce] = await Promise.all([getContact(inside, id), getCommerce(inside, id)])
  const { id: contact_id, name, email, phone, locale } = contact
  return {
    contact_id, name, email, phone, locale, card: sealCard(cx, { workspace_id: cx.workspace.id, contact_id }),
    consents: contact.consents.filter((consent) => consent.topic_id === '*').map(({ medium, state, at }) => ({ medium, state: state as 'opted_in' | 'opted_out', at })),
    currency: commerce.currency, orders: commerce.orders, revenue_micro: commerce.revenue_micro, last_at: commerce.last_at, recent: commerce.recent.slice(0, 5), waiting: commerce.recent.filter((order) => ['placed', 'completed', 'ready'].includes(order.state) && order.source !== 'counter'),
    cart: commerce.cart ? { items: commerce.cart.items, updated_at: commerce.cart.updated_at } : null,
    viewed: commerce.interests.slice(0, 8).map(({ product_key, name: title, wished, last_at }) => ({ product_key, name: title, wished, last_at })),
  }
}
