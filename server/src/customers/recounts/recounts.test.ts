import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runJobs, type Task } from '../../platform/jobs/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { followScores, scoreTasks } from '../score/index.ts'
import { followChanges } from '../segments/membership.ts'
import { followStages, stageChores, stageTasks } from '../stages/index.ts'

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

type Recount = { state: string; done: number; total: number; by: string; started_at: string; ended_at: string | null } | null
type Stage = { id: string; key: string; people: number; to_be: boolean; rule: object }
const FOLLOWERS = [followScores, followStages]
const TASKS = { ...stageTasks(FOLLOWERS), ...scoreTasks(FOLLOWERS) }

const work = () => runJobs(t.house, TASKS)
const follow = async () => { while ((await followChanges(t.house, FOLLOWERS)) > 0); }
const person = async (body: object = {}) => (await shop.call('POST', '/v1/contacts', { email: `r${++n}@example.com`, ...body })).json<{ id: string }>().id
const list = async (of = shop) => (await of.call('GET', '/v1/stages')).json<{ data: Stage[]; recount: Recount }>()
const make = async (name: string, rule: object) => (await shop.call('POST', '/v1/stages', { name, rule })).json<Stage & { recount: Recount }>()
const stage = async (id: string) => (await shop.call('GET', `/v1/contacts/${id}/stage`)).json<{ stage: { key: string } | null }>().stage?.key ?? null
const score = async (id: string) => (await shop.call('GET', `/v1/contacts/${id}`)).json<{ score: number }>().score
const put = (rules: object[], thresholds: number[] = []) => shop.call('PUT', '/v1/score', { rules, thresholds })
const settings = async () => (await shop.call('GET', '/v1/score')).json<{ rules: { points: number }[]; thresholds: number[]; recount: Recount }>()
const told = async (id: string, type: string) => (await shop.call('GET', `/v1/events?contact_id=${id}&type=${type}`)).json<{ data: { properties: Record<string, unknown> }[] }>().data.map((event) => event.properties)
const tag = (id: string, name: string) => shop.call('PATCH', `/v1/contacts/${id}`, { add_tags: [name] })
const left = async () => (await sql<{ n: number }>`select (select count(*) from segment g where g.workspace_id = ${shop.id} and g.purpose is not null)::int - (select count(*) from stage s where s.workspace_id = ${shop.id})::int as n`.execute(t.house.db.system)).rows[0]!.n
const points = (n: number, name = 'vip') => ({ rule: { tag: name }, points: n, each: false })

test('a rule is saved at once and holds when everybody is counted: until then everybody stays, after it nobody is told', async () => {
  const id = await person({ tags: ['x'] })
  const before = await list()
  expect(before.recount).toBeNull()
  const made = await make('X', { tag: 'x' })
  expect(made).toMatchObject({ to_be: true, people: 0, recount: { state: 'running', done: 0, by: expect.any(String), ended_at: null } })
  expect(await stage(id)).toBeNull()
  await work()
  expect(await list()).toMatchObject({ recount: { state: 'done', done: 1, total: 1 } })
  expect(await stage(id)).toBe('x')
  await shop.call('PATCH', `/v1/stages/${made.id}`, { rule: { tag: 'y' } })
  expect((await list()).data.at(-1)).toMatchObject({ rule: { tag: 'y' }, people: 1, to_be: false })
  await work()
  await follow()
  expect(await stage(id)).toBeNull()
  expect(await told(id, 'stage.changed')).toEqual([])
  expect(await left()).toBe(0)
})

test('who changes meanwhile is told of by the rules that still hold, and is right at the end', async () => {
  const [there, comes, goes] = [await person({ tags: ['old'] }), await person(), await person({ tags: ['new'] })]
  const made = await make('S', { tag: 'old' })
  await work()
  await follow()
  await shop.call('PATCH', `/v1/stages/${made.id}`, { rule: { tag: 'new' } })
  await tag(comes, 'old')
  await follow()
  expect(await stage(comes)).toBe('s')
  expect(await told(comes, 'stage.changed')).toMatchObject([{ from: null, to: 's' }])
  // One change that is followed before the recount and one that waits: the rules to be know both, and the one is told by those that hold.
  await tag(there, 'new')
  await shop.call('PATCH', `/v1/contacts/${goes}`, { remove_tags: ['new'] })
  const late = await person({ tags: ['old'] })
  await work()
  expect([await stage(there), await stage(comes), await stage(goes), await stage(late)]).toEqual(['s', null, null, null])
  expect(await told(late, 'stage.changed')).toMatchObject([{ to: 's' }])
  await follow()
  for (const id of [there, goes]) expect(await told(id, 'stage.changed')).toEqual([])
  await tag(goes, 'new')
  await follow()
  expect(await told(goes, 'stage.changed')).toMatchObject([{ to: 's' }])
})

