import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { followChanges, followTime } from './membership.ts'

let t: TestApp
let shop: TestWorkspace
const id: Record<string, string> = {}

/** Who is in, by their short names. */
async function inside(rule: object): Promise<string[]> {
  const answer = await shop.call('POST', '/v1/segments/preview', { rule })
  expect(answer.statusCode, answer.body).toBe(200)
  const found = new Set(answer.json<{ data: { id: string }[] }>().data.map((row) => row.id))
  const counted = (await shop.call('POST', '/v1/segments/count', { rule })).json<{ count: number }>().count
  const names = Object.entries(id).filter(([name, value]) => name !== 'phone' && found.has(value)).map(([name]) => name).toSorted()
  expect(counted).toBe(names.length)
  // One person asked about alone gets the same answer.
  for (const name of Object.keys(id).filter((each) => each !== 'phone')) {
    const why = (await shop.call('POST', '/v1/segments/explain', { contact_id: id[name], rule })).json<{ inside: boolean }>()
    expect(why.inside, name).toBe(names.includes(name))
  }
  return names
}
const happen = (name: string, ...events: [type: string, properties: object, at: string][]) => shop.call('POST', '/v1/events', { events: events.map(([type, properties, at]) => ({ contact_id: id[name], type, properties, at })) })

// Anna bought four times lately, Boris once long ago; Clara looks and never buys, one of her two contacts is her phone; Dmytro is nobody yet.
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
  for (const name of ['anna', 'boris', 'clara', 'dmytro', 'phone']) id[name] = (await shop.call('POST', '/v1/contacts', { email: `${name}@example.com`, time_zone: name === 'boris' ? 'Pacific/Auckland' : 'Europe/Kyiv', traits: name === 'anna' ? { birthday: '1990-11-25' } : name === 'boris' ? { birthday: '1992-02-29' } : {} })).json<{ id: string }>().id
  await shop.call('POST', `/v1/contacts/${id.clara}/merge`, { other_id: id.phone })
  const order = (n: number, total: number, at: string): [string, object, string] => ['Order Completed', { order_id: `s-${n}`, total, products: [{ product_id: 'mug', name: 'Mug', category: 'Kitchen', price: total }] }, at]
  await happen('anna', order(1, 100, '2026-11-01T10:00:00Z'), order(2, 200, '2026-11-05T10:00:00Z'), order(3, 300, '2026-11-10T10:00:00Z'), order(4, 400, '2026-11-20T10:00:00Z'))
  await happen('boris', order(5, 50, '2026-01-10T10:00:00Z'))
  await happen('clara', ['Product Viewed', { product_id: 'lamp', name: 'Lamp', category: 'Light' }, '2026-11-20T10:00:00Z'], ['Rated', { stars: 4 }, '2026-11-20T11:00:00Z'])
  await happen('phone', ['Product Added', { product_id: 'lamp', name: 'Lamp', category: 'Light' }, '2026-11-21T09:00:00Z'], ['Rated', { stars: 5 }, '2026-11-21T11:00:00Z'])
})
afterAll(() => t.close())

test('what was bought, summed over a person, and those who bought nothing', async () => {
  expect(await inside({ purchases: 'orders', op: 'gte', value: 1 })).toEqual(['anna', 'boris'])
  expect(await inside({ purchases: 'orders', op: 'lt', value: 2 })).toEqual(['boris', 'clara', 'dmytro'])
  expect(await inside({ purchases: 'revenue', op: 'gt', value: 999 })).toEqual(['anna'])
  expect(await inside({ purchases: 'average_order', op: 'is', value: 250 })).toEqual(['anna'])
  expect(await inside({ purchases: 'last_order_at', op: 'in_last_days', value: 30 })).toEqual(['anna'])
  expect(await inside({ not: { purchases: 'last_order_at', op: 'exists' } })).toEqual(['clara', 'dmytro'])
})

