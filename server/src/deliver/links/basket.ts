import { sql } from 'kysely'
import { webLink } from '../../customers/index.ts'
import type { House } from '../../platform/house.ts'
import { targetOf } from './follow.ts'
import { escapeHtml, page } from './page.ts'
import { personOf } from './preferences.ts'
import { fill, wordsFor } from './words.ts'

type Item = { name?: string | null; product_id?: string | null; quantity: number; price_micro: number | null; url?: string | null }
type Basket = { items: Item[]; currency: string | null; url: string | null }

async function basketOf(house: House, workspace_id: string, person_id: string): Promise<Basket | undefined> {
  const { rows } = await sql<Basket>`select b.items, coalesce(b.currency, w.currency) as currency, b.url from contact c join cart b on b.workspace_id = c.workspace_id and b.contact_id = c.id join workspace w on w.id = c.workspace_id
    where c.workspace_id = ${workspace_id} and c.person_id = ${person_id} order by b.updated_at desc limit 1`.execute(house.db.system)
  return rows[0]?.items.length ? rows[0] : undefined
}

/**
 * What a person left in the basket, wherever they began it, with the way on to the shop: by the link of a message, so it
 * works on whatever they read that message on. As it is now, not as it was when the message went.
 */
export async function basketPage(house: House, token: string): Promise<string> {
  const target = targetOf(house, token)
  const person = await personOf(house, target)
  const words = wordsFor(person.locale)
  const basket = await basketOf(house, target.workspace_id, person.person_id)
  if (!basket) return page(person.brand, words.lang, words.basket, `<p>${escapeHtml(words.basket_empty)}</p>`)
  const money = new Intl.NumberFormat(person.locale, { style: 'currency', currency: basket.currency ?? 'USD' })
  const line = ({ name, product_id, quantity, price_micro, url }: Item) => {
    const text = escapeHtml(name ?? product_id ?? '')
    const price = price_micro === null ? '' : `<small>${escapeHtml(`${quantity} × ${money.format(price_micro / 1e6)}`)}</small>`
    const leads = webLink(url)
    return `<li>${leads ? `<a href="${escapeHtml(leads)}" rel="noreferrer">${text}</a>` : text}${price || (quantity > 1 ? `<small>× ${quantity}</small>` : '')}</li>`
  }
  const known = basket.items.every((item) => item.price_micro !== null)
  const total = known ? `<p><strong>${escapeHtml(fill(words.basket_total, { total: money.format(basket.items.reduce((sum, item) => sum + item.price_micro! * item.quantity, 0) / 1e6) }))}</strong></p>` : ''
  const shop = webLink(basket.url)
  const on = shop ? `<p><a class="button" href="${escapeHtml(shop)}" rel="noreferrer">${escapeHtml(words.basket_on)}</a></p>` : ''
  return page(person.brand, words.lang, words.basket, `<ul class="lines">${basket.items.map(line).join('')}</ul>${total}${on}`)
}