test('a crash between two steps costs nothing: nobody has moved, and the job goes on from there', async () => {
  const id = await person({ tags: ['x'] })
  await person()
  await make('X', { tag: 'x' })
  await put([points(7, 'x')])
  for (const subject of ['stages', 'score'] as const) {
    const { rows: [row] } = await sql<{ version: number }>`select version from recount where workspace_id = ${shop.id} and subject = ${subject}`.execute(t.house.db.system)
    let steps = 0
    const house = { ...t.house, clock: () => {
      if ((steps += 1) === 2) throw new Error('power cut')
      return t.house.clock()
    } }
    await expect((TASKS as Record<string, Task>)[`${subject}.recount`]!(house, { workspace_id: shop.id, payload: { version: row!.version }, signal: new AbortController().signal, last_try: false, died_before: false })).rejects.toThrow('power cut')
  }
  expect((await list()).recount).toMatchObject({ state: 'running', done: 2, total: 2 })
  expect((await settings()).recount).toMatchObject({ state: 'running', done: 2 })
  expect([await stage(id), await score(id)]).toEqual([null, 0])
  await work()
  expect([await stage(id), await score(id)]).toEqual(['x', 7])
  expect((await list()).recount).toMatchObject({ state: 'done' })
})

test('a later change takes the place of the one under way, even in the midst of a step', async () => {
  const id = await person({ tags: ['a', 'b'] })
  const made = await make('S', { tag: 'nobody' })
  await work()
  await shop.call('PATCH', `/v1/stages/${made.id}`, { rule: { tag: 'a' } })
  const { rows: [row] } = await sql<{ version: number }>`select version from recount where workspace_id = ${shop.id} and subject = 'stages'`.execute(t.house.db.system)
  let steps = 0
  const house = { ...t.house, clock: () => {
    // Business time is asked in the midst of a step.
    if ((steps += 1) === 2) void (overtaking = shop.call('PATCH', `/v1/stages/${made.id}`, { rule: { tag: 'none of them' } }))
    return t.house.clock()
  } }
  let overtaking: Promise<unknown> | undefined
  await stageTasks(FOLLOWERS)['stages.recount']!(house, { workspace_id: shop.id, payload: { version: row!.version }, signal: new AbortController().signal, last_try: true, died_before: false })
  await overtaking
  await work()
  expect(await stage(id)).toBeNull()
  expect((await list()).data.at(-1)).toMatchObject({ rule: { tag: 'none of them' } })
  expect((await list()).recount).toMatchObject({ state: 'done' })
  // Ten changes at once leave one.
  await Promise.all(Array.from({ length: 10 }, (_, at) => shop.call('PATCH', `/v1/stages/${made.id}`, { rule: { tag: `t${at}` } })))
  const { rule } = (await list()).data.at(-1)!
  await work()
  expect((await list()).data.at(-1)!.rule).toEqual(rule)
  expect(await left()).toBe(0)
})

test('cancelled, the rules before it hold and stand in the list; what was set by hand to a stage that is no more is released', async () => {
  const [id, held] = [await person({ tags: ['x'] }), await person({ tags: ['x'] })]
  const made = await make('S', { tag: 'x' })
  await work()
  const before = (await list()).data
  await shop.call('PATCH', `/v1/stages/${made.id}`, { rule: { tag: 'y' } })
  await shop.call('DELETE', `/v1/stages/${before[0]!.id}`)
  await shop.call('PUT', '/v1/stages/order', { ids: (await list()).data.map((each) => each.id).toReversed() })
  const fresh = await make('Fresh', { tag: 'x' })
  await shop.call('PUT', `/v1/contacts/${held}/stage`, { stage_id: fresh.id })
  expect(await stage(held)).toBe('fresh')
  const cancelled = await shop.call('DELETE', '/v1/stages/recount')
  expect(cancelled.json()).toMatchObject({ recount: { state: 'cancelled' } })
  expect((await list()).data.map(({ key, rule }) => [key, rule])).toEqual(before.map(({ key, rule }) => [key, rule]))
  expect([await stage(id), await stage(held)]).toEqual(['s', 's'])
  await work()
  await follow()
  expect(await stage(id)).toBe('s')
  expect(await left()).toBe(0)
  expect((await shop.call('DELETE', '/v1/stages/recount')).json()).toMatchObject({ errors: [{ code: 'recount_over' }] })
  expect((await shop.call('POST', '/v1/stages/recount', {})).json()).toMatchObject({ errors: [{ code: 'recount_not_failed' }] })
  expect((await shop.call('GET', '/v1/audit?limit=5')).body).toContain('cancelStageRecount')
})

