import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContactInput } from '../../customers/index.ts'
import type { TestWorkspace } from '../../testing/app.ts'
import { runningApp, until, type RunningApp } from '../../testing/running.ts'

let t: RunningApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await runningApp()
  shop = await t.workspace('UA')
  // A sender without replies appends its way out to every text, which may make one more segment of it.
  await shop.call('POST', '/v1/senders', { medium: 'sms', address: 'SHOP', country: 'UA', state: 'approved', opt_out: 'Ні: 24 на 91043' })
  // Open where it is noon, closed where it is three already.
  await shop.call('PUT', '/v1/sending-hours', { marketing: Array.from({ length: 7 }, () => ({ open: '09:00', close: '14:30' })), transactional: null, days_off: true, spread_s: 1800, same_content_days: 30 })
  await shop.call('POST', '/v1/contacts', { email: 'vip@example.com', traits: { vip: true, points: 1 } })
})
afterAll(() => t.close())

const MEDIA = ['email', 'sms', 'viber', 'whatsapp', 'telegram', 'push'] as const
const CONTENT = {
  default_locale: 'uk',
  locales: {
    uk: { core: { headline: 'Знижки, {{ contact.call_name | default: "друже" }}', body: '{% if contact.vip %}{% abort_message "VIP gets a call" %}{% endif %}Сьогодні {{ contact.name }} отримує знижку. [Дивитися](https://shop.example/{{ contact.points }})', buttons: [{ label: 'Купити', url: 'https://shop.example/buy' }] } },
    en: { core: { headline: 'Sale', body: 'Hello {{ contact.call_name }}, a long story that fills more than one segment when a name is long enough, told to everybody. {% if contact.points == 3 %}{{ contact.points | divided_by: 0 }}{% endif %}', buttons: [] }, overrides: { sms: { text: 'Sale, {{ contact.call_name }}' } } },
  },
}

/** What makes people differ in whether and how they can be written to. */
const person = fc.record({
  email: fc.boolean(), phone: fc.boolean(), locale: fc.constantFrom('uk', 'uk-UA', 'en', 'ka', null), vip: fc.boolean(), points: fc.integer({ min: 1, max: 3 }), name: fc.constantFrom('Оля', 'Максиміліан-Олександр Переяславський-Хмельницький'),
  consents: fc.uniqueArray(fc.record({ medium: fc.constantFrom('*', '*', '*', 'email', 'sms', 'viber', 'whatsapp'), topic_id: fc.constantFrom('*', '*', 'sales'), state: fc.constantFrom('opted_in', 'opted_in', 'opted_in', 'opted_out') }), { minLength: 1, selector: (each) => `${each.medium}/${each.topic_id}`, maxLength: 4 }),
  archived: fc.nat(9).map((n) => n === 0), demo: fc.nat(9).map((n) => n === 0), dead: fc.option(fc.constantFrom('email', 'sms', 'viber'), { nil: null, freq: 3 }), prefers: fc.option(fc.constantFrom('email', 'sms', 'viber'), { nil: null, freq: 2 }), answers: fc.option(fc.constantFrom('email', 'sms', 'viber'), { nil: null, freq: 2 }), suppressed: fc.option(fc.constantFrom('email', 'sms'), { nil: null, freq: 4 }), zone: fc.constantFrom('Europe/Kyiv', 'Asia/Almaty', null), digest: fc.option(fc.constantFrom('day', 'week'), { nil: null, freq: 6 }),
})
type Person = typeof person extends fc.Arbitrary<infer P> ? P : never
/** Some media in some order, some of them again, cut into steps. */
const cascade = fc.tuple(fc.shuffledSubarray([...MEDIA, 'preferred'], { minLength: 1 }), fc.subarray([...MEDIA], { maxLength: 2 }), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 })).map(([media, again, cuts]) =>
  [...media, ...again].reduce<{ media: string[]; success: 'accepted'; within_s: number }[]>((steps, medium, i) => {
    if (i === 0 || cuts[i] || steps.at(-1)!.media.includes(medium)) steps.push({ media: [medium], success: 'accepted', within_s: 3600 })
    else steps.at(-1)!.media.push(medium)
    return steps
  }, []))
