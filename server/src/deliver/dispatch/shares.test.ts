import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { CHORES, visitor } from '../../app.ts'
import { upsertContacts } from '../../customers/index.ts'
import { giveLease, system, systemByKey, type Lease } from '../../platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { customers, until } from '../../testing/running.ts'
import { claim, insertAttempts, type Share } from '../messages/index.ts'
import { CommonPace } from './common-pace.ts'
import { takeShare } from './seats.ts'
import { startWorker, type Worker } from './worker.ts'

// Workers side by side on one connection, and a provider that keeps a ledger and can be asked.
type Entry = { ref: string; to: string; text: string; at: number }
const ledger: Entry[] = []
let answer = (_entry: Entry): { status: number; after?: number } => ({ status: 202 })
const provider = http.createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => {
    if (request.method === 'GET') {
      const known = ledger.some(({ ref }) => request.url!.endsWith(ref))
      return response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(known ? { id: request.url!.split('/').pop() } : {}))
    }
    const { ref, to, content } = JSON.parse(body) as { ref: string; to: string; content: { text: string } }
    const entry = { ref, to, text: content.text, at: performance.now() }
    const { status, after } = answer(entry)
    if (status === 202) ledger.push(entry)
    return response.writeHead(status, { 'content-type': 'application/json', ...(after === undefined ? {} : { 'retry-after': String(after) }) }).end(JSON.stringify({ id: ref }))
  })
})

let t: TestApp
let shop: TestWorkspace
let connection: { id: string; workspace_id: string }
let workers: Worker[] = []
const work = () => workers.push(startWorker(t.house, visitor(t.app), CHORES))

beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  t = await testApp({ PUBLIC_URL: 'https://m.example.com', ALLOW_PRIVATE_NETWORK: 'true' })
  Object.defineProperty(t.time, 'now', { get: () => new Date() })
})
beforeEach(async () => {
  ledger.length = 0
  answer = () => ({ status: 202 })
  shop = await t.workspace('UA')
  const made = await shop.call('POST', '/v1/connections', { channel: 'http-gateway', name: 'Viber', settings: { url: `http://127.0.0.1:${(provider.address() as AddressInfo).port}/messages`, secret: 'a secret of both sides, long enough', viber: true } })
  expect(made.json()).toMatchObject({ shares: 1 })
  connection = { id: made.json<{ id: string }>().id, workspace_id: shop.id }
  await shop.call('PUT', '/v1/workspace/environment', { environment: 'live' })
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
  // What is left of a campaign is nobody's in the next test.
  await change({ enabled: false })
})
afterAll(async () => {
  await t.close()
  provider.close()
})

const change = async (body: object) => {
  const changed = await shop.call('PATCH', `/v1/connections/${connection.id}`, body)
  expect(changed.statusCode, changed.body).toBe(200)
}
const content = (body: string) => ({ default_locale: 'uk', locales: { uk: { core: { headline: '', body, buttons: [] } } } })
type Report = { totals: Record<string, number>; finished_at: string | null }
/** Starts a campaign to `n` of whom nine in ten may be written to. */
async function launch(n: number, tag: string): Promise<() => Promise<Report>> {
  await system(t.house.db, 'test', shop.id, (tx) => upsertContacts(t.house, tx, shop, customers(t, n, tag), { now: t.time.now, origin: 'live' }))
  // Statistics that know only the earlier tests' people would have this one's planned for minutes.
  await t.house.db.pools.owner.query('analyze')
  const { id } = (await shop.call('POST', '/v1/campaigns', { name: tag, audience: { rule: { tag } }, cascade: [{ media: ['viber'], success: 'accepted', within_s: 3600 }], content: content('Вітаємо') })).json<{ id: string }>()
  expect((await shop.call('POST', `/v1/campaigns/${id}/launch`)).statusCode).toBe(200)
  return async () => (await shop.call('GET', `/v1/campaigns/${id}/report`)).json<Report>()
}
const over = (report: () => Promise<Report>) => until(report, ({ finished_at, totals }) => finished_at !== null && totals.in_flight === 0)
const once = () => expect(new Set(ledger.map(({ to }) => to)).size).toBe(ledger.length)
/** Who holds the shares of the connection, by process. */
async function holders(): Promise<string[]> {
  const { rows } = await sql<{ name: string; holder: string }>`select name, holder from lease where name like ${`connection ${connection.id}%`} and holder <> '' and expires_at > clock_timestamp() order by name`.execute(t.house.db.system)
  return rows.map(({ holder }) => holder.split(' ')[0]!)
}
const each = (counts: Map<string, string[]>) => [...counts.values()].map((group) => group.length).toSorted((a, b) => a - b)
const byProcess = async () => each(Map.groupBy(await holders(), (holder) => holder))

