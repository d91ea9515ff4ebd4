import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '../../platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { routesFor } from './routing.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

const make = async (path: string, body: object) => {
  const made = await shop.call('POST', path, body)
  expect(made.statusCode, made.body).toBe(201)
  return made.json<{ id: string }>().id
}
const routes = (message_class = 'marketing') => system(t.house.db, 'test', shop.id, (tx) => routesFor(tx, shop.id, 'live', ['sms'], message_class))
const route = async (country: string, message_class?: string, operator = '*') => (await routes(message_class)).find((each) => each.country === country && each.operator === operator)

test('a sender that is not approved gives way to the fallback it names, before any general one', async () => {
  await make('/v1/connections', { channel: 'sms-smpp', name: 'SMSC', settings: { host: '127.0.0.1', port: 2775, system_id: 'x', password: 'y' } })
  expect(await route('*')).toMatchObject({ sender_id: null, approved: false })
  const general = await make('/v1/senders', { medium: 'sms', address: 'SHOP', state: 'approved' })
  const number = await make('/v1/senders', { medium: 'sms', address: '+380441234567', country: 'PL', state: 'approved' })
  const named = await make('/v1/senders', { medium: 'sms', address: 'CITRUS', country: 'UA', state: 'requested', fallback_sender_id: number })
  expect(await route('UA')).toMatchObject({ sender_id: number, approved: true })
  expect(await route('*')).toMatchObject({ sender_id: general, approved: true })
  await shop.call('PATCH', `/v1/senders/${named}`, { state: 'approved' })
  expect(await route('UA')).toMatchObject({ sender_id: named })
  await shop.call('PATCH', `/v1/senders/${named}`, { state: 'refused' })
  await shop.call('PATCH', `/v1/senders/${number}`, { state: 'refused' })
  expect(await route('UA')).toMatchObject({ sender_id: general })
})

test('where operators cost differently and nobody knows which it is, the dearest counts', async () => {
  const price = (more: object) => shop.call('PUT', '/v1/prices', { medium: 'sms', per: 'segment', charged_on: 'accepted', ...more })
  await price({ country: 'UA', operator: 'Kyivstar', amount_micro: 900_000 })
  await price({ country: 'UA', operator: 'lifecell', amount_micro: 1_100_000 })
  await price({ country: 'UA', operator: 'Vodafone', amount_micro: 1_000_000, class: 'one_time_code' })
  expect(await route('UA')).toMatchObject({ price_micro: 1_100_000, per: 'segment' })
  // A rate of the message's own class is nearer than one of every class.
  expect(await route('UA', 'one_time_code')).toMatchObject({ price_micro: 1_000_000 })
})

test('a number whose operator was stated costs what that operator costs, from the plan to the queue', async () => {
  expect(await route('UA', 'marketing', 'kyivstar')).toMatchObject({ price_micro: 900_000 })
  expect(await route('UA', 'marketing', 'lifecell')).toMatchObject({ price_micro: 1_100_000 })
  const other = await t.workspace('UA')
  for (const [operator, amount_micro] of [['Kyivstar', 900_000], ['lifecell', 1_100_000]] as const) await other.call('PUT', '/v1/prices', { medium: 'sms', country: 'UA', operator, amount_micro, per: 'segment', charged_on: 'accepted' })
  const cost = async (person: object, change?: object) => {
    const made = (await other.call('POST', '/v1/contacts', person)).json<{ id: string; endpoints: { medium: string; operator: string | null }[] }>()
    if (change) await other.call('PATCH', `/v1/contacts/${made.id}`, change)
    const sent = await other.call('POST', '/v1/messages', { to: { contact_id: made.id }, content: { default_locale: 'uk', locales: { uk: { core: { headline: '', body: 'Вітаю', buttons: [] } } } }, cascade: [{ media: ['sms'], success: 'accepted', within_s: 600 }], class: 'transactional' })
    expect(sent.statusCode, sent.body).toBe(201)
    const { rows } = await t.house.db.pools.carillon_system.query<{ price_micro: string }>('select price_micro from queue_item where message_id = $1', [sent.json<{ id: string }>().id])
    return Number(rows[0]!.price_micro)
  }
  expect(await cost({ phone: '+380671112233', phone_operator: 'KYIVSTAR' })).toBe(900_000)
  expect(await cost({ phone: '+380671112234' })).toBe(1_100_000)
  expect(await cost({ phone: '+380671112235', phone_operator: 'Vodafone' })).toBe(1_100_000)
  // Ported: the same number, another operator.
  expect(await cost({ phone: '+380671112236', phone_operator: 'lifecell' }, { add_identities: [{ kind: 'phone', value: '+380671112236', operator: 'Kyivstar' }] })).toBe(900_000)
  // Cleared again, by a change or by saying the person anew: nobody knows, so the dearest counts; not to mention it changes nothing.
  expect(await cost({ phone: '+380671112237', phone_operator: 'Kyivstar' }, { add_identities: [{ kind: 'phone', value: '+380671112237', operator: null }] })).toBe(1_100_000)
  expect(await cost({ phone: '+380671112238', phone_operator: 'Kyivstar' })).toBe(900_000)
  expect(await cost({ phone: '+380671112238' }, { add_identities: [{ kind: 'phone', value: '+380671112238' }] })).toBe(900_000)
  expect(await cost({ phone: '+380671112238', phone_operator: null })).toBe(1_100_000)
})

test('a warm-up begins on the day it is set and says what this day allows', async () => {
  const id = await make('/v1/connections', { channel: 'email-smtp', name: 'New mail', settings: { host: '127.0.0.1', port: 25, security: 'none', from: 'shop@example.com' }, limits: { per_day: 1000, warm_up_from: 50, warm_up_growth: 100 } })
  const read = async () => (await shop.call('GET', `/v1/connections/${id}`)).json<{ limits: Record<string, unknown>; limit_today: number; used_today: number }>()
  expect(await read()).toMatchObject({ limits: { warm_up_since: '2026-11-24' }, limit_today: 50, used_today: 0 })
  t.time.now = new Date('2026-11-26T10:00:00Z')
  expect(await read()).toMatchObject({ limit_today: 200 })
  await shop.call('PATCH', `/v1/connections/${id}`, { limits: { per_day: 150, warm_up_from: 50, warm_up_growth: 100 } })
  expect(await read()).toMatchObject({ limits: { warm_up_since: '2026-11-24' }, limit_today: 150 })
  t.time.now = new Date('2026-11-24T10:00:00Z')
})
