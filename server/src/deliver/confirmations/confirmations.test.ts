import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestWorkspace } from '../../testing/app.ts'
import { runningApp, until, type RunningApp } from '../../testing/running.ts'

let t: RunningApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await runningApp()
  shop = await t.workspace('DE')
  const settings = await get<{ shares: Record<string, Record<string, number>> }>('/v1/sandbox/settings')
  const shares = Object.fromEntries(Object.keys(settings.shares).map((medium) => [medium, { delivered: 1, read: 0, clicked: 0, replied: 0, unsubscribed: 0 }]))
  expect((await shop.call('PUT', '/v1/sandbox/settings', { ...settings, shares })).statusCode).toBe(200)
})
afterAll(() => t.close())

type View = { id: string; consents: { medium: string; state: string; source: string }[] }
type Asked = { id: string; medium: string; state: string; asked_at: string | null; message_id: string | null }
type Letter = { id: string; subject: string; html: string; text: string }

const get = async <T>(url: string) => (await shop.call('GET', url)).json<T>()
const yes = (medium: string, more: object = {}) => ({ medium, state: 'opted_in', source: 'newsletter form', proof: { text: 'Ja, bitte schreiben Sie mir', ip: '203.0.113.7' }, ...more })
const make = async (body: object) => {
  const answer = await shop.call('POST', '/v1/contacts', body)
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json<View>()
}
const requests = async (id: string) => (await get<{ data: Asked[] }>(`/v1/consent-requests?contact_id=${id}`)).data
const consents = async (id: string) => (await get<View>(`/v1/contacts/${id}`)).consents
const ledger = async (id: string) => (await get<{ data: { state: string; source: string; text_id: string | null; proof: Record<string, unknown> }[] }>(`/v1/consents?contact_id=${id}`)).data
/** The link of the button in the last message to an address, followed as a browser does. */
const linkTo = async (address: string) => {
  const { data: [letter] } = await until(() => get<{ data: { id: string; body: unknown }[] }>(`/v1/sandbox/messages?to=${encodeURIComponent(address)}`), (each) => each.data.length > 0)
  const tracked = /https?:\/\/[^"\s\\]+\/c\/[^"\s\\]+/.exec(JSON.stringify(letter))![0]
  const followed = await t.app.inject({ method: 'GET', url: new URL(tracked).pathname })
  expect(followed.statusCode).toBe(302)
  return { letter: letter as unknown as Letter, path: new URL(followed.headers.location!).pathname }
}

test('where the law wants two, a yes waits, is asked for by its own medium, and counts from the press of the button', async () => {
  const { id, consents: at_once } = await make({ email: 'uta@example.de', name: 'Uta', locale: 'en', consents: [yes('email')] })
  expect(at_once).toEqual([])
  const [asked] = await until(() => requests(id), (each) => each[0]?.asked_at !== null)
  expect(asked).toMatchObject({ medium: 'email', state: 'open' })
  expect(await get(`/v1/messages/${asked!.message_id}`)).toMatchObject({ class: 'transactional', source: { kind: 'consent', id: asked!.id } })
  const { path } = await linkTo('uta@example.de')
  // A scanner that opens everything confirms nothing.
  const page = await t.app.inject({ method: 'GET', url: path })
  expect(page.body).toContain('Yes, write to me')
  expect(await consents(id)).toEqual([])
  const press = () => t.app.inject({ method: 'POST', url: path, headers: { 'user-agent': 'Firefox', 'content-type': 'application/x-www-form-urlencoded' }, payload: '' })
  expect((await press()).statusCode).toBe(303)
  expect((await press()).statusCode).toBe(303)
  expect((await t.app.inject({ method: 'GET', url: path })).body).toContain('Confirmed')
  expect(await consents(id)).toMatchObject([{ medium: 'email', state: 'opted_in', source: 'newsletter form' }])
  const entries = await ledger(id)
  expect(entries).toMatchObject([{ state: 'opted_in', text_id: expect.stringMatching(/^cnx_/), proof: { text: 'Ja, bitte schreiben Sie mir', ip: '203.0.113.7', confirmation: { request_id: asked!.id, user_agent: 'Firefox' } } }])
  expect(await requests(id)).toMatchObject([{ state: 'confirmed' }])
  // The same sentence is kept once.
  const second = await make({ email: 'ulf@example.de', consents: [yes('email', { confirmed: true })] })
  expect((await ledger(second.id))[0]!.text_id).toBe(entries[0]!.text_id)
})

