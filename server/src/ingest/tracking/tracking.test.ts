import fs from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { slowedBy } from './backlog.ts'
import { resolveTracked } from './resolve.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })

async function send(url: string, body: unknown, headers: Record<string, string> = basic(shop.write_key), raw?: Buffer) {
  const answer = await t.app.inject({ method: 'POST', url, headers: { 'content-type': 'text/plain', ...headers }, payload: raw ?? (typeof body === 'string' ? body : JSON.stringify(body)) })
  while ((await resolveTracked(t.house)) > 0);
  return answer
}

type Contact = { id: string; person_id: string; name: string | null; traits: Record<string, unknown>; identities: { kind: string; value: string }[]; last_seen_at: string | null }
const by = async (kind: string, value: string): Promise<Contact> => (await shop.call('GET', `/v1/contacts/by/${kind}/${encodeURIComponent(value)}`)).json<Contact>()
const events = async (contact_id: string) => (await shop.call('GET', `/v1/events?contact_id=${contact_id}`)).json<{ data?: { type: string; at: string; source: string; properties: Record<string, unknown> }[] }>().data ?? []
const rejected = async () => (await shop.call('GET', '/v1/events/rejected?limit=500')).json<{ data: { code: string; detail: string; type: string; event: string; body: string }[] }>().data

test('a visitor becomes a customer: what was seen before the sign-in stays theirs', async () => {
  const context = { library: { name: 'analytics.js', version: 'next-1.84.3' }, locale: 'uk-UA', timezone: 'Europe/Kyiv', userAgent: 'Mozilla/5.0', page: { url: 'https://shop.example/a', referrer: 'https://search.example' }, campaign: { source: 'news', medium: 'email' } }
  expect((await send('/v1/p', { type: 'page', name: 'Home', anonymousId: 'browser-1', messageId: 'm1', properties: { url: 'https://shop.example/a' }, context })).json()).toEqual({ success: true })
  await send('/v1/t', { type: 'track', event: 'Product Viewed', anonymousId: 'browser-1', messageId: 'm2', properties: { product_id: 'p1' }, context })
  await send('/v1/i', { type: 'identify', userId: 'c-1', anonymousId: 'browser-1', messageId: 'm3', traits: { email: ' Olena@Example.com ', phone: '067 123 45 67', firstName: 'Olena', lastName: 'Koval', birthday: '1990-05-01', address: { city: 'Lviv' }, age: 36 }, context })
  const contact = await by('external_id', 'c-1')
  expect(contact).toMatchObject({ name: 'Olena Koval', traits: { birthday: '1990-05-01', 'address.city': 'Lviv', age: 36 }, locale: 'uk-UA', time_zone: 'Europe/Kyiv' })
  expect(contact.identities.map(({ kind, value }) => `${kind} ${value}`).toSorted()).toEqual(['anonymous_id browser-1', 'email olena@example.com', 'external_id c-1', 'phone +380671234567'])
  const seen = await events(contact.id)
  expect(seen.map((event) => event.type).toSorted()).toEqual(['Page Viewed', 'Product Viewed', 'contact.identified'])
  expect(seen.find((event) => event.type === 'Page Viewed')).toMatchObject({ source: 'analytics.js', properties: { name: 'Home', url: 'https://shop.example/a', $context: { client: 'analytics.js next-1.84.3', campaign: { source: 'news' } } } })
})

test('what is sent twice is heard once, also within one batch', async () => {
  const call = { type: 'track', event: 'Signed Up', userId: 'c-twice', messageId: 'same' }
  await send('/v1/batch', { batch: [call, call] })
  await send('/v1/batch', { batch: [call] })
  expect(await events((await by('external_id', 'c-twice')).id)).toHaveLength(1)
})

test('the time of an event is the server\'s, less the time it waited on the device', async () => {
  const now = t.time.now.getTime()
  await send('/v1/batch', { sentAt: new Date(now + 7_200_000).toISOString(), batch: [{ type: 'track', event: 'Late', userId: 'c-clock', messageId: 'late', originalTimestamp: new Date(now + 7_200_000 - 60_000).toISOString() }] })
  expect((await events((await by('external_id', 'c-clock')).id))[0]!.at).toBe(new Date(now - 60_000).toISOString())
})

