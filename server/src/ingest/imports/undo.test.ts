import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { computedChores } from '../../customers/index.ts'
import { followToEnd } from '../../testing/follow.ts'
import { runJobs } from '../../platform/jobs/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import type { Settings, Tallied } from './contract.ts'
import { IMPORT_TASKS } from './jobs.ts'
import { forgetTraces } from './undo-task.ts'

type Made = { id: string; state: string; undo_until: string | null; undo: { total: number; done: number; removed: Record<string, number>; restored: Record<string, number>; kept: Record<string, number>; consents: number } | null; sniffed: { suggested_settings: Settings }; counts: { run: Tallied } }
type Preview = { counts: { kind: string; total: number; removed: number; restored: number; kept: Record<string, number> }[]; people: number; consents: number; complete: boolean }

let t: TestApp
let shop: TestWorkspace
let other: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  other = await t.workspace('GE')
})
afterAll(() => t.close())

async function bring(content: string, change: Partial<Settings> = {}, query = ''): Promise<Made> {
  const uploaded = await shop.call('POST', `/v1/imports?file_name=file.csv${query}`, content, { 'content-type': 'text/csv' })
  const made = uploaded.json<Made>()
  const answer = await shop.call('POST', `/v1/imports/${made.id}/run`, { settings: { ...made.sniffed.suggested_settings, ...change } })
  expect(answer.statusCode, answer.body).toBe(202)
  await runJobs(t.house, IMPORT_TASKS)
  return get(made.id)
}
const get = async (id: string) => (await shop.call('GET', `/v1/imports/${id}`)).json<Made>()
const look = async (id: string) => (await shop.call('GET', `/v1/imports/${id}/undo`)).json<Preview>()
async function undo(id: string): Promise<Made> {
  const answer = await shop.call('POST', `/v1/imports/${id}/undo`, {})
  expect(answer.statusCode, answer.body).toBe(202)
  await runJobs(t.house, IMPORT_TASKS)
  return get(id)
}
const by = async (kind: string, value: string) => shop.call('GET', `/v1/contacts/by/${kind}/${encodeURIComponent(value)}`)
const person = async (email: string) => (await by('email', email)).json<Record<string, unknown> & { id: string }>()
const kept = async (id: string) => (await shop.call('GET', `/v1/imports/${id}/kept`)).json<{ data: { kind: string; ref: string; name: string | null; reason: string }[] }>().data

/** All that a workspace knows of people and trade, without when it was written. */
async function everything(): Promise<Record<string, unknown[]>> {
  const tables: [string, string][] = [['contact', 'id, person_id, name, given_name, family_name, call_name, locale, time_zone, search_text'], ['identity', 'contact_id, kind, value'], ['endpoint', 'contact_id, medium, address, operator'], ['contact_tag', 'contact_id, tag'],
    ['contact_trait', 'contact_id, trait_id, text_value, float_value, time_value'], ['consent_state', 'contact_id, medium, topic_id, state'], ['event', "contact_id, type, at, properties - 'consent_id' as properties"], ['event_key', 'key'], ['purchase', 'external_id, contact_id, state, currency, total_micro, refunded_micro, items, at'],
    ['purchase_sum', 'contact_id, orders, revenue_micro'], ['cart', 'contact_id, currency, items, url, started_at, updated_at'], ['product_interest', 'contact_id, product_key, views, adds, bought, wished'], ['product', 'external_id, name, category, currency, price_micro, sale_price_micro, availability, source, search_text'], ['import_contact', 'contact_id']]
  const made: Record<string, unknown[]> = {}
  for (const [table, columns] of tables) {
    const { rows } = await t.house.db.pools.owner.query<{ row: string }>(`select to_jsonb(x)::text as row from (select ${columns} from ${table} where workspace_id = $1) x order by 1`, [shop.id])
    made[table] = rows.map(({ row }) => row).filter((row) => !row.includes('"consent.'))
  }
  return made
}

const PEOPLE = `email,name,city,tags,consent
new1@example.com,New One,Kyiv,vip,yes
new2@example.com,New Two,Lviv,,yes
here@example.com,Other Name,Odesa,vip,yes
`
const CONSENTED: Partial<Settings> = { consent: { applies: 'column', source: 'order form', media: ['email'] } }

