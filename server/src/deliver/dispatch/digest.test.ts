import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CHORES, visitor } from '../../app.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'
import { until as untilFor } from '../../testing/running.ts'
import { giveLease, takeLease } from '../../platform/database/index.ts'
import { reapAttempts } from '../messages/index.ts'
import { startWorker, type Worker } from './index.ts'

// A clock that is moved by hand: what people asked to get in one letter waits for its hour.
let t: TestApp
let shop: TestWorkspace
const workers: Worker[] = []
beforeAll(async () => {
  t = await testApp()
})
afterAll(async () => {
  await stop()
  await t.close()
})
beforeEach(async () => {
  await stop()
  // A Tuesday, noon in Kyiv.
  at('2026-11-24T10:00:00Z')
  shop = await t.workspace('UA')
})

async function stop(): Promise<void> {
  for (const worker of workers.splice(0)) await worker.stop()
}
const start = () => void workers.push(startWorker(t.house, visitor(t.app), CHORES))
const at = (time: string) => (t.time.now = new Date(time))
const until = <T>(read: () => Promise<T>, done: (value: T) => boolean) => untilFor(read, done, 20_000)
const CASCADE = [{ media: ['email'], success: 'accepted', within_s: 600 }]

let made = 0
type Reader = { id: string; email: string }
async function reader(digest: 'day' | 'week' | null): Promise<Reader> {
  const email = `digest${(made += 1)}@example.com`
  expect((await shop.call('PUT', '/v1/sandbox/devices', { medium: 'email', address: email, behaviour: 'manual' })).statusCode).toBe(200)
  const { id } = (await shop.call('POST', '/v1/contacts', { email, locale: 'uk', tags: ['all'], consents: [{ medium: 'email', state: 'opted_in', source: 'form' }] })).json<{ id: string }>()
  if (digest) await ask(id, digest)
  return { id, email }
}
const ask = (id: string, digest: string) => sql`insert into contact_preference (workspace_id, contact_id, digest, updated_at) values (${shop.id}, ${id}, ${digest}, now()) on conflict (workspace_id, contact_id) do update set digest = excluded.digest`.execute(t.house.db.system)
async function write({ id }: Reader, headline: string, more: object = {}): Promise<string> {
  const content = { default_locale: 'uk', locales: { uk: { core: { headline, body: `Усе про ${headline} {{ contact.email }}`, buttons: [{ label: 'До крамниці', url: `https://shop.example/${encodeURIComponent(headline)}` }] } } } }
  const sent = await shop.call('POST', '/v1/messages', { to: { contact_id: id }, class: 'marketing', content, cascade: CASCADE, ...more })
  expect(sent.statusCode, sent.body).toBe(201)
  return sent.json<{ id: string }>().id
}
type Message = { state: string; reason: string | null; price_micro: number; clicked_at: string | null; read_at: string | null }
const message = async (id: string) => (await sql<Message>`select state, reason, price_micro, clicked_at, read_at from message where workspace_id = ${shop.id} and id = ${id}`.execute(t.house.db.system)).rows[0]!
const states = async (ids: string[]) => Promise.all(ids.map(async (id) => (await message(id)).state))
const waits = (ids: string[]) => until(() => Promise.all(ids.map(message)), (all) => all.every((each) => each.reason === 'digest'))
const reached = (ids: string[]) => until(() => states(ids), (all) => all.every((each) => each === 'reached'))
const letters = async ({ email }: Reader) => (await sql<{ form: { subject: string; html: string; text: string } }>`select body -> 'form' as form from sandbox_message where workspace_id = ${shop.id} and to_address = ${email} and direction = 'to_person' order by received_at, id`.execute(t.house.db.system)).rows.map((row) => row.form)
const open = (url: string) => t.app.inject({ method: 'GET', url: new URL(url, 'http://x').pathname, headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0' } })
const linksIn = (html: string, path: string) => [...html.matchAll(new RegExp(`href="([^"]*/${path}/[\\w-]+)"`, 'g'))].map((match) => match[1]!)

test('letters of marketing wait for their hour and go as one; what they say is behind its own link', async () => {
  const lesya = await reader('day')
  const other = await reader(null)
  start()
  const ids = [await write(lesya, 'Чай'), await write(lesya, 'Мед'), await write(lesya, '<b>Сир</b> {{ "x" }}')]
  const bill = await write(lesya, 'Рахунок', { class: 'transactional' })
  const single = await write(other, 'Чай')
  await waits(ids)
  await reached([bill, single])
  expect(await letters(lesya)).toHaveLength(1)
  at('2026-11-25T07:59:00Z')
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await letters(lesya)).toHaveLength(1)
  at('2026-11-25T08:00:01Z')
  await reached(ids)
  const [, letter, ...more] = await letters(lesya)
  expect(more).toEqual([])
  expect(letter!.subject).toMatch(/: Чай \(\+2\)$/)
  for (const text of ['Чай', 'Мед']) expect(letter!.html).toContain(text)
  expect(letter!.html).not.toContain('<b>Сир</b>')
  const whole = linksIn(letter!.html, 'w')
  // Whoever is quicker is a machine.
  at('2026-11-25T08:10:00Z')
  expect(whole).toHaveLength(3)
  const page = await open(whole[1]!)
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('Усе про Мед')
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect((await message(ids[1]!)).clicked_at).not.toBeNull()
  expect((await message(ids[0]!)).clicked_at).toBeNull()
  // One letter of what was handed over; each of them says whose letter it went in.
  const { rows } = await sql<{ carried_by: string; id: string }>`select id, carried_by from attempt where workspace_id = ${shop.id} and message_id = any (${ids}::text[])`.execute(t.house.db.system)
  expect(new Set(rows.map((row) => row.carried_by)).size).toBe(1)
  expect(rows.map((row) => row.id)).toContain(rows[0]!.carried_by)
}, 60_000)

test('weekly on Monday; one alone goes as it is; what is stale by then is refused; a changed mind lets it go', async () => {
  const [one, stale, mind] = [await reader('week'), await reader('week'), await reader('week')]
  start()
  const alone = await write(one, 'Тиждень')
  const late = await write(stale, 'Сьогодні', { valid_until: '2026-11-27T10:00:00Z' })
  const two = [await write(mind, 'Один'), await write(mind, 'Два')]
  await waits([alone, ...two])
  expect(await until(() => message(late), (each) => each.state !== 'waiting')).toMatchObject({ state: 'skipped', reason: 'expired_before_digest' })
  at('2026-11-30T07:59:00Z')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await states([alone, ...two])).toEqual(['waiting', 'waiting', 'waiting'])
  at('2026-11-30T08:00:01Z')
  await reached([alone, ...two])
  const [letter] = await letters(one)
  expect(letter!.subject).toBe('Тиждень')
  expect(letter!.html).not.toContain('/w/')
  // By the page of the person, as it stands in the letter.
  const more = [await write(mind, 'Три'), await write(mind, 'Чотири')]
  await waits(more)
  const [digest] = await letters(mind)
  const token = linksIn(digest!.html, 'p')[0]!
  expect((await open(token)).body).toContain('<option value="week" selected>')
  const saved = await t.app.inject({ method: 'POST', url: new URL(token).pathname, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ look: '' }).toString() })
  expect(saved.statusCode).toBe(303)
  await reached(more)
  expect((await letters(mind)).slice(1).map((each) => each.subject).toSorted()).toEqual(['Три', 'Чотири'])
}, 60_000)