test('two workers take a share each; nobody is written to twice, and both together keep to the rate', async () => {
  await change({ shares: 2, limits: { per_second: 60, concurrency: 20 } })
  work()
  work()
  const report = await launch(300, 'both')
  await until(byProcess, (counts) => counts.length === 2)
  expect(await byProcess()).toEqual([1, 1])
  expect((await over(report)).totals).toMatchObject({ reached: 270, failed: 0, unknown: 0, skipped: 30 })
  once()
  expect(ledger.length).toBe(270)
  // A second's worth at once, and then so many a second; a claim takes a while to reach the wire.
  const times = ledger.map(({ at }) => at).toSorted((a, b) => a - b)
  for (let i = 0; i < times.length; i += 10) for (let j = i; j < times.length; j += 10) expect(j - i + 1).toBeLessThanOrEqual(60 + 60 * ((times[j]! - times[i]!) / 1000 + 0.4))
  const makers = await sql<{ holder: string; n: number }>`select holder, count(*)::int as n from attempt where workspace_id = ${shop.id} group by 1`.execute(t.house.db.system)
  expect(makers.rows.map(({ holder }) => holder.split(' ')[1]).toSorted()).toEqual(['1/2', '2/2'])
  for (const { n } of makers.rows) expect(n).toBeGreaterThan(90)
})

test('what one person gets stays in its order, whatever is split', async () => {
  await change({ shares: 3, limits: { concurrency: 3 } })
  const people = await Promise.all(Array.from({ length: 12 }, async (_, i) => (await shop.call('POST', '/v1/contacts', { phone: `+38067${String(4_000_000 + i)}` })).json<{ id: string }>().id))
  for (const text of ['1', '2', '3', '4']) for (const contact_id of people) expect((await shop.call('POST', '/v1/messages', { to: { contact_id }, class: 'transactional', content: content(text), cascade: [{ media: ['viber'], success: 'accepted', within_s: 600 }] })).statusCode).toBe(201)
  work()
  work()
  await until(async () => ledger.length, (n) => n === 48)
  for (const entries of Map.groupBy(ledger, ({ to }) => to).values()) expect(entries.map(({ text }) => text)).toEqual(['1', '2', '3', '4'])
})

test('what is transactional and in somebody\'s hands keeps nothing else of its share', async () => {
  await change({ shares: 2, limits: { concurrency: 4 } })
  const contact = (await shop.call('POST', '/v1/contacts', { phone: '+380674999999' })).json<{ id: string }>()
  await shop.call('POST', '/v1/messages', { to: { contact_id: contact.id }, class: 'transactional', content: content('Код'), cascade: [{ media: ['viber'], success: 'accepted', within_s: 600 }] })
  await systemByKey(t.house.db, 'test', 'all', async (tx) => {
    await sql`select from queue_item where connection_id = ${connection.id} and lane = 0 for update`.execute(tx)
    work()
    const report = await launch(40, 'others')
    await until(async () => (await report()).totals.reached ?? 0, (n) => n === 36)
  })
  await until(async () => ledger.length, (n) => n === 37)
  expect(ledger.at(-1)).toMatchObject({ to: '+380674999999' })
})

test('the number of shares changes in the middle of a campaign: nobody is lost, nobody twice, and nobody works it both ways', async () => {
  await change({ limits: { per_second: 60, concurrency: 20 } })
  work()
  work()
  const report = await launch(500, 'change')
  for (const [shares, least] of [[3, 40], [2, 140], [1, 240]] as const) {
    await until(async () => ledger.length, (n) => n >= least)
    await change({ shares })
    await until(holders, (found) => found.length === shares)
  }
  expect((await over(report)).totals).toMatchObject({ reached: 450, failed: 0, unknown: 0 })
  once()
  expect(ledger.length).toBe(450)
})