test('classes of buyers by when and how often', async () => {
  expect(await inside({ rfm: { in: ['champion'] } })).toEqual(['anna'])
  expect(await inside({ rfm: { in: ['lost', 'lost_regular'] } })).toEqual(['boris'])
  t.time.now = new Date('2027-02-01T10:00:00Z')
  expect(await inside({ rfm: { in: ['at_risk'] } })).toEqual(['anna'])
  t.time.now = new Date('2026-11-24T10:00:00Z')
})

test('one thing after another, on whichever device', async () => {
  const sequence = (then: string, within_days: number, did = true) => ({ sequence: { first: { type: 'Product Viewed' }, next: { type: then }, within_days, did } })
  expect(await inside(sequence('Product Added', 1))).toEqual(['clara'])
  expect(await inside(sequence('Product Added', 0.5))).toEqual([])
  expect(await inside(sequence('Order Completed', 30, false))).toEqual(['anna', 'boris', 'clara', 'dmytro'])
  expect(await inside({ sequence: { first: { type: 'Product Viewed', where: [{ property: 'category', op: 'is', value: 'Kitchen' }] }, next: { type: 'Product Added' }, within_days: 1, did: true } })).toEqual([])
})

test('how often something happened, of everybody and of one alike', async () => {
  const times = (op: string, n: number, did = true, more: object = {}) => ({ event: { type: 'Order Completed', did, times: { op, n }, ...more } })
  expect(await inside(times('at_least', 2))).toEqual(['anna'])
  expect(await inside(times('at_least', 2, false))).toEqual(['boris', 'clara', 'dmytro'])
  expect(await inside(times('at_least', 0))).toEqual(['anna', 'boris', 'clara', 'dmytro'])
  expect(await inside(times('at_most', 1))).toEqual(['boris', 'clara', 'dmytro'])
  expect(await inside(times('at_most', 1, false))).toEqual(['anna'])
  expect(await inside(times('at_most', 0))).toEqual(['clara', 'dmytro'])
  expect(await inside(times('exactly', 1))).toEqual(['boris'])
  expect(await inside(times('exactly', 0))).toEqual(['clara', 'dmytro'])
  expect(await inside(times('exactly', 0, false))).toEqual(['anna', 'boris'])
  expect(await inside(times('exactly', 2, true, { where: [{ property: 'total', op: 'gte', value: 300 }] }))).toEqual(['anna'])
  expect(await inside(times('at_least', 3, true, { in_last_days: 20, since: '2026-11-04T00:00:00Z' }))).toEqual(['anna'])
  // Clara rated twice, once on each of her contacts.
  expect(await inside({ event: { type: 'Rated', did: true, times: { op: 'exactly', n: 2 } } })).toEqual(['clara'])
})

test('a sequence of one kind counts what follows, not the event itself; what each must say', async () => {
  const again = (within_days: number, more: object = {}) => ({ sequence: { first: { type: 'Order Completed' }, next: { type: 'Order Completed', ...more }, within_days, did: true } })
  expect(await inside(again(4))).toEqual(['anna'])
  expect(await inside(again(3))).toEqual([])
  expect(await inside(again(6, { where: [{ property: 'total', op: 'gte', value: 400 }] }))).toEqual([])
  expect(await inside(again(10, { where: [{ property: 'total', op: 'gte', value: 400 }] }))).toEqual(['anna'])
})

test('a product and its category both, dates to come', async () => {
  expect(await inside({ interest: { sign: 'added', product: 'lamp', category: 'Light', did: true } })).toEqual(['clara'])
  expect(await inside({ interest: { sign: 'added', product: 'lamp', category: 'Kitchen', did: true } })).toEqual([])
  await shop.call('PATCH', `/v1/contacts/${id.dmytro}`, { traits: { contract_ends: '2026-12-01' } })
  expect(await inside({ trait: 'contract_ends', op: 'in_next_days', value: 7 })).toEqual(['dmytro'])
  expect(await inside({ trait: 'contract_ends', op: 'in_next_days', value: 5 })).toEqual([])
})