describe('people', () => {
  beforeAll(async () => {
    shop = await t.workspace('UA')
  })
  test('what nobody touched goes back to what it was, and the same file may come again', async () => {
    await shop.call('POST', '/v1/contacts', { email: 'here@example.com', name: 'Here', traits: { city: 'Kharkiv' }, tags: ['old'] })
    const before = await everything()
    const made = await bring(PEOPLE, CONSENTED)
    expect(made.counts.run).toMatchObject({ create: 2, update: 1 })
    expect(made.undo_until).toBe('2026-12-24T10:00:00.000Z')
    expect(await look(made.id)).toMatchObject({ people: 3, consents: 3, complete: true, counts: [{ kind: 'contact', total: 3, removed: 2, restored: 1, kept: {} }] })
    const undone = await undo(made.id)
    expect(undone).toMatchObject({ state: 'undone', undo_until: null, undo: { removed: { contact: 2 }, restored: { contact: 1 }, kept: {}, consents: 1 } })
    expect(undone.undo!.done).toBe(undone.undo!.total)
    expect(await everything()).toEqual(before)
    const here = await person('here@example.com')
    expect(here).toMatchObject({ name: 'Here', traits: { city: 'Kharkiv' }, tags: ['old'], consented: [] })
    expect((await shop.call('GET', `/v1/consents?contact_id=${here.id}`)).json()).toMatchObject({ data: [{ state: 'taken_back', source: 'import', proof: { import_id: made.id } }, { state: 'opted_in', source: 'order form' }] })
    expect((await shop.call('POST', `/v1/imports/${made.id}/undo`, {})).json()).toMatchObject({ status: 409, errors: [{ code: 'import_undone' }] })
    expect((await shop.call('POST', `/v1/imports/${made.id}/run`, {})).statusCode).toBe(409)
    const again = await bring(PEOPLE, CONSENTED)
    expect(again.counts.run).toMatchObject({ create: 2, update: 1, consents: { email: 3 }, kept_opt_outs: 0 })
    expect(await person('here@example.com')).toMatchObject({ consented: ['email'] })
    await undo(again.id)
    expect(await everything()).toEqual(before)
  })
  test('who has done anything since stays, with the reason; what was changed since stays changed', async () => {
    const emails = ['bought', 'acted', 'agreed', 'edited', 'silent', 'twice', 'wrote']
    await shop.call('POST', '/v1/contacts', { email: 'known@example.com', name: 'Known', tags: ['old'] })
    const made = await bring(`email,name,city,consent\n${emails.map((name) => `${name}@example.com,Somebody,Kyiv,yes\n`).join('')}known@example.com,Renamed,Dnipro,yes\n`, CONSENTED)
    const id = async (name: string) => (await person(`${name}@example.com`)).id
    await shop.call('POST', '/v1/orders', { external_id: 'o-1', contact_id: await id('bought'), total_micro: 1_000_000 })
    await shop.call('POST', '/v1/events', { events: [{ contact_id: await id('acted'), type: 'Visited' }] })
    await shop.call('POST', '/v1/consents', { contact_id: await id('agreed'), consents: [{ medium: 'email', state: 'opted_in', source: 'website' }] })
    await shop.call('PATCH', `/v1/contacts/${await id('edited')}`, { name: 'Edited' })
    await shop.call('PATCH', `/v1/contacts/${await id('known')}`, { name: 'By hand' })
    await bring('email,name\ntwice@example.com,Somebody\n')
    await t.house.db.pools.owner.query(`insert into event (workspace_id, contact_id, type, at, received_at, source, origin, properties) values ($1, $2, 'message.replied', $3, $3, 'sms', 'live', '{}')`, [shop.id, await id('wrote'), t.house.clock()])
    const preview = await look(made.id)
    expect(preview.counts).toEqual([{ kind: 'contact', total: 8, looked_at: 8, removed: 1, restored: 0, kept: { bought: 1, active: 1, consented: 1, changed: 2, imported: 1, replied: 1 } }])
    const undone = await undo(made.id)
    expect(undone.undo).toMatchObject({ removed: { contact: 1 }, kept: { 'contact.bought': 1, 'contact.active': 1, 'contact.consented': 1, 'contact.changed': 2, 'contact.imported': 1, 'contact.replied': 1 } })
    expect((await by('email', 'silent@example.com')).statusCode).toBe(404)
    expect((await kept(made.id)).map((row) => [row.name, row.reason]).toSorted()).toEqual([['By hand', 'changed'], ['Edited', 'changed'], ['Somebody', 'active'], ['Somebody', 'bought'], ['Somebody', 'consented'], ['Somebody', 'imported'], ['Somebody', 'replied']])
    // Their consents by the file are gone, but not what one of them said themselves.
    for (const name of ['bought', 'acted', 'edited', 'known']) expect(await person(`${name}@example.com`), name).toMatchObject({ consented: [], imports: [] })
    expect(await person('agreed@example.com')).toMatchObject({ consented: ['email'] })
    // The name that somebody typed stays; the city that only the file knew goes.
    expect(await person('known@example.com')).toMatchObject({ name: 'By hand', traits: {}, tags: ['old'] })
  })
  test('an opt-out by a wrong column is taken back too, and an earlier yes holds again', async () => {
    const anna = (await shop.call('POST', '/v1/contacts', { email: 'optout@example.com' })).json<{ id: string }>()
    await shop.call('POST', '/v1/consents', { contact_id: anna.id, consents: [{ medium: '*', state: 'opted_in', source: 'form' }] })
    const made = await bring('email,unsubscribed\noptout@example.com,yes\n')
    expect(await person('optout@example.com')).toMatchObject({ consented: [] })
    expect((await undo(made.id)).undo).toMatchObject({ consents: 1 })
    expect(await person('optout@example.com')).toMatchObject({ consents: [{ medium: '*', state: 'opted_in', source: 'form' }] })
  })
  test('addresses that the file added are taken away, with the ways to write to them', async () => {
    await shop.call('POST', '/v1/contacts', { external_id: 'c-77', email: 'first@example.com' })
    const before = await everything()
    const made = await bring('ID,E-mail,Phone\nc-77,second@example.com,0671110077\n')
    expect((await by('phone', '+380671110077')).statusCode).toBe(200)
    await undo(made.id)
    expect(await everything()).toEqual(before)
  })
})

