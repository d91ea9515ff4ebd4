import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '../../platform/database/index.ts'
import { recordEvents } from '../../customers/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'

let t: TestApp
let shop: TestWorkspace
let n = 0

beforeAll(async () => {
  t = await testApp()
})
beforeEach(async () => {
  // A Tuesday, noon in Kyiv.
  t.time.now = new Date('2026-11-24T10:00:00Z')
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

type Task = { id: string; title: string; due_at: string; overdue: boolean; state: string; outcome: string; contact: { id: string; name: string | null }; assignee: { user_id: string; name: string } | null; made_by: string | null; rule_id: string | null; reason: object | null; closed_by: string | null }

const person = async (name = `P${++n}`) => (await shop.call('POST', '/v1/contacts', { name, email: `t${++n}@example.com` })).json<{ id: string }>().id
const stage = async (key: string) => (await shop.call('GET', '/v1/stages')).json<{ data: { id: string; key: string }[] }>().data.find((each) => each.key === key)!.id
const tasks = async (query = '') => (await shop.call('GET', `/v1/tasks${query}`)).json<{ data: Task[]; page_info: { after: string | null } }>()
const make = async (body: object) => (await shop.call('POST', '/v1/tasks', body)).json<Task>()
const change = (id: string, body: object) => shop.call('PATCH', `/v1/tasks/${id}`, body)
const rule = async (body: object = {}) => (await shop.call('POST', '/v1/hand-over-rules', { stage_id: await stage('qualified_lead'), title: 'Call about the offer', within_hours: 4, ...body })).json<{ id: string }>()
const enter = async (contact_id: string, key = 'qualified_lead') => shop.call('PUT', `/v1/contacts/${contact_id}/stage`, { stage_id: await stage(key) })
const happened = async (contact_id: string) => (await shop.call('GET', `/v1/events?contact_id=${contact_id}`)).json<{ data: { type: string }[] }>().data.map((event) => event.type).filter((type) => type.startsWith('task.')).toReversed()

test('whoever enters a stage is handed over once, due in working hours, and it is on their history', async () => {
  const { id: rule_id } = await rule({ note: 'Be quick', assignee_id: shop.user_id })
  const id = await person('Olena Koval')
  await enter(id)
  const { data: [task] } = await tasks()
  expect(task).toMatchObject({ title: 'Call about the offer', note: 'Be quick', contact: { id, name: 'Olena Koval' }, state: 'open', made_by: null, rule_id, reason: { stage: 'qualified_lead' }, assignee: { user_id: shop.user_id, name: 'Olena' }, due_at: '2026-11-24T14:00:00.000Z' })
  expect(await happened(id)).toEqual(['task.created'])
  // Out and in again: the open one stays the only one.
  await enter(id, 'lead')
  await enter(id)
  expect((await tasks()).data).toHaveLength(1)
  await change(task!.id, { state: 'done', outcome: 'Sold' })
  await enter(id, 'lead')
  await enter(id)
  expect((await tasks()).data).toHaveLength(1)
  expect(await happened(id)).toEqual(['task.created', 'task.done', 'task.created'])
  await shop.call('PATCH', `/v1/hand-over-rules/${rule_id}`, { enabled: false })
  const other = await person()
  await enter(other)
  expect((await tasks(`?contact_id=${other}`)).data).toEqual([])
  expect((await shop.call('DELETE', `/v1/hand-over-rules/${rule_id}`)).statusCode).toBe(204)
  expect((await tasks()).data).toHaveLength(1)
})

test('two events at once make one task', async () => {
  await rule()
  const people = await Promise.all(Array.from({ length: 5 }, () => person()))
  const event = (contact_id: string) => ({ contact_id, type: 'stage.changed', at: t.time.now, source: 'stages', origin: 'live' as const, properties: { from: null, to: 'qualified_lead', by_hand: false, because: [] } })
  await Promise.all(Array.from({ length: 6 }, () => system(t.house.db, 'test', shop.id, (tx) => recordEvents(t.house, tx, shop.id, people.map(event), t.time.now))))
  expect((await tasks()).data).toHaveLength(5)
})

test('due times keep to working hours, days off and worked weekends', async () => {
  const id = await person()
  const due = async (within_hours: number) => (await make({ contact_id: id, title: 'x', within_hours })).due_at
  // Noon in Kyiv, UTC+2; six hours of Tuesday remain.
  expect(await due(4)).toBe('2026-11-24T14:00:00.000Z')
  expect(await due(6)).toBe('2026-11-24T16:00:00.000Z')
  expect(await due(7)).toBe('2026-11-25T08:00:00.000Z')
  t.time.now = new Date('2026-11-27T15:30:00Z')
  expect(await due(1)).toBe('2026-11-30T07:30:00.000Z')
  await shop.call('PUT', '/v1/days-off', { country: 'UA', date: '2026-11-30', kind: 'off' })
  expect(await due(1)).toBe('2026-12-01T07:30:00.000Z')
  await shop.call('PUT', '/v1/days-off', { country: 'UA', date: '2026-11-28', kind: 'work' })
  expect(await due(1)).toBe('2026-11-28T07:30:00.000Z')
  const week = [...Array.from({ length: 6 }, () => ({ open: '10:00', close: '12:00' })), null]
  expect((await shop.call('PUT', '/v1/working-hours', { week, days_off: false })).statusCode).toBe(200)
  expect(await due(3)).toBe('2026-11-30T09:00:00.000Z')
  expect((await shop.call('GET', '/v1/working-hours')).json()).toMatchObject({ week, days_off: false })
  expect((await shop.call('PUT', '/v1/working-hours', { week: week.map(() => null), days_off: false })).json()).toMatchObject({ errors: [{ code: 'hours_never_open' }] })
})

test('the list: late ones first, mine, nobody\'s, search by words and person, page by page', async () => {
  const [anna, borys] = [await person('Анна Коваль'), await person('Борис')]
  await make({ contact_id: anna, title: 'Send the contract', due_at: '2026-11-25T10:00:00Z', assignee_id: shop.user_id })
  await make({ contact_id: borys, title: 'Call back', note: 'about the guarantee', due_at: '2026-11-23T10:00:00Z' })
  await make({ contact_id: anna, title: 'Зустріч', due_at: '2026-11-24T09:00:00Z' })
  const titles = async (query: string) => (await tasks(query)).data.map((task) => task.title)
  expect((await tasks()).data.map((task) => [task.title, task.overdue])).toEqual([['Call back', true], ['Зустріч', true], ['Send the contract', false]])
  expect(await titles('?whose=nobody')).toEqual(['Call back', 'Зустріч'])
  expect(await titles('?overdue=true&search=ЗУСТРІЧ')).toEqual(['Зустріч'])
  expect(await titles('?search=guarantee')).toEqual(['Call back'])
  expect(await titles(`?search=${encodeURIComponent('анна контракт')}`)).toEqual([])
  expect(await titles(`?search=${encodeURIComponent('анна contract')}`)).toEqual(['Send the contract'])
  const first = await tasks('?limit=2')
  expect((await tasks(`?limit=2&after=${first.page_info.after}`)).data.map((task) => task.title)).toEqual(['Send the contract'])
  const [late] = first.data
  await change(late!.id, { state: 'dropped', outcome: 'Wrong number' })
  expect((await tasks('?state=dropped')).data).toMatchObject([{ outcome: 'Wrong number', closed_by: expect.any(String), overdue: false }])
  expect((await shop.call('GET', '/v1/tasks/count')).json()).toEqual({ mine: 0, nobody: 1, all: 2, overdue: 1 })
})

test('mine is whose session asks; a colleague who leaves the workspace leaves the task to nobody', async () => {
  const id = await person()
  const task = await make({ contact_id: id, title: 'x', within_hours: 1, assignee_id: shop.user_id })
  const sign = await t.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email: shop.email, password: shop.password }, headers: { origin: 'http://localhost:3000' } })
  const cookie = sign.cookies.map((each) => `${each.name}=${each.value}`).join('; ')
  const mine = await t.app.inject({ method: 'GET', url: '/v1/tasks?whose=mine', headers: { cookie, 'carillon-workspace': shop.id } })
  expect(mine.json<{ data: Task[] }>().data.map((each) => each.id)).toEqual([task.id])
  await sql`delete from membership where workspace_id = ${shop.id} and user_id = ${shop.user_id}`.execute(t.house.db.system)
  expect((await tasks('?whose=nobody')).data.map((each) => each.id)).toEqual([task.id])
})