test('a bad call falls alone, with its reason, and its neighbours are kept', async () => {
  const deep = JSON.parse('{"a":'.repeat(60) + '1' + '}'.repeat(60)) as unknown
  const bad: [unknown, string][] = [
    [{ type: 'track', event: 'x' }, 'identity_missing'], [{ type: 'dance', userId: 'u' }, 'type_unknown'], ['text', 'not_an_object'], [{ type: 'track', userId: 'u' }, 'event_missing'],
    [{ type: 'track', userId: 'u', event: 'message.delivered' }, 'event_reserved'], [{ type: 'track', userId: 'u', event: 'x', properties: { a: 'zero\0byte' } }, 'text_unstorable'],
    [{ type: 'track', userId: 'u', event: 'x', properties: { a: 'half \ud800' } }, 'text_unstorable'], [{ type: 'track', userId: 'u', event: 'x', properties: deep }, 'too_deep'],
    [{ type: 'track', userId: 'u', event: 'x', timestamp: 'soon' }, 'timestamp_invalid'], [{ type: 'track', userId: 'u', event: 'x', properties: { a: 'y'.repeat(33_000) } }, 'too_large'],
    [{ type: 'track', userId: 'u'.repeat(201), event: 'x' }, 'value_too_long'], [{ type: 'group', userId: 'u' }, 'company_missing'], [{ type: 'alias', userId: 'u' }, 'previous_missing'],
  ]
  expect((await send('/v1/batch', { batch: [...bad.map(([call]) => call), { type: 'track', event: 'Fine', userId: 'c-neighbour', messageId: 'fine' }] })).statusCode).toBe(200)
  expect(await events((await by('external_id', 'c-neighbour')).id)).toHaveLength(1)
  // A number beyond a double is Infinity once parsed; only raw text can carry it.
  expect((await send('/v1/track', '{"userId":"u","event":"x","properties":{"a":1e400}}')).statusCode).toBe(200)
  expect((await rejected()).map((each) => each.code).toSorted()).toEqual([...bad.map(([, code]) => code), 'number_unstorable'].toSorted())
})

test('what is no JSON, has no key or an unknown coding is refused for good, and the workspace hears of it', async () => {
  expect((await send('/v1/batch', '{"batch": [')).statusCode).toBe(400)
  expect((await rejected())[0]).toMatchObject({ code: 'not_json', body: '{"batch": [' })
  expect((await send('/v1/track', { userId: 'u', event: 'x' }, {})).statusCode).toBe(401)
  expect((await send('/v1/track', { userId: 'u', event: 'x' }, basic('pk_wrong'))).statusCode).toBe(401)
  expect((await send('/v1/batch', {}, { ...basic(shop.write_key), 'content-encoding': 'zstd' })).statusCode).toBe(415)
  expect((await send('/v1/batch', {}, { ...basic(shop.write_key), 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(40_000_000, ' ')))).statusCode).toBe(413)
})

describe('the clients\' ways to say who they are', () => {
  const event = (n: number) => ({ type: 'track', event: 'Way', userId: 'c-ways', messageId: `way-${n}` })
  test.each([
    ['Basic without a colon', () => send('/v1/batch', { batch: [event(1)] }, { authorization: `Basic ${Buffer.from(shop.write_key).toString('base64')}` })],
    ['X-Write-Key with an id and a secret', () => send('/api/s/s2s/track', event(2), { 'x-write-key': `id:${shop.write_key}` })],
    ['in the body', () => send('/v1/b', { writeKey: shop.write_key, batch: [event(3)] }, {})],
    ['in the query', () => send(`/beacon/v1/batch?writeKey=${shop.write_key}`, { batch: [event(4)] }, {})],
    ['a secret key', () => send('/v1/batch', { batch: [event(5)] }, basic(shop.secret_key))],
    ['packed', () => send('/v1/batch', undefined, { ...basic(shop.write_key), 'content-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' }, gzipSync(JSON.stringify({ batch: [event(6)] })))],
  ])('%s', async (_, call) => {
    const before = (await events((await by('external_id', 'c-ways')).id)).length
    expect((await call()).statusCode).toBe(200)
    expect(await events((await by('external_id', 'c-ways')).id)).toHaveLength(before + 1)
  })
})