describe('orders, events and products', () => {
  const ORDERS = 'Order ID,Created at,Status,Total,Email,Customer name,SKU,Product name,Item price,Quantity\nU-1,2024-01-01,paid,30,buyer1@example.com,Buyer One,LAMP,Lamp,10,3\nU-2,2024-01-02,paid,5,buyer2@example.com,Buyer Two,MUG,Mug,5,1\nU-3,2024-01-03,paid,7,old@example.com,Old,MUG,Mug,7,1\n'
  beforeAll(async () => {
    shop = await t.workspace('UA')
    await shop.call('POST', '/v1/contacts', { email: 'old@example.com', name: 'Old' })
    const old = await person('old@example.com')
    await shop.call('POST', '/v1/orders', { external_id: 'U-3', contact_id: old.id, total_micro: 9_000_000, at: '2024-01-03T00:00:00Z', items: [{ product_id: 'MUG', name: 'Mug', price_micro: 9_000_000, quantity: 1 }] })
  })
  test('orders go with what followed from them; the earlier word on a known one holds again', async () => {
    const before = await everything()
    const made = await bring(ORDERS)
    expect(made.counts.run).toMatchObject({ create: 2, update: 1 })
    expect((await look(made.id)).counts).toMatchObject([{ kind: 'contact', removed: 2 }, { kind: 'order', removed: 2, restored: 1 }, { kind: 'event', removed: 3 }, { kind: 'product', removed: 1 }])
    expect(await undo(made.id)).toMatchObject({ state: 'undone', undo: { removed: { order: 2, event: 3, contact: 2, product: 1 }, restored: { order: 1 }, kept: {} } })
    expect(await everything()).toEqual(before)
    expect((await bring(ORDERS)).counts.run).toMatchObject({ create: 2, update: 1 })
  })
  test('an order that moved on since stays, and so does who placed it', async () => {
    const made = await bring('Order ID,Created at,Total,Email\nM-1,2024-02-01,10,moved@example.com\nM-2,2024-02-01,10,still@example.com\n')
    const [order] = (await shop.call('GET', '/v1/orders?search=M-1')).json<{ data: { id: string }[] }>().data
    expect((await shop.call('PATCH', `/v1/orders/${order!.id}`, { state: 'refunded' })).statusCode).toBe(200)
    expect((await look(made.id)).counts).toMatchObject([{ kind: 'contact', removed: 1, kept: { bought: 1 } }, { kind: 'order', removed: 1, kept: { changed: 1 } }, { kind: 'event' }])
    const undone = await undo(made.id)
    expect(undone.undo).toMatchObject({ removed: { order: 1, contact: 1 }, kept: { 'order.changed': 1, 'contact.bought': 1 } })
    expect((await kept(made.id)).map((row) => [row.kind, row.reason])).toEqual([['contact', 'bought'], ['order', 'changed']])
  })
  test('a basket that an imported order emptied is full again, of the whole person', async () => {
    const fill = async (email: string, id: string) => {
      const { id: contact_id } = (await shop.call('POST', '/v1/contacts', { email })).json<{ id: string }>()
      await shop.call('POST', '/v1/events', { events: [{ contact_id, type: 'Product Added', at: '2025-01-01T10:00:00Z', properties: { product_id: id, name: id, price: 4, cart_url: 'https://shop.example/cart' } }] })
      return contact_id
    }
    const basketOf = async (id: string) => (await shop.call('GET', `/v1/contacts/${id}/commerce`)).json<{ cart: { items: { product_id: string }[] } | null }>().cart?.items.map((each) => each.product_id) ?? null
    const [phone, browser, again, later, event] = [await fill('b-phone@example.com', 'POT'), await fill('b-browser@example.com', 'PAN'), await fill('b-again@example.com', 'CUP'), await fill('b-later@example.com', 'JUG'), await fill('b-event@example.com', 'BOX')]
    expect((await shop.call('POST', `/v1/contacts/${phone}/merge`, { other_id: browser })).statusCode).toBeLessThan(300)
    await shop.call('POST', '/v1/orders', { external_id: 'OLD-1', contact_id: phone, total_micro: 5_000_000, at: '2024-06-01T00:00:00Z' })
    // Whose orders are gone has a sum of none, who never had any has none.
    const stands = async () => ({ ...(await everything()), purchase_sum: [] })
    const before = await stands()
    const file = 'Order ID,Created at,Total,Email\nBK-1,2025-02-01,10,b-phone@example.com\nBK-2,2025-02-01,10,b-again@example.com\nBK-3,2025-02-01,10,b-later@example.com\nBK-4,2024-12-01,10,b-event@example.com\n'
    const first = await bring(file)
    expect([await basketOf(phone), await basketOf(again), await basketOf(event)]).toEqual([null, null, ['BOX']])
    expect((await look(first.id)).counts.find((each) => each.kind === 'basket')).toMatchObject({ total: 4, removed: 0, restored: 4, kept: {} })
    expect((await undo(first.id)).undo).toMatchObject({ restored: { basket: 4 }, kept: {} })
    expect(await stands()).toEqual(before)

    // What happened since is left: another basket, and an order that would have emptied it as well.
    const second = await bring(file)
    await shop.call('POST', '/v1/events', { events: [{ contact_id: again, type: 'Product Added', properties: { product_id: 'NEW', name: 'NEW' } }] })
    await shop.call('POST', '/v1/orders', { external_id: 'since-1', contact_id: later, total_micro: 1_000_000 })
    expect((await look(second.id)).counts.find((each) => each.kind === 'basket')).toMatchObject({ total: 4, restored: 2, kept: { changed: 1, bought: 1 } })
    expect((await undo(second.id)).undo).toMatchObject({ restored: { basket: 2 }, kept: { 'basket.changed': 1, 'basket.bought': 1 } })
    expect([await basketOf(phone), await basketOf(again), await basketOf(later)]).toEqual([expect.any(Array), ['NEW'], null])
    expect((await kept(second.id)).map((row) => [row.kind, row.reason])).toEqual([['basket', expect.any(String)], ['basket', expect.any(String)]])

    // An order of the file that moved on since stays, and goes on emptying the basket: nobody is promised it back.
    const refill = await fill('b-moved@example.com', 'MAT')
    const third = await bring('Order ID,Created at,Total,Email\nBK-5,2025-02-01,10,b-moved@example.com\n')
    const [moved] = (await shop.call('GET', '/v1/orders?search=BK-5')).json<{ data: { id: string }[] }>().data
    await shop.call('PATCH', `/v1/orders/${moved!.id}`, { state: 'ready' })
    expect((await look(third.id)).counts.find((each) => each.kind === 'basket')).toMatchObject({ total: 1, restored: 0, kept: { bought: 1 } })
    expect((await undo(third.id)).undo).toMatchObject({ restored: {}, kept: { 'order.changed': 1, 'basket.bought': 1 } })
    expect(await basketOf(refill)).toBeNull()

    // A file of events empties baskets too.
    const columns = [{ index: 0, target: 'event_name' }, { index: 1, target: 'event_at' }, { index: 2, target: 'email' }, { index: 3, target: 'property', trait: { name: 'order_id', type: 'text' } }]
    const told = await bring('event,timestamp,email,number\nOrder Completed,2025-03-01T10:00:00Z,b-event@example.com,EV-9\n', { columns } as Partial<Settings>, '&kind=events')
    expect(await basketOf(event)).toBeNull()
    expect((await undo(told.id)).undo).toMatchObject({ restored: { basket: 1 } })
    expect(await basketOf(event)).toEqual(['BOX'])
  })
  test('what a file took for given back counts as bought again', async () => {
    const order = (await shop.call('POST', '/v1/orders', { external_id: 'GB-1', contact: { email: 'gb@example.com' }, total_micro: 10_000_000, at: '2024-03-01T00:00:00Z', items: [{ product_id: 'HAT', name: 'Hat', price_micro: 10_000_000, quantity: 1 }] })).json<{ contact_id: string }>()
    const bought = async () => (await shop.call('GET', `/v1/contacts/${order.contact_id}/commerce`)).json<{ orders: number; favourite: { product: { key: string } | null } }>()
    const made = await bring('Order ID,Created at,Status,Total,Email\nGB-1,2024-03-01,refunded,10,gb@example.com\n')
    expect(await bought()).toMatchObject({ orders: 0, favourite: { product: null } })
    expect((await undo(made.id)).undo).toMatchObject({ restored: { order: 1 } })
    expect(await bought()).toMatchObject({ orders: 1, favourite: { product: { key: 'HAT' } } })
  })
  test('events go, with the interest that they showed, and may be told again', async () => {
    const before = await everything()
    const file = 'event,timestamp,email,product_id,insert_id\nProduct Viewed,2024-01-05T10:00:00Z,viewer@example.com,LAMP,ev-1\nProduct Viewed,1704448800,old@example.com,LAMP,ev-2\nOrder Completed,1704448801,old@example.com,LAMP,\n'
    const settings = { columns: [{ index: 0, target: 'event_name' }, { index: 1, target: 'event_at' }, { index: 2, target: 'email' }, { index: 3, target: 'property', trait: { name: 'order_id', type: 'text' } }, { index: 4, target: 'event_id' }] } as Partial<Settings>
    const made = await bring(file, settings)
    expect(made.counts.run).toMatchObject({ create: 3 })
    expect(await undo(made.id)).toMatchObject({ state: 'undone', undo: { removed: { event: 3, contact: 1, order: 1 } } })
    expect(await everything()).toEqual(before)
    expect((await bring(file, settings)).counts.run).toMatchObject({ create: 3, unchanged: 0 })
  })
  test('what is computed from events follows, and is no reason for anybody to stay', async () => {
    const trait = await shop.call('POST', '/v1/computed-traits', { name: 'visits', rule: { fn: 'count', type: 'Visited' } })
    expect(trait.statusCode, trait.body).toBeLessThan(300)
    await shop.call('POST', '/v1/events', { events: [{ contact_id: (await person('old@example.com')).id, type: 'Visited' }] })
    const follow = () => followToEnd(t, 'computed traits', () => computedChores[0]!.run(t.house))
    await follow()
    const made = await bring('event,timestamp,email\nVisited,2024-01-05T10:00:00Z,old@example.com\nVisited,2024-01-05T10:00:00Z,passing@example.com\n')
    await follow()
    expect(await person('old@example.com')).toMatchObject({ traits: { visits: 2 } })
    expect(await undo(made.id)).toMatchObject({ undo: { removed: { event: 2, contact: 1 }, kept: {} } })
    expect(await person('old@example.com')).toMatchObject({ traits: { visits: 1 } })
  })
  test('a price list: new products go, old prices come back, and what somebody changed since stays', async () => {
    await shop.call('POST', '/v1/products', { products: [{ external_id: 'P-1', name: 'One', price_micro: 1_000_000 }, { external_id: 'P-2', name: 'Two', price_micro: 2_000_000 }] })
    const made = await bring('SKU,Name,Price,Stock\nP-1,One,11,3\nP-2,Two,22,0\nP-3,Three,33,1\n')
    await shop.call('POST', '/v1/products', { products: [{ external_id: 'P-2', name: 'Two by hand', price_micro: 2_500_000 }] })
    expect((await look(made.id)).counts).toMatchObject([{ kind: 'product', total: 3, removed: 1, restored: 1, kept: { changed: 1 } }])
    expect((await undo(made.id)).undo).toMatchObject({ removed: { product: 1 }, restored: { product: 1 }, kept: { 'product.changed': 1 } })
    const products = (await shop.call('GET', '/v1/products?search=')).json<{ data: { external_id: string; price_micro: number; availability: string | null; name: string }[] }>().data.filter((row) => row.external_id.startsWith('P-')).toSorted((a, b) => (a.external_id < b.external_id ? -1 : 1))
    expect(products).toMatchObject([{ external_id: 'P-1', price_micro: 1_000_000, availability: null }, { external_id: 'P-2', name: 'Two by hand' }])
    expect(await kept(made.id)).toMatchObject([{ kind: 'product', ref: 'P-2', name: 'Two by hand', reason: 'changed' }])
  })
})

