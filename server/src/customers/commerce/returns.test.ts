import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { keepReturned, refundDue, takeReturned } from './returns.ts'
import type { Item } from './read-event.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

const item = (product_id: string, quantity: number, price: number | null, returned?: number): Item => ({ product_id, name: product_id, price_micro: price === null ? null : price * 1e6, quantity, category: null, brand: null, sku: null, url: null, image_url: null, ...(returned === undefined ? {} : { returned }) })

test('a return takes from the line that fits, never more than it has', () => {
  const lines = [item('mug', 2, 10), item('mug', 1, 8), item('lamp', 1, 50, 1)]
  expect(takeReturned(lines, [{ product_id: 'mug', quantity: 1, price_micro: 8e6 }])).toMatchObject({ items: [{ quantity: 2 }, { returned: 1 }, {}], taken: [{ price_micro: 8e6, quantity: 1 }], short: [0] })
  expect(takeReturned(lines, [{ product_id: 'mug', quantity: 5 }, { product_id: 'lamp', quantity: 1 }, { product_id: 'hat', quantity: 1 }])).toMatchObject({ taken: [{ quantity: 2 }, { quantity: 1 }], short: [2, 1, undefined] })
  expect(takeReturned(lines, [{ product_id: 'mug', quantity: 2 }, { product_id: 'mug', quantity: 2 }]).short).toEqual([0, 1])
  expect(lines[0]!.returned).toBeUndefined()
})

test('what is due is the price, less the share of what the order was reduced by, and never more than is left', () => {
  const order = { items: [item('mug', 2, 10), item('lamp', 1, 80)], total_micro: 75_000_000, refunded_micro: 0 }
  expect(refundDue(order, [item('mug', 1, 10)])).toEqual({ due_micro: 7_500_000, most_micro: 10_000_000 })
  expect(refundDue({ ...order, total_micro: 110_000_000 }, [item('mug', 1, 10)])).toEqual({ due_micro: 10_000_000, most_micro: 10_000_000 })
  expect(refundDue({ ...order, refunded_micro: 70_000_000 }, [item('lamp', 1, 80)])).toEqual({ due_micro: 5_000_000, most_micro: 5_000_000 })
  expect(refundDue(order, [item('mug', 1, null)])).toEqual({ due_micro: null, most_micro: 75_000_000 })
})

test('an order that is told anew keeps what came back, as far as it has the goods', () => {
  expect(keepReturned([item('mug', 2, 10, 2), item('lamp', 1, 5)], [item('mug', 1, 10), item('lamp', 1, 5)])).toMatchObject([{ returned: 1 }, {}])
})

type Order = { id: string; contact_id: string; state: string; refunded_micro: number; items: { product_id: string; quantity: number; returned?: number }[]; returns: { external_id: string; refund_micro: number; reason: string | null; items: object[] }[] }
let made = 0
const buy = async (some: object = {}): Promise<Order> => {
  made += 1
  const answer = await shop.call('POST', '/v1/orders', { external_id: `r-${made}`, contact: { email: `r${made}@example.com` }, total_micro: 300_000_000, items: [{ product_id: 'mug', name: 'Mug', quantity: 2, price_micro: 100_000_000 }, { product_id: 'lamp', name: 'Lamp', quantity: 1, price_micro: 100_000_000 }], ...some })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json<Order>()
}
const giveBack = (id: string, body: object) => shop.call('POST', `/v1/orders/${id}/returns`, body)
const commerceOf = async (id: string) => (await shop.call('GET', `/v1/contacts/${id}/commerce`)).json<{ revenue_micro: number; orders: number; interests: { product_key: string; bought: number }[]; favourite: { product: { key: string } | null } }>()
const boughtOf = async (id: string) => Object.fromEntries((await commerceOf(id)).interests.map((each) => [each.product_key, each.bought]))

