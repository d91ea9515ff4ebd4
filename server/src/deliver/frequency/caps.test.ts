import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemByKey, takeLease, type Lease } from '../../platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import type { SendResult } from '../channels/index.ts'
import { claim, insertAttempts, refuse, settle, type Claimed } from '../messages/index.ts'
import { forgetOldUse } from './chores.ts'

// No worker runs here: the tests claim by themselves, so that many claims are under way at the same moment.
let t: TestApp
let shop: TestWorkspace
let sandbox: string
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())
beforeEach(async () => {
  t.time.now = new Date('2026-11-24T10:00:00Z')
  shop = await t.workspace('UA')
  sandbox = (await get<{ data: { id: string }[] }>('/v1/connections')).data[0]!.id
})

const get = async <T>(url: string) => (await shop.call('GET', url)).json<T>()
const post = async <T>(url: string, body: unknown) => {
  const answer = await shop.call('POST', url, body)
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json<T>()
}
type Sent = { id: string; state: string; reason: string | null; detail: string | null }

let made = 0
async function person(more: object = {}): Promise<string> {
  made += 1
  return (await post<{ id: string }>('/v1/contacts', { phone: `+38067${String(1_000_000 + made)}`, email: `p${made}@example.com`, consents: ['sms', 'email', 'viber'].map((medium) => ({ medium, state: 'opted_in', source: 'form' })), ...more })).id
}
const rule = (body: object) => post<{ id: string }>('/v1/frequency-rules', { class: 'marketing', per: 'day', max: 2, ...body })
const BODY = { default_locale: 'uk', locales: { uk: { core: { headline: 'Знижки', body: 'Сьогодні', buttons: [] } } } }
const send = (contact_id: string, more: object = {}) => post<Sent>('/v1/messages', { to: { contact_id }, class: 'marketing', content: BODY, cascade: [{ media: ['sms'], success: 'accepted', within_s: 60 }], ...more })
const message = (id: string) => get<Sent>(`/v1/messages/${id}`)
const caps = async (contact_id: string) => (await get<{ data: { max: number; used: number; period_start: string }[] }>(`/v1/contacts/${contact_id}/caps`)).data.map(({ used, max, period_start }) => ({ used, max, period_start }))

/** A connection like the sandbox's, so that several are claimed at once. */
async function connection(n: number): Promise<string> {
  const id = `cnn_${String(made).padStart(16, '0')}${String(n).padStart(16, '0')}`
  await sql`insert into connection select workspace_id, ${id}, name || ${n}, channel, media, environment, settings, secret_settings, limits, false, checked, halted, created_at, updated_at, archived_at from connection where id = ${sandbox}`.execute(t.house.db.system)
  return id
}

const lease = async (connection_id: string): Promise<Lease> => (await takeLease(t.house.db, `connection ${connection_id}`, 'test'))!

/** One claim of a connection as its line makes it: what may go becomes attempts, the rest is refused. */
async function claimOnce(connection_id: string, limit = 200): Promise<{ going: Claimed[]; held: Lease } | undefined> {
  const held = await lease(connection_id)
  return systemByKey(t.house.db, 'test', 'all', async (tx) => {
    const claimed = await claim(tx, held, connection_id, { limit, floor: 0 }, t.time.now)
    if (claimed.length === 0) return undefined
    const going = claimed.filter((each) => each.verdict === 'go')
    await refuse(tx, claimed.filter((each) => each.verdict !== 'go').map((each) => ({ claimed: each, reason: each.verdict, ...(each.detail ? { detail: each.detail } : {}) })), t.time.now)
    await insertAttempts(tx, held, going.map((each) => ({ claimed: each, segments: 1, price_micro: 0, rendered: {} })), t.time.now)
    return { going, held }
  })
}

async function claimAll(connection_id: string, limit?: number): Promise<Claimed[]> {
  const all: Claimed[] = []
  for (let round = await claimOnce(connection_id, limit); round; round = await claimOnce(connection_id, limit)) all.push(...round.going)
  return all
}

async function outcome(going: Claimed[], result: SendResult): Promise<void> {
  const held = await lease(going[0]!.connection_id)
  await systemByKey(t.house.db, 'test', 'all', (tx) => settle(t.house, tx, { name: held.holder, fence: held.fence, hears: true }, going.map((hand_over) => ({ hand_over, result })), t.time.now))
}

