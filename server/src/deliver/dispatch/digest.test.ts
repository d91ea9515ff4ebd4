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
async function reader(digest: 'day' | 'week' | null, phone?: string): Promise<Reader> {
  const email = `digest${(made += 1)}@example.com`
  expect((await shop.call('PUT', '/v1/sandbox/devices', { medium: 'email', address: email, behaviour: 'manual' })).statusCode).toBe(200)
  const { id } = (await shop.call('POST', '/v1/contacts', { email, ...(phone && { phone }), locale: 'uk', tags: ['all'], consents: ['email', 'sms'].map((medium) => ({ medium, state: 'opted_in', source: 'form' })) })).json<{ id: string }>()
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

const BROKEN = { default_locale: 'uk', locales: { uk: { core: { headline: 'Зламане', body: '{{ "2026-01-01" | date: "bogus" }}', buttons: [] } } } }
const used = async () => (await sql<{ used: number }>`select used from cap_use where workspace_id = ${shop.id}`.execute(t.house.db.system)).rows.map((row) => row.used)
async function campaign(name: string, more: object = {}): Promise<string> {
  const content = { default_locale: 'uk', locales: { uk: { core: { headline: name, body: 'Усе', buttons: [] } } } }
  const { id } = (await shop.call('POST', '/v1/campaigns', { name, audience: { rule: { tag: 'all' } }, cascade: CASCADE, content, ...more })).json<{ id: string }>()
  expect((await shop.call('POST', `/v1/campaigns/${id}/launch`)).statusCode).toBeLessThan(300)
  return id
}
type Report = { state: string; totals: Record<string, number>; reasons: { code: string; count: number }[]; price_micro: number; finished_at: string | null }
const report = async (id: string) => (await shop.call('GET', `/v1/campaigns/${id}/report`)).json<Report>()
const put = async () => (await sql<{ n: number }>`select count(*)::int as n from message where workspace_id = ${shop.id} and reason = 'digest' and state = 'waiting'`.execute(t.house.db.system)).rows[0]!.n
const waitFor = (n: number) => until(put, (each) => each === n)

test('a campaign that is stopped while its letters wait is in no letter, and its figures say so; the others go', async () => {
  const people = [await reader('day'), await reader('day')]
  start()
  const [stopped, goes, also] = [await campaign('Перша'), await campaign('Друга'), await campaign('Третя')]
  await waitFor(6)
  expect((await shop.call('POST', `/v1/campaigns/${stopped}/stop`)).statusCode).toBeLessThan(300)
  expect(await report(stopped)).toMatchObject({ state: 'stopped', totals: { total: 2, stopped: 2, reached: 0, in_flight: 0 } })
  at('2026-11-25T08:00:01Z')
  for (const id of [goes, also]) expect(await until(() => report(id), (each) => each.finished_at !== null)).toMatchObject({ totals: { total: 2, reached: 2 } })
  for (const person of people) expect((await letters(person)).map((each) => each.subject)).toEqual([expect.stringMatching(/: (Друга|Третя) \(\+1\)$/)])
  expect((await report(stopped)).totals).toMatchObject({ stopped: 2, reached: 0 })
}, 60_000)

test('paused over the hour it waits on, resumed it goes in the letter of that moment; resumed before, in the one it waited for', async () => {
  const person = await reader('day')
  start()
  const [early, late, free] = [await campaign('Рано'), await campaign('Пізно'), await campaign('Вільна')]
  await waitFor(3)
  const moveTo = async (id: string, how: string) => expect((await shop.call('POST', `/v1/campaigns/${id}/${how}`)).statusCode, how).toBeLessThan(300)
  await moveTo(early, 'pause')
  await moveTo(late, 'pause')
  await moveTo(early, 'resume')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await letters(person)).toEqual([])
  at('2026-11-25T08:00:01Z')
  for (const id of [early, free]) await until(() => report(id), (each) => each.totals.reached === 1)
  expect((await letters(person)).map((each) => each.subject)).toEqual([expect.stringMatching(/\(\+1\)$/)])
  expect((await report(late)).totals).toMatchObject({ in_flight: 1 })
  await moveTo(late, 'resume')
  await until(() => report(late), (each) => each.totals.reached === 1)
  expect((await letters(person)).map((each) => each.subject)).toEqual([expect.stringMatching(/\(\+1\)$/), 'Пізно'])
}, 60_000)

