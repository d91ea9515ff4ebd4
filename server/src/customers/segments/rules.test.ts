import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
})