test('a stage that was taken away comes back under its key, also before everybody is counted', async () => {
  const lost = (await list()).data.find((each) => each.key === 'lost')!
  await shop.call('DELETE', `/v1/stages/${lost.id}`)
  expect((await shop.call('PUT', `/v1/contacts/${await person()}/stage`, { stage_id: lost.id })).statusCode).toBe(404)
  expect((await shop.call('PATCH', `/v1/stages/${lost.id}`, { name: 'x' })).statusCode).toBe(404)
  expect((await shop.call('POST', '/v1/stages/usual', {})).json<{ data: object[] }>().data).toHaveLength(7)
  await work()
  expect((await list()).data.map((each) => each.key).at(-1)).toBe('lost')
})

test('a score holds on by its rules until the others are counted, thresholds too; a stage that asks for it moves quietly', async () => {
  const [vip, comes] = [await person({ tags: ['vip'] }), await person()]
  await put([points(10)], [10])
  expect([await score(vip), (await settings()).rules[0]!.points]).toEqual([0, 10])
  await work()
  await make('Hot', { score: { op: 'gte', value: 50 } })
  await work()
  await follow()
  expect(await score(vip)).toBe(10)
  await put([points(60)], [60])
  await tag(comes, 'vip')
  await follow()
  expect(await score(comes)).toBe(10)
  expect(await told(comes, 'score.reached')).toEqual([{ threshold: 10, score: 10, before: 0 }])
  await work()
  await follow()
  expect([await score(vip), await score(comes), await stage(vip), await stage(comes)]).toEqual([60, 60, 'hot', 'hot'])
  expect(await told(vip, 'score.reached')).toEqual([])
  expect([await told(vip, 'stage.changed'), await told(comes, 'stage.changed')]).toEqual([[], []])
  await put([points(1)])
  expect((await shop.call('DELETE', '/v1/score/recount')).json()).toMatchObject({ rules: [{ points: 60 }], thresholds: [60], recount: { state: 'cancelled' } })
  await work()
  expect(await score(vip)).toBe(60)
  expect((await sql`select from contact_score_next where workspace_id = ${shop.id}`.execute(t.house.db.system)).rows).toEqual([])
})

test('who is erased while everybody is counted leaves nothing in what is counted', async () => {
  const id = await person({ tags: ['vip'] })
  await put([points(5)])
  await follow()
  expect((await sql`select from contact_score_next where workspace_id = ${shop.id}`.execute(t.house.db.system)).rows).toHaveLength(1)
  await shop.call('DELETE', `/v1/contacts/${id}`)
  expect((await sql`select from contact_score_next where workspace_id = ${shop.id}`.execute(t.house.db.system)).rows).toEqual([])
  await work()
  await follow()
  expect((await sql`select from contact_score where workspace_id = ${shop.id}`.execute(t.house.db.system)).rows).toEqual([])
})

test('what fails in the last try says so; the rules before hold, and it can be counted again', async () => {
  const id = await person({ tags: ['x'] })
  await make('X', { tag: 'x' })
  const { rows: [row] } = await sql<{ version: number }>`select version from recount where workspace_id = ${shop.id}`.execute(t.house.db.system)
  let steps = 0
  const house = { ...t.house, clock: () => {
    if ((steps += 1) === 1) throw new Error('no room')
    return t.house.clock()
  } }
  await expect(stageTasks(FOLLOWERS)['stages.recount']!(house, { workspace_id: shop.id, payload: { version: row!.version }, signal: new AbortController().signal, last_try: true, died_before: false })).rejects.toThrow('no room')
  expect((await list()).recount).toMatchObject({ state: 'failed' })
  expect(await stage(id)).toBeNull()
  expect((await shop.call('POST', '/v1/stages/recount', {})).statusCode).toBe(202)
  await work()
  expect(await stage(id)).toBe('x')
})

