import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runJobs } from '../../platform/jobs/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { followChanges } from '../segments/membership.ts'
import { followStages, stageTasks } from '../stages/index.ts'
import { scoreTasks } from './index.ts'
import { fadeScores, followScores } from './rescore.ts'

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

type Score = { score: number; parts: { rule: object; points: number; times: number | null }[] }
const VIEWS = { rule: { event: { type: 'Product Viewed', did: true } }, points: 4, each: true, most: 10, half_days: 10 }
const VIP = { rule: { tag: 'vip' }, points: 20, each: false }

const follow = async () => { while ((await followChanges(t.house, [followScores, followStages])) > 0); }
const work = () => runJobs(t.house, { ...scoreTasks([followScores, followStages]), ...stageTasks([followScores, followStages]) })
async function put(rules: object[], thresholds: number[] = []) {
  const answer = await shop.call('PUT', '/v1/score', { rules, thresholds })
  await work()
  return answer
}
const person = async (body: object = {}) => (await shop.call('POST', '/v1/contacts', { email: `s${++n}@example.com`, ...body })).json<{ id: string }>().id
const of = async (id: string) => (await shop.call('GET', `/v1/contacts/${id}/score`)).json<Score>()
const kept = async (id: string) => (await shop.call('GET', `/v1/contacts/${id}`)).json<{ score: number }>().score
const happen = (contact_id: string, type: string, days = 0, properties: object = {}) => shop.call('POST', '/v1/events', { events: [{ contact_id, type, properties, at: new Date(t.time.now.getTime() - days * 86_400_000).toISOString() }] })
const reached = async (id: string) => (await shop.call('GET', `/v1/events?contact_id=${id}&type=score.reached`)).json<{ data: { properties: object }[] }>().data.map((event) => event.properties)

test('points for what is so, and for each time up to a cap, fading; each with its reason', async () => {
  await put([VIEWS, VIP])
  const id = await person({ tags: ['vip'] })
  await follow()
  expect(await kept(id)).toBe(20)
  await happen(id, 'Product Viewed', 10)
  await follow()
  // One that is as old as its half-life counts half.
  expect(await of(id)).toEqual({ score: 22, parts: [{ name: null, rule: VIP.rule, points: 20, times: null }, { name: null, rule: VIEWS.rule, points: 2, times: 1 }] })
  expect(await kept(id)).toBe(22)
  for (let i = 0; i < 5; i++) await happen(id, 'Product Viewed')
  await follow()
  expect(await of(id)).toMatchObject({ score: 30, parts: [{ points: 20 }, { points: 10, times: 6 }] })
  await shop.call('PATCH', `/v1/contacts/${id}`, { remove_tags: ['vip'] })
  await follow()
  expect(await kept(id)).toBe(10)
  // Forty days on nothing has come in: 22 points of views are a sixteenth, and what is left rounds to one.
  t.time.now = new Date('2027-01-03T10:00:00Z')
  await fadeScores(t.house)
  expect(await kept(id)).toBe(1)
})

test('the whole and the few are counted alike, over merged people too', async () => {
  const [a, b] = [await person(), await person()]
  await happen(a, 'Product Viewed', 3)
  await happen(b, 'Product Viewed', 1)
  await put([VIEWS])
  const merge = (await shop.call('POST', `/v1/contacts/${a}/merge`, { other_id: b })).json<{ id: string }>()
  await follow()
  const few = await kept(a)
  expect(few).toBe((await of(a)).score)
  await put([VIEWS])
  expect(await kept(a)).toBe(few)
  await shop.call('POST', `/v1/merges/${merge.id}/undo`)
  await follow()
  expect([await kept(a), await kept(b)]).toEqual([3, 4])
})

test('coming to a threshold from below is told once and hands over once; a changed rule tells nobody', async () => {
  const id = await person()
  await put([VIP], [10, 20, 50])
  const rule = { threshold: 20, title: 'Call the hot one', within_hours: 4 }
  expect((await shop.call('POST', '/v1/hand-over-rules', rule)).statusCode).toBe(201)
  expect((await shop.call('POST', '/v1/hand-over-rules', { title: 'x', within_hours: 4 })).json()).toMatchObject({ errors: [{ code: 'one_occasion' }] })
  await Promise.all([shop.call('PATCH', `/v1/contacts/${id}`, { add_tags: ['vip'] }), happen(id, 'Product Viewed')])
  await follow()
  expect(await reached(id)).toEqual(expect.arrayContaining([{ threshold: 10, score: 20, before: 0 }, { threshold: 20, score: 20, before: 0 }]))
  expect(await reached(id)).toHaveLength(2)
  const tasks = async () => (await shop.call('GET', '/v1/tasks')).json<{ data: object[] }>().data
  expect(await tasks()).toMatchObject([{ title: 'Call the hot one', contact: { id }, reason: { score: 20, threshold: 20 } }])
  await put([{ ...VIP, points: 60 }], [10, 20, 50])
  expect(await kept(id)).toBe(60)
  await follow()
  expect(await reached(id)).toHaveLength(2)
  for (const change of [{ remove_tags: ['vip'] }, { add_tags: ['vip'] }]) {
    await shop.call('PATCH', `/v1/contacts/${id}`, change)
    await follow()
  }
  expect(await reached(id)).toHaveLength(5)
  expect(await tasks()).toHaveLength(1)
})

