import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { followToEnd } from '../../testing/follow.ts'
import { engagementChores, learnedMedium, readiestMedium } from './index.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

type Happening = { type: string; medium: string; times?: number; at?: string; origin?: string; machine?: boolean }
const make = async (body: object) => (await shop.call('POST', '/v1/contacts', body)).json<{ id: string }>().id
const happen = (id: string, { type, medium, times = 1, at = '2026-11-10T10:15:00Z', origin = 'live', machine }: Happening) => sql`
  insert into event (workspace_id, contact_id, type, at, received_at, source, origin, properties) select ${shop.id}, ${id}, ${`message.${type}`}, ${at}::timestamptz, ${t.time.now}, ${medium}, ${origin}, ${JSON.stringify({ medium, ...(machine ? { machine } : {}) })}::jsonb from generate_series(1, ${times})`.execute(t.house.db.system)
const follow = () => followToEnd(t, 'engagement', () => engagementChores[0]!.run(t.house))
const readiest = async (id: string) => (await sql<{ medium: string; certainty: number }>`select medium, certainty from ${readiestMedium(sql`${shop.id}`, sql`${id}`, t.time.now)} x`.execute(t.house.db.system)).rows[0]
const learned = async (id: string) => (await sql<{ medium: string | null }>`select ${learnedMedium(sql`${shop.id}`, sql`${id}`, t.time.now)} as medium`.execute(t.house.db.system)).rows[0]!.medium
const rows = async (id: string) => (await sql`select medium, month::text, sent, read, clicked, hours[14] as at_13 from engagement where workspace_id = ${shop.id} and contact_id = ${id} order by 1, 2`.execute(t.house.db.system)).rows

test('each event counts once, by medium and month, at the hour of the person\'s clock; machines do not', async () => {
  const id = await make({ email: 'a@example.com', time_zone: 'Europe/Istanbul' })
  await happen(id, { type: 'accepted', medium: 'email', times: 3 })
  await happen(id, { type: 'read', medium: 'email', times: 2 })
  await happen(id, { type: 'read', medium: 'email', machine: true })
  await follow()
  await follow()
  expect(await rows(id)).toEqual([{ medium: 'email', month: '2026-11-01', sent: 3, read: 2, clicked: 0, at_13: 2 }])
  await happen(id, { type: 'clicked', medium: 'email' })
  await happen(id, { type: 'accepted', medium: 'email', at: '2026-12-01T00:00:00Z' })
  await follow()
  expect(await rows(id)).toEqual([{ medium: 'email', month: '2026-11-01', sent: 3, read: 2, clicked: 1, at_13: 3 }, { medium: 'email', month: '2026-12-01', sent: 1, read: 0, clicked: 0, at_13: null }])
})

test('the readiest medium is where most comes back for what is sent, sure by how much is known and how far it is ahead', async () => {
  const [few, many, quiet, close] = [await make({ email: 'few@example.com' }), await make({ email: 'many@example.com' }), await make({ email: 'quiet@example.com' }), await make({ email: 'close@example.com' })]
  for (const [id, n] of [[few, 4], [many, 40]] as const) {
    await happen(id, { type: 'accepted', medium: 'email', times: n })
    await happen(id, { type: 'read', medium: 'email', times: n })
    await happen(id, { type: 'accepted', medium: 'viber', times: n })
    await happen(id, { type: 'clicked', medium: 'viber', times: n / 2 })
  }
  await happen(quiet, { type: 'accepted', medium: 'email', times: 20 })
  await happen(quiet, { type: 'accepted', medium: 'sms', times: 2 })
  await happen(quiet, { type: 'replied', medium: 'sms', times: 2 })
  for (const medium of ['email', 'sms']) {
    await happen(close, { type: 'accepted', medium, times: 20 })
    await happen(close, { type: 'clicked', medium, times: 5 })
  }
  await follow()
  expect([(await readiest(few))!.medium, (await readiest(many))!.medium, await readiest(quiet)]).toEqual(['viber', 'viber', undefined])
  expect((await readiest(many))!.certainty).toBeGreaterThan((await readiest(few))!.certainty)
  // What is sure enough chooses the channel: few messages do not, nor two media that do as well.
  expect([await learned(few), await learned(many), await learned(quiet), await learned(close)]).toEqual([null, 'viber', null, null])
})

test('what lies more than a year back, or was played in the sandbox before going live, is no habit', async () => {
  const id = await make({ email: 'b@example.com' })
  await happen(id, { type: 'accepted', medium: 'email', times: 20, at: '2025-09-01T10:00:00Z' })
  await happen(id, { type: 'clicked', medium: 'email', times: 20, at: '2025-09-01T10:00:00Z' })
  await follow()
  expect(await readiest(id)).toBeUndefined()
  await happen(id, { type: 'accepted', medium: 'sms', times: 20, origin: 'sandbox' })
  await happen(id, { type: 'replied', medium: 'sms', times: 10, origin: 'sandbox' })
  await follow()
  expect(await learned(id)).toBe('sms')
  await sql`update workspace set environment = 'live' where id = ${shop.id}`.execute(t.house.db.system)
  expect(await learned(id)).toBeNull()
})

test('a merge brings habits together and an erasure takes them along', async () => {
  const [a, b] = [await make({ email: 'c@example.com' }), await make({ phone: '+380671234567' })]
  await happen(b, { type: 'accepted', medium: 'viber', times: 10 })
  await happen(b, { type: 'replied', medium: 'viber', times: 5 })
  await follow()
  expect(await learned(a)).toBeNull()
  await shop.call('POST', `/v1/contacts/${a}/merge`, { other_id: b })
  expect(await learned(a)).toBe('viber')
  await happen(b, { type: 'accepted', medium: 'viber' })
  expect((await shop.call('DELETE', `/v1/contacts/${a}`)).statusCode).toBe(204)
  await follow()
  expect([await rows(a), await rows(b)]).toEqual([[], []])
})