test('whoever comes later is given shares by whoever has more; whoever goes leaves them to the others', async () => {
  await change({ shares: 4, limits: { per_second: 40, concurrency: 20 } })
  work()
  const report = await launch(700, 'fair')
  // Alone it takes them all, though not at once.
  await until(byProcess, (counts) => counts[0] === 4, 20_000)
  work()
  await until(byProcess, (counts) => counts[0] === 2 && counts[1] === 2, 30_000)
  await workers.shift()!.stop()
  await until(byProcess, (counts) => counts[0] === 4, 20_000)
  expect((await report()).finished_at).toBeNull()
  once()
})

test('a share whose holder died is taken over, and what it had in hand is asked after once', async () => {
  await change({ shares: 2, limits: { concurrency: 10 } })
  work()
  // The dead: it has committed five and handed over two of them.
  const share: Share = { nth: 2, of: 2 }
  const dead = (await takeShare(t.house.db, { ...connection, shares: 2 }, share, 'dead'))!
  expect(dead).toMatchObject({ name: `connection ${connection.id} 2/2`, holder: 'dead 2/2' })
  const report = await launch(200, 'dead')
  await until(async () => (await report()).totals.reached ?? 0, (n) => n > 30)
  const claimed = await systemByKey(t.house.db, 'test', 'all', async (tx) => {
    const rows = await claim(tx, dead, connection.id, { limit: 5, floor: 0, share }, t.time.now)
    await insertAttempts(tx, dead, rows.map((row) => ({ claimed: row, segments: 1, price_micro: 0, rendered: {} })), t.time.now)
    return rows
  })
  expect(claimed.length).toBe(5)
  ledger.push(...claimed.slice(0, 2).map(({ attempt_id, address }) => ({ ref: attempt_id, to: address, text: '', at: 0 })))
  await sql`update lease set expires_at = clock_timestamp() where name = ${dead.name}`.execute(t.house.db.system)
  work()
  expect((await over(report)).totals).toMatchObject({ reached: 180, failed: 0, unknown: 0 })
  once()
  expect(ledger.length).toBe(180)
  const { rows } = await sql<{ state: string; reason: string | null; n: number }>`select state, reason, count(*)::int as n from attempt where id = any (${claimed.map((each) => each.attempt_id)}::text[]) group by 1, 2 order by 1`.execute(t.house.db.system)
  expect(rows).toEqual([{ state: 'accepted', reason: null, n: 2 }, { state: 'failed', reason: 'died', n: 3 }])
})

test('a share is not had while anybody works the connection split otherwise', async () => {
  const take = (shares: number, nth: number, holder: string) => takeShare(t.house.db, { ...connection, shares }, { nth, of: shares }, holder)
  const whole = (await take(1, 1, 'a'))!
  expect(whole.name).toBe(`connection ${connection.id}`)
  // Nor by the number that it does not have any more.
  expect(await take(2, 1, 'b')).toBeUndefined()
  await change({ shares: 2 })
  expect(await take(2, 1, 'b')).toBeUndefined()
  expect(await take(1, 1, 'c')).toBeUndefined()
  await giveLease(t.house.db, whole)
  const halves = await Promise.all([take(2, 1, 'b'), take(2, 2, 'b'), take(2, 2, 'c')])
  expect(halves.filter(Boolean).length).toBe(2)
  expect(new Set(halves.flatMap((half) => (half ? [half.holder] : []))).size).toBe(2)
  await change({ shares: 1 })
  expect(await take(1, 1, 'd')).toBeUndefined()
  // One that ran out and was not given back tells of a death.
  await sql`update lease set expires_at = clock_timestamp() where name like ${`connection ${connection.id} %`}`.execute(t.house.db.system)
  expect(await take(1, 1, 'd')).toMatchObject({ holder: 'd', died: true } satisfies Partial<Lease>)
})