test('goods come back by line: counted on the line, revenue, interest and favourite follow; the same number again changes nothing', async () => {
  const order = await buy()
  expect((await commerceOf(order.contact_id)).favourite.product).toMatchObject({ key: 'mug' })
  const body = { external_id: 'till-1-1', lines: [{ product_id: 'mug', quantity: 2 }] }
  const first = await giveBack(order.id, body)
  expect(first.statusCode, first.body).toBe(201)
  expect(first.json()).toMatchObject({ state: 'completed', refunded_micro: 200_000_000, items: [{ product_id: 'mug', quantity: 2, returned: 2 }, { product_id: 'lamp' }], returns: [{ external_id: 'till-1-1', refund_micro: 200_000_000, reason: null, items: [{ product_id: 'mug', name: 'Mug', quantity: 2, price_micro: 100_000_000 }] }] })
  expect((await giveBack(order.id, body)).json()).toEqual(first.json())
  expect(await commerceOf(order.contact_id)).toMatchObject({ orders: 1, revenue_micro: 100_000_000, favourite: { product: { key: 'lamp' } } })
  expect(await boughtOf(order.contact_id)).toEqual({ lamp: 1 })
  const told = (await shop.call('GET', `/v1/events?contact_id=${order.contact_id}&type=${encodeURIComponent('Order Refunded')}`)).json<{ data: { properties: object }[] }>().data
  expect(told.map((each) => each.properties)).toEqual([{ order_id: 'r-1', return_id: 'till-1-1', currency: 'UAH', refund: 200, products: [{ product_id: 'mug', name: 'Mug', price: 100, quantity: 2 }] }])
  expect((await giveBack(order.id, { external_id: 'till-1-2', lines: [{ product_id: 'lamp', quantity: 1 }] })).json()).toMatchObject({ state: 'refunded', refunded_micro: 300_000_000 })
  expect(await commerceOf(order.contact_id)).toMatchObject({ orders: 0, revenue_micro: 0, favourite: { product: null } })
})

test('a return that cannot be is refused, with the place and the remedy', async () => {
  const order = await buy({ total_micro: 270_000_000 })
  const codes = async (body: object) => (await giveBack(order.id, { external_id: 'x', ...body })).json<{ errors: { pointer: string; code: string }[] }>().errors.map(({ pointer, code }) => [pointer, code])
  const mug = { lines: [{ product_id: 'mug', quantity: 1 }] }
  expect(await codes({ lines: [{ product_id: 'mug', quantity: 3 }] })).toEqual([['/lines/0/quantity', 'returned_beyond']])
  expect(await codes({ lines: [{ product_id: 'mug', quantity: 2 }, { product_id: 'mug', quantity: 1 }] })).toEqual([['/lines/1/quantity', 'returned_beyond']])
  expect(await codes({ lines: [{ product_id: 'hat', quantity: 1 }] })).toEqual([['/lines/0/product_id', 'line_unknown']])
  expect(await codes({ ...mug, refund_micro: 100_000_001 })).toEqual([['/refund_micro', 'refund_too_much']])
  expect(await codes({ ...mug, refund_micro: 89_000_000 })).toEqual([['/reason', 'reason_missing']])
  expect(await codes({ ...mug, refund_micro: 89_000_000, reason: '  ' })).toEqual([['/reason', 'reason_missing']])
  expect((await giveBack(order.id, { external_id: 'x', ...mug, refund_micro: 89_000_000, reason: 'A chip in it' })).json()).toMatchObject({ refunded_micro: 89_000_000, returns: [{ reason: 'A chip in it' }] })
  expect((await giveBack(order.id, { external_id: 'y', lines: [] })).statusCode).toBe(422)
  await shop.call('PATCH', `/v1/orders/${order.id}`, { state: 'refunded' })
  expect((await giveBack(order.id, { external_id: 'z', ...mug })).json()).toMatchObject({ errors: [{ code: 'order_state' }] })
  const unpriced = await buy({ items: [{ product_id: 'gift', quantity: 1 }] })
  expect((await giveBack(unpriced.id, { external_id: 'x', lines: [{ product_id: 'gift', quantity: 1 }] })).json()).toMatchObject({ errors: [{ code: 'refund_missing' }] })
  expect((await giveBack(unpriced.id, { external_id: 'x', lines: [{ product_id: 'gift', quantity: 1 }], refund_micro: 5_000_000 })).json()).toMatchObject({ refunded_micro: 5_000_000, items: [{ returned: 1 }] })
})