test('segments, stages, lists and templates know the score', async () => {
  const [hot, cold] = [await person({ tags: ['vip'] }), await person()]
  await put([VIP])
  const inside = async (rule: object) => (await shop.call('POST', '/v1/segments/preview', { rule })).json<{ data: { id: string }[] }>().data.map((row) => row.id)
  expect(await inside({ score: { op: 'gte', value: 20 } })).toEqual([hot])
  expect(await inside({ score: { op: 'lt', value: 20 } })).toEqual([cold])
  expect((await shop.call('POST', '/v1/segments/explain', { contact_id: hot, rule: { score: { op: 'gte', value: 50 } } })).json()).toMatchObject({ inside: false, parts: [{ found: { value: 20 } }] })
  expect((await shop.call('GET', '/v1/contacts?score_from=20')).json<{ data: object[] }>().data).toMatchObject([{ id: hot, score: 20 }])
  await shop.call('POST', '/v1/stages', { name: 'Hot', rule: { score: { op: 'gte', value: 20 } } })
  await work()
  const stage = async (id: string) => (await shop.call('GET', `/v1/contacts/${id}/stage`)).json<{ stage: { key: string } | null }>().stage
  expect(await stage(hot)).toMatchObject({ key: 'hot' })
  await shop.call('PATCH', `/v1/contacts/${cold}`, { add_tags: ['vip'] })
  await follow()
  expect(await stage(cold)).toMatchObject({ key: 'hot' })
  const shown = await shop.call('POST', '/v1/templates/preview', { content: { default_locale: 'en', locales: { en: { core: { headline: '', body: '{{ contact.score }} points', buttons: [] } } } }, medium: 'sms', locale: 'en', contact_id: hot })
  expect(shown.body).toContain('20 points')
})

test('a preview says how many would have how many, without changing anything', async () => {
  for (let i = 0; i < 3; i++) await person({ tags: i < 2 ? ['vip'] : [] })
  const preview = (await shop.call('POST', '/v1/score/preview', { rules: [VIP, { rule: { not: { tag: 'vip' } }, points: -5, each: false }] })).json<{ people: number; exact: boolean; buckets: { from: number | null; to: number | null; people: number }[] }>()
  expect(preview).toMatchObject({ people: 3, exact: true })
  expect(preview.buckets.filter((bucket) => bucket.people > 0)).toEqual([{ from: null, to: -1, people: 1 }, { from: 10, to: 24, people: 2 }])
  expect((await shop.call('GET', '/v1/contacts?score_from=1')).json<{ data: object[] }>().data).toEqual([])
})

test('what cannot be counted is refused by its place', async () => {
  const refused = async (rule: object) => (await put([VIP, rule])).json<{ errors: { pointer: string; code: string }[] }>().errors[0]
  expect(await refused({ ...VIP, points: 0 })).toMatchObject({ pointer: '/rules/1/points', code: 'points_none' })
  expect(await refused({ ...VIP, each: true })).toMatchObject({ pointer: '/rules/1/rule', code: 'each_needs_event' })
  expect(await refused({ ...VIP, rule: { any: [{ stage: { in: ['lead'], holds: true } }] } })).toMatchObject({ code: 'score_in_score' })
  expect(await refused({ ...VIP, rule: { score: { op: 'gte', value: 1 } } })).toMatchObject({ code: 'score_in_score' })
  expect(await refused({ ...VIP, rule: { tog: 'x' } })).toMatchObject({ pointer: '/rules/1/rule', code: 'rule_kind' })
})

test('erased with the person, handed out with the rest, another workspace\'s business', async () => {
  const id = await person({ tags: ['vip'] })
  await put([VIP])
  expect((await shop.call('GET', `/v1/contacts/${id}/export`)).json()).toMatchObject({ score: [{ score: 20 }] })
  const other = await t.workspace('GE')
  expect((await other.call('GET', `/v1/contacts/${id}/score`)).statusCode).toBe(404)
  expect((await other.call('GET', '/v1/score')).json()).toEqual({ rules: [], thresholds: [], updated_at: null, recount: null })
  await shop.call('DELETE', `/v1/contacts/${id}`)
  await follow()
  expect((await sql`select * from contact_score where workspace_id = ${shop.id}`.execute(t.house.db.system)).rows).toEqual([])
  await put([])
  expect((await shop.call('GET', '/v1/segments')).json<{ data: object[] }>().data).toEqual([])
})
