import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { TestWorkspace } from '../../testing/app.ts'
import { customers, runningApp, until, type RunningApp } from '../../testing/running.ts'

let t: RunningApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await runningApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

const bring = (n: number, tag: string) => t.bring(shop, customers(t, n, tag))
const get = async <T>(url: string, at = shop) => (await at.call('GET', url)).json<T>()

type ReportView = { totals: Record<string, number>; steps: Record<string, number | string>[]; price_micro: number; state: string; finished_at: string | null; planned: boolean; reasons: unknown[]; goal_reached: number }
type RehearsalView = { state: string; going: number; skipped: number; price_from_micro: number; price_to_micro: number; price_expected_micro: number; reasons: unknown[]; problems: { code: string; severity: string }[]; first: unknown[] }

describe('a campaign through the sandbox', () => {
  let id: string
  test('is rehearsed, launched once, and ends with figures equal to the rows', async () => {
    await bring(200, 'sale')
    id = (await shop.call('POST', '/v1/campaigns', { name: 'Sale', audience: { rule: { tag: 'sale' } }, goal: { kind: 'click', within_days: 7 } })).json<{ id: string }>().id
    expect((await shop.call('POST', `/v1/campaigns/${id}/rehearsal`)).json()).toMatchObject({ total: 200 })
    const rehearsal = await until(() => get<RehearsalView>(`/v1/campaigns/${id}/rehearsal`), (each) => each.state === 'done')
    expect(rehearsal).toMatchObject({ going: 180, skipped: 20, reasons: [{ code: 'no_consent', count: 20 }], first: [{ step: 0, medium: 'viber', count: 180 }] })
    expect(rehearsal.problems.filter((each) => each.severity === 'error')).toEqual([])
    const launches = await Promise.all(Array.from({ length: 20 }, () => shop.call('POST', `/v1/campaigns/${id}/launch`)))
    expect(new Set(launches.map((each) => each.json<{ run_id: string }>().run_id)).size).toBe(1)

    const report = await until(() => get<ReportView>(`/v1/campaigns/${id}/report`), (each) => {
      const { total, reached, failed, skipped, unknown, stopped, in_flight } = each.totals as Record<string, number>
      expect(reached! + failed! + skipped! + unknown! + stopped! + in_flight!).toBe(total)
      return each.finished_at !== null
    })
    expect(report.totals).toMatchObject({ total: 200, skipped: 20, in_flight: 0, unknown: 0 })
    // Everybody whom the rehearsal planned got a first message on the way it said.
    const entries = await get<{ data: { contact_id: string; medium: string; state: string }[] }>(`/v1/campaigns/${id}/rehearsal/entries?limit=500`)
    const recipients = await get<{ data: { contact_id: string; state: string; attempts: { step: number; medium: string }[] }[] }>(`/v1/campaigns/${id}/recipients?limit=500`)
    const first = new Map(recipients.data.map((each) => [each.contact_id, each.attempts.find((attempt) => attempt.step === 0)?.medium ?? null]))
    expect(entries.data.map((each) => [each.contact_id, each.state === 'planned' ? each.medium : null])).toEqual(entries.data.map((each) => [each.contact_id, first.get(each.contact_id)]))
    // Counters against rows, and the price between the rehearsal's ends. The crowd may open one more letter between the two looks.
    await vi.waitFor(async () => {
      const { rows } = await sql<{ medium: string; accepted: number; delivered: number; read: number; failed: number }>`select medium, count(accepted_at)::int as accepted, count(delivered_at)::int as delivered, count(read_at)::int as read, count(failed_at)::int as failed from attempt where workspace_id = ${shop.id} group by medium`.execute(t.house.db.system)
      const { steps } = await get<ReportView>(`/v1/campaigns/${id}/report`)
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) expect(steps.find((step) => step.medium === row.medium), row.medium).toMatchObject(row)
    }, { timeout: 20_000, interval: 500 })
    const { rows: [price] } = await sql<{ messages: number; attempts: number }>`select (select sum(price_micro) from message where workspace_id = ${shop.id})::bigint as messages, (select sum(price_micro) from attempt where workspace_id = ${shop.id} and charged_at is not null)::bigint as attempts`.execute(t.house.db.system)
    expect(price).toEqual({ messages: report.price_micro, attempts: report.price_micro })
    expect(report.price_micro).toBeLessThanOrEqual(rehearsal.price_to_micro)
  }, 120_000)

  test('the ledger of the sandbox agrees: one hand-over for each attempt', async () => {
    const { rows } = await sql<{ ledger: number; attempts: number; people: number }>`select (select count(*) from sandbox_message where workspace_id = ${shop.id})::int as ledger, (select count(*) from attempt where workspace_id = ${shop.id})::int as attempts,
      (select count(*) from (select to_address, medium from sandbox_message where workspace_id = ${shop.id} group by 1, 2) x)::int as people`.execute(t.house.db.system)
    expect(rows[0]!.ledger).toBe(rows[0]!.attempts)
    expect(rows[0]!.people).toBe(rows[0]!.ledger)
  })

  test('a silent Viber is followed by an SMS, and every person has a reason for every step', async () => {
    const all = await get<{ data: { state: string; attempts: { medium: string; delivered_at: string | null }[]; skips: { reason: string }[] }[] }>(`/v1/campaigns/${id}/recipients?limit=500`)
    const followed = all.data.filter((each) => each.attempts.some((attempt) => attempt.medium === 'sms'))
    expect(followed.length).toBeGreaterThan(10)
    expect(followed.every((each) => each.attempts.find((attempt) => attempt.medium === 'viber')?.delivered_at === null)).toBe(true)
    expect(all.data.filter((each) => each.state === 'skipped').every((each) => each.skips.some((skip) => skip.reason === 'no_consent'))).toBe(true)
  })

  test('whoever opted out in the first is skipped by the second with the reason', async () => {
    const { rows } = await sql<{ n: number }>`select count(distinct contact_id)::int as n from consent_state where workspace_id = ${shop.id} and state = 'opted_out'`.execute(t.house.db.system)
    expect(rows[0]!.n).toBeGreaterThan(0)
    const second = (await shop.call('POST', `/v1/campaigns/${id}/copy`)).json<{ id: string }>().id
    await shop.call('POST', `/v1/campaigns/${second}/rehearsal`)
    const rehearsal = await until(() => get<RehearsalView>(`/v1/campaigns/${second}/rehearsal`), (each) => each.state === 'done')
    expect(rehearsal.going + rehearsal.skipped).toBe(200)
    const out = await sql<{ contact_id: string }>`select distinct contact_id from consent_state where workspace_id = ${shop.id} and state = 'opted_out' and medium = 'viber'`.execute(t.house.db.system)
    const entries = await get<{ data: { contact_id: string; skips: { medium: string; reason: string }[] }[] }>(`/v1/campaigns/${second}/rehearsal/entries?limit=500`)
    for (const { contact_id } of out.rows) expect(entries.data.find((each) => each.contact_id === contact_id)?.skips).toContainEqual(expect.objectContaining({ medium: 'viber', reason: 'opted_out' }))
  })
})

