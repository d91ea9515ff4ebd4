import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../testing/app.ts'
import { system } from '../platform/database/index.ts'
import { pumpSubscriber, upsertContacts, type ContactInput, type LoggedEvent } from './index.ts'

let t: TestApp
let shop: TestWorkspace
let other: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
  other = await t.workspace('GE')
})
afterAll(() => t.close())

const upsert = (rows: ContactInput[]) => system(t.house.db, 'test', shop.id, (tx) => upsertContacts(t.house, tx, shop, rows, { now: t.time.now, origin: 'live' }))
const consent = (state: 'opted_in' | 'opted_out', medium = 'sms') => ({ medium, topic_id: '*', state, at: t.time.now, source: 'form', proof: {} })

describe('contacts', () => {
  test('a phone alone is enough, repaired by the rules of the country, and opens three media', async () => {
    const made = await shop.call('POST', '/v1/contacts', { name: 'Їжакевич Ганна', phone: '067 123 45 67', traits: { city: 'Львів', visits: 3 }, tags: ['vip'] })
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({ phone: '+380671234567', email: null, locale: null, time_zone: 'Europe/Kyiv', time_zone_assumed: true, media: ['sms', 'viber', 'whatsapp'], traits: { city: 'Львів', visits: 3 }, tags: ['vip'], consented: [] })
  })
  test('search folds case and accents and finds numbers however they are typed', async () => {
    for (const search of ['ЇЖАКЕВИЧ', 'їжак', '067-123-45', '+38067', '380671234567']) {
      const found = (await shop.call('GET', `/v1/contacts?search=${encodeURIComponent(search)}`)).json<{ data: { name: string }[] }>()
      expect(found.data.map((each) => each.name), search).toEqual(['Їжакевич Ганна'])
    }
    expect((await other.call('GET', '/v1/contacts?search=380671234567')).json()).toMatchObject({ data: [] })
  })
  test('the same again changes nothing; 50 at once make one', async () => {
    const rows: ContactInput[] = [{ identities: [{ kind: 'email', value: 'once@example.com' }], name: 'Once', traits: { city: 'Kyiv' }, tags: ['a'], consents: [consent('opted_in', 'email')] }]
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => upsert(rows)))
    expect(new Set(outcomes.flat().map((each) => ('contact_id' in each ? each.contact_id : each.status))).size).toBe(1)
    expect(outcomes.flat().filter((each) => each.status === 'created')).toHaveLength(1)
    expect((await upsert(rows))[0]).toMatchObject({ status: 'unchanged' })
  })
  test('rows of one batch that share an identity are one contact; an identity of somebody else is a conflict', async () => {
    const [a, b, c] = await upsert([
      { identities: [{ kind: 'email', value: 'a@example.com' }], name: 'A' },
      { identities: [{ kind: 'email', value: 'a@example.com' }, { kind: 'phone', value: '+380501112233', country: 'UA' }] },
      { identities: [{ kind: 'email', value: 'new@example.com' }] },
    ])
    expect(a).toMatchObject({ status: 'created' })
    expect(b).toMatchObject({ status: 'updated', contact_id: (a as { contact_id: string }).contact_id })
    expect(c).toMatchObject({ status: 'created' })
    expect(await upsert([{ identities: [{ kind: 'email', value: 'new@example.com' }, { kind: 'phone', value: '+380501112233' }] }])).toMatchObject([{ status: 'conflict', kind: 'phone' }])
  })
  test('bad addresses are named by their place', async () => {
    expect((await shop.call('POST', '/v1/contacts', { email: 'a@b.com, c@d.com' })).json()).toMatchObject({ errors: [{ pointer: '/email', code: 'email_invalid' }] })
    expect((await shop.call('POST', '/v1/contacts', { phone: '12' })).json()).toMatchObject({ errors: [{ pointer: '/phone' }] })
    expect((await shop.call('POST', '/v1/contacts', { name: 'Nobody' })).json()).toMatchObject({ errors: [{ code: 'identity_missing' }] })
    expect((await shop.call('POST', '/v1/contacts', { email: 'zero@example.com', name: 'a\u0000b' })).statusCode).toBe(422)
  })
  test('pages join without a gap', async () => {
    await upsert(Array.from({ length: 25 }, (_, n) => ({ identities: [{ kind: 'external_id', value: `p${n}` }], tags: ['paged'] })))
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const page: { data: { id: string }[]; page_info: { after: string | null } } = (await shop.call('GET', `/v1/contacts?tag=paged&limit=10${after ? `&after=${after}` : ''}`)).json()
      seen.push(...page.data.map((each) => each.id))
      after = page.page_info.after
    }
    expect(new Set(seen).size).toBe(25)
  })
})

