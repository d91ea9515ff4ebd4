import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { fieldsOf } from '../events/index.ts'
import { formChores } from './index.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

let made = 0
const person = async (): Promise<string> => (await shop.call('POST', '/v1/contacts', { email: `filler${(made += 1)}@example.com` })).json<{ id: string }>().id
const happen = async (contact_id: string, ...events: [type: string, properties: object, at?: string][]) => {
  const answer = await shop.call('POST', '/v1/events', { events: events.map(([type, properties, at]) => ({ contact_id, type, properties, ...(at ? { at } : {}) })) })
  expect(answer.statusCode, answer.body).toBe(201)
}
type Form = { contact_id: string; form_id: string; name: string | null; url: string | null; filled: number; started_at: string; updated_at: string }
const of = async (id: string, at = shop) => (await at.call('GET', `/v1/contacts/${id}/unfinished-forms`)).json<{ data: Form[] }>().data
const stored = async (id: string) => (await sql<{ fields: object }>`select fields from unfinished_form where workspace_id = ${shop.id} and contact_id = ${id}`.execute(t.house.db.system)).rows.map((row) => row.fields)
const loan = { form_id: 'loan', name: 'Loan', url: 'https://bank.example/loan?plan=a' }

describe('what may be kept of a form', () => {
  test.each(['password', 'userPassword', 'new_password', 'pwd', 'card', 'card_number', 'cardNumber', 'payment[card-no]', 'cvv', 'cvc2', 'pin', 'PIN-code', 'cc-exp', 'ccnum', 'otp', 'csrf_token', 'iban', 'ssn', 'passport', 'Пароль', 'secretAnswer', 'security code'])('nothing called %s', (name) => {
    expect(fieldsOf({ [name]: 'x', city: 'Kyiv' })).toEqual({ city: 'Kyiv' })
  })
  test.each(['shipping', 'spinner', 'compass', 'opinion', 'accept', 'discard_reason', 'scan', 'company', 'comment', 'ім\'я'])('but what is called %s', (name) => expect(fieldsOf({ [name]: 'x' })).toEqual({ [name]: 'x' }))
  test.each(['4242424242424242', '4242 4242 4242 4242', 'my card is 4242-4242-4242-4242, thanks', '4242 4242 4242 4242 123', '378282246310005', '6304000000000000'])('no card number: %s', (value) => expect(fieldsOf({ note: value, all: ['a', value] })).toEqual({ all: ['a'] }))
  test.each(['+380671234567', '4242424242424241', '2026-11-28 12:30'])('but another number: %s', (value) => expect(fieldsOf({ note: value })).toEqual({ note: value }))
  test('short texts, few fields, no objects', () => {
    expect(fieldsOf({ a: { b: 1 }, c: null, d: 5, e: true, f: ' ', g: ['x', '', { y: 1 }] })).toEqual({ d: '5', e: 'true', g: ['x'] })
    expect((fieldsOf({ long: 'x'.repeat(5000) }).long as string).length).toBe(1000)
    expect(Object.keys(fieldsOf(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, 'x'])))).length).toBe(50)
    for (const nothing of [null, 'text', ['a'], 5]) expect(fieldsOf(nothing)).toEqual({})
  })
})

test('a form that was begun is on the profile until it is sent; the last event stands whole', async () => {
  const id = await person()
  await happen(id, ['Form Started', { ...loan, fields: { city: 'Kyiv', password: 'hush' } }, '2026-11-20T10:00:00Z'])
  await happen(id, ['Form Updated', { ...loan, fields: { city: 'Lviv', amount: 5000 } }, '2026-11-20T10:05:00Z'], ['Form Started', { form_id: 'call me' }, '2026-11-20T10:01:00Z'])
  expect(await of(id)).toEqual([
    { contact_id: id, ...loan, filled: 2, started_at: '2026-11-20T10:00:00.000Z', updated_at: '2026-11-20T10:05:00.000Z' },
    { contact_id: id, form_id: 'call me', name: null, url: null, filled: 0, started_at: '2026-11-20T10:01:00.000Z', updated_at: '2026-11-20T10:01:00.000Z' },
  ])
  expect(await stored(id)).toContainEqual({ city: 'Lviv', amount: '5000' })
  await happen(id, ['Form Updated', { ...loan, fields: { city: 'Odesa' } }, '2026-11-20T10:02:00Z'])
  expect(await stored(id)).toContainEqual({ city: 'Lviv', amount: '5000' })
  await happen(id, ['Form Submitted', { form_id: 'loan' }, '2026-11-20T10:06:00Z'])
  expect((await of(id)).map((form) => form.form_id)).toEqual(['call me'])
  const log = (await shop.call('GET', `/v1/events?contact_id=${id}`)).body
  expect(log).toContain('"filled":2')
  for (const secret of ['hush', 'Lviv', 'Kyiv']) expect(log).not.toContain(secret)
})