test('pause, resume and stop do what they say, and the figures add up', async () => {
  await bring(300, 'pausing')
  await shop.call('PATCH', `/v1/connections/${(await get<{ data: { id: string }[] }>('/v1/connections')).data[0]!.id}`, { limits: { per_second: 40 } })
  // A worker looks at its connections ten times a second.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const id = (await shop.call('POST', '/v1/campaigns', { name: 'Slow', audience: { rule: { tag: 'pausing' } }, cascade: [{ media: ['sms'], success: 'accepted', within_s: 60 }] })).json<{ id: string }>().id
  await shop.call('POST', `/v1/campaigns/${id}/launch`)
  const read = () => get<ReportView>(`/v1/campaigns/${id}/report`)
  await until(read, (each) => each.totals.reached! > 20)
  await shop.call('POST', `/v1/campaigns/${id}/pause`)
  await new Promise((resolve) => setTimeout(resolve, 800))
  const paused = (await read()).totals.reached!
  await new Promise((resolve) => setTimeout(resolve, 1200))
  expect((await read()).totals.reached).toBe(paused)
  await shop.call('POST', `/v1/campaigns/${id}/resume`)
  await until(read, (each) => each.totals.reached! > paused)
  expect((await shop.call('POST', `/v1/campaigns/${id}/stop`)).json()).toMatchObject({ state: 'stopped' })
  const stopped = await until(read, (each) => each.totals.in_flight === 0)
  expect(stopped.totals.stopped).toBeGreaterThan(0)
  expect((await get<{ data: unknown[] }>(`/v1/campaigns/${id}/recipients?state=stopped&limit=500`)).data.length).toBe(stopped.totals.stopped)
  expect((await shop.call('POST', `/v1/campaigns/${id}/continue`)).json()).toMatchObject({ state: 'sending', total: stopped.totals.stopped })
  // The report is the campaign's, over both runs: nobody is counted twice, nobody is lost.
  const rest = await until(read, (each) => each.finished_at !== null && each.totals.in_flight === 0)
  expect(rest.totals).toMatchObject({ total: 300, stopped: 0, skipped: 30, reached: 270 })
  const people = await get<{ data: { contact_id: string; state: string }[] }>(`/v1/campaigns/${id}/recipients?limit=500`)
  expect(new Set(people.data.map((each) => each.contact_id)).size).toBe(300)
  expect(people.data.filter((each) => each.state === 'reached').length).toBe(270)
}, 60_000)

test('one message by the API takes the same path', async () => {
  const sent = await shop.call('POST', '/v1/messages', { to: { phone: '067 765 43 21', name: 'Олег' }, content: { default_locale: 'uk', locales: { uk: { core: { headline: '', body: 'Код 1234', buttons: [] } } } }, cascade: [{ media: ['sms'], success: 'delivered', within_s: 600 }] })
  expect(sent.statusCode, sent.body).toBe(201)
  const message = await until(() => get<{ state: string; attempts: { text: string }[] }>(`/v1/messages/${sent.json<{ id: string }>().id}`), (each) => each.state !== 'waiting')
  expect(message.attempts[0]?.text).toBe('Код 1234')
})

