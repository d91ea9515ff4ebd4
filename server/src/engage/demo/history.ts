import type { NewEvent } from '../../platform/house.ts'
import { random } from './people.ts'

const PRODUCTS = [
  { product_id: 'scarf', name: 'Wool scarf', price: 890, category: 'Accessories' }, { product_id: 'coat', name: 'Winter coat', price: 5400, category: 'Clothes' }, { product_id: 'boots', name: 'Leather boots', price: 3900, category: 'Shoes' },
  { product_id: 'lamp', name: 'Desk lamp', price: 1250, category: 'Home' }, { product_id: 'mug', name: 'Ceramic mug', price: 320, category: 'Home' }, { product_id: 'bag', name: 'Canvas bag', price: 760, category: 'Accessories' },
]

/** What one customer did in the shop in the last 90 days. */
export function demoEvents(n: number, contact_id: string, now: Date): NewEvent[] {
  const next = random(n + 77_777)
  const at = () => new Date(now.getTime() - Math.floor(next() * 90 * 86_400_000))
  const event = (type: string, properties: Record<string, unknown>): NewEvent => ({ contact_id, type, at: at(), source: 'demo', origin: 'demo', properties })
  const pick = () => PRODUCTS[Math.floor(next() * PRODUCTS.length)]!
  const views = Array.from({ length: Math.floor(next() * 5) }, () => event('Product Viewed', pick()))
  const orders = Array.from({ length: Math.floor(next() * next() * 4) }, (_, index) => {
    const product = pick()
    const quantity = 1 + Math.floor(next() * 2)
    return event('Order Completed', { order_id: `demo-${n}-${index}`, total: product.price * quantity, currency: 'UAH', products: [{ ...product, quantity }] })
  })
  const carts = next() < 0.2 ? [event('Product Added', pick())] : []
  return [...views, ...carts, ...orders]
}