test('an address is kept only where a person may be led; what another event says of it takes the fields with it', async () => {
  const id = await person()
  for (const url of ['javascript:alert(1)', 'http://bank.example/', 'https://user:word@bank.example/', 'loan', 5]) {
    await happen(id, ['Form Started', { ...loan, url, fields: { city: 'Kyiv' } }])
    expect((await of(id))[0]!.url).toBeNull()
  }
  await happen(id, ['Form Updated', { form_id: 'loan', url: 'https://evil.example/' }])
  expect(await of(id)).toMatchObject([{ url: 'https://evil.example/', filled: 0 }])
  await happen(id, ['Form Started', { name: '' }], ['Form Started', {}])
  expect(await of(id)).toHaveLength(1)
})

test('nobody has more than twenty, the oldest go; and nothing after thirty days', async () => {
  const id = await person()
  await happen(id, ...Array.from({ length: 25 }, (_, n): [string, object, string] => ['Form Started', { form_id: `f${n}` }, `2026-11-20T10:00:${String(n).padStart(2, '0')}Z`]))
  const forms = await of(id)
  expect([forms.length, forms[0]!.form_id, forms.at(-1)!.form_id]).toEqual([20, 'f24', 'f5'])
  await sql`update unfinished_form set updated_at = ${new Date(t.time.now.getTime() - 31 * 86_400_000)} where workspace_id = ${shop.id} and contact_id = ${id} and form_id <> 'f24'`.execute(t.house.db.system)
  await formChores[0]!.run(t.house)
  expect((await of(id)).map((form) => form.form_id)).toEqual(['f24'])
})

test('begun in a browser and sent at another, it is finished for the whole person; who is forgotten leaves none', async () => {
  const [browser, phone] = [await person(), await person()]
  await happen(browser, ['Form Started', { ...loan, fields: { city: 'Kyiv' } }])
  expect((await shop.call('POST', `/v1/contacts/${phone}/merge`, { other_id: browser })).statusCode).toBeLessThan(300)
  expect(await of(phone)).toMatchObject([{ contact_id: browser, form_id: 'loan' }])
  await happen(phone, ['Form Submitted', { form_id: 'loan' }])
  expect(await of(browser)).toEqual([])
  await happen(phone, ['Form Started', { ...loan, fields: { city: 'Kyiv' } }])
  expect((await shop.call('GET', `/v1/contacts/${phone}/export`)).body).toContain('"city":"Kyiv"')
  await shop.call('DELETE', `/v1/contacts/${phone}`)
  expect([...(await stored(phone)), ...(await stored(browser))]).toEqual([])
})

test('the same told fifty times at once is one form', async () => {
  const id = await person()
  await Promise.all(Array.from({ length: 50 }, (_, n) => happen(id, ['Form Updated', { ...loan, fields: { n } }, `2026-11-20T10:00:${String(n).padStart(2, '0')}Z`])))
  expect(await of(id)).toMatchObject([{ updated_at: '2026-11-20T10:00:49.000Z' }])
  expect(await stored(id)).toEqual([{ n: '49' }])
})

test('of another workspace there is nobody', async () => {
  const other = await t.workspace('GE')
  const id = await person()
  for (const path of ['unfinished-forms', 'unfinished-chat']) expect((await other.call('GET', `/v1/contacts/${id}/${path}`)).statusCode).toBe(404)
})
