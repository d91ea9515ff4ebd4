import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'

let t: TestApp
let shop: TestWorkspace
let till: string
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
  till = (await shop.call('POST', '/v1/api-keys', { name: 'till', kind: 'secret', scopes: ['counter:use', 'orders:write', 'consents:write', 'contacts:write'] })).json<{ key: string }>().key
})
afterAll(() => t.close())

const at = (method: 'GET' | 'POST' | 'PATCH', url: string, body?: object, key = till) => t.app.inject({ method, url, headers: { authorization: `Bearer ${key}` }, ...(body ? { payload: body } : {}) })
type Customer = { contact_id: string; name: string; card: string; orders: number; cart: { items: object[] } | null; waiting: { id: string; state: string }[]; viewed: { product_key: string }[]; consents: object[] }
const find = async (q: string, key = till) => (await at('GET', `/v1/counter/customers?q=${encodeURIComponent(q)}`, undefined, key)).json<{ customers: Customer[] }>().customers

test('a customer is found by what they say or show, exactly, with what the counter needs to see', async () => {
  const { id } = (await shop.call('POST', '/v1/contacts', { phone: '+380671234567', email: 'iryna@example.com', external_id: 'K-17', name: 'Iryna', consents: [{ medium: 'sms', state: 'opted_in', source: 'form' }] })).json<{ id: string }>()
  await shop.call('POST', '/v1/events', { events: [{ contact_id: id, type: 'Product Viewed', properties: { product_id: 'lamp', name: 'Lamp' } }, { contact_id: id, type: 'Product Added', properties: { product_id: 'mug', name: 'Mug', price: 10 } }] })
  const [found] = await find('067 123 45 67')
  expect(found).toMatchObject({ contact_id: id, name: 'Iryna', orders: 0, consents: [{ medium: 'sms', state: 'opted_in' }], cart: { items: [{ product_id: 'mug' }] } })
  expect(found!.viewed.map((each) => each.product_key).toSorted()).toEqual(['lamp', 'mug'])
  for (const q of [' Iryna@Example.com', 'K-17', found!.card]) expect((await find(q)).map((each) => each.contact_id)).toEqual([id])
  for (const q of ['iryna', '12345', `${found!.card.slice(0, -2)}xx`, 'card:nonsense']) expect(await find(q)).toEqual([])
})

test('a purchase that is sent again after a loss of connection is one; what was ordered online is handed over by its code', async () => {
  const order = { external_id: 'till-1-0001', contact: { phone: '+380671234568' }, total_micro: 5_000_000, items: [{ product_id: 'mug', quantity: 1, price_micro: 5_000_000 }] }
  const first = await at('POST', '/v1/counter/orders', order)
  expect(first.json()).toMatchObject({ source: 'counter', state: 'completed' })
  expect((await at('POST', '/v1/counter/orders', order)).json()).toMatchObject({ id: first.json<{ id: string }>().id })
  const online = (await shop.call('POST', '/v1/orders', { external_id: 'web-1', contact: { phone: '+380671234568' }, total_micro: 1, state: 'placed' })).json<{ id: string; contact_id: string }>()
  const [customer] = await find('+380671234568')
  expect(customer).toMatchObject({ orders: 2, waiting: [{ id: online.id, state: 'placed' }] })
  await at('PATCH', `/v1/orders/${online.id}`, { state: 'ready' })
  const code = (await shop.call('GET', `/v1/events?contact_id=${online.contact_id}&type=order.ready`)).json<{ data: { properties: { pickup_code: string } }[] }>().data[0]!.properties.pickup_code
  expect((await at('PATCH', `/v1/orders/${online.id}`, { state: 'handed_over', pickup_code: code })).json()).toMatchObject({ state: 'handed_over' })
})

