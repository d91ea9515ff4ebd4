import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { systemByKey, takeLease, type Lease, type SystemTx } from '../../platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { receiveInbound } from '../inbound/index.ts'
import { applyWaiting, claim, insertAttempts, reapAttempts, resumeRun, settle, type Claimed } from './index.ts'

// No worker runs here: the tests claim as its line does.
let t: TestApp
let shop: TestWorkspace
let held: Lease
let connection_id: string
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())
beforeEach(async () => {
  shop = await t.workspace('UA')
  connection_id = (await shop.call('GET', '/v1/connections')).json<{ data: { id: string }[] }>().data[0]!.id
  held = (await takeLease(t.house.db, `connection ${connection_id}`, 'test'))!
})

let made = 0
async function send(class_: 'marketing' | 'transactional'): Promise<string> {
  made += 1
  const contact = await shop.call('POST', '/v1/contacts', { phone: `+38067${String(2_000_000 + made)}`, consents: [{ medium: 'sms', state: 'opted_in', source: 'form' }] })
  const sent = await shop.call('POST', '/v1/messages', { to: { contact_id: contact.json<{ id: string }>().id }, class: class_, content: { default_locale: 'uk', locales: { uk: { core: { headline: 'Вітаємо', body: 'Сьогодні', buttons: [] } } } }, cascade: [{ media: ['sms'], success: 'accepted', within_s: 60 }] })
  expect(sent.statusCode, sent.body).toBeLessThan(300)
  return sent.json<{ id: string }>().id
}

const ids = (claimed: Claimed[]) => claimed.map(({ message_id }) => message_id)
const take = (more: { limit?: number; floor?: number; urgent?: boolean } = {}, lease = held) => systemByKey(t.house.db, 'test', 'all', (tx) => claim(tx, lease, connection_id, { limit: 10, floor: 0, ...more }, t.time.now))
const handOver = (limit: number) => systemByKey(t.house.db, 'test', 'all', async (tx) => {
  const claimed = await claim(tx, held, connection_id, { limit, floor: 0 }, t.time.now)
  const claim_id = await insertAttempts(tx, held, claimed.map((each) => ({ claimed: each, segments: 1, price_micro: 0, rendered: {} })), t.time.now)
  return { claimed, claim_id: claim_id! }
})
const inHand = async () => (await sql<{ id: number }>`select id from in_hand where workspace_id = ${shop.id}`.execute(t.house.db.system)).rows.map(({ id }) => id)

test('what is urgent is claimed beside a claim that is under way, by its holder only', async () => {
  const letters = [await send('marketing'), await send('marketing')]
  const code = await send('transactional')
  await systemByKey(t.house.db, 'test', 'all', async (tx) => {
    const campaign = await claim(tx, held, connection_id, { limit: 2, floor: 0 }, t.time.now)
    // Transactional ones come first in any claim; the next one is there for the urgent claim alone.
    expect(ids(campaign)).toEqual([code, letters[0]])
    const second = await send('transactional')
    expect(await take({ urgent: true }, { ...held, fence: held.fence - 1 })).toEqual([])
    expect(ids(await take({ urgent: true }))).toEqual([second])
  })
  expect(await take({ urgent: true })).toEqual([])
  expect(ids(await take())).toEqual([letters[1]])
})

test('a claim with a floor passes over what is transactional and what was claimed', async () => {
  const letters = [await send('marketing'), await send('marketing')]
  await send('transactional')
  const first = await sql<{ id: number }>`select min(id) as id from queue_item where workspace_id = ${shop.id} and lane = 1`.execute(t.house.db.system)
  expect(ids(await take({ floor: first.rows[0]!.id }))).toEqual([letters[1]])
})

test('a claim is in hand until the last of its outcomes is on record', async () => {
  for (let n = 0; n < 3; n += 1) await send('marketing')
  const { claimed, claim_id } = await handOver(3)
  expect(await inHand()).toEqual([claim_id])
  const tell = (some: Claimed[], ended: number[]) => systemByKey(t.house.db, 'test', 'all', (tx) => settle(t.house, tx, { name: held.holder, fence: held.fence, hears: true, ended }, some.map((hand_over) => ({ hand_over, result: { status: 'accepted', provider_ref: hand_over.attempt_id } })), t.time.now))
  await tell(claimed.slice(0, 2), [])
  expect(await inHand()).toEqual([claim_id])
  await tell(claimed.slice(2), [claim_id])
  expect(await inHand()).toEqual([])
})

test('what a dead holder had in hand is asked after, and is in nobody\'s hand then', async () => {
  for (let n = 0; n < 3; n += 1) await send('marketing')
  const { claimed } = await handOver(2)
  const reaper = (await takeLease(t.house.db, 'chore reaper', 'reaper'))!
  const states = async () => (await sql<{ state: string }>`select state from attempt where workspace_id = ${shop.id} order by id`.execute(t.house.db.system)).rows.map(({ state }) => state)
  await reapAttempts(t.house, reaper)
  expect(await states()).toEqual(['sending', 'sending'])
  await sql`update lease set expires_at = clock_timestamp() - interval '1 second' where name = ${held.name}`.execute(t.house.db.system)
  await reapAttempts(t.house, reaper)
  // The sandbox can be asked: it never got them, so they go once more.
  expect(await states()).toEqual(claimed.map(() => 'retry'))
  expect(await inHand()).toEqual([])
})

