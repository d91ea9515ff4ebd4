import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { micro } from './read-event.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

let made = 0
const person = async (): Promise<string> => (await shop.call('POST', '/v1/contacts', { email: `buyer${(made += 1)}@example.com` })).json<{ id: string }>().id
const happen = async (contact_id: string, ...events: [type: string, properties: object, at?: string][]) => {
  const answer = await shop.call('POST', '/v1/events', { events: events.map(([type, properties, at]) => ({ contact_id, type, properties, ...(at ? { at } : {}) })) })
  expect(answer.statusCode, answer.body).toBe(201)
}
type Commerce = { orders: number; revenue_micro: number; average_micro: number | null; foreign_orders: number; cart: { items: { product_id: string; quantity: number }[]; total_micro: number | null } | null; recent: { external_id: string; state: string; total_micro: number; refunded_micro: number }[]; interests: { product_key: string; views: number; adds: number; bought: number; wished: boolean }[]; favourite: { category: { key: string } | null } }
const of = async (id: string): Promise<Commerce> => (await shop.call('GET', `/v1/contacts/${id}/commerce`)).json<Commerce>()
const mug = { product_id: 'mug', name: 'Чашка', price: 250, category: 'Kitchen', url: 'https://shop.example/mug' }
const lamp = { product_id: 'lamp', name: 'Lamp', price: 1200.5, category: 'Light' }

test('money is what it says, or unknown', () => {
  expect([micro(12.34), micro('12.34'), micro('1e3'), micro('12 грн'), micro(Number.POSITIVE_INFINITY), micro(1e20), micro(null)]).toEqual([12_340_000, 12_340_000, null, null, null, null, null])
})

test('what a shop reports becomes basket, order, revenue and interest', async () => {
  const id = await person()
  await happen(id, ['Product Viewed', mug], ['Product Viewed', mug], ['Product Viewed', lamp], ['Product Added', { ...mug, quantity: 2 }], ['Product Added', { ...lamp, quantity: 1 }], ['Product Removed', { product_id: 'mug', quantity: 1 }], ['Product Added to Wishlist', lamp])
  expect(await of(id)).toMatchObject({ orders: 0, cart: { items: [{ product_id: 'mug', quantity: 1 }, { product_id: 'lamp', quantity: 1 }], total_micro: 1_450_500_000 } })
  await happen(id, ['Order Completed', { order_id: 'o-1', total: 1450.5, currency: 'UAH', products: [{ ...mug, quantity: 1 }, { ...lamp, quantity: 1 }] }])
  const bought = await of(id)
  expect(bought).toMatchObject({ orders: 1, revenue_micro: 1_450_500_000, average_micro: 1_450_500_000, cart: null, recent: [{ external_id: 'o-1', state: 'completed' }] })
  expect(bought.interests.find((each) => each.product_key === 'lamp')).toMatchObject({ views: 1, adds: 1, bought: 1, wished: true })
  expect((await shop.call('GET', '/v1/products?search=чашка')).json<{ data: { external_id: string; price_micro: number; source: string }[] }>().data).toMatchObject([{ external_id: 'mug', price_micro: 250_000_000, source: 'event' }])
})

test('the same order again changes nothing, refunds add up, a foreign currency is counted and not summed', async () => {
  const id = await person()
  await happen(id, ['Order Completed', { order_id: 'o-2', revenue: '100.50', products: [mug] }], ['Order Completed', { order_id: 'o-2', revenue: '100.50', products: [mug] }], ['Order Completed', { order_id: 'o-3', total: 40, currency: 'USD' }])
  expect(await of(id)).toMatchObject({ orders: 2, foreign_orders: 1, revenue_micro: 100_500_000, average_micro: 100_500_000 })
  expect((await of(id)).interests[0]).toMatchObject({ bought: 1 })
  await happen(id, ['Order Refunded', { order_id: 'o-2', total: 30 }])
  expect(await of(id)).toMatchObject({ orders: 2, revenue_micro: 70_500_000 })
  await happen(id, ['Order Refunded', { order_id: 'o-2', total: 100 }], ['Order Cancelled', { order_id: 'o-3' }])
  expect(await of(id)).toMatchObject({ orders: 0, revenue_micro: 0 })
  expect((await of(id)).recent.map((order) => order.state).toSorted()).toEqual(['cancelled', 'refunded'])
})

test('what arrives late does not undo what came after it', async () => {
  const id = await person()
  await happen(id, ['Order Updated', { order_id: 'o-4', total: 90 }, '2026-11-20T12:00:00Z'], ['Order Completed', { order_id: 'o-4', total: 100, products: [mug] }, '2026-11-20T10:00:00Z'])
  expect((await of(id)).recent).toMatchObject([{ total_micro: 90_000_000, at: '2026-11-20T10:00:00.000Z', items: [{ product_id: 'mug' }] }])
  await happen(id, ['Product Added', lamp, '2026-11-21T10:00:00Z'], ['Order Completed', { order_id: 'o-5', total: 1 }, '2026-11-20T09:00:00Z'])
  expect((await of(id)).cart).toMatchObject({ items: [{ product_id: 'lamp' }] })
})