test('a message that ends before it begins is refused, and so is one whose end has passed', async () => {
  const ask = async (times: object) => (await shop.call('POST', '/v1/messages', { to: { phone: '067 765 43 22' }, content: { default_locale: 'uk', locales: { uk: { core: { headline: '', body: 'Код', buttons: [] } } } }, cascade: [{ media: ['sms'], success: 'accepted', within_s: 600 }], ...times })).json<{ errors: { pointer: string; code: string }[] }>().errors
  const [soon, later] = [60_000, 120_000].map((ms) => new Date(t.time.now.getTime() + ms).toISOString())
  expect(await ask({ send_at: later, valid_until: soon })).toMatchObject([{ pointer: '/valid_until', code: 'ends_before_start' }])
  expect(await ask({ valid_until: '2020-01-01T00:00:00Z' })).toMatchObject([{ pointer: '/valid_until', code: 'in_the_past' }])
})

test('over a real connection a single message is refused as well where its links would lead to this machine only', async () => {
  const at = await t.workspace('UA')
  const ask = (body: string, more: object = {}) => at.call('POST', '/v1/messages', { to: { phone: '067 765 43 23' }, content: { default_locale: 'uk', locales: { uk: { core: { headline: '', body, buttons: [] } } } }, cascade: [{ media: ['sms'], success: 'accepted', within_s: 600 }], ...more })
  const linked = 'Замовлення: https://example.com/order'
  expect((await ask(linked)).statusCode).toBe(201)
  await t.house.db.system.updateTable('workspace').set({ environment: 'live' }).where('id', '=', at.id).execute()
  for (const refused of [await ask(linked), await ask('Знижки', { class: 'marketing' })]) {
    expect(refused.statusCode).toBe(409)
    expect(refused.json()).toMatchObject({ errors: [{ code: 'loopback_url' }] })
  }
  expect((await ask('Код 1234')).statusCode).toBe(201)
})

test('a medium comes again in a later step: once more after silence, never to an address that failed for good', async () => {
  const at = await t.workspace('UA')
  type View = { state: string; reached_step: number | null; attempts: { step: number; medium: string; state: string }[]; skips: { step: number; medium: string; reason: string }[] }
  const cascade = [{ media: ['sms'], success: 'delivered', within_s: 600 }, { media: ['email'], success: 'clicked', within_s: 600 }, { media: ['sms'], success: 'delivered', within_s: 600 }]
  const content = { default_locale: 'uk', locales: { uk: { core: { headline: 'Візит', body: 'Чекаємо завтра о 10', buttons: [] } } } }
  const send = async (phone: string) => {
    const sent = await at.call('POST', '/v1/messages', { to: { phone, email: `a${phone}@example.com` }, content, cascade })
    expect(sent.statusCode, sent.body).toBe(201)
    return `/v1/messages/${sent.json<{ id: string }>().id}`
  }
  const texts = (phone: string, n: number) => until(async () => (await get<{ data: { id: string; medium: string }[] }>(`/v1/sandbox/messages?to=${encodeURIComponent(`+38${phone}`)}`, at)).data.filter((each) => each.medium === 'sms'), (each) => each.length >= n)
  const act = (id: string, kind: string) => at.call('POST', `/v1/sandbox/messages/${id}/actions`, { kind })
  const tried = (url: string, steps: number) => until(() => get<View>(url, at), (each) => each.attempts.filter((attempt) => attempt.state === 'accepted' || attempt.state === 'failed').length >= steps)
  const settings = await get<{ shares: Record<string, Record<string, number>> }>('/v1/sandbox/settings', at)
  const nobody = Object.fromEntries(Object.entries(settings.shares).map(([medium, shares]) => [medium, Object.fromEntries(Object.keys(shares).map((key) => [key, 0]))]))
  expect((await at.call('PUT', '/v1/sandbox/settings', { ...settings, shares: nobody })).statusCode).toBe(200)
  const silent = await send('0677650001')
  const gone = await send('0677650002')
  await act((await texts('0677650002', 1))[0]!.id, 'bounce')
  await tried(silent, 1)
  await tried(gone, 2)
  t.forward(601_000)
  await tried(silent, 2)
  t.forward(601_000)
  await act((await texts('0677650001', 2)).at(0)!.id, 'deliver')
  expect(await until(() => get<View>(silent, at), (each) => each.state === 'reached')).toMatchObject({ reached_step: 2, attempts: [{ step: 0, medium: 'sms' }, { step: 1, medium: 'email' }, { step: 2, medium: 'sms' }] })
  const ended = await until(() => get<View>(gone, at), (each) => each.state !== 'waiting')
  expect(ended).toMatchObject({ attempts: [{ step: 0, state: 'failed' }, { step: 1, medium: 'email' }], skips: [{ step: 2, medium: 'sms', reason: 'endpoint_inactive' }] })
})