test('why somebody is in or out says the figure that was compared', async () => {
  const why = async (name: string, rule: object) => (await shop.call('POST', '/v1/segments/explain', { contact_id: id[name], rule })).json<{ parts: { found: object | null }[] }>().parts.at(-1)!.found
  expect(await why('anna', { event: { type: 'Order Completed', did: true, times: { op: 'at_least', n: 5 } } })).toEqual({ times: 4, at: '2026-11-20T10:00:00.000Z' })
  expect(await why('dmytro', { event: { type: 'Order Completed', did: true } })).toEqual({ times: 0, at: null })
  expect(await why('clara', { sequence: { first: { type: 'Product Viewed' }, next: { type: 'Product Added' }, within_days: 0.5, did: true } })).toEqual({ times: 1, at: '2026-11-20T10:00:00.000Z', days: expect.closeTo(23 / 24) })
  expect(await why('clara', { aggregate: { type: 'Rated', fn: 'average', property: 'stars', op: 'gte', value: 5 } })).toEqual({ value: 4.5, times: 2 })
  expect(await why('anna', { purchases: 'revenue', op: 'gte', value: 5000 })).toEqual({ value: 1000 })
  expect(await why('dmytro', { purchases: 'last_order_at', op: 'in_last_days', value: 5 })).toEqual({ at: null })
  expect(await why('boris', { rfm: { in: ['champion'] } })).toEqual({ kind: 'lost', times: 1, at: '2026-01-10T10:00:00.000Z' })
  expect(await why('clara', { interest: { sign: 'viewed', category: 'Light', did: true } })).toEqual({ times: 1, at: '2026-11-20T10:00:00.000Z' })
  expect(await why('anna', { anniversary: { trait: 'birthday', in_days: 7 } })).toEqual({ at: '1990-11-25T00:00:00.000Z', days: 1, ago: 364 })
  expect(await why('anna', { sample: { percent: 10, salt: 'a', inside: true } })).toEqual({ percent: expect.any(Number) })
  expect(await why('anna', { field: 'time_zone', op: 'is', value: 'Asia/Tbilisi' })).toEqual({ text: 'Europe/Kyiv' })
  expect(await why('anna', { trait: 'birthday', op: 'exists' })).toEqual({ at: '1990-11-25T00:00:00.000Z' })
  expect(await why('anna', { engagement: { what: 'read', did: true } })).toEqual({ times: 0, at: null })
  expect(await why('anna', { tag: 'x' })).toBeNull()
})

test('whoever leaves before the answer takes the statement along, and the line serves the next', async () => {
  const url = await t.app.listen({ host: '127.0.0.1', port: 0 })
  const waiting = async () => (await t.house.db.pools.owner.query(`select 1 from pg_stat_activity where application_name = 'carillon segments asked' and state = 'active'`)).rows.length
  const until = async (n: number) => { for (let turn = 0; (await waiting()) !== n; turn += 1) { expect(turn).toBeLessThan(200); await new Promise((resolve) => setTimeout(resolve, 25)) } }
  const lock = await t.house.db.pools.owner.connect()
  await lock.query('begin')
  await lock.query('lock table contact in access exclusive mode')
  const leave = new AbortController()
  const asked = fetch(`${url}/v1/segments/count`, { method: 'POST', signal: leave.signal, headers: { authorization: `Bearer ${shop.secret_key}`, 'content-type': 'application/json' }, body: JSON.stringify({ rule: { all: [] } }) }).catch((error: Error) => error.name)
  await until(1)
  leave.abort()
  expect(await asked).toBe('AbortError')
  await until(0)
  await lock.query('rollback')
  lock.release()
  expect((await shop.call('POST', '/v1/segments/count', { rule: { all: [] } })).statusCode).toBe(200)
})

