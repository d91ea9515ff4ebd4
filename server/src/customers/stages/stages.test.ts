import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runJobs } from '../../platform/jobs/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { followChanges, followTime } from '../segments/membership.ts'
import { followStages, stageTasks } from './index.ts'

let t: TestApp
let shop: TestWorkspace
let n = 0

beforeAll(async () => {
  t = await testApp()
})
beforeEach(async () => {
  t.time.now = new Date('2026-11-24T10:00:00Z')
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

type Stage = { id: string; key: string; name: string | null; people: number; by_hand: number; rule: object }
type Of = { stage: { key: string } | null; since: string | null; held: { by: string; note: string } | null; by_rules: { key: string } | null; because: { rule: object; holds: boolean; found: Record<string, unknown> | null }[] }

const follow = async () => { while ((await followChanges(t.house, [followStages])) > 0); }
const work = () => runJobs(t.house, stageTasks([followStages]))
const stages = async () => (await shop.call('GET', '/v1/stages')).json<{ data: Stage[] }>().data
const idOf = async (key: string) => (await stages()).find((stage) => stage.key === key)!.id
const person = async (body: object = {}) => (await shop.call('POST', '/v1/contacts', { email: `p${++n}@example.com`, ...body })).json<{ id: string }>().id
const of = async (id: string) => (await shop.call('GET', `/v1/contacts/${id}/stage`)).json<Of>()
const happen = (contact_id: string, type: string, properties: object = {}, at = t.time.now.toISOString()) => shop.call('POST', '/v1/events', { events: [{ contact_id, type, properties, at }] })
const order = (contact_id: string, at?: string) => happen(contact_id, 'Order Completed', { order_id: `o-${++n}`, total: 100 }, at)
const told = async (id: string) => (await shop.call('GET', `/v1/events?contact_id=${id}&type=stage.changed`)).json<{ data: { properties: { from: string | null; to: string | null; by_hand: boolean; because: Of['because'] } }[] }>().data.map((event) => event.properties).toReversed()

test('a workspace comes with stages, and a person goes through them by what they do, each change on the log with its reason', async () => {
  expect((await stages()).map((stage) => stage.key)).toEqual(['subscriber', 'lead', 'qualified_lead', 'customer', 'regular_customer', 'at_risk', 'lost'])
  const id = await person()
  await follow()
  expect((await of(id)).stage).toBeNull()
  await shop.call('POST', '/v1/consents', { contact_id: id, consents: [{ medium: 'email', state: 'opted_in', source: 'form' }] })
  await follow()
  expect(await of(id)).toMatchObject({ stage: { key: 'subscriber' }, held: null, because: [{ rule: { consent: 'email', holds: true }, holds: true }] })
  await happen(id, 'Product Added', { product_id: 'mug', name: 'Mug' })
  await follow()
  await order(id, '2026-11-20T10:00:00Z')
  await follow()
  await order(id, '2026-11-22T10:00:00Z')
  await follow()
  expect(await of(id)).toMatchObject({ stage: { key: 'regular_customer' }, by_rules: { key: 'regular_customer' }, because: [{ rule: { purchases: 'orders' }, found: { value: 2 } }] })
  expect((await told(id)).map(({ from, to }) => [from, to])).toEqual([[null, 'subscriber'], ['subscriber', 'lead'], ['lead', 'customer'], ['customer', 'regular_customer']])
  expect((await told(id)).at(-1)).toMatchObject({ by_hand: false, because: [{ rule: { purchases: 'orders', op: 'gte', value: 2 }, holds: true, found: { value: 2 } }] })
  const timeline = (await shop.call('GET', `/v1/contacts/${id}/timeline?kind=event`)).json<{ data: { type: string }[] }>().data
  expect(timeline.filter((item) => item.type === 'stage.changed')).toHaveLength(4)
  // Nobody wanted that: nothing more is told where nothing changed.
  await happen(id, 'Page Viewed', {})
  await follow()
  expect(await told(id)).toHaveLength(4)
})

test('time alone moves people on, and one order brings them back', async () => {
  const [id, older] = [await person(), await person()]
  await order(id, '2026-08-28T10:00:00Z')
  await order(older, '2026-05-29T10:00:00Z')
  await follow()
  expect([(await of(id)).stage, (await of(older)).stage]).toEqual([{ key: 'customer', name: null }, { key: 'at_risk', name: null }])
  t.time.now = new Date('2026-11-27T10:00:00Z')
  await followTime(t.house, [followStages])
  expect(await of(id)).toMatchObject({ stage: { key: 'at_risk' }, since: '2026-11-27T10:00:00.000Z' })
  expect((await of(older)).stage).toMatchObject({ key: 'lost' })
  expect((await told(id)).at(-1)).toMatchObject({ from: 'customer', to: 'at_risk', because: [{ rule: { purchases: 'orders' }, found: { value: 1 } }, { rule: { purchases: 'last_order_at', op: 'not_in_last_days', value: 90 }, found: { at: expect.stringContaining('2026-08-28') } }] })
  await order(older)
  await follow()
  expect((await of(older)).stage).toMatchObject({ key: 'regular_customer' })
})

test('the last whose rule holds counts: leaving it leads to the one before, and out of all says what holds no more', async () => {
  const id = await person({ tags: ['vip'] })
  const vip = (await shop.call('POST', '/v1/stages', { name: 'VIP клієнт', rule: { tag: 'vip' } })).json<Stage>()
  expect(vip).toMatchObject({ key: 'vip', name: 'VIP клієнт', people: 0, to_be: true, recount: { state: 'running', done: 0 } })
  await work()
  expect((await stages()).find((stage) => stage.key === 'vip')).toMatchObject({ people: 1, to_be: false })
  // Whoever makes a rule tells nobody's history of it.
  expect(await told(id)).toEqual([])
  expect(await of(id)).toMatchObject({ stage: { key: 'vip', name: 'VIP клієнт' } })
  await shop.call('PATCH', `/v1/contacts/${id}`, { remove_tags: ['vip'] })
  await follow()
  expect((await of(id)).stage).toBeNull()
  expect(await told(id)).toMatchObject([{ from: 'vip', to: null, because: [{ rule: { tag: 'vip' }, holds: false }] }])
})

test('a hand holds until it is released, whatever the rules say', async () => {
  const id = await person()
  await order(id)
  await follow()
  const held = await shop.call('PUT', `/v1/contacts/${id}/stage`, { stage_id: await idOf('qualified_lead'), note: 'Asked for an offer' })
  expect(held.json()).toMatchObject({ stage: { key: 'qualified_lead' }, held: { by: expect.any(String), note: 'Asked for an offer', at: '2026-11-24T10:00:00.000Z' }, by_rules: { key: 'customer' } })
  await order(id)
  await follow()
  expect(await of(id)).toMatchObject({ stage: { key: 'qualified_lead' }, by_rules: { key: 'regular_customer' } })
  expect((await stages()).find((stage) => stage.key === 'qualified_lead')).toMatchObject({ people: 1, by_hand: 1 })
  expect((await shop.call('DELETE', `/v1/contacts/${id}/stage`)).json()).toMatchObject({ stage: { key: 'regular_customer' }, held: null })
  expect((await told(id)).map(({ from, to, by_hand }) => [from, to, by_hand])).toEqual([[null, 'customer', false], ['customer', 'qualified_lead', true], ['qualified_lead', 'regular_customer', false]])
  expect((await shop.call('GET', '/v1/audit?limit=5')).body).toContain('holdStage')
})

test('a merge takes along what was set by hand, and its undoing gives it back', async () => {
  const [stays, joins] = [await person(), await person()]
  await order(stays)
  await follow()
  await shop.call('PUT', `/v1/contacts/${joins}/stage`, { stage_id: await idOf('at_risk'), note: 'Complained' })
  const merge = (await shop.call('POST', `/v1/contacts/${stays}/merge`, { other_id: joins })).json<{ id: string }>()
  await follow()
  expect(await of(stays)).toMatchObject({ stage: { key: 'at_risk' }, held: { note: 'Complained' } })
  expect(await of(joins)).toMatchObject({ stage: { key: 'at_risk' } })
  await shop.call('POST', `/v1/merges/${merge.id}/undo`)
  await follow()
  expect(await of(stays)).toMatchObject({ stage: { key: 'customer' }, held: null })
  expect(await of(joins)).toMatchObject({ stage: { key: 'at_risk' }, held: { note: 'Complained' } })
})

test('an erased person leaves no row, and everything kept of one is handed out', async () => {
  const id = await person({ tags: ['x'] })
  await order(id)
  await follow()
  await shop.call('PUT', `/v1/contacts/${id}/stage`, { stage_id: await idOf('lost'), note: 'Moved away' })
  expect((await shop.call('GET', `/v1/contacts/${id}/export`)).json()).toMatchObject({ stage: [{ key: 'lost', by_hand: true }], stage_by_hand: [{ key: 'lost', note: 'Moved away' }] })
  await shop.call('DELETE', `/v1/contacts/${id}`)
  await follow()
  const { rows } = await sql`select contact_id from contact_stage where workspace_id = ${shop.id} union all select contact_id from stage_held where workspace_id = ${shop.id}`.execute(t.house.db.system)
  expect(rows).toEqual([])
})

test('segments, lists and templates know the stage', async () => {
  const [buyer, other] = [await person(), await person()]
  await order(buyer)
  await follow()
  const inside = async (rule: object) => (await shop.call('POST', '/v1/segments/preview', { rule })).json<{ data: { id: string }[] }>().data.map((row) => row.id)
  expect(await inside({ stage: { in: ['customer'], holds: true } })).toEqual([buyer])
  expect(await inside({ stage: { in: ['customer', 'no_such'], holds: false } })).toEqual([other])
  expect((await shop.call('POST', '/v1/segments/explain', { contact_id: buyer, rule: { stage: { in: ['lost'], holds: true } } })).json()).toMatchObject({ inside: false, parts: [{ found: { kind: 'customer' } }] })
  const listed = async (query: string) => (await shop.call('GET', `/v1/contacts?${query}`)).json<{ data: { id: string; stage: object | null }[] }>().data.map((row) => [row.id, row.stage])
  expect(await listed('stage=customer')).toEqual([[buyer, { key: 'customer', name: null }]])
  expect(await listed('stage=none')).toEqual([[other, null]])
  expect((await shop.call('GET', '/v1/contacts/count?stage=customer')).json()).toEqual({ count: 1 })
  // A kept segment over stages follows them.
  const kept = (await shop.call('POST', '/v1/segments', { name: 'Buyers', rule: { stage: { in: ['customer'], holds: true } } })).json<{ id: string }>()
  await shop.call('PATCH', `/v1/segments/${kept.id}`, { kept: true })
  await order(other)
  await follow()
  expect((await shop.call('GET', `/v1/events?contact_id=${other}&type=segment.entered`)).json<{ data: object[] }>().data).toHaveLength(1)
  const shown = await shop.call('POST', '/v1/templates/preview', { content: { default_locale: 'en', locales: { en: { core: { headline: '', body: 'You are a {{ contact.stage }}.', buttons: [] } } } }, medium: 'sms', locale: 'en', contact_id: buyer })
  expect(shown.body).toContain('You are a customer.')
})

test('stages are the workspace\'s to change, and hang on no stage', async () => {
  const id = await person({ tags: ['x'] })
  const last = (await shop.call('POST', '/v1/stages', { name: 'Друг', rule: { tag: 'x' } })).json<Stage>()
  await work()
  expect(last.key).toBe('stage')
  expect((await shop.call('POST', '/v1/stages', { name: 'Друг', rule: { tag: 'y' } })).json<Stage>().key).toBe('stage_2')
  expect((await shop.call('POST', '/v1/stages', { name: 'A', key: 'lost', rule: { tag: 'y' } })).json()).toMatchObject({ errors: [{ code: 'key_taken' }] })
  const through = (await shop.call('POST', '/v1/segments', { name: 'Lost', rule: { stage: { in: ['lost'], holds: true } } })).json<{ id: string }>()
  for (const rule of [{ not: { stage: { in: ['lost'], holds: true } } }, { any: [{ segment: through.id }] }]) expect((await shop.call('PATCH', `/v1/stages/${last.id}`, { rule })).json()).toMatchObject({ errors: [{ code: 'stage_in_stage' }] })
  // Its segment is nobody's to see.
  const { rows: [hidden] } = await sql<{ segment_id: string }>`select segment_id from stage where id = ${last.id}`.execute(t.house.db.system)
  for (const [method, url] of [['GET', ''], ['PATCH', ''], ['GET', '/count'], ['GET', '/membership']] as const) expect((await shop.call(method, `/v1/segments/${hidden!.segment_id}${url}`, method === 'PATCH' ? { archived: true } : undefined)).statusCode, url).toBe(404)
  expect((await shop.call('GET', '/v1/segments')).json<{ data: { id: string }[] }>().data.map((segment) => segment.id)).toEqual([through.id])
  await shop.call('PATCH', `/v1/stages/${last.id}`, { rule: { tag: 'nobody' } })
  await work()
  expect((await of(id)).stage).toBeNull()
  await shop.call('PATCH', `/v1/stages/${last.id}`, { rule: { tag: 'x' }, name: 'Friend' })
  await work()
  expect((await of(id)).stage).toEqual({ key: 'stage', name: 'Friend' })
  const all = await stages()
  expect((await shop.call('PUT', '/v1/stages/order', { ids: [last.id] })).json()).toMatchObject({ errors: [{ code: 'stages_not_all' }] })
  const turned = await shop.call('PUT', '/v1/stages/order', { ids: all.map((stage) => stage.id).toReversed() })
  expect(turned.json<{ data: Stage[] }>().data.map((stage) => stage.key)).toEqual(all.map((stage) => stage.key).toReversed())
  for (const stage of all) expect((await shop.call('DELETE', `/v1/stages/${stage.id}`)).statusCode).toBe(204)
  await work()
  expect((await of(id)).stage).toBeNull()
  expect((await shop.call('POST', '/v1/stages/usual', {})).json<{ data: Stage[] }>().data).toHaveLength(7)
  expect((await shop.call('POST', '/v1/stages/usual', {})).json<{ data: Stage[] }>().data).toHaveLength(7)
})

test('an agent sets a stage and changes no rule; another workspace sees nothing', async () => {
  const id = await person()
  const { key } = (await shop.call('POST', '/v1/api-keys', { name: 'agent', kind: 'secret', scopes: ['contacts:read', 'contacts:write'] })).json<{ key: string }>()
  const agent = { authorization: `Bearer ${key}` }
  expect((await shop.call('PUT', `/v1/contacts/${id}/stage`, { stage_id: await idOf('lead') }, agent)).statusCode).toBe(200)
  expect((await shop.call('PATCH', `/v1/stages/${await idOf('lead')}`, { name: 'x' }, agent)).statusCode).toBe(403)
  const other = await t.workspace('GE')
  for (const [method, url, body] of [['GET', `/v1/contacts/${id}/stage`], ['PUT', `/v1/contacts/${id}/stage`, { stage_id: await idOf('lead') }], ['DELETE', `/v1/stages/${await idOf('lead')}`], ['PATCH', `/v1/stages/${await idOf('lead')}`, { name: 'x' }]] as const) expect((await other.call(method, url, body)).statusCode).toBe(404)
})

test('a hand and a look at many people at once: the hand wins', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => person()))
  await Promise.all(people.map((id) => order(id)))
  const lead = await idOf('lead')
  await Promise.all([follow(), ...people.map((id) => shop.call('PUT', `/v1/contacts/${id}/stage`, { stage_id: lead }))])
  await follow()
  for (const id of people) {
    expect(await of(id)).toMatchObject({ stage: { key: 'lead' }, by_rules: { key: 'customer' } })
    expect((await told(id)).at(-1)).toMatchObject({ to: 'lead', by_hand: true })
  }
})

test('a rule that reads purchases does not look at people again for what it does not read', async () => {
  const id = await person()
  await follow()
  await happen(id, 'Page Viewed', {})
  await shop.call('PATCH', `/v1/contacts/${id}`, { add_tags: ['a'], name: 'New name' })
  const { rows } = await sql`select id from contact_changed where workspace_id = ${shop.id}`.execute(t.house.db.system)
  expect(rows).toEqual([])
  await order(id)
  expect((await sql`select distinct contact_id from contact_changed where workspace_id = ${shop.id}`.execute(t.house.db.system)).rows).toEqual([{ contact_id: id }])
})
