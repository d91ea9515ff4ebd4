import { afterAll, beforeAll, expect, test } from 'vitest'
import { runJobs } from '../../platform/jobs/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { followToEnd } from '../../testing/follow.ts'
import { COMPUTED_TASKS, computedChores } from './index.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
  // As a server that has been running: who follows the log begins where it stands when it is first asked.
  await computedChores[0]!.run(t.house)
})
afterAll(() => t.close())

type Computed = { id: string; name: string; kind: string; state: string; looked_at: number; people: number }
const make = async (body: object) => (await shop.call('POST', '/v1/contacts', body)).json<{ id: string }>().id
const happen = async (contact_id: string, type: string, at: string, properties: object = {}) => {
  const answer = await shop.call('POST', '/v1/events', { events: [{ contact_id, type, at, properties }] })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
}
const define = async (name: string, rule: object) => {
  const answer = await shop.call('POST', '/v1/computed-traits', { name, rule })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json<Computed>()
}
const work = () => runJobs(t.house, COMPUTED_TASKS)
const follow = () => followToEnd(t, 'computed traits', () => computedChores[0]!.run(t.house))
const traits = async (id: string) => (await shop.call('GET', `/v1/contacts/${id}`)).json<{ traits: Record<string, unknown> }>().traits
const count = async (rule: object) => (await shop.call('POST', '/v1/segments/count', { rule })).json<{ count: number }>().count

test('each function, for everybody who did it before and from the next event on', async () => {
  const [a, b] = [await make({ email: 'a@example.com' }), await make({ email: 'b@example.com' })]
  await happen(a, 'Visit', '2026-11-01T10:00:00Z', { city: 'Lviv', spent: 10 })
  await happen(a, 'Visit', '2026-11-03T10:00:00Z', { city: 'Kyiv', spent: 30 })
  await happen(a, 'Visit', '2026-11-02T10:00:00Z', { city: 'Kyiv', spent: 'much' })
  for (const fn of ['count', 'first_at', 'last_at']) await define(`v_${fn}`, { fn, type: 'Visit' })
  for (const fn of ['sum', 'average', 'min', 'max']) await define(`v_${fn}`, { fn, type: 'Visit', property: 'spent' })
  for (const fn of ['first', 'last', 'most_frequent']) await define(`v_${fn}`, { fn, type: 'Visit', property: 'city' })
  await define('big', { fn: 'count', type: 'Visit', where: [{ property: 'spent', op: 'gte', value: 30 }] })
  await work()
  expect(await traits(a)).toEqual({ v_count: 3, v_sum: 40, v_average: 20, v_min: 10, v_max: 30, v_first: 'Lviv', v_last: 'Kyiv', v_most_frequent: 'Kyiv', v_first_at: expect.stringMatching(/^2026-11-01T10:00/), v_last_at: expect.stringMatching(/^2026-11-03T10:00/), big: 1 })
  expect(await traits(b)).toEqual({})
  expect((await shop.call('GET', '/v1/computed-traits')).json<{ data: Computed[] }>().data).toHaveLength(11)
  await happen(b, 'Visit', '2026-11-20T10:00:00Z', { city: 'Odesa', spent: 5 })
  await happen(b, 'Other', '2026-11-20T10:00:00Z', { city: 'Odesa', spent: 5 })
  await follow()
  expect(await traits(b)).toMatchObject({ v_count: 1, v_last: 'Odesa', v_sum: 5 })
  expect([await count({ trait: 'v_count', op: 'gte', value: 3 }), await count({ trait: 'v_last_at', op: 'after', value: '2026-11-10' })]).toEqual([1, 1])
})