test('one press on the way out leaves every topic of the letter; who left one topic before its hour gets the rest', async () => {
  const topic = async (name: string) => (await shop.call('POST', '/v1/topics', { name: { en: name }, description: { en: '' } })).json<{ id: string }>().id
  const [a, b] = [await topic('A'), await topic('B')]
  const [all, some] = [await reader('day'), await reader('day')]
  start()
  const of = (person: Reader) => Promise.all([write(person, 'Перше', { topic_id: a }), write(person, 'Друге', { topic_id: b }), write(person, 'Третє', { topic_id: b })])
  const [mine, theirs] = [await of(all), await of(some)]
  await waits([...mine, ...theirs])
  expect((await shop.call('POST', '/v1/consents', { contact_id: some.id, consents: [{ medium: 'email', topic_id: a, state: 'opted_out', source: 'operator' }] })).statusCode).toBeLessThan(300)
  at('2026-11-25T08:00:01Z')
  await reached([...mine, theirs[1]!, theirs[2]!])
  expect(await message(theirs[0]!)).toMatchObject({ state: 'skipped', reason: 'opted_out' })
  expect(await letters(some)).toHaveLength(1)
  const [letter] = await letters(all)
  expect((await t.app.inject({ method: 'POST', url: new URL(linksIn(letter!.html, 'u')[0]!).pathname, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'List-Unsubscribe=One-Click' })).statusCode).toBe(200)
  const { rows } = await sql<{ topic_id: string }>`select topic_id from consent_state where workspace_id = ${shop.id} and contact_id = ${all.id} and state = 'opted_out'`.execute(t.house.db.system)
  expect(rows.map((row) => row.topic_id).toSorted()).toEqual([a, b].toSorted())
}, 60_000)