test('what its validity ends before a late worker wakes it is refused; the rest goes', async () => {
  const person = await reader('day')
  start()
  const [short, long] = [await write(person, 'Коротке', { valid_until: '2026-11-25T08:30:00Z' }), await write(person, 'Довге')]
  const days = await campaign('Кампанія')
  await waits([short, long])
  await waitFor(3)
  await stop()
  at('2026-11-25T09:00:00Z')
  start()
  // What is overdue is spread over half an hour.
  await until(() => states([long]), ([state]) => {
    if (state === 'waiting') t.time.now = new Date(t.time.now.getTime() + 60_000)
    return state === 'reached'
  })
  expect(await until(() => message(short), (each) => each.state !== 'waiting')).toMatchObject({ state: 'skipped', reason: 'expired' })
  await until(() => report(days), (each) => {
    if (each.totals.in_flight! > 0) t.time.now = new Date(t.time.now.getTime() + 60_000)
    return each.totals.reached === 1
  })
}, 60_000)

test('the days that a campaign is good for do not run while it waits for a weekly letter', async () => {
  const person = await reader('week')
  start()
  const id = await campaign('Тижнева')
  await waitFor(1)
  at('2026-11-30T08:00:01Z')
  await until(() => report(id), (each) => each.totals.reached === 1)
  expect(await letters(person)).toHaveLength(1)
}, 60_000)

test('an address that bounces, is suppressed or leaves a topic while letters wait takes out what it concerns', async () => {
  const topic = (await shop.call('POST', '/v1/topics', { name: { en: 'A' }, description: { en: '' } })).json<{ id: string }>().id
  const [bounced, suppressed, left] = [await reader('day'), await reader('day'), await reader('day')]
  start()
  const of = (person: Reader) => Promise.all([write(person, 'Перше', { topic_id: topic }), write(person, 'Друге')])
  const [mine, theirs, own] = [await of(bounced), await of(suppressed), await of(left)]
  await waits([...mine, ...theirs, ...own])
  await sql`update endpoint set state = 'bounced', state_at = ${t.time.now} where workspace_id = ${shop.id} and contact_id = ${bounced.id} and medium = 'email'`.execute(t.house.db.system)
  await sql`insert into suppression (workspace_id, medium, address_hash, reason, at) select workspace_id, medium, address_hash, 'complaint', ${t.time.now} from endpoint where workspace_id = ${shop.id} and contact_id = ${suppressed.id} and medium = 'email'`.execute(t.house.db.system)
  expect((await shop.call('POST', '/v1/consents', { contact_id: left.id, consents: [{ medium: 'email', topic_id: topic, state: 'opted_out', source: 'operator' }] })).statusCode).toBeLessThan(300)
  at('2026-11-25T08:00:01Z')
  await until(() => states([...mine, ...theirs, ...own]), (all) => all.every((state) => state !== 'waiting'))
  expect(await Promise.all(mine.map(message))).toMatchObject([{ state: 'skipped', reason: 'unreachable' }, { state: 'skipped', reason: 'unreachable' }])
  expect(await Promise.all(theirs.map(message))).toMatchObject([{ state: 'skipped', reason: 'suppressed' }, { state: 'skipped', reason: 'suppressed' }])
  expect(await Promise.all(own.map(message))).toMatchObject([{ state: 'skipped', reason: 'opted_out' }, { state: 'reached' }])
  expect([await letters(bounced), await letters(suppressed)]).toEqual([[], []])
  expect((await letters(left)).map((each) => each.subject)).toEqual(['Друге'])
}, 60_000)