test('two contacts that are one person have one value, and each their own after the merge is undone', async () => {
  const [a, b] = [await make({ email: 'c@example.com' }), await make({ phone: '+380671234567' })]
  await define('calls', { fn: 'count', type: 'Call' })
  await work()
  await happen(a, 'Call', '2026-11-01T10:00:00Z')
  await happen(b, 'Call', '2026-11-02T10:00:00Z')
  await follow()
  const merged = (await shop.call('POST', `/v1/contacts/${a}/merge`, { other_id: b })).json<{ id?: string; merge_id?: string }>()
  await follow()
  expect(await traits(a)).toEqual({ calls: 2 })
  expect(await count({ trait: 'calls', op: 'is', value: 1 })).toBe(0)
  const merges = (await shop.call('GET', `/v1/merges?contact_id=${a}`)).json<{ data: { id: string }[] }>().data
  const undone = await shop.call('POST', `/v1/merges/${merges?.[0]?.id ?? merged.merge_id ?? merged.id}/undo`)
  expect(undone.statusCode, undone.body).toBeLessThan(300)
  await follow()
  expect([await traits(a), await traits(b)]).toEqual([{ calls: 1 }, { calls: 1 }])
})

test('what lies too far back falls out as the days pass, though nothing happens', async () => {
  const id = await make({ email: 'd@example.com' })
  await happen(id, 'Look', t.time.now.toISOString())
  await define('looks_week', { fn: 'count', type: 'Look', in_last_days: 7 })
  await work()
  expect(await traits(id)).toEqual({ looks_week: 1 })
  const now = t.time.now
  t.time.now = new Date(now.getTime() + 8 * 86_400_000)
  await computedChores[1]!.run(t.house)
  await work()
  expect(await traits(id)).toEqual({})
  t.time.now = now
})

test('a rule is changed for everybody; one in use stays; a removed one takes its values along', async () => {
  const id = await make({ email: 'e@example.com' })
  await happen(id, 'Order', '2026-11-01T10:00:00Z', { total: 7 })
  const { id: trait } = await define('orders', { fn: 'count', type: 'Order' })
  await work()
  const changed = await shop.call('PATCH', `/v1/computed-traits/${trait}`, { rule: { fn: 'sum', type: 'Order', property: 'total' } })
  expect(changed.json()).toMatchObject({ state: 'computing', rule: { fn: 'sum' } })
  await work()
  expect(await traits(id)).toEqual({ orders: 7 })
  expect((await shop.call('GET', `/v1/computed-traits/${trait}`)).json()).toMatchObject({ state: 'current', looked_at: 6, people: 6 })
  const segment = (await shop.call('POST', '/v1/segments', { name: 'Spenders', rule: { all: [{ trait: 'orders', op: 'gte', value: 5 }] } })).json<{ id: string }>().id
  const refused = await shop.call('DELETE', `/v1/computed-traits/${trait}`)
  expect(refused.statusCode).toBe(409)
  expect(refused.json()).toMatchObject({ errors: [{ code: 'trait_in_use' }] })
  await shop.call('PATCH', `/v1/segments/${segment}`, { archived: true })
  expect((await shop.call('DELETE', `/v1/computed-traits/${trait}`)).statusCode).toBe(204)
  expect(await traits(id)).toEqual({})
  // A job of a rule that is gone ends in peace.
  await work()
})

test('nobody else writes a computed trait, and a name is taken once', async () => {
  const id = await make({ email: 'f@example.com', traits: { city: 'Lviv' } })
  await define('logins', { fn: 'count', type: 'Login' })
  await happen(id, 'Login', '2026-11-01T10:00:00Z')
  await work()
  const written = await shop.call('PATCH', `/v1/contacts/${id}`, { traits: { logins: 99 } })
  expect(written.json()).toMatchObject({ errors: [{ pointer: '/traits/logins', code: 'trait_computed' }] })
  await shop.call('POST', '/v1/contacts/bulk', { ids: [id], add_tags: ['x'] })
  expect(await traits(id)).toEqual({ city: 'Lviv', logins: 1 })
  expect((await shop.call('POST', '/v1/computed-traits', { name: 'city', rule: { fn: 'count', type: 'Login' } })).json()).toMatchObject({ errors: [{ code: 'trait_exists', pointer: '/name' }] })
  expect((await shop.call('POST', '/v1/computed-traits', { name: 'x', rule: { fn: 'sum', type: 'Login' } })).json()).toMatchObject({ errors: [{ pointer: '/rule/property' }] })
  const wrong = await shop.call('POST', '/v1/computed-traits', { name: 'x', rule: { fn: 'count', type: 'Login', where: [{ property: 'a', op: 'gt', value: 'b' }] } })
  expect(wrong.statusCode, wrong.body).toBe(422)
})