test('of equal receipts at one moment one counts, also beside others and while the hand-over is still being written', async () => {
  for (let n = 0; n < 3; n += 1) await send('marketing')
  const { claimed } = await handOver(3)
  const at = t.time.now
  const told = claimed.map(({ attempt_id }) => ({ kind: 'receipt' as const, provider_ref: attempt_id, status: 'delivered' as const, at }))
  const settling = systemByKey(t.house.db, 'test', 'all', (tx) => settle(t.house, tx, { name: held.holder, fence: held.fence, hears: true }, claimed.map((hand_over) => ({ hand_over, result: { status: 'accepted', provider_ref: hand_over.attempt_id } })), t.time.now))
  await Promise.all([settling, ...Array.from({ length: 6 }, (_, n) => receiveInbound(t.house, connection_id, n % 2 ? told : told.toReversed()))])
  // Whoever was as quick as the record waits until it is looked for.
  await applyWaiting(t.house)
  const { rows } = await sql<{ contact_id: string; n: number }>`select contact_id, count(*)::int as n from event where workspace_id = ${shop.id} and type = 'message.delivered' group by 1`.execute(t.house.db.system)
  expect(rows.map(({ n }) => n)).toEqual([1, 1, 1])
  const { rows: left } = await sql<{ n: number }>`select count(*)::int as n from receipt_waiting where workspace_id = ${shop.id}`.execute(t.house.db.system)
  expect(left[0]!.n).toBe(0)
})

/** A run that its only message was sent by; of it nothing else is asked here. */
async function runOf(message_id: string, state: 'paused' | 'sending'): Promise<string> {
  const id = `run_${message_id.slice(4)}`
  await sql`insert into run (workspace_id, id, source_id, occasion, rehearsal, bucket, environment, content_id, plan, state, created_at, total)
    select workspace_id, ${id}, source_id, 'x', false, bucket, 'sandbox', content_id, cascade, ${state}, created_at, 1 from message where workspace_id = ${shop.id} and id = ${message_id}`.execute(t.house.db.system)
  for (const table of ['message', 'queue_item']) await sql`update ${sql.table(table)} set run_id = ${id} where workspace_id = ${shop.id} and ${sql.ref(table === 'message' ? 'id' : 'message_id')} = ${message_id}`.execute(t.house.db.system)
  return id
}

test('what a claim finds paused or held is not out of sight once that is over, whichever of both was first', async () => {
  const outOfSight = async () => (await sql<{ n: number }>`select count(*)::int as n from queue_item where workspace_id = ${shop.id} and (paused or held)`.execute(t.house.db.system)).rows[0]!.n
  type End = (tx: SystemTx) => Promise<unknown>
  const release: End = (tx) => sql`update workspace set marketing_held_at = null where id = ${shop.id}`.execute(tx).then(() => sql`update queue_item set held = false where workspace_id = ${shop.id} and held`.execute(tx))
  const hold = () => sql`update workspace set marketing_held_at = now() where id = ${shop.id}`.execute(t.house.db.system)
  const letter = await send('marketing')
  const run_id = await runOf(letter, 'paused')
  const ways: { begin: () => Promise<unknown>; end: End }[] = [
    { begin: () => sql`update run set state = 'paused' where workspace_id = ${shop.id} and id = ${run_id}`.execute(t.house.db.system), end: (tx) => resumeRun(tx, shop.id, run_id) },
    { begin: hold, end: release },
  ]
  for (const { begin, end } of ways) {
    await begin()
    // It is being ended, and nobody sees that yet.
    await systemByKey(t.house.db, 'test', 'all', async (tx) => {
      await end(tx)
      expect(await take()).toEqual([])
    })
    expect(await outOfSight()).toBe(0)
    await begin()
    // It ends once the claim that saw it is over.
    let ended: Promise<unknown> | undefined
    await systemByKey(t.house.db, 'test', 'all', async (tx) => {
      expect(await claim(tx, held, connection_id, { limit: 10, floor: 0 }, t.time.now)).toEqual([])
      ended = systemByKey(t.house.db, 'test', 'all', end)
      await expect.poll(async () => (await sql`select from pg_locks where not granted`.execute(t.house.db.system)).rows.length).toBeGreaterThan(0)
    })
    await ended
    expect(await outOfSight()).toBe(0)
    await begin()
    expect(await take()).toEqual([])
    expect(await outOfSight()).toBe(1)
    await systemByKey(t.house.db, 'test', 'all', end)
    expect(await outOfSight()).toBe(0)
  }
  expect(ids(await take())).toEqual([letter])
})