test('sums and extremes of what events say', async () => {
  const stars = (fn: string, op: string, value: number) => ({ aggregate: { type: 'Rated', fn, property: 'stars', op, value } })
  expect(await inside(stars('average', 'is', 4.5))).toEqual(['clara'])
  expect(await inside(stars('sum', 'gte', 9))).toEqual(['clara'])
  expect(await inside(stars('max', 'lt', 5))).toEqual(['anna', 'boris', 'dmytro'])
  expect(await inside({ aggregate: { type: 'Rated', fn: 'count', op: 'is', value: 2, in_last_days: 7 } })).toEqual(['clara'])
})

test('interest in products and kinds of products', async () => {
  expect(await inside({ interest: { sign: 'added', product: 'lamp', did: true } })).toEqual(['clara'])
  expect(await inside({ interest: { sign: 'bought', category: 'Kitchen', did: true } })).toEqual(['anna', 'boris'])
  expect(await inside({ interest: { sign: 'viewed', category: 'Light', did: false } })).toEqual(['anna', 'boris', 'dmytro'])
})

describe('what was begun and left', () => {
  const open = (what: string, more: object = {}) => inside({ unfinished: { what, has: true, ...more } })
  beforeAll(async () => {
    // Anna has a basket of two lamps and a mug, Boris one in dollars; Clara filled half a form in on her phone, Dmytro wrote and waits.
    const lamp = { product_id: 'lamp', name: 'Lamp', category: 'Light', price: 300 }
    await happen('anna', ['Cart Updated', { currency: 'UAH', products: [{ ...lamp, quantity: 2 }, { product_id: 'mug', category: 'Kitchen', price: 100 }] }, '2026-11-24T07:00:00Z'])
    await happen('boris', ['Cart Updated', { currency: 'USD', products: [lamp] }, '2026-11-20T10:00:00Z'])
    await happen('phone', ['Cart Updated', { products: [] }, '2026-11-22T10:00:00Z'], ['Form Started', { form_id: 'loan-7', name: 'Loan' }, '2026-11-23T10:00:00Z'])
    await happen('dmytro', ['Form Started', { form_id: 'call' }, '2026-11-24T09:30:00Z'])
    await write('dmytro', 'in', '2026-11-24T09:00:00Z')
    await write('clara', 'in', '2026-11-24T08:00:00Z')
    await write('phone', 'out', '2026-11-24T08:05:00Z')
    await write('anna', 'in', '2026-11-24T06:00:00Z', '2026-11-24T06:30:00Z')
  })
  let n = 0
  const write = (name: string, direction: string, at: string, handled_at: string | null = null) => sql`insert into inbound (workspace_id, id, contact_id, connection_id, medium, address, provider_ref, text, origin, direction, received_at, handled_at)
    select ${shop.id}, ${`rpl_${(n += 1)}`}, ${id[name]}, id, 'email', '', ${String(n)}, 'x', 'live', ${direction}, ${at}, ${handled_at} from connection where workspace_id = ${shop.id} and channel = 'sandbox' limit 1`.execute(t.house.db.system)

  test('baskets by age, worth, product and category', async () => {
    expect(await open('basket')).toEqual(['anna', 'boris'])
    expect(await inside({ unfinished: { what: 'basket', has: false } })).toEqual(['clara', 'dmytro'])
    expect(await open('basket', { idle_hours: 3 })).toEqual(['anna', 'boris'])
    expect(await open('basket', { idle_hours: 3.5 })).toEqual(['boris'])
    expect(await open('basket', { in_last_days: 1 })).toEqual(['anna'])
    expect(await open('basket', { at_least: 700 })).toEqual(['anna'])
    expect(await open('basket', { at_least: 701 })).toEqual([])
    // What lies in another currency is not compared.
    expect(await open('basket', { at_least: 1 })).toEqual(['anna'])
    expect(await open('basket', { product: 'lamp' })).toEqual(['anna', 'boris'])
    expect(await open('basket', { product: 'mug', category: 'Kitchen' })).toEqual(['anna'])
    expect(await open('basket', { product: 'mug', category: 'Light' })).toEqual([])
    expect(await open('basket', { category: '"}]\\' })).toEqual([])
  })

  test('forms by number or name, chats by who wrote last', async () => {
    expect(await open('form')).toEqual(['clara', 'dmytro'])
    expect(await open('form', { form: 'loan-7' })).toEqual(['clara'])
    expect(await open('form', { form: 'Loan', idle_hours: 24 })).toEqual(['clara'])
    expect(await open('form', { form: 'Loan', idle_hours: 25 })).toEqual([])
    expect(await inside({ unfinished: { what: 'form', has: false, form: 'call' } })).toEqual(['anna', 'boris', 'clara'])
    // Clara was answered on her other contact, Anna put aside.
    expect(await open('chat')).toEqual(['dmytro'])
    expect(await open('chat', { idle_hours: 1 })).toEqual(['dmytro'])
    expect(await open('chat', { idle_hours: 2 })).toEqual([])
    expect(await inside({ any: [{ unfinished: { what: 'chat', has: true } }, { unfinished: { what: 'basket', has: true, in_last_days: 1 } }, { field: 'name', op: 'is', value: 'nobody' }] })).toEqual(['anna', 'dmytro'])
  })

  test('what is of baskets alone is refused of forms, and of forms of baskets', async () => {
    for (const unfinished of [{ what: 'form', has: true, at_least: 5 }, { what: 'chat', has: true, product: 'lamp' }, { what: 'basket', has: true, form: 'loan' }, { what: 'basket', has: true, idle_hours: 0 }, { what: 'shoes', has: true }, { what: 'form' }])
      expect((await shop.call('POST', '/v1/segments/count', { rule: { unfinished } })).json(), JSON.stringify(unfinished)).toMatchObject({ errors: [{ code: 'rule_invalid' }] })
  })

  test('a kept segment follows when one opens, closes and ages, as the rule finds it', async () => {
    const rules = [{ what: 'basket', has: true }, { what: 'basket', has: true, idle_hours: 6 }, { what: 'form', has: true, form: 'Loan' }, { what: 'form', has: false }, { what: 'chat', has: true }, { what: 'chat', has: false, idle_hours: 6 }].map((unfinished) => ({ unfinished }))
    const kept: string[] = []
    for (const rule of rules) {
      const segment = (await shop.call('POST', '/v1/segments', { name: JSON.stringify(rule), rule })).json<{ id: string }>().id
      expect((await shop.call('PATCH', `/v1/segments/${segment}`, { kept: true })).statusCode).toBe(200)
      kept.push(segment)
    }
    const members = async (segment: string) => (await sql<{ contact_id: string }>`select contact_id from segment_member where workspace_id = ${shop.id} and segment_id = ${segment}`.execute(t.house.db.system)).rows.map((row) => Object.keys(id).find((name) => id[name] === row.contact_id)!).toSorted()
    const same = async (what: string) => {
      while ((await followChanges(t.house)) > 0);
      for (const [n, rule] of rules.entries()) expect(await members(kept[n]!), `${what}: ${JSON.stringify(rule)}`).toEqual(await inside(rule))
    }
    await same('filled')
    await happen('clara', ['Product Added', { product_id: 'mug', price: 5 }, '2026-11-24T09:40:00Z'])
    await same('a basket opens')
    await happen('anna', ['Order Completed', { order_id: 'u-1', total: 700, products: [{ product_id: 'lamp', price: 300, quantity: 2 }] }, '2026-11-24T09:50:00Z'])
    await same('an order closes it')
    await happen('clara', ['Form Submitted', { form_id: 'loan-7' }, '2026-11-24T09:50:00Z'])
    await same('a form is sent')
    await happen('boris', ['Form Started', { form_id: 'x', name: 'Loan' }, '2026-11-24T09:55:00Z'])
    await same('another begun')
    await write('phone', 'in', '2026-11-24T09:56:00Z')
    await same('somebody writes')
    await write('dmytro', 'out', '2026-11-24T09:57:00Z')
    await same('somebody is answered')
    await sql`update inbound set handled_at = ${t.time.now} where workspace_id = ${shop.id} and contact_id = ${id.phone} and direction = 'in'`.execute(t.house.db.system)
    await same('and put aside')
    await write('boris', 'in', '2026-11-24T09:58:00Z')
    t.time.now = new Date('2026-11-24T20:00:00Z')
    await followTime(t.house)
    await same('they age')
    expect(await members(kept[1]!)).toEqual(['boris', 'clara'])
    t.time.now = new Date('2026-11-24T10:00:00Z')
    for (const segment of kept) await shop.call('PATCH', `/v1/segments/${segment}`, { archived: true })
  })

  test('why somebody is in says what lies open', async () => {
    const why = async (name: string, unfinished: object) => (await shop.call('POST', '/v1/segments/explain', { contact_id: id[name], rule: { unfinished } })).json<{ parts: { found: object | null }[] }>().parts.at(-1)!.found
    expect(await why('boris', { what: 'basket', has: true, at_least: 5 })).toEqual({ value: 300, at: '2026-11-20T10:00:00.000Z' })
    expect(await why('boris', { what: 'form', has: true, form: 'y' })).toEqual({ times: 1, at: '2026-11-24T09:55:00.000Z' })
    expect(await why('boris', { what: 'chat', has: true })).toEqual({ at: '2026-11-24T09:58:00.000Z' })
    expect(await why('clara', { what: 'chat', has: true })).toEqual({ at: null })
  })
})

