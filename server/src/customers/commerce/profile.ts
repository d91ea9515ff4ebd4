import { sql } from 'kysely'
import type { Static } from 'typebox'
import { read, type Cx } from '../../accounts/index.ts'
import { notFound } from '../../platform/problem.ts'
import type { Order } from './contract.ts'
import { FROM_ORDERS, ORDER_COLUMNS } from './order-columns.ts'

type Interest = { product_key: string; name: string | null; category: string | null; views: number; adds: number; bought: number; wished: boolean; last_at: Date }
type Named = { key: string; name: string | null; n: number }
type Sums = { orders: number; revenue_micro: number; foreign_orders: number; first_at: Date | null; last_at: Date | null }
type Cart = { items: { price_micro: number | null; quantity: number }[]; currency: string | null; url: string | null; updated_at: Date }

/** What a person bought, has in the basket and looked at, over all their contacts. */
export function getCommerce(cx: Cx, contact_id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    const { rows: [person] } = await sql<{ person_id: string }>`select person_id from contact where id = ${contact_id}`.execute(tx)
    if (!person) return notFound('contact')
    const theirs = sql`(select p.id from contact p where p.person_id = ${person.person_id})`
    const [sums, carts, recent, interests, categories, products, stores] = await Promise.all([
      sql<Sums>`select coalesce(sum(orders), 0)::int as orders, coalesce(sum(revenue_micro), 0)::bigint as revenue_micro, coalesce(sum(foreign_orders), 0)::int as foreign_orders, min(first_at) as first_at, max(last_at) as last_at from purchase_sum where contact_id in ${theirs}`.execute(tx),
      sql<Cart>`select items, currency, url, updated_at from cart where contact_id in ${theirs} order by updated_at desc limit 1`.execute(tx),
      sql<Static<typeof Order>>`select ${ORDER_COLUMNS} from ${FROM_ORDERS} where o.contact_id in ${theirs} order by o.at desc, o.id desc limit 10`.execute(tx),
      sql<Interest>`select product_key, max(name) as name, max(category) as category, sum(views)::int as views, sum(adds)::int as adds, sum(bought)::int as bought, bool_or(wished) as wished, max(last_at) as last_at from product_interest where contact_id in ${theirs} group by 1 order by max(last_at) desc, 1 limit 20`.execute(tx),
      sql<Named>`select category as key, category as name, sum(bought)::int as n from product_interest where contact_id in ${theirs} and category is not null and bought > 0 group by 1 order by 3 desc, 1 limit 1`.execute(tx),
      sql<Named>`select product_key as key, max(name) as name, sum(bought)::int as n from product_interest where contact_id in ${theirs} and bought > 0 group by 1 order by 3 desc, 1 limit 1`.execute(tx),
      sql<Named>`select s.id as key, s.name, count(*)::int as n from purchase o join store s on s.workspace_id = o.workspace_id and s.id = o.store_id where o.contact_id in ${theirs} and o.state not in ('cancelled', 'refunded') group by 1, 2 order by 3 desc, 1 limit 1`.execute(tx),
    ])
    const total = sums.rows[0]!
    const own = total.orders - total.foreign_orders
    const cart = carts.rows[0]
    const priced = cart?.items.every((item) => item.price_micro !== null)
    return {
      ...total, currency: cx.workspace.currency, average_micro: own > 0 ? Math.round(total.revenue_micro / own) : null,
      cart: cart ? { ...cart, total_micro: priced ? cart.items.reduce((sum, item) => sum + item.price_micro! * item.quantity, 0) : null } : null,
      recent: recent.rows, interests: interests.rows, favourite: { category: categories.rows[0] ?? null, product: products.rows[0] ?? null, store: stores.rows[0] ?? null },
    }
  })
}