describe('a cap', () => {
  test('holds when twenty sources hit one contact at once over five connections: exactly two go', async () => {
    await rule({ name: 'Calm' })
    const contact = await person()
    const sent = await Promise.all(Array.from({ length: 20 }, () => send(contact)))
    const connections = await Promise.all(Array.from({ length: 5 }, (_, n) => connection(n)))
    await Promise.all(sent.map(({ id }, n) => sql`update queue_item set connection_id = ${connections[n % 5]} where message_id = ${id}`.execute(t.house.db.system)))
    const went = (await Promise.all(connections.map((id) => claimAll(id, 2)))).flat()
    expect(went.length).toBe(2)
    const after = await Promise.all(sent.map(({ id }) => message(id)))
    expect(after.filter((each) => each.state === 'waiting').length).toBe(2)
    expect(after.filter((each) => each.state === 'skipped').map(({ reason, detail }) => `${reason} ${detail}`)).toEqual(Array(18).fill('capped Calm: 2/day'))
    expect(await caps(contact)).toEqual([{ used: 2, max: 2, period_start: '2026-11-24' }])
  })

  test('holds for many people at once, each with messages on every connection, without a deadlock', async () => {
    await rule({ max: 1 })
    await rule({ per: 'week', max: 3 })
    const people = await Promise.all(Array.from({ length: 12 }, () => person()))
    const connections = await Promise.all(Array.from({ length: 4 }, (_, n) => connection(n)))
    for (const contact of people) for (const id of connections) await sql`update queue_item set connection_id = ${id} where message_id = ${(await send(contact)).id}`.execute(t.house.db.system)
    const went = (await Promise.all(connections.map((id) => claimAll(id)))).flat()
    expect(went.map((each) => each.contact_id).toSorted()).toEqual(people.toSorted())
    // The week's cap was not touched by those that the day's refused.
    for (const contact of people) expect(await caps(contact)).toEqual([{ used: 1, max: 1, period_start: '2026-11-24' }, { used: 1, max: 3, period_start: '2026-11-23' }])
  })

  test('counts the day of the person’s own zone and the week from Monday', async () => {
    t.time.now = new Date('2026-11-29T16:30:00Z')
    await rule({ max: 1 })
    await rule({ per: 'week', max: 1 })
    const [kyiv, shanghai] = [await person(), await person({ time_zone: 'Asia/Shanghai' })]
    await send(kyiv)
    await send(shanghai)
    expect((await claimAll(sandbox)).length).toBe(2)
    expect(await caps(kyiv)).toEqual([{ used: 1, max: 1, period_start: '2026-11-29' }, { used: 1, max: 1, period_start: '2026-11-23' }])
    expect(await caps(shanghai)).toEqual([{ used: 1, max: 1, period_start: '2026-11-30' }, { used: 1, max: 1, period_start: '2026-11-30' }])
    t.time.now = new Date('2026-11-29T22:30:00Z')
    await send(kyiv)
    await send(shanghai)
    expect((await claimAll(sandbox)).map((each) => each.contact_id)).toEqual([kyiv])
  })

  test('is of a class and a topic; one-time codes and answers by hand are never held', async () => {
    const topic = (await post<{ id: string }>('/v1/topics', { name: { en: 'Sales' } })).id
    await rule({ topic_id: topic, max: 1 })
    await rule({ class: 'transactional', max: 1 })
    const contact = await person({ consents: [{ medium: 'sms', topic_id: topic, state: 'opted_in', source: 'form' }, { medium: 'sms', state: 'opted_in', source: 'form' }] })
    for (const more of [{ topic_id: topic }, { topic_id: topic }, {}, {}, { class: 'transactional' }, { class: 'transactional' }, { class: 'one_time_code' }, { class: 'one_time_code' }]) await send(contact, more)
    expect((await claimAll(sandbox)).map((each) => `${each.class}${each.topic_id === topic ? ' sales' : ''}`).toSorted()).toEqual(['marketing', 'marketing', 'marketing sales', 'one_time_code', 'one_time_code', 'transactional'])
    expect((await shop.call('POST', '/v1/frequency-rules', { per: 'day', max: 1, topic_id: 'top_01a20cc8f40e700084255dfc6b1d7774' })).statusCode).toBe(404)
  })

  test('gives back what a proven failure took, and keeps what nobody knows', async () => {
    await rule({ max: 1 })
    const contact = await person()
    await send(contact)
    await outcome(await claimAll(sandbox), { status: 'rejected', reason: 'content', detail: 'no' })
    expect(await caps(contact)).toMatchObject([{ used: 0 }])
    const second = await send(contact)
    await outcome(await claimAll(sandbox), { status: 'unknown', detail: 'cut' })
    expect(await caps(contact)).toMatchObject([{ used: 1 }])
    const third = await send(contact)
    expect(await claimAll(sandbox)).toEqual([])
    expect([(await message(second.id)).state, (await message(third.id)).reason]).toEqual(['waiting', 'capped'])
  })

  test('counts a message once, however many steps and tries it takes', async () => {
    await rule({ max: 5 })
    const contact = await person()
    await send(contact, { cascade: [{ media: ['sms', 'viber'], success: 'accepted', within_s: 60 }, { media: ['email'], success: 'accepted', within_s: 60 }] })
    const first = await claimAll(sandbox)
    expect(first.map((each) => each.medium).toSorted()).toEqual(['sms', 'viber'])
    expect(await caps(contact)).toMatchObject([{ used: 1 }])
    await outcome(first, { status: 'rejected', reason: 'other', detail: 'no' })
    const next = await claimAll(sandbox)
    expect(next.map((each) => each.medium)).toEqual(['email'])
    expect(await caps(contact)).toMatchObject([{ used: 1 }])
    await outcome(next, { status: 'rejected', reason: 'other', detail: 'no' })
    expect(await caps(contact)).toMatchObject([{ used: 0 }])
  })

  test('of the sandbox is not that of the real thing', async () => {
    await rule({ max: 1 })
    const contact = await person()
    await send(contact)
    const real = await send(contact)
    await sql`update message set origin = 'live' where id = ${real.id}`.execute(t.house.db.system)
    expect((await claimAll(sandbox)).map((each) => each.origin).toSorted()).toEqual(['live', 'sandbox'])
  })

  test('is forgotten when its week is long over', async () => {
    await rule({ max: 1 })
    await send(await person())
    await claimAll(sandbox)
    const left = async () => (await sql<{ n: number }>`select (select count(*) from cap_use where workspace_id = ${shop.id}) + (select count(*) from cap_hold where workspace_id = ${shop.id}) as n`.execute(t.house.db.system)).rows[0]!.n
    await forgetOldUse(t.house)
    expect(await left()).toBe(2)
    t.time.now = new Date('2027-01-10T10:00:00Z')
    await forgetOldUse(t.house)
    expect(await left()).toBe(0)
  })
})