describe('consent', () => {
  test('an import cannot undo an opt-out; the person can, and the ledger keeps it all', async () => {
    const row = (state: 'opted_in' | 'opted_out'): ContactInput => ({ identities: [{ kind: 'phone', value: '+380931112233' }], consents: [consent(state)] })
    const [made] = await upsert([row('opted_in')])
    const id = (made as { contact_id: string }).contact_id
    await upsert([row('opted_out')])
    expect(await upsert([row('opted_in')])).toMatchObject([{ status: 'unchanged', kept_opt_outs: 1 }])
    expect((await shop.call('GET', `/v1/contacts/${id}`)).json()).toMatchObject({ consented: [] })
    expect((await shop.call('POST', '/v1/consents', { contact_id: id, consents: [{ medium: 'sms', state: 'opted_in', source: 'told at the counter' }] })).statusCode).toBe(204)
    expect((await shop.call('GET', `/v1/contacts/${id}`)).json()).toMatchObject({ consented: ['sms'] })
    expect((await shop.call('GET', `/v1/consents?contact_id=${id}`)).json<{ data: unknown[] }>().data).toHaveLength(3)
    expect((await other.call('POST', '/v1/consents', { contact_id: id, consents: [{ medium: 'sms', state: 'opted_out', source: 'x' }] })).statusCode).toBe(404)
  })
  test('a bought list is refused as a source', async () => {
    const made = await shop.call('POST', '/v1/contacts', { email: 'bought@example.com', consents: [{ medium: 'email', state: 'opted_in', source: 'куплена база' }] })
    expect(made.json()).toMatchObject({ errors: [{ code: 'source_refused', pointer: '/consents/0/source' }] })
  })
})

describe('segments', () => {
  const count = async (rule: unknown) => (await shop.call('POST', '/v1/segments/count', { rule })).json<{ count: number }>().count
  beforeAll(async () => {
    await upsert([
      { identities: [{ kind: 'external_id', value: 's1' }, { kind: 'email', value: 's1@example.com' }], locale: 'uk', traits: { age: 30, city: 'Kyiv', born: new Date('1994-05-01') }, tags: ['seg'], consents: [consent('opted_in', 'email')] },
      { identities: [{ kind: 'external_id', value: 's2' }], locale: 'ka', traits: { age: 50, city: 'Tbilisi' }, tags: ['seg'] },
      { identities: [{ kind: 'external_id', value: 's3' }], tags: ['seg'] },
    ])
    const bought = (value: string, total: number, message_id: string) => ({ identity: { kind: 'external_id', value }, type: 'Order Completed', properties: { total }, message_id })
    const sent = await shop.call('POST', '/v1/events', { events: [bought('s1', 100, 'm1'), bought('s1', 250, 'm2'), bought('s2', 10, 'm3'), bought('s2', 10, 'm3')] })
    expect(sent.json()).toEqual({ recorded: 3, repeated: 1 })
  })
  const seg = (rule: unknown) => ({ all: [{ tag: 'seg' }, rule] })
  test.each([
    [{ trait: 'age', op: 'gt', value: 40 }, 1], [{ trait: 'age', op: 'not_exists' }, 1], [{ trait: 'city', op: 'is', value: 'Kyiv' }, 1], [{ trait: 'city', op: 'is_not', value: 'Kyiv' }, 2],
    [{ trait: 'born', op: 'before', value: '2000-01-01' }, 1], [{ trait: 'nothing', op: 'exists' }, 0], [{ field: 'locale', op: 'in', value: ['uk', 'ka'] }, 2], [{ identity: 'email', exists: true }, 1],
    [{ endpoint: 'email', exists: true }, 1], [{ consent: 'email', holds: true }, 1], [{ consent: 'email', holds: false }, 2],
    [{ event: { type: 'Order Completed', did: true } }, 2], [{ event: { type: 'Order Completed', did: false } }, 1], [{ event: { type: 'Order Completed', did: true, times: { op: 'at_least', n: 2 } } }, 1],
    [{ event: { type: 'Order Completed', did: true, in_last_days: 7, where: [{ property: 'total', op: 'gte', value: 200 }] } }, 1], [{ event: { type: 'Order Completed', did: true, times: { op: 'exactly', n: 1 } } }, 1],
    [{ not: { any: [{ trait: 'age', op: 'gt', value: 40 }, { field: 'locale', op: 'is', value: 'uk' }] } }, 1],
  ])('%j finds %i', async (rule, expected) => {
    expect(await count(seg(rule))).toBe(expected)
  })
  test('a rule in a rule, and why a person is in or out', async () => {
    const made = (await shop.call('POST', '/v1/segments', { name: 'Buyers', rule: { event: { type: 'Order Completed', did: true } } })).json<{ id: string }>()
    expect(await count(seg({ segment: made.id }))).toBe(2)
    expect((await shop.call('PATCH', `/v1/segments/${made.id}`, { rule: { segment: made.id } })).json()).toMatchObject({ code: 'invalid' })
    const contact = (await shop.call('GET', '/v1/contacts/by/external_id/s3')).json<{ id: string }>()
    expect((await shop.call('POST', '/v1/segments/explain', { contact_id: contact.id, rule: seg({ segment: made.id }) })).json()).toMatchObject({ inside: false, parts: [
      { pointer: '/rule', holds: false }, { pointer: '/rule/all/0', holds: true }, { pointer: '/rule/all/1', holds: false }] })
    expect((await other.call('POST', '/v1/segments/count', { rule: { segment: made.id } })).statusCode).toBe(404)
  })
  test('what is wrong in a rule is named', async () => {
    const refused = async (rule: unknown) => (await shop.call('POST', '/v1/segments', { name: 'Bad', rule })).json<{ errors: { pointer: string }[] }>().errors?.[0]?.pointer
    expect(await refused({ all: [{ tag: 'x' }, { trait: 'age', op: 'over', value: 1 }] })).toBe('/rule/all/1/op')
    expect(await refused({ field: 'password', op: 'is', value: 1 })).toBe('/rule/field')
    expect(await refused({ any: [{}] })).toBe('/rule/any/0')
    expect(await refused({ trait: "x' or 1=1", op: 'is' })).toBe('/rule/value')
  })
  test('other tenants are never found', async () => {
    expect((await other.call('POST', '/v1/segments/count', { rule: { all: [] } })).json()).toMatchObject({ count: 0 })
  })
})