test('a browser of another origin may ask, and is told so for a quarter of an hour', async () => {
  const asked = await t.app.inject({ method: 'OPTIONS', url: '/v1/t', headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' } })
  expect(asked.statusCode).toBe(204)
  expect(asked.headers).toMatchObject({ 'access-control-allow-origin': 'https://shop.example', 'access-control-max-age': '900' })
  expect(asked.headers['access-control-allow-headers']).toBe('authorization,content-type')
  const again = await t.app.inject({ method: 'OPTIONS', url: '/v1/track', headers: { origin: 'https://shop.example', 'access-control-request-headers': 'anonymousid,rsa-retry-attempt,sentat' } })
  expect(again.headers['access-control-allow-headers']).toBe('anonymousid,rsa-retry-attempt,sentat')
  expect(again.headers['access-control-expose-headers']).toBe('retry-after')
  for (const refused of [await send('/v1/t', '{', { origin: 'https://shop.example' }), await send('/v1/t', 'x'.repeat(600_000), { origin: 'https://shop.example' })])
    expect([refused.statusCode, refused.headers['access-control-allow-origin']]).toEqual([refused.statusCode === 413 ? 413 : 400, 'https://shop.example'])
  const settings = await t.app.inject({ method: 'GET', url: `/v1/projects/${shop.write_key}/settings`, headers: { origin: 'https://shop.example' } })
  expect(settings.json()).toMatchObject({ integrations: { 'Segment.io': { apiKey: shop.write_key } } })
  expect((await t.app.inject({ method: 'GET', url: `/sourceConfig/?writeKey=${shop.write_key}` })).json()).toMatchObject({ source: { enabled: true } })
})

test('a client that says in its context who somebody is, where and whence, is understood', async () => {
  const context = { traits: { email: 'iryna@example.com', plan: 'gold' }, timezone: '+02:00', page: { url: 'https://shop.example/', referrer: '$direct' }, library: { name: 'RudderLabs JavaScript SDK' } }
  await send('/v1/identify', { type: 'identify', userId: 'c-context', anonymousId: 'browser-context', messageId: 'in-context', context })
  const contact = await by('external_id', 'c-context')
  expect(contact).toMatchObject({ traits: { plan: 'gold' }, time_zone: 'Europe/Kyiv' })
  expect(contact.identities.map(({ kind }) => kind).toSorted()).toEqual(['anonymous_id', 'email', 'external_id'])
  const [identified] = await events(contact.id)
  expect(identified!.properties).toEqual({ traits: { email: 'iryna@example.com', plan: 'gold' }, $context: { client: 'RudderLabs JavaScript SDK', url: 'https://shop.example/' } })
})

test('a write key can insert and do nothing else', async () => {
  for (const [method, url] of [['GET', '/v1/events'], ['GET', '/v1/contacts'], ['GET', '/v1/events/rejected'], ['POST', '/v1/contacts']] as const)
    expect((await t.app.inject({ method, url, headers: basic(shop.write_key), ...(method === 'POST' ? { payload: { email: 'a@b.co' } } : {}) })).statusCode, url).toBe(403)
})

test('companies come from group calls, devices from what the browser says', async () => {
  await send('/v1/g', { type: 'group', userId: 'c-1', anonymousId: 'browser-1', groupId: 'acme', traits: { name: 'Acme', plan: 'gold', email: 'office@acme.example' }, messageId: 'g1', context: { userAgent: 'Mozilla/5.0 (Phone)' } })
  const contact = await by('external_id', 'c-1')
  expect(contact).toMatchObject({ companies: [{ external_id: 'acme', name: 'Acme', traits: { plan: 'gold' } }], devices: [{ user_agent: 'Mozilla/5.0 (Phone)' }] })
  expect(contact.identities.some((identity) => identity.value === 'office@acme.example')).toBe(false)
})

test('one workspace never sees another\'s calls', async () => {
  const other = await t.workspace('GE')
  await send('/v1/track', { userId: 'c-1', event: 'Elsewhere', messageId: 'm2' }, basic(other.write_key))
  const theirs = (await other.call('GET', '/v1/contacts/by/external_id/c-1')).json<Contact>()
  expect((await events((await by('external_id', 'c-1')).id)).some((event) => event.type === 'Elsewhere')).toBe(false)
  expect((await other.call('GET', `/v1/events?contact_id=${theirs.id}`)).json<{ data: unknown[] }>().data).toHaveLength(1)
})

type Recorded = { client: string; method: 'GET' | 'POST'; url: string; headers: Record<string, string>; body: { batch?: unknown[] } | null }

test('every request that the clients were seen to make is answered as they expect, and each call in it is heard', async () => {
  const own = await t.workspace('UA')
  const text = fs.readFileSync(new URL('testing/recorded.json', import.meta.url), 'utf8').replaceAll('WRITE_KEY', own.write_key)
  const recorded = JSON.parse(text) as Recorded[]
  for (const { method, url, headers, body } of recorded) {
    const raw = Buffer.from(JSON.stringify(body))
    const payload = headers['content-encoding'] === 'gzip' ? gzipSync(raw) : raw
    const authorization = headers.authorization && `Basic ${Buffer.from(headers.authorization.slice(6)).toString('base64')}`
    const answer = await t.app.inject({ method, url, headers: { ...headers, ...(authorization ? { authorization } : {}) }, ...(method === 'POST' ? { payload } : {}) })
    expect(answer.statusCode, url).toBe(200)
    if (method === 'POST') expect(answer.json(), url).toEqual({ success: true })
  }
  while ((await resolveTracked(t.house)) > 0);
  expect((await own.call('GET', '/v1/events/rejected')).json<{ data: unknown[] }>().data).toEqual([])
  const heard = (await own.call('GET', '/v1/events?limit=500')).json<{ data: { type: string; source: string }[] }>().data
  const calls = recorded.flatMap(({ body }) => (body ? (body.batch ?? [body]) : [])) as { context: { library: { name: string } } }[]
  const counted = (names: string[]) => Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length] as const).toSorted())
  expect(counted(heard.map((event) => event.source))).toEqual(counted(calls.map((call) => call.context.library.name.split(' ')[0]!)))
  const contact = (await own.call('GET', '/v1/contacts/by/external_id/u1')).json<Contact>()
  expect(contact.identities.map((identity) => identity.kind).toSorted()).toEqual(['anonymous_id', 'anonymous_id', 'anonymous_id', 'email', 'external_id'])
})