test('what cannot be rendered is refused and the others go; the letter is counted whichever of them fails', async () => {
  expect((await shop.call('POST', '/v1/frequency-rules', { per: 'day', max: 1 })).statusCode).toBe(201)
  const person = await reader('day')
  start()
  const ids = [await write(person, 'Зламане', { content: BROKEN }), await write(person, 'Два'), await write(person, 'Три')]
  await waits(ids)
  at('2026-11-25T08:00:01Z')
  await until(() => states(ids), (all) => all.every((state) => state !== 'waiting'))
  expect(await Promise.all(ids.map(message))).toMatchObject([{ state: 'skipped', reason: 'render_error' }, { state: 'reached' }, { state: 'reached' }])
  expect((await letters(person)).map((each) => each.subject)).toEqual([expect.stringMatching(/: Два \(\+1\)$/)])
  expect(await used()).toEqual([1])
  // Counted, it leaves no room for another of that day.
  await sql`update contact_preference set digest = null where workspace_id = ${shop.id} and contact_id = ${person.id}`.execute(t.house.db.system)
  const more = await write(person, 'Ще')
  expect(await until(() => message(more), (each) => each.state !== 'waiting')).toMatchObject({ state: 'skipped', reason: 'capped' })
}, 60_000)

test('all that cannot be rendered leaves nothing counted; what takes its part along to a next step leaves none for the letter', async () => {
  expect((await shop.call('POST', '/v1/frequency-rules', { per: 'day', max: 1 })).statusCode).toBe(201)
  const [none, next] = [await reader('day'), await reader('day', '+380501110001')]
  start()
  const broken = await Promise.all([1, 2].map(() => write(none, 'Зламане', { content: BROKEN })))
  const twoSteps = { content: { default_locale: 'uk', locales: { uk: { core: { headline: 'Два кроки', body: 'Усе', buttons: [] }, overrides: { email: { text: '{{ "2026-01-01" | date: "bogus" }}' } } } } }, cascade: [...CASCADE, { media: ['sms'], success: 'accepted', within_s: 600 }] }
  const [moved, kept] = [await write(next, 'Два кроки', twoSteps), await write(next, 'Один')]
  await waits([...broken, moved, kept])
  at('2026-11-25T08:00:01Z')
  await until(() => states([...broken, moved, kept]), (all) => all.every((state) => state !== 'waiting'))
  expect(await Promise.all(broken.map(message))).toMatchObject([{ reason: 'render_error' }, { reason: 'render_error' }])
  expect(await letters(none)).toEqual([])
  expect(await message(moved)).toMatchObject({ state: 'reached' })
  expect(await message(kept)).toMatchObject({ state: 'skipped', reason: 'capped' })
  expect((await used()).toSorted()).toEqual([0, 1])
}, 60_000)

test('a budget that does not suffice takes its own out of the letter, which then another pays and is counted for', async () => {
  expect((await shop.call('PUT', '/v1/prices', { medium: 'email', amount_micro: 1000, per: 'message', charged_on: 'accepted' })).statusCode).toBe(200)
  expect((await shop.call('POST', '/v1/frequency-rules', { per: 'day', max: 1 })).statusCode).toBe(201)
  const person = await reader('day')
  start()
  const poor = await campaign('Бідна', { budget_micro: 500 })
  await waitFor(1)
  const rich = await campaign('Багата', { budget_micro: 5000 })
  await waitFor(2)
  const also = await campaign('Ще одна')
  await waitFor(3)
  at('2026-11-25T08:00:01Z')
  const [first, second, third] = [await until(() => report(poor), (each) => each.finished_at !== null), await until(() => report(rich), (each) => each.finished_at !== null), await until(() => report(also), (each) => each.finished_at !== null)]
  expect(first).toMatchObject({ totals: { reached: 0, skipped: 1 }, reasons: [{ code: 'budget', count: 1 }], price_micro: 0 })
  expect(second).toMatchObject({ totals: { reached: 1 }, price_micro: 1000 })
  expect(third).toMatchObject({ totals: { reached: 1 }, price_micro: 0 })
  expect((await letters(person)).map((each) => each.subject)).toEqual([expect.stringMatching(/: Багата \(\+1\)$/)])
  expect(await used()).toEqual([1])
}, 60_000)
