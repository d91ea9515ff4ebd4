import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '../../platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import type { Rule } from './contract.ts'
import { audienceQuery, peopleQuery } from './evaluate.ts'

let t: TestApp
let shop: TestWorkspace
const id: Record<string, string> = {}

const happen = (name: string, type: string) => shop.call('POST', '/v1/events', { events: [{ contact_id: id[name], type, properties: {} }] })

// Of each kind one: a plain customer, one of two contacts, one put away, one of the demo, a visitor nobody knows.
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
  const make = async (name: string, more: object = {}) => {
    const answer = await shop.call('POST', '/v1/contacts', { email: `${name}@example.com`, ...more })
    expect(answer.statusCode, answer.body).toBe(201)
    id[name] = answer.json<{ id: string }>().id
  }
  await make('anna', { traits: { city: 'Kyiv' }, tags: ['vip'], consents: [{ medium: 'email', state: 'opted_in', source: 'form' }] })
  await make('boris', { traits: { city: 'Lviv' }, tags: ['vip'] })
  await make('clara')
  await make('phone', { traits: { city: 'Kyiv' }, tags: ['new'], consents: [{ medium: 'email', state: 'opted_in', source: 'form' }] })
  await make('away', { traits: { city: 'Kyiv' }, tags: ['vip', 'new'] })
  await make('demo', { traits: { city: 'Kyiv' }, tags: ['new'] })
  await make('visitor', { tags: ['new'] })
  for (const name of Object.keys(id)) await happen(name, 'Looked')
  for (const name of ['boris', 'phone', 'away', 'demo']) await happen(name, 'Bought')
  expect((await shop.call('POST', `/v1/contacts/${id.clara}/merge`, { other_id: id.phone })).statusCode).toBeLessThan(300)
  await sql`update contact set archived_at = now() where id = ${id.away}`.execute(t.house.db.system)
  await sql`update contact set anonymous = true where id = ${id.visitor}`.execute(t.house.db.system)
  // What the demo did is its own; what was said of Anna in the sandbox, and what a demo event says of her, is nothing.
  await sql`update contact set origin = 'demo' where id = ${id.demo}`.execute(t.house.db.system)
  await sql`update event set origin = 'demo' where contact_id = ${id.demo} and type = 'Bought'`.execute(t.house.db.system)
  await sql`insert into event (workspace_id, contact_id, type, at, received_at, source, origin, properties) select ${shop.id}, ${id.anna}, 'Bought', now(), now(), 'api', o, '{}' from unnest(array['demo', 'sandbox']) o`.execute(t.house.db.system)
  for (const name of ['anna', 'phone', 'away']) await shop.call('POST', '/v1/events', { events: [{ contact_id: id[name], type: 'Product Added', properties: { product_id: 'mug' } }] })
  for (const name of ['boris', 'phone', 'demo']) await shop.call('POST', '/v1/events', { events: [{ contact_id: id[name], type: 'Form Started', properties: { form_id: 'loan' } }] })
  const lines = [['anna', 'in'], ['phone', 'in'], ['clara', 'out'], ['demo', 'in'], ['away', 'in'], ['boris', 'out'], ['boris', 'in']] as const
  for (const [n, [name, direction]] of lines.entries()) await sql`insert into inbound (workspace_id, id, contact_id, connection_id, medium, address, provider_ref, text, origin, direction, received_at)
    select ${shop.id}, ${`rpl_${n}`}, ${id[name]}, min(id), 'email', '', ${String(n)}, 'x', 'live', ${direction}, ${new Date(t.time.now.getTime() + n * 1000)} from connection where workspace_id = ${shop.id} and channel = 'sandbox'`.execute(t.house.db.system)
})
afterAll(() => t.close())

const found = (query: typeof peopleQuery, rule: Rule) => system(t.house.db, 'test', shop.id, async (tx) => {
  const { rows } = await sql<{ id: string; person_id: string }>`select c.id, c.person_id ${await query(tx, shop.id, rule, t.time.now)}`.execute(tx)
  expect(rows.every((row) => row.id === row.person_id)).toBe(true)
  return rows.map((row) => Object.keys(id).find((name) => id[name] === row.id)!).toSorted()
})

const ATOMS: Rule[] = [
  { trait: 'city', op: 'is', value: 'Kyiv' }, { trait: 'city', op: 'not_exists' }, { trait: 'nobody has this', op: 'exists' }, { tag: 'vip' }, { tag: 'new', has: false }, { identity: 'email', exists: true }, { endpoint: 'email', exists: true },
  { consent: 'email', holds: true }, { consent: 'email', holds: false }, { event: { type: 'Looked', did: true } }, { event: { type: 'Bought', did: true } }, { event: { type: 'Bought', did: false } }, { field: 'locale', op: 'not_exists' },
  { event: { type: 'Looked', did: true, times: { op: 'exactly', n: 2 } } },
  { unfinished: { what: 'basket', has: true, product: 'mug' } }, { unfinished: { what: 'form', has: false } }, { unfinished: { what: 'chat', has: true } }, { unfinished: { what: 'chat', has: false } },
]

test('who wrote last, on whichever contact', async () => {
  expect(await found(peopleQuery, { unfinished: { what: 'chat', has: true } })).toEqual(['anna', 'boris', 'demo'])
  expect(await found(audienceQuery, { unfinished: { what: 'chat', has: true } })).toEqual(['anna', 'boris', 'demo'])
})

test('whoever did something, whose it is', async () => {
  expect(await found(peopleQuery, { event: { type: 'Bought', did: true } })).toEqual(['boris', 'clara', 'demo'])
  expect(await found(peopleQuery, { all: [{ tag: 'new' }, { trait: 'city', op: 'is', value: 'Kyiv' }] })).toEqual(['clara', 'demo'])
})

const { rule: anyRule } = fc.letrec<{ rule: Rule; parts: Rule[] }>((tie) => ({
  rule: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constantFrom(...ATOMS), tie('parts').map((all) => ({ all })), tie('parts').map((any) => ({ any })), tie('rule').map((not) => ({ not }))),
  parts: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }),
}))

test('rules of rules find the same people as sets and one by one', async () => {
  let telling = 0
  await fc.assert(fc.asyncProperty(anyRule, async (asked) => {
    const expected = await found(audienceQuery, asked)
    expect(await found(peopleQuery, asked)).toEqual(expected)
    if (expected.length > 0 && expected.length < 4) telling += 1
  }), { seed: 7, numRuns: 300 })
  expect(telling).toBeGreaterThan(100)
}, 60_000)