/** Only an e-mail that goes alone waits for a digest. */
const byMail = fc.constant([['email'], ['sms']].map((media) => ({ media, success: 'accepted' as const, within_s: 3600 })))
const campaign = fc.record({ people: fc.array(person, { minLength: 5, maxLength: 25 }), cascade: fc.oneof(cascade, byMail), topic: fc.boolean(), night: fc.boolean(), class: fc.constantFrom('marketing', 'marketing', 'transactional') })

let made = 0
async function bringPeople(people: Person[], topic: string): Promise<string> {
  const tag = `run${(made += 1)}`
  const contacts = people.map((each, i): ContactInput => ({
    identities: [{ kind: 'external', value: `${tag}-${i}` }, ...(each.email ? [{ kind: 'email', value: `${tag}-${i}@example.com` }] : []), ...(each.phone ? [{ kind: 'phone', value: `+38050${String(made * 1000 + i).padStart(7, '0')}`, country: 'UA' }] : [])],
    name: each.name, call_name: each.name, ...(each.locale ? { locale: each.locale } : {}), ...(each.zone ? { time_zone: each.zone } : {}), tags: [tag], traits: { vip: each.vip, points: each.points },
    consents: each.consents.map((consent) => ({ ...consent, topic_id: consent.topic_id === 'sales' ? topic : '*', state: consent.state as 'opted_in', at: t.time.now, source: 'form', proof: {} })),
  }))
  await t.bring(shop, contacts)
  for (const [i, each] of people.entries()) {
    const one = sql`(select contact_id from identity where workspace_id = ${shop.id} and kind = 'external' and value = ${`${tag}-${i}`})`
    if (each.archived) await sql`update contact set archived_at = ${t.time.now} where workspace_id = ${shop.id} and id = ${one}`.execute(t.house.db.system)
    if (each.demo) await sql`update contact set origin = 'demo' where workspace_id = ${shop.id} and id = ${one}`.execute(t.house.db.system)
    if (each.dead) await sql`update endpoint set state = 'invalid', state_at = ${t.time.now} where workspace_id = ${shop.id} and contact_id = ${one} and medium = ${each.dead}`.execute(t.house.db.system)
    if (each.prefers) await sql`insert into contact_preference (workspace_id, contact_id, medium, updated_at) values (${shop.id}, ${one}, ${each.prefers}, ${t.time.now})`.execute(t.house.db.system)
    if (each.digest) await sql`insert into contact_preference (workspace_id, contact_id, digest, updated_at) values (${shop.id}, ${one}, ${each.digest}, ${t.time.now}) on conflict (workspace_id, contact_id) do update set digest = excluded.digest`.execute(t.house.db.system)
    if (each.answers) await sql`insert into engagement (workspace_id, contact_id, medium, month, origin, sent, replied) values (${shop.id}, ${one}, ${each.answers}, date_trunc('month', ${t.time.now}::timestamptz)::date, 'live', 20, 10)`.execute(t.house.db.system)
    if (each.suppressed) await sql`insert into suppression (workspace_id, medium, address_hash, reason, at) select workspace_id, medium, address_hash, 'complaint', ${t.time.now} from endpoint where workspace_id = ${shop.id} and contact_id = ${one} and medium = ${each.suppressed} on conflict do nothing`.execute(t.house.db.system)
  }
  return tag
}

type Decision = { contact_id: string; locale: string; deferred_to: Date | null; digest_at: Date | null; reason: string | null; step: number | null; ways: string[]; price_micro: number; segments: number | null; skips: string[] }

/** What the rehearsal said of each person. */
async function rehearsed(id: string): Promise<Decision[]> {
  const { rows } = await sql<Decision>`
    select e.contact_id, e.locale, case when e.deferred and e.reason is null then e.send_at end as deferred_to, e.digest_at, e.reason, case when e.state = 'planned' then e.step end as step, case when e.state = 'planned' then e.price_from_micro else 0 end as price_micro, e.segments,
      case when e.state = 'planned' then array(select o ->> 'medium' from jsonb_array_elements(e.options) o where (o ->> 'step')::int = e.step order by 1) else '{}' end as ways,
      array(select format('%s %s %s', s ->> 'step', s ->> 'medium', s ->> 'reason') from jsonb_array_elements(e.skips) s where s ->> 'reason' <> 'digest' order by 1) as skips
    from rehearsal_entry e join campaign c on c.workspace_id = e.workspace_id and c.rehearsal_run_id = e.run_id where c.workspace_id = ${shop.id} and c.id = ${id} order by e.contact_id`.execute(t.house.db.system)
  return rows
}