test('a no in between ends the question, and the old link says so', async () => {
  const { id } = await make({ email: 'ina@example.de', locale: 'uk', consents: [yes('email')] })
  const { path } = await linkTo('ina@example.de')
  expect((await shop.call('POST', '/v1/consents', { contact_id: id, consents: [{ medium: '*', state: 'opted_out', source: 'telephone' }] })).statusCode).toBe(204)
  expect(await requests(id)).toMatchObject([{ state: 'withdrawn' }])
  await t.app.inject({ method: 'POST', url: path, payload: '' })
  expect((await t.app.inject({ method: 'GET', url: path })).body).toContain('Це посилання вже не діє')
  expect(await consents(id)).toMatchObject([{ medium: '*', state: 'opted_out' }])
})

test('an unanswered question lapses; asking again is once a day, and not by message where that is forbidden', async () => {
  const { id } = await make({ email: 'max@example.de', locale: 'en', consents: [yes('email')] })
  const [asked] = await until(() => requests(id), (each) => each[0]?.asked_at !== null)
  const again = () => shop.call('POST', `/v1/consent-requests/${asked!.id}/ask`)
  expect((await again()).json()).toMatchObject({ errors: [{ code: 'asked_today' }] })
  const { path } = await linkTo('max@example.de')
  t.forward(8 * 86_400_000)
  expect(await requests(id)).toMatchObject([{ state: 'expired' }])
  await t.app.inject({ method: 'POST', url: path, payload: '' })
  expect(await consents(id)).toEqual([])
  expect((await again()).statusCode).toBe(204)
  await until(() => get<{ data: object[] }>('/v1/sandbox/messages?to=max%40example.de'), (each) => each.data.length === 2)
  expect((await shop.call('PUT', '/v1/consent-rules', { rules: [{ country: 'DE', double_opt_in: true, ask_by_message: false }] })).statusCode).toBe(200)
  t.forward(2 * 86_400_000)
  expect((await again()).json()).toMatchObject({ errors: [{ code: 'asking_forbidden' }] })
  // No question can be sent, so the form's yes is the yes.
  expect((await make({ email: 'eva@example.de', consents: [yes('email')] })).consents).toMatchObject([{ state: 'opted_in' }])
})

test('rules by country and topic: the workspace\'s own go before the law\'s, which go before those for everybody', async () => {
  const { data: [topic] } = await get<{ data: { id: string }[] }>('/v1/topics')
  const change = (rules: object[]) => shop.call('PUT', '/v1/consent-rules', { rules })
  expect((await change([{ country: 'DE', double_opt_in: false, ask_by_message: null }, { country: '*', topic_id: topic!.id, double_opt_in: true, ask_by_message: null }])).json()).toMatchObject({ rules: [{ country: '*' }, { country: 'DE' }], by_law: expect.arrayContaining([{ country: 'GE', topic_id: '*', double_opt_in: null, ask_by_message: false }]) })
  expect((await make({ phone: '+4915112345601', consents: [yes('sms')] })).consents).toHaveLength(1)
  const waits = await make({ phone: '+380671112233', consents: [yes('sms', { topic_id: topic!.id }), yes('viber')] })
  expect(waits.consents).toMatchObject([{ medium: 'viber' }])
  expect((await make({ phone: '+995555112233', consents: [yes('sms', { topic_id: topic!.id })] })).consents).toHaveLength(1)
  expect((await change([{ country: 'DE', topic_id: topic!.id, double_opt_in: true, ask_by_message: false }])).json()).toMatchObject({ errors: [{ pointer: '/rules/0/ask_by_message', code: 'rule_of_countries' }] })
  expect((await shop.call('POST', '/v1/consents', { contact_id: waits.id, consents: [{ medium: 'sms', state: 'opted_in', source: 'form', confirmed: true }] })).json()).toMatchObject({ errors: [{ pointer: '/consents/0/proof', code: 'proof_missing' }] })
})

test('a question that cannot be sent keeps no other back, and is taken up again later', async () => {
  const other = await t.workspace('DE')
  // Live without an address that customers reach: the button would lead nowhere.
  await t.house.db.system.updateTable('workspace').set({ environment: 'live' }).where('id', '=', other.id).execute()
  const stuck = (await other.call('POST', '/v1/contacts', { email: 'stuck@example.de', consents: [yes('email')] })).json<View>()
  const { id } = await make({ email: 'after@example.de', consents: [yes('email')] })
  await until(() => requests(id), (each) => each[0]?.asked_at !== null)
  const row = () => t.house.db.system.selectFrom('consent_request').select(['ask_at', 'asked_at', 'message_id']).where('contact_id', '=', stuck.id).executeTakeFirstOrThrow()
  const put_off = await until(row, ({ ask_at }) => ask_at !== null && ask_at > new Date(t.house.clock().getTime() + 60_000))
  expect(put_off).toMatchObject({ asked_at: null, message_id: null })
})