test('somebody new is added at the counter with a consent, and the same sent again is one', async () => {
  const said = { phone: '+380671234590', name: 'Nadia', consents: [{ medium: 'sms', state: 'opted_in', source: 'counter', proof: { text: 'I agree to messages by SMS', store: 'centre' } }] }
  const send = () => t.app.inject({ method: 'POST', url: '/v1/counter/customers', headers: { authorization: `Bearer ${till}`, 'idempotency-key': 'new-1' }, payload: said })
  const [first, again] = [await send(), await send()]
  expect([first.statusCode, again.headers['idempotent-replayed']]).toEqual([201, 'true'])
  expect(first.json()).toMatchObject({ name: 'Nadia', phone: '+380671234590', consents: [{ medium: 'sms', state: 'opted_in' }], orders: 0 })
  expect(again.json()).toEqual(first.json())
  const { contact_id } = first.json<Customer>()
  expect((await shop.call('GET', `/v1/consents?contact_id=${contact_id}`)).json<{ data: object[] }>().data).toMatchObject([{ source: 'counter', proof: { text: 'I agree to messages by SMS', store: 'centre' } }])
  const reader = (await shop.call('POST', '/v1/api-keys', { name: 'reader', kind: 'secret', scopes: ['counter:use'] })).json<{ key: string }>().key
  expect((await at('POST', '/v1/counter/customers', said, reader)).statusCode).toBe(403)
})

test('a till finds goods by name or number, and knows its shops and topics', async () => {
  await shop.call('POST', '/v1/products', { products: [{ external_id: '4820001', name: 'Blue lamp', price_micro: 20_000_000 }, { external_id: '4820002', name: 'Green lamp' }] })
  await shop.call('PUT', '/v1/stores', { external_id: 'centre', name: 'Centre', city: 'Kyiv' })
  const search = async (q: string) => (await at('GET', `/v1/counter/products?search=${q}`)).json<{ data: { external_id: string }[] }>().data
  expect(await search('4820001')).toEqual([{ external_id: '4820001', name: 'Blue lamp', category: null, brand: null, currency: 'UAH', price_micro: 20_000_000, sale_price_micro: null, availability: null }])
  expect((await search('lamp')).map((each) => each.external_id)).toEqual(expect.arrayContaining(['4820001', '4820002']))
  const desk = (await at('GET', '/v1/counter/desk')).json<{ stores: object[]; topics: { name: object }[] }>()
  expect(desk.stores).toEqual([{ external_id: 'centre', name: 'Centre', city: 'Kyiv' }])
  expect(desk.topics[0]!.name).toMatchObject({ en: 'News and offers' })
  const blind = (await shop.call('POST', '/v1/api-keys', { name: 'blind', kind: 'secret', scopes: ['events:write'] })).json<{ key: string }>().key
  for (const url of ['/v1/counter/products?search=lamp', '/v1/counter/desk']) expect((await at('GET', url, undefined, blind)).statusCode, url).toBe(403)
})

test('a till sees nobody it does not name, and no card of another company', async () => {
  for (const url of ['/v1/contacts', '/v1/orders', '/v1/events', '/v1/segments']) expect((await at('GET', url)).statusCode, url).toBe(403)
  const other = await t.workspace('GE')
  const theirs = (await other.call('POST', '/v1/contacts', { phone: '+995555123456', external_id: 'K-99' })).json<{ id: string }>()
  const [card] = await find('K-99', other.secret_key)
  expect(card!.contact_id).toBe(theirs.id)
  expect(await find(card!.card)).toEqual([])
  expect(await find('K-99')).toEqual([])
})

test('a call stands in the history once, with an unknown number as somebody new', async () => {
  const call = { phone: '067 765 43 21', external_id: 'pbx-1', direction: 'in', outcome: 'answered', duration_s: 90, notes: 'Asks about lamps' }
  const first = (await shop.call('POST', '/v1/calls', call)).json<{ contact_id: string; recorded: boolean }>()
  expect(first.recorded).toBe(true)
  expect((await shop.call('POST', '/v1/calls', call)).json()).toMatchObject({ contact_id: first.contact_id, recorded: false })
  expect((await shop.call('GET', `/v1/contacts/${first.contact_id}/timeline?kind=event`)).json<{ data: object[] }>().data).toMatchObject([{ type: 'call.logged', body: { outcome: 'answered', notes: 'Asks about lamps' } }])
  expect((await shop.call('POST', '/v1/calls', { ...call, external_id: 'pbx-2', phone: '12' })).json()).toMatchObject({ errors: [{ pointer: '/phone', code: 'phone_invalid' }] })
  expect((await shop.call('GET', `/v1/contacts/by/phone/${encodeURIComponent('067 765 43 21')}`)).json()).toMatchObject({ id: first.contact_id })
})