test('an order at the counter empties the basket that was filled in the browser, once both are one person', async () => {
  const [browser, customer] = [await person(), await person()]
  await happen(browser, ['Product Added', mug])
  await shop.call('POST', `/v1/contacts/${customer}/merge`, { other_id: browser })
  expect((await of(customer)).cart).toMatchObject({ items: [{ product_id: 'mug' }] })
  await happen(customer, ['Order Completed', { order_id: 'o-6', total: 250, products: [mug] }])
  expect(await of(browser)).toMatchObject({ cart: null, orders: 1, favourite: { category: { key: 'Kitchen' } } })
})

test('orders by the API: idempotent by their number, with a new customer, and along their states', async () => {
  await shop.call('PUT', '/v1/stores', { external_id: 'kyiv-1', name: 'Хрещатик', hours: { mon: '09:00-21:00' } })
  const body = { external_id: 'api-1', contact: { phone: '+380671234567', name: 'Oksana' }, total_micro: 500_000_000, store: 'kyiv-1', state: 'placed', items: [{ product_id: 'mug', quantity: 2, price_micro: 250_000_000 }] }
  const first = (await shop.call('POST', '/v1/orders', body)).json<{ id: string; contact_id: string; total_micro: number; store: string }>()
  expect(first).toMatchObject({ state: 'placed', total_micro: 500_000_000, store: 'Хрещатик', items: [{ product_id: 'mug', price_micro: 250_000_000, quantity: 2 }] })
  expect((await shop.call('POST', '/v1/orders', { ...body, total_micro: 400_000_000 })).json()).toMatchObject({ id: first.id, total_micro: 400_000_000 })
  const change = (to: object) => shop.call('PATCH', `/v1/orders/${first.id}`, to)
  expect((await change({ state: 'handed_over' })).statusCode).toBe(409)
  expect((await change({ state: 'ready' })).json()).toMatchObject({ state: 'ready' })
  const told = (await shop.call('GET', `/v1/events?contact_id=${first.contact_id}&type=order.ready`)).json<{ data: { properties: { pickup_code: string } }[] }>().data
  expect(told[0]!.properties.pickup_code).toMatch(/^\d{4}$/)
  expect((await change({ state: 'handed_over', pickup_code: '0' })).statusCode).toBe(422)
  expect((await change({ state: 'handed_over', pickup_code: told[0]!.properties.pickup_code })).json()).toMatchObject({ state: 'handed_over' })
  expect((await change({ state: 'refunded', refund_micro: 100_000_000 })).json()).toMatchObject({ state: 'handed_over', refunded_micro: 100_000_000 })
  expect((await shop.call('POST', '/v1/orders', { ...body, external_id: 'api-2', store: 'nowhere' })).json()).toMatchObject({ errors: [{ code: 'store_unknown', pointer: '/store' }] })
  expect((await shop.call('POST', '/v1/orders', { external_id: 'api-3', total_micro: 1 })).json()).toMatchObject({ errors: [{ code: 'contact_missing' }] })
  expect((await shop.call('GET', `/v1/orders?contact_id=${first.contact_id}`)).json()).toMatchObject({ data: [{ id: first.id, contact_name: 'Oksana' }] })
})

test('back in stock and a lower price are told to those who looked, and to nobody else', async () => {
  const [looked, other] = [await person(), await person()]
  const put = async (some: object) => (await shop.call('POST', '/v1/products', { products: [{ external_id: 'boots', name: 'Boots', price_micro: 2_000_000_000, ...some }] })).json<{ told: number }>()
  expect(await put({ availability: 'out_of_stock' })).toMatchObject({ created: 1, told: 0 })
  await happen(looked, ['Product Viewed', { product_id: 'boots' }])
  await happen(other, ['Product Viewed', mug])
  expect(await put({ availability: 'out_of_stock' })).toMatchObject({ unchanged: 1, told: 0 })
  expect(await put({ availability: 'in_stock' })).toMatchObject({ changed: 1, told: 1 })
  expect(await put({ availability: 'in_stock', sale_price_micro: 1_500_000_000 })).toMatchObject({ changed: 1, told: 1 })
  expect(await put({ availability: 'in_stock' })).toMatchObject({ changed: 1, told: 0 })
  const news = (await shop.call('GET', `/v1/events?contact_id=${looked}`)).json<{ data: { type: string; properties: object }[] }>().data.filter((event) => event.type.startsWith('product.'))
  expect(news.map((event) => event.type).toSorted()).toEqual(['product.back_in_stock', 'product.price_dropped'])
  expect(news.find((event) => event.type === 'product.price_dropped')!.properties).toMatchObject({ product_id: 'boots', price: 1500, price_before: 2000 })
  const [found] = (await shop.call('GET', '/v1/products?search=boots')).json<{ data: { id: string }[] }>().data
  expect((await shop.call('GET', `/v1/products/${found!.id}`)).json()).toMatchObject({ interested: 1, changes: [{ availability: 'in_stock' }] })
})
