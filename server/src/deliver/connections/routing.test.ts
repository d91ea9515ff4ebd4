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
const route = async (country: string, message_class?: string) => (await routes(message_class)).find((each) => each.country === country)

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