test('days that come round, where the person is', async () => {
  expect(await inside({ anniversary: { trait: 'birthday', in_days: 1 } })).toEqual(['anna'])
  t.time.now = new Date('2027-02-27T12:00:00Z') // the 28th in Auckland already, and 2027 has no 29th
  expect(await inside({ anniversary: { trait: 'birthday', in_days: 0 } })).toEqual(['boris'])
  t.time.now = new Date('2028-02-27T12:00:00Z')
  expect(await inside({ anniversary: { trait: 'birthday', in_days: 0 } })).toEqual([])
  expect(await inside({ anniversary: { trait: 'birthday', in_days: 1 } })).toEqual(['boris'])
  t.time.now = new Date('2026-11-24T10:00:00Z')
})

test('a sample and its remainder are everybody, and the same each time', async () => {
  const [some, rest] = [await inside({ sample: { percent: 50, salt: 'a', inside: true } }), await inside({ sample: { percent: 50, salt: 'a', inside: false } })]
  expect([...some, ...rest].toSorted()).toEqual(['anna', 'boris', 'clara', 'dmytro'])
  expect(await inside({ sample: { percent: 50, salt: 'a', inside: true } })).toEqual(some)
  expect(await inside({ sample: { percent: 0, salt: 'a', inside: true } })).toEqual([])
})