test('two tills at once never take the same thing back twice', async () => {
  const order = await buy()
  const answers = await Promise.all(Array.from({ length: 6 }, (_, till) => giveBack(order.id, { external_id: `till-${till}`, lines: [{ product_id: 'mug', quantity: 1 }] })))
  expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([201, 201, 422, 422, 422, 422])
  const same = await buy()
  const again = await Promise.all(Array.from({ length: 4 }, () => giveBack(same.id, { external_id: 'one', lines: [{ product_id: 'mug', quantity: 1 }] })))
  expect(again.map((answer) => answer.statusCode)).toEqual([201, 201, 201, 201])
  for (const [id, n] of [[order.id, 2], [same.id, 1]] as const) {
    const now = (await shop.call('GET', `/v1/orders/${id}`)).json<Order>()
    expect([now.items[0]!.returned, now.refunded_micro, now.returns.length]).toEqual([n, n * 100_000_000, n])
  }
})

test('an event with products is a return by line; without an amount it is their price in the order, and an event with its number counts once', async () => {
  const order = await buy()
  const say = async (...properties: object[]) => {
    const answer = await shop.call('POST', '/v1/events', { events: properties.map((each) => ({ contact_id: order.contact_id, type: 'Order Refunded', properties: each })) })
    expect(answer.statusCode, answer.body).toBe(201)
    return (await shop.call('GET', `/v1/orders/${order.id}`)).json<Order & { external_id: string }>()
  }
  const { external_id } = await say({ order_id: 'nobody knows' })
  expect(await say({ order_id: external_id, products: [{ product_id: 'mug', quantity: 1 }] })).toMatchObject({ refunded_micro: 100_000_000, state: 'completed', items: [{ returned: 1 }, {}] })
  const numbered = { order_id: external_id, refund_id: 'rf-9', total: 20, currency: 'UAH', products: [{ product_id: 'mug', quantity: 7, price: 20 }] }
  expect(await say(numbered, numbered)).toMatchObject({ refunded_micro: 120_000_000, items: [{ returned: 2 }, {}], returns: [{}, { external_id: 'rf-9', refund_micro: 20_000_000, items: [{ quantity: 1 }] }] })
  expect(await boughtOf(order.contact_id)).toEqual({ lamp: 1 })
  // The order is told anew, as shops do after each change: what came back stays so.
  await shop.call('POST', '/v1/events', { events: [{ contact_id: order.contact_id, type: 'Order Updated', properties: { order_id: external_id, products: [{ product_id: 'mug', quantity: 2, price: 100 }, { product_id: 'lamp', quantity: 1, price: 100 }] } }] })
  expect((await shop.call('GET', `/v1/orders/${order.id}`)).json()).toMatchObject({ items: [{ product_id: 'mug', returned: 2 }, { product_id: 'lamp' }] })
  expect(await boughtOf(order.contact_id)).toEqual({ lamp: 1 })
})

const refund = async (order: Order, body: object = {}) => {
  const answer = await shop.call('PATCH', `/v1/orders/${order.id}`, { state: 'refunded', ...body })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<Order>()
}

test('when no money is left, all goods that had not come back yet have, however the money went', async () => {
  const order = await buy()
  await giveBack(order.id, { external_id: 'one', lines: [{ product_id: 'mug', quantity: 1 }] })
  expect(await refund(order)).toMatchObject({ state: 'refunded', refunded_micro: 300_000_000, items: [{ quantity: 2, returned: 2 }, { returned: 1 }], returns: [{}, { refund_micro: 200_000_000, items: [{ product_id: 'mug', quantity: 1 }, { product_id: 'lamp', quantity: 1 }] }] })
  expect(await boughtOf(order.contact_id)).toEqual({})
  const parts = await buy()
  expect(await refund(parts, { refund_micro: 100_000_000, goods_stay: true })).toMatchObject({ state: 'completed', items: [{}, {}], returns: [{ items: [] }] })
  expect(await boughtOf(parts.contact_id)).toEqual({ mug: 2, lamp: 1 })
  expect(await refund(parts, { refund_micro: 200_000_000 })).toMatchObject({ state: 'refunded', items: [{ returned: 2 }, { returned: 1 }] })
  const free = await buy({ total_micro: 0 })
  expect(await refund(free)).toMatchObject({ state: 'refunded', items: [{ returned: 2 }, { returned: 1 }] })
})