/** Notes for whose digest something of the campaign waits, and until when. */
async function noteDigests(id: string, noted: Map<string, Date>): Promise<number> {
  const { rows } = await sql<{ contact_id: string; digest_at: Date }>`select q.contact_id, q.digest_at from queue_item q join message m on m.workspace_id = q.workspace_id and m.bucket = q.bucket and m.id = q.message_id
    where m.workspace_id = ${shop.id} and m.source_id = ${id} and m.reason = 'digest' and q.digest_at > ${t.time.now}`.execute(t.house.db.system)
  for (const row of rows) noted.set(row.contact_id, row.digest_at)
  return rows.length
}

/** What became of each person: the hand-overs of the first step that had any, or why there was none. */
async function launched(id: string, digests: Map<string, Date>): Promise<Decision[]> {
  const { rows } = await sql<Decision>`
    select m.contact_id, m.locale, case when m.send_at > m.created_at and (m.reason is null or a.step is not null) then m.send_at end as deferred_to, null::timestamptz as digest_at, case when a.step is null then m.reason end as reason, a.step, coalesce(a.price_micro, 0)::bigint as price_micro, a.segments, coalesce(a.ways, '{}') as ways,
      array(select format('%s %s %s', s ->> 'step', s ->> 'medium', s ->> 'reason') from jsonb_array_elements(m.skips) s where a.step is null or (s ->> 'step')::int <= a.step order by 1) as skips
    from message m left join lateral (
      select step, sum(price_micro) as price_micro, max(segments) as segments, array_agg(medium order by medium) as ways from attempt a
      where a.workspace_id = m.workspace_id and a.message_id = m.id group by step order by step limit 1) a on true
    where m.workspace_id = ${shop.id} and m.source_id = ${id} order by m.contact_id`.execute(t.house.db.system)
  return rows.map((row) => {
    const digest_at = row.ways.includes('email') ? (digests.get(row.contact_id) ?? null) : null
    return { ...row, digest_at, deferred_to: digest_at ? null : row.deferred_to }
  })
}

const get = async <T>(url: string) => (await shop.call('GET', url)).json<T>()

let deferred = 0
let gathered = 0
/** The next time that it is so late in UTC: 04:00 is the opening in Almaty, 10:00 is noon in Kyiv. */
function forwardTo(time: string): void {
  const next = new Date(`${t.time.now.toISOString().slice(0, 11)}${time}:00Z`).getTime() - t.time.now.getTime()
  t.forward(next > 0 ? next : next + 86_400_000)
}