test('what is no rule is refused by its place', async () => {
  for (const [rule, pointer] of [[{ purchases: 'shoes', op: 'is', value: 1 }, '/rule/purchases'], [{ sequence: { first: { type: 'A' }, next: { type: 'B' }, within_days: 0, did: true } }, '/rule/sequence/within_days'], [{ sample: { percent: 101, salt: 'a', inside: true } }, '/rule/sample/percent'], [{ rfm: { in: [] } }, '/rule/rfm/in']] as const)
    expect((await shop.call('POST', '/v1/segments/count', { rule })).json()).toMatchObject({ errors: [{ pointer, code: 'rule_invalid' }] })
})

test('a kept segment knows who came and who went, once each', async () => {
  const segment = (await shop.call('POST', '/v1/segments', { name: 'Fans', rule: { tag: 'fan' } })).json<{ id: string; kept: boolean }>()
  await shop.call('PATCH', `/v1/contacts/${id.boris}`, { add_tags: ['fan'] })
  expect((await shop.call('PATCH', `/v1/segments/${segment.id}`, { kept: true })).json()).toMatchObject({ kept: true })
  const moves = async (name: string) => (await shop.call('GET', `/v1/events?contact_id=${id[name]}`)).json<{ data: { type: string; properties: { segment_id?: string } }[] }>().data.filter((event) => event.properties.segment_id === segment.id).map((event) => event.type).toSorted()
  const follow = async () => { while ((await followChanges(t.house)) > 0); }
  await follow()
  // Whoever was in when it began has not come.
  expect(await moves('boris')).toEqual([])
  await shop.call('PATCH', `/v1/contacts/${id.anna}`, { add_tags: ['fan'] })
  await shop.call('PATCH', `/v1/contacts/${id.phone}`, { add_tags: ['fan'] })
  await follow()
  await follow()
  expect([await moves('anna'), await moves('clara'), await moves('dmytro')]).toEqual([['segment.entered'], ['segment.entered'], []])
  await shop.call('PATCH', `/v1/contacts/${id.anna}`, { remove_tags: ['fan'] })
  await shop.call('PATCH', `/v1/contacts/${id.boris}`, { archived: true })
  await follow()
  expect([await moves('anna'), await moves('boris')]).toEqual([['segment.entered', 'segment.left'], ['segment.left']])
  await shop.call('PATCH', `/v1/contacts/${id.boris}`, { archived: false })
})