test('of a workspace that is far behind nothing more is taken, and of its neighbour it is', async () => {
  const [flooded, calm] = [await t.workspace('UA'), await t.workspace('UA')]
  const post = (workspace: TestWorkspace, n: number) => t.app.inject({ method: 'POST', url: '/v1/t', headers: basic(workspace.write_key), payload: { type: 'track', event: 'One', userId: 'u', messageId: `behind-${n}` } })
  await t.house.db.pools.carillon_system.query(`insert into tracked (workspace_id, received_at, key_id, trusted, size, body) select $1, now(), 'key_x', false, 2, '{}' from generate_series(1, 100001)`, [flooded.id])
  const answer = await post(flooded, 1)
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '30'])
  expect((await post(calm, 2)).statusCode).toBe(200)
  await t.house.db.pools.carillon_system.query('delete from tracked where workspace_id = $1', [flooded.id])
  await vi.waitFor(async () => expect((await post(flooded, 3)).statusCode).toBe(200), { timeout: 5000, interval: 200 })
})

test('an answer waits the longer the later profiles are, of that workspace alone, and never long', async () => {
  const [late, calm] = [await t.workspace('UA'), await t.workspace('UA')]
  const now = new Date('2026-03-01T10:00:00Z')
  const house = { ...t.house, clock: () => now }
  const waits = (workspace: TestWorkspace) => slowedBy(house)(workspace.id)
  const wait = (ms: number) => t.house.db.pools.carillon_system.query(`insert into tracked (workspace_id, received_at, key_id, trusted, size, body) values ($1, $2, 'key_x', false, 2, '{}')`, [late.id, new Date(now.getTime() - ms)])
  expect(await waits(late)).toBe(0)
  await wait(800)
  expect(await waits(late)).toBe(0)
  await wait(5000) // a later one, whatever it says: the first is the oldest
  expect(await waits(late)).toBe(0)
  const forget = () => t.house.db.pools.carillon_system.query('delete from tracked where workspace_id = $1', [late.id])
  await forget()
  await wait(1600)
  expect([await waits(late), await waits(calm)]).toEqual([200, 0])
  await forget()
  await wait(600_000)
  expect(await waits(late)).toBe(500)
  await forget()
})