test('the launch does to each person what the rehearsal said, whoever they are and whatever the cascade', async () => {
  const topic = (await shop.call('POST', '/v1/topics', { name: { en: 'Sales' } })).json<{ id: string }>().id
  await fc.assert(fc.asyncProperty(campaign, async (input) => {
    // Some are launched when it is night in Kyiv, and wait for the morning.
    if (input.night) forwardTo('22:30')
    const tag = await bringPeople(input.people, topic)
    const created = await shop.call('POST', '/v1/campaigns', { name: tag, class: input.class, audience: { rule: { tag } }, cascade: input.cascade, content: CONTENT, ...(input.topic ? { topic_id: topic } : {}) })
    expect(created.statusCode, created.body).toBe(201)
    const { id } = created.json<{ id: string }>()
    await shop.call('POST', `/v1/campaigns/${id}/rehearsal`)
    await until(() => get<{ state: string }>(`/v1/campaigns/${id}/rehearsal`), (each) => {
      // A part is never shown as if it were the whole.
      expect(['planning', 'done']).toContain(each.state)
      return each.state === 'done'
    })
    const said = await rehearsed(id)
    expect((await shop.call('POST', `/v1/campaigns/${id}/launch`)).statusCode).toBe(200)
    const report = () => get<{ totals: { in_flight: number }; planned: boolean }>(`/v1/campaigns/${id}/report`)
    await until(report, (each) => each.planned)
    const waiting = (await sql<{ n: number }>`select count(*)::int as n from due where workspace_id = ${shop.id} and kind = 'start'`.execute(t.house.db.system)).rows[0]!.n
    deferred += waiting
    const digests = new Map<string, Date>()
    await until(async () => (await report()).totals.in_flight === waiting + (await noteDigests(id, digests)), Boolean)
    await until(async () => {
      const { in_flight } = (await report()).totals
      if (in_flight === 0) return true
      // What is due has its turn before the clock goes on, however long the worker takes.
      const { rows: [busy] } = await sql<{ n: number }>`select (select count(*) from queue_item where workspace_id = ${shop.id} and ready_at <= ${t.time.now} and coalesce(digest_at <= ${t.time.now}, true)) + (select count(*) from due where workspace_id = ${shop.id} and at <= ${t.time.now}) as n`.execute(t.house.db.system)
      if (Number(busy!.n) > 0) return false
      // Where all that is left waits for its hours or its digest, the next of them comes; else what is under way gets its time.
      const asleep = await noteDigests(id, digests)
      const { rows: [starts] } = await sql<{ n: number; at: Date | null }>`select count(*)::int as n, min(at) as at from due where workspace_id = ${shop.id} and kind = 'start'`.execute(t.house.db.system)
      const next = Math.min(...[starts!.at, ...digests.values()].map(Number).filter((hour) => hour > t.time.now.getTime()))
      t.forward(asleep + starts!.n === in_flight && next < Infinity ? next - t.time.now.getTime() + 1000 : Math.min(4 * 60_000, next - t.time.now.getTime() + 1000))
      return false
    }, Boolean)
    const did = await launched(id, digests)
    gathered += digests.size
    // A rehearsal counts the segments of an SMS further on too; a launch has sent only the first step yet.
    expect(did).toEqual(said.map((each, i) => ({ ...each, segments: did[i]?.segments === null ? null : each.segments })))
    if (waiting > 0 || digests.size > 0) forwardTo('10:00')
  }), { numRuns: 25, seed: 20_261_124, endOnFailure: true })
  expect(deferred).toBeGreaterThan(10)
  expect(gathered).toBeGreaterThan(8)
}, 240_000)

test('whom a cap or a content key would refuse is forecast, and the launch refuses the same', async () => {
  forwardTo('10:00')
  const people = Array.from({ length: 12 }, () => ({ email: true, phone: true, locale: 'uk', vip: false, points: 1, name: 'Оля', consents: [{ medium: '*', topic_id: '*', state: 'opted_in' }], archived: false, demo: false, dead: null, suppressed: null, zone: 'Europe/Kyiv', digest: null }) as Person)
  const tag = await bringPeople(people, '*')
  await shop.call('POST', '/v1/frequency-rules', { name: 'Calm', class: 'marketing', per: 'day', max: 1 })
  const run = async (more: object) => {
    const { id } = (await shop.call('POST', '/v1/campaigns', { name: 'x', audience: { rule: { tag } }, cascade: [{ media: ['email'], success: 'accepted', within_s: 3600 }], content: CONTENT, ...more })).json<{ id: string }>()
    await shop.call('POST', `/v1/campaigns/${id}/rehearsal`)
    const rehearsal = await until(() => get<{ state: string; going: number; reasons: unknown[] }>(`/v1/campaigns/${id}/rehearsal`), (each) => each.state === 'done')
    await shop.call('POST', `/v1/campaigns/${id}/launch`)
    const { totals, reasons } = await until(() => get<{ totals: { in_flight: number; reached: number }; reasons: { state: string; code: string; count: number }[] }>(`/v1/campaigns/${id}/report`), (each) => each.totals.in_flight === 0)
    return { said: { going: rehearsal.going, reasons: rehearsal.reasons }, did: { going: totals.reached, reasons: reasons.map(({ code, count }) => ({ code, count })) } }
  }
  const first = await run({ content_key: 'sale' })
  expect(first.did).toEqual(first.said)
  expect(first.said.going).toBe(12)
  const capped = await run({})
  expect(capped.said).toEqual({ going: 0, reasons: [{ code: 'capped', count: 12 }] })
  expect(capped.did).toEqual(capped.said)
  const known = await run({ content_key: 'sale' })
  expect(known.said).toEqual({ going: 0, reasons: [{ code: 'duplicate', count: 12 }] })
  expect(known.did).toEqual(known.said)
}, 60_000)
