/** A line of an order or a basket, as the e-commerce events of this family carry it. */
export type Item = { product_id: string; name: string | null; price_micro: number | null; quantity: number; category: string | null; brand: string | null; sku: string | null; url: string | null; image_url: string | null; /** of an order's line: how many of it came back */ returned?: number }

type Json = Record<string, unknown>

/** The events that are understood without mapping (e-commerce v2 of the tracking family), and what each does. */
export const COMMERCE_EVENTS = ['Product Viewed', 'Product Clicked', 'Product Added', 'Product Removed', 'Cart Viewed', 'Cart Updated', 'Checkout Started', 'Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled', 'Product Added to Wishlist', 'Product Removed from Wishlist', 'Product Reviewed'] as const
export type CommerceEvent = (typeof COMMERCE_EVENTS)[number]

export type Order = { external_id: string; currency: string | null; total_micro: number | null; refund_micro: number | null; /** the number of what was given back */ return_id: string | null; reason: string | null; /** of a full refund: the customer keeps the goods */ goods_stay: boolean; coupon: string | null; store: string | null; items: Item[] }

const text = (value: unknown, most = 500): string | null => (typeof value === 'string' ? value.trim().slice(0, most) || null : typeof value === 'number' ? String(value) : null)
/** Beyond this a sum of orders would not fit its column. */
const MOST_MICRO = 1e15

/** An amount of money as millionths; texts with a number are understood, anything else is unknown. */
export function micro(value: unknown): number | null {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : Number.NaN
  const amount = Math.round(number * 1e6)
  return Number.isFinite(amount) && Math.abs(amount) <= MOST_MICRO ? amount : null
}

const count = (value: unknown): number => {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? Math.min(Math.ceil(number), 1_000_000) : 1
}

function itemOf(raw: unknown): Item | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  const product = raw as Json
  const product_id = text(product.product_id ?? product.productId ?? product.id ?? product.sku, 200)
  if (!product_id) return undefined
  return {
    product_id, name: text(product.name ?? product.title), price_micro: micro(product.price), quantity: count(product.quantity ?? 1), category: text(product.category, 200), brand: text(product.brand, 200), sku: text(product.sku, 200),
    url: link(product.url), image_url: link(product.image_url ?? product.imageUrl),
  }
}

/** Only what a browser may open; anything else in a place for a link is somebody's trick. */
export function link(value: unknown): string | null {
  const found = text(value, 2000)
  return found && /^https?:$/.test(URL.parse(found)?.protocol ?? '') ? found : null
}

/** The products an event is about: its list, else the one it describes itself. */
export function itemsOf(properties: Json): Item[] {
  const list = Array.isArray(properties.products) ? properties.products : [properties]
  return list.slice(0, 500).flatMap((raw) => itemOf(raw) ?? [])
}

export function currencyOf(value: unknown): string | null {
  const code = text(value, 10)?.toUpperCase() ?? ''
  return /^[A-Z]{3}$/.test(code) ? code : null
}

/** The order an event tells of; undefined where it does not name one. */
export function orderOf(properties: Json): Order | undefined {
  const external_id = text(properties.order_id ?? properties.orderId ?? properties.checkout_id, 200)
  if (!external_id) return undefined
  const items = Array.isArray(properties.products) ? itemsOf(properties) : []
  const summed = items.length > 0 && items.every((item) => item.price_micro !== null) ? items.reduce((sum, item) => sum + item.price_micro! * item.quantity, 0) : null
  return {
    external_id, currency: currencyOf(properties.currency), total_micro: micro(properties.total) ?? micro(properties.revenue) ?? micro(properties.value) ?? summed,
    refund_micro: micro(properties.refund) ?? micro(properties.total) ?? micro(properties.value) ?? summed, return_id: text(properties.return_id ?? properties.refund_id, 200), reason: text(properties.reason), goods_stay: properties.goods_stay === true || properties.goods_stay === 'true', coupon: text(properties.coupon, 200), store: text(properties.store_id ?? properties.affiliation_id, 200), items,
  }
}