test('goods that were said to stay still count as bought, also when the refund is told again, and may come back later for nothing', async () => {
  const order = await buy()
  const kept = await refund(order, { goods_stay: true })
  expect(kept).toMatchObject({ state: 'refunded', refunded_micro: 300_000_000, returns: [{ refund_micro: 300_000_000, items: [], goods_stay: true }] })
  expect(kept.items.map((item) => item.returned)).toEqual([undefined, undefined])
  expect(await commerceOf(order.contact_id)).toMatchObject({ orders: 0, revenue_micro: 0, favourite: { product: { key: 'mug' } } })
  expect((await refund(order)).items.map((item) => item.returned)).toEqual([undefined, undefined])
  expect((await giveBack(order.id, { external_id: 'paid', lines: [{ product_id: 'mug', quantity: 1 }], refund_micro: 1 })).json()).toMatchObject({ errors: [{ code: 'refund_too_much' }] })
  expect((await giveBack(order.id, { external_id: 'later', lines: [{ product_id: 'mug', quantity: 2 }] })).json()).toMatchObject({ state: 'refunded', refunded_micro: 300_000_000, items: [{ returned: 2 }, {}] })
  expect(await boughtOf(order.contact_id)).toEqual({ lamp: 1 })
})

test('goods that take the last money with them leave the others where they are', async () => {
  const order = await buy()
  await refund(order, { refund_micro: 200_000_000 })
  expect((await giveBack(order.id, { external_id: 'lamp', lines: [{ product_id: 'lamp', quantity: 1 }] })).json()).toMatchObject({ state: 'refunded', items: [{ product_id: 'mug' }, { returned: 1 }], returns: [{}, { goods_stay: true }] })
  expect(await boughtOf(order.contact_id)).toEqual({ mug: 2 })
})

test('an event without products gives everything back, unless it says that the goods stay; lines that are told afterwards came back too', async () => {
  const say = async (order: Order & { external_id?: string }, ...events: [string, object][]) => {
    const answer = await shop.call('POST', '/v1/events', { events: events.map(([type, properties]) => ({ contact_id: order.contact_id, type, properties: { order_id: order.external_id, ...properties } })) })
    expect(answer.statusCode, answer.body).toBe(201)
    return (await shop.call('GET', `/v1/orders/${order.id}`)).json<Order>()
  }
  const order = await buy()
  expect(await say(order, ['Order Refunded', {}])).toMatchObject({ state: 'refunded', items: [{ returned: 2 }, { returned: 1 }] })
  expect((await giveBack(order.id, { external_id: 'x', lines: [{ product_id: 'mug', quantity: 1 }] })).json()).toMatchObject({ errors: [{ code: 'order_state' }] })
  expect(await say(order, ['Order Updated', { products: [{ product_id: 'mug', quantity: 3 }, { product_id: 'hat', quantity: 1 }] }])).toMatchObject({ items: [{ product_id: 'mug', returned: 3 }, { product_id: 'hat', returned: 1 }] })
  expect(await boughtOf(order.contact_id)).toEqual({})
  const kept = await buy()
  expect((await say(kept, ['Order Refunded', { goods_stay: true }])).returns).toMatchObject([{ goods_stay: true, items: [] }])
  expect(await boughtOf(kept.contact_id)).toEqual({ mug: 2, lamp: 1 })
  // Goods that the order has never had are no goods: the money decides.
  const odd = await buy()
  expect(await say(odd, ['Order Refunded', { total: 300, products: [{ product_id: 'variant-1', quantity: 1 }] }])).toMatchObject({ state: 'refunded', items: [{ returned: 2 }, { returned: 1 }] })
})

test('nobody else\'s order, and nobody without the right', async () => {
  const order = await buy()
  const other = await t.workspace('UA')
  const body = { external_id: 'x', lines: [{ product_id: 'mug', quantity: 1 }] }
  expect((await other.call('POST', `/v1/orders/${order.id}/returns`, body)).statusCode).toBe(404)
  const reader = (await shop.call('POST', '/v1/api-keys', { name: 'reader', kind: 'secret', scopes: ['contacts:read'] })).json<{ key: string }>().key
  expect((await t.app.inject({ method: 'POST', url: `/v1/orders/${order.id}/returns`, headers: { authorization: `Bearer ${reader}` }, payload: body })).statusCode).toBe(403)
})