describe('a content key', () => {
  test('lets one of twenty messages with the same news through, whatever the channel; the rest are duplicates', async () => {
    const contact = await person()
    const sent = await Promise.all(Array.from({ length: 20 }, (_, n) => send(contact, { content_key: 'black-friday', cascade: [{ media: [n % 2 ? 'sms' : 'email'], success: 'accepted', within_s: 60 }] })))
    const connections = await Promise.all(Array.from({ length: 4 }, (_, n) => connection(n)))
    await Promise.all(sent.map(({ id }, n) => sql`update queue_item set connection_id = ${connections[n % 4]} where message_id = ${id}`.execute(t.house.db.system)))
    expect((await Promise.all(connections.map((id) => claimAll(id, 3)))).flat().length).toBe(1)
    const reasons = (await Promise.all(sent.map(({ id }) => message(id)))).map((each) => each.reason)
    expect(reasons.filter((reason) => reason === 'duplicate').length).toBe(19)
    await send(contact, { content_key: 'another' })
    expect((await claimAll(sandbox)).length).toBe(1)
  })

  test('is given back by a proven failure and by a cap that refuses, and is forgotten after the workspace’s days', async () => {
    const contact = await person()
    await send(contact, { content_key: 'news' })
    await outcome(await claimAll(sandbox), { status: 'rejected', reason: 'content', detail: 'no' })
    await rule({ max: 1 })
    await send(contact, { content_key: 'other' })
    expect((await claimAll(sandbox)).length).toBe(1)
    const capped = await send(contact, { content_key: 'news' })
    expect(await claimAll(sandbox)).toEqual([])
    expect((await message(capped.id)).reason).toBe('capped')
    t.time.now = new Date('2026-11-25T10:00:00Z')
    await send(contact, { content_key: 'news' })
    expect((await claimAll(sandbox)).length).toBe(1)
    t.time.now = new Date('2026-12-24T10:00:00Z')
    const early = await send(contact, { content_key: 'news' })
    expect(await claimAll(sandbox)).toEqual([])
    expect((await message(early.id)).reason).toBe('duplicate')
    t.time.now = new Date('2026-12-26T10:00:00Z')
    await send(contact, { content_key: 'news' })
    expect((await claimAll(sandbox)).length).toBe(1)
  })
})