test('closed, opened again, put off, given away; and what is refused', async () => {
  const id = await person()
  const task = await make({ contact_id: id, title: 'x', within_hours: 1 })
  expect((await change(task.id, { state: 'done', outcome: 'Reached' })).json()).toMatchObject({ state: 'done', outcome: 'Reached', closed_by: expect.any(String) })
  expect((await change(task.id, { within_hours: 4 })).json()).toMatchObject({ errors: [{ code: 'task_closed' }] })
  expect((await change(task.id, { state: 'open', within_hours: 4, assignee_id: shop.user_id })).json()).toMatchObject({ state: 'open', closed_by: null, due_at: '2026-11-24T14:00:00.000Z', assignee: { name: 'Olena' } })
  expect((await change(task.id, { assignee_id: null })).json()).toMatchObject({ assignee: null })
  expect((await change(task.id, { assignee_id: 'nobody' })).json()).toMatchObject({ errors: [{ code: 'member_unknown' }] })
  expect((await change(task.id, { due_at: '2026-11-24T14:00:00Z', within_hours: 1 })).json()).toMatchObject({ errors: [{ code: 'due_twice' }] })
  expect((await shop.call('POST', '/v1/tasks', { contact_id: id, title: 'x' })).json()).toMatchObject({ errors: [{ code: 'due_missing' }] })
  expect(await happened(id)).toEqual(['task.created', 'task.done'])
})