test('whoever may not change rules cancels none; another workspace has its own', async () => {
  await make('X', { tag: 'x' })
  await put([points(5)])
  const { key } = (await shop.call('POST', '/v1/api-keys', { name: 'reader', kind: 'secret', scopes: ['contacts:read', 'contacts:write'] })).json<{ key: string }>()
  for (const of of ['stages', 'score']) for (const method of ['POST', 'DELETE'] as const) expect((await shop.call(method, `/v1/${of}/recount`, method === 'POST' ? {} : undefined, { authorization: `Bearer ${key}` })).statusCode).toBe(403)
  const other = await t.workspace('GE')
  expect((await list(other)).recount).toBeNull()
  for (const of of ['stages', 'score']) expect((await other.call('DELETE', `/v1/${of}/recount`)).json()).toMatchObject({ errors: [{ code: 'recount_over' }] })
  expect((await list()).recount).toMatchObject({ state: 'running' })
  await work()
  expect((await list(other)).data).toHaveLength(7)
})

test('a workspace older than stages gets the usual ones quietly; one that made its own meanwhile keeps those', async () => {
  const [other, id] = [await t.workspace('GE'), await person()]
  await shop.call('POST', '/v1/consents', { contact_id: id, consents: [{ medium: 'email', state: 'opted_in', source: 'form' }] })
  for (const each of [shop, other]) for (const table of ['stage', 'segment', 'contact_stage', 'contact_changed']) await sql`delete from ${sql.table(table)} where workspace_id = ${each.id}`.execute(t.house.db.system)
  await sql`insert into usual_stages_owed values (${shop.id}), (${other.id})`.execute(t.house.db.system)
  await other.call('POST', '/v1/stages', { name: 'Own', rule: { tag: 'x' } })
  await Promise.all([stageChores[0]!.run(t.house), stageChores[0]!.run(t.house)])
  expect((await list()).recount).toMatchObject({ state: 'running', by: 'Carillon' })
  await work()
  await follow()
  expect((await list()).data.map((each) => each.key)).toEqual(['subscriber', 'lead', 'qualified_lead', 'customer', 'regular_customer', 'at_risk', 'lost'])
  expect(await stage(id)).toBe('subscriber')
  expect(await told(id, 'stage.changed')).toEqual([])
  expect((await list(other)).data.map((each) => each.key)).toEqual(['own'])
  for (const each of (await list()).data) await shop.call('DELETE', `/v1/stages/${each.id}`)
  await work()
  await stageChores[0]!.run(t.house)
  expect((await list()).data).toEqual([])
})

test('people by score, highest first, page by page and back, those without points between', async () => {
  const ids = []
  for (let at = 0; at < 9; at++) ids.push(await person({ tags: at < 3 ? ['hot'] : at < 5 ? ['warm'] : at < 7 ? [] : ['cold'] }))
  await put([points(30, 'hot'), points(10, 'warm'), points(-5, 'cold')])
  await work()
  type Page = { data: { id: string; score: number }[]; page_info: { after: string | null; before: string | null } }
  const page = async (query: string) => (await shop.call('GET', `/v1/contacts?sort=score&${query}`)).json<Page>()
  expect((await page('limit=50')).data.map((row) => row.score)).toEqual([30, 30, 30, 10, 10, 0, 0, -5, -5])
  const seen: string[] = []
  const pages: Page[] = []
  for (let after: string | null = ''; after !== null;) {
    const next: Page = await page(`limit=2${after ? `&after=${after}` : ''}`)
    seen.push(...next.data.map((row) => row.id))
    pages.push(next)
    after = next.page_info.after
  }
  expect(seen).toHaveLength(9)
  expect(new Set(seen)).toEqual(new Set(ids))
  for (let at = pages.length - 1; at > 0; at--) expect((await page(`limit=2&before=${pages[at]!.page_info.before}`)).data).toEqual(pages[at - 1]!.data)
  expect((await page('limit=50&score_from=0')).data).toHaveLength(7)
  const byDate = (await shop.call('GET', '/v1/contacts?limit=2')).json<Page>().page_info.after
  expect((await shop.call('GET', `/v1/contacts?sort=score&after=${byDate}`)).json()).toMatchObject({ errors: [{ code: 'cursor_invalid' }] })
})