test('a kept segment says since when, how many are in and what it takes; put away and brought back it begins again', async () => {
  const { id: segment } = (await shop.call('POST', '/v1/segments', { name: 'Buyers', rule: { purchases: 'orders', op: 'gte', value: 1 } })).json<{ id: string }>()
  expect((await shop.call('GET', `/v1/segments/${segment}/membership`)).json()).toMatchObject({ errors: [{ code: 'segment_not_kept' }] })
  expect((await shop.call('PATCH', `/v1/segments/${segment}`, { kept: true })).json()).toMatchObject({ kept: true, kept_since: '2026-11-24T10:00:00.000Z' })
  const membership = async () => (await shop.call('GET', `/v1/segments/${segment}/membership`)).json()
  expect(await membership()).toEqual({ members: 2, entered_day: 0, looked_at: '2026-11-24T10:00:00.000Z', look_ms: expect.any(Number), by_time: false })
  t.time.now = new Date('2026-11-24T11:00:00Z')
  await happen('dmytro', ['Order Completed', { order_id: 's-9', total: 10 }, '2026-11-24T10:30:00Z'])
  while ((await followChanges(t.house)) > 0);
  expect(await membership()).toMatchObject({ members: 3, entered_day: 1 })
  await shop.call('PATCH', `/v1/segments/${segment}`, { archived: true })
  await shop.call('PATCH', `/v1/segments/${segment}`, { archived: false })
  expect(await membership()).toMatchObject({ members: 3, entered_day: 0 })
  expect((await shop.call('DELETE', `/v1/contacts/${id.dmytro}`)).statusCode).toBeLessThan(300)
  while ((await followChanges(t.house)) > 0);
  expect(await membership()).toMatchObject({ members: 2 })
  delete id.dmytro
  expect((await shop.call('PATCH', `/v1/segments/${segment}`, { kept: false })).json()).toMatchObject({ kept: false, kept_since: null })
  expect((await shop.call('GET', `/v1/segments/${segment}`)).json()).toMatchObject({ kept: false })
  t.time.now = new Date('2026-11-24T10:00:00Z')
})