describe('the event log', () => {
  /** The horizon is the whole cluster's: an open transaction of another test file holds it back for a moment. */
  async function pumpUntil(subscriber: Parameters<typeof pumpSubscriber>[1], done: () => boolean): Promise<void> {
    for (const end = Date.now() + 20_000; !done() && Date.now() < end;) {
      await pumpSubscriber(t.house, subscriber)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  test('an earlier transaction that commits later is missed by no subscriber', async () => {
    const heard: string[] = []
    const subscriber = { name: 'test', types: ['Slow', 'Quick'], from: 'now' as const, handle: async (_: unknown, __: unknown, events: LoggedEvent[]) => void heard.push(...events.map((each) => each.type)) }
    await pumpSubscriber(t.house, subscriber)
    const insert = (type: string) => sql`insert into event (workspace_id, type, at, received_at, source) values (${shop.id}, ${type}, ${t.time.now}, ${t.time.now}, 'test')`
    let letGo = () => {}
    const held = new Promise<void>((resolve) => (letGo = resolve))
    let inserted = () => {}
    const slowIsIn = new Promise<void>((resolve) => (inserted = resolve))
    const slow = system(t.house.db, 'test', shop.id, async (tx) => {
      await insert('Slow').execute(tx)
      inserted()
      await held
    })
    await slowIsIn
    await system(t.house.db, 'test', shop.id, (tx) => insert('Quick').execute(tx))
    await pumpSubscriber(t.house, subscriber)
    expect(heard).toEqual([])
    letGo()
    await slow
    await pumpUntil(subscriber, () => heard.length >= 2)
    expect(heard).toEqual(['Slow', 'Quick'])
  })
  test('transactions are read in the order of their numbers, not of the texts of these', async () => {
    const heard: string[] = []
    const subscriber = { name: 'in order', types: ['Ninety-nine', 'Hundred'], from: 'beginning' as const, handle: async (_: unknown, __: unknown, events: LoggedEvent[]) => void heard.push(...events.map((each) => each.type)) }
    for (const [tx, type] of [['100', 'Hundred'], ['99', 'Ninety-nine']] as const) await sql`insert into event (workspace_id, tx, type, at, received_at, source) values (${shop.id}, ${tx}::xid8, ${type}, ${t.time.now}, ${t.time.now}, 'test')`.execute(t.house.db.system)
    await pumpUntil(subscriber, () => heard.length >= 2)
    expect(heard).toEqual(['Ninety-nine', 'Hundred'])
  })
  test('an event that fails three times is set aside and its neighbours go on', async () => {
    const heard: string[] = []
    const subscriber = { name: 'poisoned', types: ['Bad', 'Good'], from: 'now' as const, handle: async (_: unknown, __: unknown, events: LoggedEvent[]) => {
      if (events.some((each) => each.type === 'Bad')) throw new Error('cannot')
      heard.push(...events.map((each) => each.type))
    } }
    await pumpSubscriber(t.house, subscriber)
    for (const type of ['Good', 'Bad', 'Good']) await sql`insert into event (workspace_id, type, at, received_at, source) values (${shop.id}, ${type}, ${t.time.now}, ${t.time.now}, 'test')`.execute(t.house.db.system)
    await pumpUntil(subscriber, () => heard.length >= 2)
    expect(heard).toEqual(['Good', 'Good'])
    expect(await t.house.db.system.selectFrom('subscriber_dead').select('error').where('name', '=', 'poisoned').execute()).toEqual([{ error: 'cannot' }])
  })
})

test('a contact that is sent again with its Idempotency-Key gets the whole profile again', async () => {
  const workspace = await t.workspace('UA')
  const add = () => workspace.call('POST', '/v1/contacts', { phone: '+380671239900', name: 'Iryna' }, { 'idempotency-key': 'contact-1' })
  const [first, again] = [await add(), await add()]
  expect(again.headers['idempotent-replayed']).toBe('true')
  expect(first.json()).toMatchObject({ name: 'Iryna' })
  expect(again.json()).toEqual(first.json())
  const { id } = first.json<{ id: string }>()
  const change = () => workspace.call('PATCH', `/v1/contacts/${id}`, { add_tags: ['vip'] }, { 'idempotency-key': 'contact-2' })
  const [changed, repeated] = [await change(), await change()]
  expect(repeated.json()).toEqual(changed.json())
})

test('what arrives is listed newest first, by source and type, with whose it is, page by page', async () => {
  const watched = await t.workspace('UA')
  const nadia = (await watched.call('POST', '/v1/contacts', { email: 'nadia@example.com' })).json<{ id: string }>()
  const events = Array.from({ length: 5 }, (_, n) => ({ contact_id: nadia.id, type: n % 2 ? 'Lamp Lit' : 'Lamp Out', at: new Date(t.time.now.getTime() - n * 3_600_000).toISOString() }))
  for (const event of events) await watched.call('POST', '/v1/events', { events: [event] })
  type Listed = { data: { id: string; type: string; at: string; contact_name: string | null; source: string }[]; page_info: { after: string | null; before: string | null } }
  const list = async (query: string) => (await watched.call('GET', `/v1/events?${query}`)).json<Listed>()
  // The last that arrived is the one that happened first.
  expect((await list('source=api')).data.map((event) => event.at)).toEqual(events.map((event) => event.at).toReversed())
  expect((await list('source=api')).data[0]).toMatchObject({ contact_id: nadia.id, contact_name: 'nadia@example.com', anonymous: false })
  expect((await list(`contact_id=${nadia.id}&source=api`)).data.map((event) => event.at)).toEqual(events.map((event) => event.at))
  expect((await list('type=Lamp Lit')).data).toHaveLength(2)
  expect((await list('source=nothing')).data).toEqual([])
  const first = await list('source=api&limit=3')
  const rest = await list(`source=api&limit=3&after=${first.page_info.after}`)
  expect([...first.data, ...rest.data].map((event) => event.at)).toEqual(events.map((event) => event.at).toReversed())
  expect(rest.page_info).toMatchObject({ after: null, before: null })
  expect((await watched.call('POST', '/v1/consents', { contact_id: nadia.id, consents: [{ medium: 'email', state: 'opted_in', source: 'by phone' }] })).statusCode).toBe(204)
  expect((await list('')).data[0]!.type).toMatch(/^consent\./)
  expect((await list('reported=true')).data[0]!.type).toBe('Lamp Out')
})