test('a merge brings tasks along, keeps one open of each rule, and its undoing gives all back', async () => {
  await rule()
  const [stays, joins] = [await person(), await person()]
  await enter(joins)
  t.time.now = new Date('2026-11-24T11:00:00Z')
  await enter(stays)
  await make({ contact_id: joins, title: 'By hand', due_at: '2026-11-30T10:00:00Z' })
  const merge = (await shop.call('POST', `/v1/contacts/${stays}/merge`, { other_id: joins })).json<{ id: string }>()
  expect((await tasks()).data.map((task) => [task.title, task.contact.id])).toEqual([['Call about the offer', stays], ['By hand', stays]])
  expect((await tasks(`?contact_id=${joins}`)).data).toHaveLength(2)
  // Handed over again while one is open: still one.
  await enter(stays, 'lead')
  await enter(stays)
  expect((await tasks()).data).toHaveLength(2)
  await shop.call('POST', `/v1/merges/${merge.id}/undo`)
  expect((await tasks(`?contact_id=${stays}`)).data.map((task) => task.title)).toEqual(['Call about the offer'])
  expect((await tasks(`?contact_id=${joins}`)).data.map((task) => task.title)).toEqual(['Call about the offer', 'By hand'])
})

test('an erased person takes their tasks along; what is handed out has them', async () => {
  const id = await person()
  await make({ contact_id: id, title: 'Call', within_hours: 1 })
  expect((await shop.call('GET', `/v1/contacts/${id}/export`)).json()).toMatchObject({ tasks: [{ title: 'Call', state: 'open' }] })
  await shop.call('DELETE', `/v1/contacts/${id}`)
  expect((await sql`select id from task where workspace_id = ${shop.id}`.execute(t.house.db.system)).rows).toEqual([])
})

test('staff does tasks and changes no rules; another workspace sees none', async () => {
  const id = await person()
  const task = await make({ contact_id: id, title: 'Call', within_hours: 1 })
  const { id: rule_id } = await rule()
  const { key } = (await shop.call('POST', '/v1/api-keys', { name: 'agent', kind: 'secret', scopes: ['tasks:read', 'tasks:write'] })).json<{ key: string }>()
  const agent = { authorization: `Bearer ${key}` }
  expect((await shop.call('PATCH', `/v1/tasks/${task.id}`, { state: 'done' }, agent)).statusCode).toBe(200)
  expect((await shop.call('PATCH', `/v1/hand-over-rules/${rule_id}`, { enabled: false }, agent)).statusCode).toBe(403)
  const other = await t.workspace('GE')
  for (const [method, url, body] of [['GET', `/v1/tasks/${task.id}`], ['PATCH', `/v1/tasks/${task.id}`, { state: 'done' }], ['POST', '/v1/tasks', { contact_id: id, title: 'x', within_hours: 1 }], ['PATCH', `/v1/hand-over-rules/${rule_id}`, { enabled: false }], ['DELETE', `/v1/hand-over-rules/${rule_id}`]] as const) expect((await other.call(method, url, body)).statusCode, url).toBe(404)
  expect((await other.call('GET', '/v1/tasks')).json()).toMatchObject({ data: [] })
})