describe('the machinery of it', () => {
  beforeAll(async () => {
    shop = await t.workspace('UA')
  })
  const many = (n: number) => `email,name\n${Array.from({ length: n }, (_, index) => `many${index}@example.com,Many ${index}\n`).join('')}`

  test('a crash between two steps costs nothing: the job goes on from there', async () => {
    const before = await everything()
    const made = await bring(many(1300))
    expect((await shop.call('POST', `/v1/imports/${made.id}/undo`, {})).statusCode).toBe(202)
    // The database goes away after the first step, as when the machine loses power.
    let steps = 0
    const house = { ...t.house, clock: () => {
      if ((steps += 1) === 2) throw new Error('power cut')
      return t.house.clock()
    } }
    await IMPORT_TASKS['imports.undo']!(house, { workspace_id: shop.id, payload: { import_id: made.id }, signal: new AbortController().signal, last_try: false, died_before: false } as never).catch((error: Error) => expect(error.message).toBe('power cut'))
    const half = await get(made.id)
    expect(half).toMatchObject({ state: 'undoing', undo: { done: 500, removed: { contact: 500 } } })
    for (const verb of ['undo', 'run', 'cancel']) expect((await shop.call('POST', `/v1/imports/${made.id}/${verb}`, {})).statusCode).toBe(409)
    await runJobs(t.house, IMPORT_TASKS)
    expect(await get(made.id)).toMatchObject({ state: 'undone', undo: { removed: { contact: 1300 }, kept: {} } })
    expect(await everything()).toEqual(before)
  })
  test('a stage set by hand and a task of somebody keep a contact, a task that only a rule made does not', async () => {
    const stage = (await shop.call('GET', '/v1/stages')).json<{ data: { id: string; key: string }[] }>().data.find((each) => each.key === 'lost')!
    const rule = (await shop.call('POST', '/v1/hand-over-rules', { stage_id: stage.id, title: 'Ask why', within_hours: 4 })).json<{ id: string }>()
    const made = await bring('email,name\nheld@example.com,Held\ntask@example.com,Task\nrule@example.com,Rule\n')
    const [held, task, ruled] = [await person('held@example.com'), await person('task@example.com'), await person('rule@example.com')]
    await shop.call('PUT', `/v1/contacts/${held.id}/stage`, { stage_id: stage.id })
    await shop.call('POST', '/v1/tasks', { contact_id: task.id, title: 'Call', within_hours: 1 })
    await shop.call('PUT', `/v1/contacts/${ruled.id}/stage`, { stage_id: stage.id })
    await shop.call('DELETE', `/v1/contacts/${ruled.id}/stage`)
    expect((await shop.call('GET', `/v1/tasks?contact_id=${ruled.id}`)).json()).toMatchObject({ data: [{ rule_id: rule.id }] })
    expect((await undo(made.id)).undo).toMatchObject({ removed: { contact: 1 }, kept: { 'contact.changed': 1, 'contact.active': 1 } })
    expect((await kept(made.id)).map((row) => [row.name, row.reason]).toSorted()).toEqual([['Held', 'changed'], ['Task', 'active']])
    await shop.call('DELETE', `/v1/hand-over-rules/${rule.id}`)
  })
  test('an erased person leaves nothing in what is kept for undo, and an undo has nothing to say of them', async () => {
    await shop.call('POST', '/v1/contacts', { email: 'erase.me@example.com', name: 'Secret Name' })
    const made = await bring('email,name,city\nerase.me@example.com,Replaced,Kyiv\nerase.too@example.com,Fresh,Kyiv\n')
    const kept = async () => (await t.house.db.pools.owner.query<{ text: string }>('select coalesce(string_agg(row_to_json(x)::text, \' \'), \'\') as text from import_trace x where workspace_id = $1 and import_id = $2', [shop.id, made.id])).rows[0]!.text
    expect(await kept()).toContain('Secret Name')
    for (const email of ['erase.me@example.com', 'erase.too@example.com']) expect((await shop.call('DELETE', `/v1/contacts/${(await person(email)).id}`)).statusCode).toBeLessThan(300)
    expect(await kept()).toBe('')
    expect(await undo(made.id)).toMatchObject({ state: 'undone', undo: { removed: {}, restored: {}, kept: {} } })
  })
  test('after thirty days it is too late, and what was kept is gone', async () => {
    const made = await bring('email\nlate@example.com\n')
    const later = { ...t.house, clock: () => new Date(t.house.clock().getTime() + 31 * 86_400_000) }
    await forgetTraces(t.house)
    expect(await look(made.id)).toMatchObject({ counts: [{ removed: 1 }] })
    await forgetTraces(later)
    expect((await t.house.db.pools.owner.query('select 1 from import_trace where import_id = $1', [made.id])).rowCount).toBe(0)
    expect((await shop.call('GET', `/v1/imports/${made.id}/undo`)).json()).toMatchObject({ errors: [{ code: 'import_undo_late' }] })
    expect((await shop.call('POST', `/v1/imports/${made.id}/undo`, {})).json()).toMatchObject({ errors: [{ code: 'import_undo_late' }] })
    expect(await get(made.id)).toMatchObject({ undo_until: null })
  })
  test('what was only uploaded or checked has nothing to undo; a stopped run has, and is not gone on with', async () => {
    const uploaded = (await shop.call('POST', '/v1/imports?file_name=u.csv', 'email\nu@example.com\n', { 'content-type': 'text/csv' })).json<Made>()
    expect((await shop.call('POST', `/v1/imports/${uploaded.id}/undo`, {})).json()).toMatchObject({ errors: [{ code: 'import_not_begun' }] })
    await shop.call('POST', `/v1/imports/${uploaded.id}/run`, { settings: uploaded.sniffed.suggested_settings })
    expect((await shop.call('POST', `/v1/imports/${uploaded.id}/undo`, {})).json()).toMatchObject({ errors: [{ code: 'import_busy' }] })
    await shop.call('POST', `/v1/imports/${uploaded.id}/cancel`, {})
    await runJobs(t.house, IMPORT_TASKS)
    expect(await undo(uploaded.id)).toMatchObject({ state: 'undone' })
    expect((await shop.call('POST', `/v1/imports/${uploaded.id}/run`, {})).json()).toMatchObject({ errors: [{ code: 'import_undone' }] })
  })
  test('another workspace neither sees nor undoes it; who may only read cannot undo', async () => {
    const made = await bring('email\ntenant@example.com\n')
    expect((await other.call('GET', `/v1/imports/${made.id}/undo`)).statusCode).toBe(404)
    expect((await other.call('POST', `/v1/imports/${made.id}/undo`, {})).statusCode).toBe(404)
    expect((await other.call('GET', `/v1/imports/${made.id}/kept`)).statusCode).toBe(404)
    expect((await get(made.id)).state).toBe('done')
  })
})