test('the rate of all shares is one, also where it is less than one each; leave that is not used is another\'s', async () => {
  await change({ shares: 3 })
  const paces = (per_second: number | undefined) => [1, 2, 3].map((nth) => new CommonPace(t.house.db, connection, { nth, of: 3 }, per_second))
  const count = async (some: CommonPace[], ms: number, wanted = 50) => {
    const given = some.map(() => 0)
    for (const end = performance.now() + ms; performance.now() < end; await new Promise((resolve) => setTimeout(resolve, 10))) {
      const asked = await Promise.all(some.map((pace) => pace.ask(wanted)))
      for (const [index, { granted }] of asked.entries()) given[index]! += granted
    }
    return given
  }
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
  const slow = await count(paces(2), 3000)
  expect(sum(slow)).toBeGreaterThanOrEqual(5)
  expect(sum(slow)).toBeLessThanOrEqual(8)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const fast = await count(paces(300), 2000)
  expect(sum(fast)).toBeGreaterThan(500)
  expect(sum(fast)).toBeLessThanOrEqual(300 + 600 + 20)
  for (const n of fast) expect(n).toBeGreaterThan(sum(fast) / 8)
  // One with work beside two that have none has all of it.
  const alone = await count(paces(300).slice(0, 1), 1500)
  expect(sum(alone)).toBeGreaterThan(380)
  const [one, two] = paces(300)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const { granted } = await one!.ask(1000)
  expect(granted).toBe(100)
  await one!.giveBack(granted)
  expect((await two!.ask(1000)).granted).toBe(100)
})

test('a rest that one share is asked for is every share\'s', async () => {
  await change({ shares: 2, limits: { concurrency: 4 } })
  work()
  work()
  let told = 0
  answer = () => (told++ === 0 ? { status: 429, after: 4 } : { status: 202 })
  const report = await launch(100, 'rest')
  await until(async () => told, (n) => n > 0)
  const rested_at = performance.now()
  await until(async () => ledger.length, (n) => n === 90)
  // What was in hand went out; for most of the time that was asked for, nothing new did.
  expect((await over(report)).totals).toMatchObject({ reached: 90 })
  expect(performance.now() - rested_at).toBeGreaterThan(3500)
})

test('a halted connection stops all its shares, and who was on the way halts it no second time', async () => {
  await change({ shares: 2, limits: { concurrency: 4 } })
  work()
  work()
  let paid = false
  answer = () => (paid || ledger.length < 20 ? { status: 202 } : { status: 402 })
  const report = await launch(100, 'halt')
  const read = async () => (await shop.call('GET', `/v1/connections/${connection.id}`)).json<{ enabled: boolean; halted: object | null }>()
  await until(read, ({ halted }) => halted !== null)
  await until(holders, (found) => found.length === 0)
  expect(ledger.length).toBe(20)
  paid = true
  await change({ enabled: true })
  // At once: the rest that all these refusals brought was the unpaid one's.
  await until(async () => ledger.length, (n) => n > 20, 6000)
  expect((await over(report)).totals).toMatchObject({ reached: 90, failed: 0 })
  expect(await read()).toMatchObject({ enabled: true })
  once()
})

test('the limit of a day is the connection\'s, not a share\'s', async () => {
  await change({ shares: 3, limits: { per_day: 50, concurrency: 9 } })
  work()
  work()
  await launch(100, 'day')
  await until(async () => ledger.length, (n) => n === 50)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(ledger.length).toBe(50)
})

test('as many shares as may go at one time, and one to eight', async () => {
  const ask = (body: object) => shop.call('PATCH', `/v1/connections/${connection.id}`, body)
  for (const shares of [0, 9, 1.5]) expect((await ask({ shares })).statusCode).toBe(422)
  expect((await ask({ limits: { concurrency: 3 }, shares: 4 })).json()).toMatchObject({ status: 422, errors: [{ pointer: '/shares', code: 'shares_beyond_concurrency' }] })
  expect((await ask({ limits: { concurrency: 3 }, shares: 3 })).json()).toMatchObject({ shares: 3 })
  // Nor later by the other way.
  expect((await ask({ limits: { concurrency: 2 } })).statusCode).toBe(422)
  expect((await ask({ limits: { concurrency: 2 }, shares: 2 })).json()).toMatchObject({ shares: 2 })
  const { rows } = await sql<{ details: unknown }>`select to_jsonb(a) as details from audit_entry a where workspace_id = ${shop.id} and object_id = ${connection.id} order by at desc, id desc`.execute(t.house.db.system)
  expect(JSON.stringify(rows)).toContain('"split":2')
})
