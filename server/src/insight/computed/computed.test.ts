import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { engagementChores } from '../../customers/index.ts'
import { followToEnd } from '../../testing/follow.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

test('engagement, best hour and class of a person over all contacts, without what machines did', async () => {
  const [a, b] = [(await shop.call('POST', '/v1/contacts', { email: 'a@example.com', time_zone: 'Asia/Tbilisi' })).json<{ id: string }>().id, (await shop.call('POST', '/v1/contacts', { phone: '+380671234567' })).json<{ id: string }>().id]
  await shop.call('POST', `/v1/contacts/${a}/merge`, { other_id: b })
  const event = (id: string, type: string, at: string, properties: object) => sql`insert into event (workspace_id, contact_id, type, at, received_at, source, origin, properties) values (${shop.id}, ${id}, ${type}, ${at}::timestamptz, ${t.time.now}, 'email', 'live', ${JSON.stringify(properties)}::jsonb)`.execute(t.house.db.system)
  for (let day = 1; day <= 4; day += 1) {
    await event(a, 'message.accepted', `2026-11-0${day}T08:00:00Z`, { medium: 'email' })
    await event(a, 'message.read', `2026-11-0${day}T15:30:00Z`, { medium: 'email' })
    await event(a, 'message.read', `2026-11-0${day}T08:00:05Z`, { medium: 'email', machine: true })
  }
  await event(b, 'message.accepted', '2026-11-05T08:00:00Z', { medium: 'sms' })
  await event(a, 'message.read', '2024-01-01T08:00:00Z', { medium: 'email' })
  await shop.call('POST', '/v1/orders', { external_id: 'o-1', contact_id: b, total_micro: 5_000_000, at: '2026-11-14T10:00:00Z' })
  await followToEnd(t, 'engagement', () => engagementChores[0]!.run(t.house))
  expect((await shop.call('GET', `/v1/contacts/${b}/computed`)).json()).toMatchObject({
    contact_id: a, since: '2025-11-01T00:00:00.000Z', first_seen_at: '2024-01-01T08:00:00.000Z', preferred: { medium: 'email', stated: false, used: false, certainty: 0.44 }, rfm: { class: 'new', orders: 1, days_since_last: 10, revenue_micro: 5_000_000 },
    media: [{ medium: 'email', sent: 4, read: 4, best_hour: { hour: 19, of: 4, signs: 4 } }, { medium: 'sms', sent: 1, best_hour: null }],
  })
})
