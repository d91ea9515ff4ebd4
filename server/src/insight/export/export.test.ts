import { afterAll, beforeAll, expect, test } from 'vitest'
import { resolveTracked } from '../../ingest/tracking/resolve.ts'
import { runningApp, until, type RunningApp } from '../../testing/running.ts'
import type { TestWorkspace } from '../../testing/app.ts'

let t: RunningApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await runningApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

const TRACES = ['marta', 'hrytsenko', '671234599', 'browser-of-marta', 'street of marta']

/** Every table of the workspace as text: whatever of a person is left anywhere would be in it. */
async function leftOf(words: string[]): Promise<string[]> {
  const pool = t.house.db.pools.owner
  const client = await pool.connect()
  try {
    // Row-level security is forced on the owner as well; the machinery may read all.
    await client.query('set role carillon_system')
    const { rows: tables } = await client.query<{ name: string }>(`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`)
    const found: string[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from "${name}" t where workspace_id = $1 and lower(t::text) ~ $2 limit 3`, [shop.id, words.join('|')])
      found.push(...rows.map((row) => `${name}: ${row.row.slice(0, 200)}`))
    }
    return found
  } finally {
    await client.query('reset role')
    client.release()
  }
}

test('one person is handed out whole, forgotten whole, and not written to again', async () => {
  const body = { email: 'Marta@example.com', phone: '+380671234599', name: 'Marta Hrytsenko', traits: { address: 'Street of Marta 5' }, consents: [{ medium: 'email', state: 'opted_in', source: 'form', proof: { text: 'Marta says yes' } }] }
  const { id } = (await shop.call('POST', '/v1/contacts', body, { 'idempotency-key': 'marta-1' })).json<{ id: string }>()
  const track = (url: string, call: object) => t.app.inject({ method: 'POST', url, headers: { 'x-write-key': shop.write_key, 'content-type': 'text/plain' }, payload: JSON.stringify(call) })
  await track('/v1/track', { anonymousId: 'browser-of-marta', event: 'Product Viewed', properties: { product_id: 'p', name: 'Vase' } })
  await track('/v1/track', { event: 'no id', properties: { email: 'marta@example.com' } })
  await until(async () => (await shop.call('GET', '/v1/events/rejected')).json<{ data: unknown[] }>().data, (data) => data.length === 1)
  while ((await resolveTracked(t.house)) > 0);
  const visitor = (await shop.call('GET', '/v1/contacts/by/anonymous_id/browser-of-marta')).json<{ id: string }>()
  expect((await shop.call('POST', `/v1/contacts/${id}/merge`, { other_id: visitor.id })).statusCode).toBe(201)
  await shop.call('POST', '/v1/orders', { external_id: 'm-1', contact_id: id, total_micro: 1_000_000 })
  const sent = (await shop.call('POST', '/v1/messages', { to: { contact_id: id }, class: 'transactional', content: { default_locale: 'en', locales: { en: { core: { headline: 'Hello', body: 'Hello {{ contact.name }}', buttons: [] } } } }, cascade: [{ media: ['email'], success: 'accepted', within_s: 600 }], data: { note: 'for Marta' } }))
  expect(sent.statusCode, sent.body).toBe(201)
  const message_id = sent.json<{ id: string }>().id
  await until(async () => (await shop.call('GET', `/v1/messages/${message_id}`)).json<{ state: string }>().state, (state) => state === 'reached')

  const exported = await shop.call('GET', `/v1/contacts/${id}/export`)
  expect(exported.headers['content-disposition']).toContain('attachment')
  const whole = exported.json<Record<string, unknown[]>>()
  expect(whole.identities).toHaveLength(3)
  expect(whole.events).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'Product Viewed' }), expect.objectContaining({ type: 'Order Completed' })]))
  expect(whole).toMatchObject({ format: 'carillon.person.v1', messages: [{ attempts: [{ address: 'marta@example.com' }] }], orders: [{ external_id: 'm-1' }], merges: [{ reason: 'staff' }], consents: [{ proof: { text: 'Marta says yes' } }] })
  expect((await leftOf(TRACES)).length).toBeGreaterThan(10)

  expect((await shop.call('DELETE', `/v1/contacts/${visitor.id}`)).statusCode).toBe(204)
  expect(await leftOf(TRACES)).toEqual([])
  expect((await shop.call('GET', `/v1/contacts/${id}`)).statusCode).toBe(404)
  expect((await shop.call('GET', `/v1/messages/${message_id}`)).statusCode).toBe(404)
  expect((await shop.call('GET', '/v1/audit?limit=5')).body).toContain('eraseContact')

  // Brought again, marketing stays away by the hash of the address; what they ask for themselves does reach them.
  const again = (await shop.call('POST', '/v1/contacts', body)).json<{ id: string }>()
  const write = async (kind: 'marketing' | 'transactional') => {
    const made = (await shop.call('POST', '/v1/messages', { to: { contact_id: again.id }, class: kind, content: { default_locale: 'en', locales: { en: { core: { headline: 'Hello', body: 'Hello', buttons: [] } } } }, cascade: [{ media: ['email'], success: 'accepted', within_s: 600 }] })).json<{ id: string }>()
    return until(async () => (await shop.call('GET', `/v1/messages/${made.id}`)).json<{ state: string; reason: string | null; skips: { reason: string }[] }>(), (message) => message.state !== 'waiting')
  }
  expect(await write('marketing')).toMatchObject({ state: 'skipped' })
  expect(await write('transactional')).toMatchObject({ state: 'reached' })
}, 60_000)

test('an agent may neither export nor erase, and another workspace\'s people do not exist', async () => {
  const { id } = (await shop.call('POST', '/v1/contacts', { email: 'kept@example.com' })).json<{ id: string }>()
  const key = (await shop.call('POST', '/v1/api-keys', { name: 'agent', kind: 'secret', scopes: ['contacts:read', 'contacts:write'] })).json<{ key: string }>().key
  const as = (method: 'GET' | 'DELETE', url: string, secret: string) => t.app.inject({ method, url, headers: { authorization: `Bearer ${secret}` } })
  expect((await as('GET', `/v1/contacts/${id}/export`, key)).statusCode).toBe(403)
  expect((await as('DELETE', `/v1/contacts/${id}`, key)).statusCode).toBe(403)
  const other = await t.workspace('GE')
  expect((await as('GET', `/v1/contacts/${id}/export`, other.secret_key)).statusCode).toBe(404)
  expect((await as('DELETE', `/v1/contacts/${id}`, other.secret_key)).statusCode).toBe(404)
  expect((await shop.call('GET', `/v1/contacts/${id}`)).statusCode).toBe(200)
})