test('a cap counts one letter', async () => {
  expect((await shop.call('POST', '/v1/frequency-rules', { per: 'day', max: 1 })).statusCode).toBe(201)
  const person = await reader('day')
  start()
  const ids = await Promise.all(['Раз', 'Два', 'Три'].map((each) => write(person, each)))
  await waits(ids)
  at('2026-11-25T08:00:01Z')
  await reached(ids)
  const { rows } = await sql<{ used: number }>`select used from cap_use where workspace_id = ${shop.id}`.execute(t.house.db.system)
  expect(rows).toEqual([{ used: 1 }])
  expect(await letters(person)).toHaveLength(1)
}, 60_000)

/** What a worker leaves that died after its hand-overs were committed, and before their outcomes were. */
async function dieOver(ids: string[]): Promise<void> {
  const db = t.house.db.system
  await sql`update message set state = 'waiting', reason = null, finished_at = null, reached_step = null, reached_medium = null where workspace_id = ${shop.id} and id = any (${ids}::text[])`.execute(db)
  await sql`delete from attempt_by_ref where workspace_id = ${shop.id}`.execute(db)
  await sql`with a as (update attempt set state = 'sending', holder = 'dead', fence = 1, accepted_at = null, provider_ref = null where workspace_id = ${shop.id} and message_id = any (${ids}::text[]) returning id, connection_id)
    insert into in_hand (workspace_id, connection_id, holder, fence, first_attempt, last_attempt) select ${shop.id}, connection_id, 'dead', 1, min(id), max(id) from a group by connection_id`.execute(db)
  const lease = await takeLease(t.house.db, 'reaper of the test', 'test')
  await reapAttempts(t.house, lease!)
  await giveLease(t.house.db, lease!)
}

test('a worker that dies over a letter: what the provider has is known for all it carried, what it has not goes as one again', async () => {
  const person = await reader('day')
  start()
  const ids = await Promise.all(['Раз', 'Два', 'Три'].map((each) => write(person, each)))
  await waits(ids)
  at('2026-11-25T08:00:01Z')
  await reached(ids)
  await stop()
  await dieOver(ids)
  expect(await states(ids)).toEqual(['reached', 'reached', 'reached'])
  expect(await letters(person)).toHaveLength(1)
  await sql`delete from sandbox_message where workspace_id = ${shop.id}`.execute(t.house.db.system)
  await dieOver(ids)
  expect(await states(ids)).toEqual(['waiting', 'waiting', 'waiting'])
  at('2026-11-25T08:05:00Z')
  start()
  await reached(ids)
  const [letter, ...more] = await letters(person)
  expect(more).toEqual([])
  expect(letter!.subject).toMatch(/\(\+2\)$/)
}, 60_000)