test('time moves people through a kept segment', async () => {
  const segment = (await shop.call('POST', '/v1/segments', { name: 'Bought lately', rule: { purchases: 'last_order_at', op: 'in_last_days', value: 30 } })).json<{ id: string }>()
  await shop.call('PATCH', `/v1/segments/${segment.id}`, { kept: true })
  await followTime(t.house)
  t.time.now = new Date('2027-01-15T10:00:00Z')
  await followTime(t.house)
  t.time.now = new Date('2026-11-24T10:00:00Z')
  const seen = (await shop.call('GET', `/v1/events?contact_id=${id.anna}&type=segment.left`)).json<{ data: { properties: object }[] }>().data
  expect(seen.map((event) => event.properties)).toContainEqual({ segment_id: segment.id, name: 'Bought lately' })
})

test('the people of a segment as a file that no spreadsheet runs, noted in the audit', async () => {
  await shop.call('POST', '/v1/contacts', { email: 'formula@example.com', name: '=HYPERLINK("http://x")', tags: ['file'], traits: { note: '@sum, "quoted"' } })
  const segment = (await shop.call('POST', '/v1/segments', { name: 'File', rule: { tag: 'file' } })).json<{ id: string }>()
  const file = await shop.call('GET', `/v1/segments/${segment.id}/export`)
  expect(file.headers['content-type']).toContain('text/csv')
  const [head, row, end] = file.body.split('\r\n')
  expect(head).toContain('id,name,email,phone')
  expect(row).toContain('"\'=HYPERLINK(""http://x"")",formula@example.com')
  expect(row).toContain('"\'@sum, ""quoted"""')
  expect(end).toBe('')
  expect((await shop.call('GET', '/v1/audit?limit=3')).body).toContain('exportSegment')
  expect((await shop.call('POST', '/v1/segments/estimate', { rule: { tag: 'file' } })).json()).toMatchObject({ count: 1, low: 1, high: 1, exact: true })
})

test('of many people the number is drawn, with the range it lies in', async () => {
  const other = await t.workspace('UA')
  await sql`insert into contact (workspace_id, id, person_id, time_zone_assumed, search_text, created_at, updated_at) select ${other.id}, id, id, 'UTC', '', ${t.time.now}, ${t.time.now} from (select 'con_' || md5(n::text) as id from generate_series(1, 21000) n) x`.execute(t.house.db.system)
  await sql`insert into contact_tag (workspace_id, contact_id, tag, created_at) select ${other.id}, 'con_' || md5(n::text), 'third', ${t.time.now} from generate_series(1, 21000, 3) n`.execute(t.house.db.system)
  const estimate = (await other.call('POST', '/v1/segments/estimate', { rule: { tag: 'third' } })).json<{ count: number; low: number; high: number; exact: boolean; base: number }>()
  expect(estimate).toMatchObject({ exact: false, base: 21_000 })
  expect(estimate.low).toBeLessThanOrEqual(7000)
  expect(estimate.high).toBeGreaterThanOrEqual(7000)
  expect(estimate.high - estimate.low).toBeLessThan(1500)
  // Who was put away, who is known by a browser only, who was joined to another: nobody of their own, but for who is two of these.
  const nth = (n: number) => sql`'con_' || md5(${String(n)})`
  await sql`update contact set archived_at = ${t.time.now} where workspace_id = ${other.id} and id in (${nth(1)}, ${nth(2)})`.execute(t.house.db.system)
  await sql`update contact set anonymous = true where workspace_id = ${other.id} and id in (${nth(2)}, ${nth(3)})`.execute(t.house.db.system)
  await sql`update contact set person_id = ${nth(5)} where workspace_id = ${other.id} and id = ${nth(4)}`.execute(t.house.db.system)
  expect((await other.call('POST', '/v1/segments/estimate', { rule: { tag: 'third' } })).json()).toMatchObject({ base: 20_996 })
})