test('many campaigns at once, two workers, and two records that become one person at the hour: one letter for each address, everybody ends somewhere', async () => {
  const people = [await reader('day'), await reader('week'), await reader('day'), await reader(null)]
  await ask(people[1]!.id, 'day')
  const content = (headline: string) => ({ default_locale: 'uk', locales: { uk: { core: { headline, body: 'Усе', buttons: [] } } } })
  const campaigns = await Promise.all([1, 2, 3, 4, 5, 6].map(async (n) => {
    const { id } = (await shop.call('POST', '/v1/campaigns', { name: `C${n}`, audience: { rule: { tag: 'all' } }, cascade: CASCADE, content: content(`C${n}`) })).json<{ id: string }>()
    expect((await shop.call('POST', `/v1/campaigns/${id}/launch`)).statusCode).toBeLessThan(300)
    return id
  }))
  start()
  start()
  const put = async () => (await sql<{ n: number }>`select count(*)::int as n from message where workspace_id = ${shop.id} and reason = 'digest'`.execute(t.house.db.system)).rows[0]!.n
  await until(put, (n) => n === 18)
  at('2026-11-25T08:00:01Z')
  const merged = shop.call('POST', `/v1/contacts/${people[0]!.id}/merge`, { other_id: people[2]!.id })
  const left = async () => (await sql<{ n: number }>`select count(*)::int as n from message where workspace_id = ${shop.id} and state = 'waiting'`.execute(t.house.db.system)).rows[0]!.n
  expect((await merged).statusCode).toBe(201)
  await until(left, (n) => n === 0)
  // Of what both halves of a person were to get, one goes: by which address depends on who was first.
  const got = await Promise.all(people.slice(0, 3).map(letters))
  expect(got[1]!.map((each) => each.subject.replace(/^.*\(/, '('))).toEqual(['(+5)'])
  for (const one of got) expect(one.length).toBeLessThanOrEqual(1)
  expect(got[0]!.length + got[2]!.length).toBeGreaterThan(0)
  expect(await letters(people[3]!)).toHaveLength(6)
  for (const id of campaigns) {
    const done = await until(async () => (await shop.call('GET', `/v1/campaigns/${id}/report`)).json<{ totals: Record<string, number>; finished_at: string | null }>(), (each) => each.finished_at !== null)
    expect(done.totals).toMatchObject({ total: 4, in_flight: 0 })
    expect(done.totals.reached! + done.totals.skipped!).toBe(4)
    expect(done.totals.reached).toBeGreaterThanOrEqual(3)
  }
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from attempt where workspace_id = ${shop.id} and (carried_by is null or carried_by = id)`.execute(t.house.db.system)
  expect(rows[0]!.n).toBe(6 + got.flat().length)
}, 60_000)

test('held marketing stays held over the hour and goes as one when released; who is erased gets nothing', async () => {
  const [kept, gone] = [await reader('day'), await reader('day')]
  start()
  const of = (person: Reader) => Promise.all(['Раз', 'Два'].map((each) => write(person, each)))
  const [ids, theirs] = [await of(kept), await of(gone)]
  await waits([...ids, ...theirs])
  expect((await shop.call('POST', '/v1/marketing/hold', { held: true })).statusCode).toBeLessThan(300)
  expect((await shop.call('DELETE', `/v1/contacts/${gone.id}`)).statusCode).toBeLessThan(300)
  expect(await Promise.all(theirs.map(message))).toMatchObject([{ state: 'skipped' }, { state: 'skipped' }])
  at('2026-11-25T08:00:01Z')
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(await states(ids)).toEqual(['waiting', 'waiting'])
  expect((await shop.call('POST', '/v1/marketing/hold', { held: false })).statusCode).toBeLessThan(300)
  await reached(ids)
  expect((await letters(kept)).map((each) => each.subject)).toEqual([expect.stringMatching(/\(\+1\)$/)])
}, 60_000)
