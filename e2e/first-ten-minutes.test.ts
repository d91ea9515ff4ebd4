import fs from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'
import { foretell, type Delivery, type Entry } from './forecast.ts'
import { BROKEN, ROWS, spreadsheet } from './spreadsheet.ts'

type Words = Record<string, Record<string, string>>
const words = (area: string) => JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, `../console/src/i18n/en/${area}.json`), 'utf8')) as Words
const accounts = words('accounts')
const imports = words('imports')
const campaigns = words('campaigns')

let server: RunningServer
let browser: Browser
let page: Page
const mistakes: string[] = []
beforeAll(async () => {
  server = await startServer()
  browser = await launchBrowser()
  page = await (await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(60_000)
  page.on('pageerror', (error) => mistakes.push(error.message))
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** Asks the API as the signed-in person. */
const api = <T>(url: string, method = 'GET', body?: unknown): Promise<T> => page.evaluate(async ([url, method, body]) => {
  const answer = await fetch(url!, { method: method!, ...(body ? { headers: { 'content-type': 'application/json' }, body } : {}) })
  return answer.status === 204 ? null : answer.json()
}, [url, method, body === undefined ? '' : JSON.stringify(body)] as [string, string, string]) as Promise<T>

async function accessible(): Promise<void> {
  // What is still loading has no heading yet.
  await page.locator('h1').first().waitFor()
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
  // Letters stand in frames where no script runs, so axe cannot look inside and would wait for them.
  const { violations } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).exclude('iframe').disableRules(['frame-tested']).analyze()
  expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([])
}

async function until<T>(read: () => Promise<T>, done: (value: T) => boolean, ms = 120_000): Promise<T> {
  for (const end = Date.now() + ms; ;) {
    const value = await read()
    if (done(value)) return value
    if (Date.now() > end) throw new Error(`not in ${ms} ms: ${JSON.stringify(value).slice(0, 800)}`)
    await page.waitForTimeout(250)
  }
}

type Totals = { total: number; reached: number; failed: number; skipped: number; in_flight: number; unknown: number; stopped: number }
type Report = { totals: Totals; finished_at: string | null; steps: { medium: string; accepted: number; delivered: number; clicked: number; failed: number; opted_out: number }[]; price_micro: number; saved_micro: number; late: number }
type Rehearsal = { steps: { expected: number }[]; going: number; skipped: number; price_from_micro: number; price_to_micro: number; price_expected_micro: number }
let campaign = ''

/** Every page of a list. */
async function all<T>(path: string): Promise<T[]> {
  const rows: T[] = []
  for (let after = ''; ;) {
    const part = await api<{ data: T[]; page_info: { after: string | null } }>(`${path}?limit=500${after && `&after=${after}`}`)
    rows.push(...part.data)
    if (!part.page_info.after) return rows
    after = part.page_info.after
  }
}

test('one form makes the workspace', async () => {
  expect(server.setup_link, server.output()).toBeTruthy()
  await page.goto(server.setup_link!)
  await page.getByLabel(accounts.field!.name!).fill('Олена')
  await page.getByLabel(accounts.field!.email!).fill('olena@example.com')
  await page.locator('input[autocomplete="new-password"]').fill('a long password')
  await page.getByLabel(accounts.field!.company!).fill('Крамниця')
  const country = page.getByRole('combobox', { name: accounts.field!.country! }).or(page.getByLabel(accounts.field!.country!)).first()
  await country.click()
  await country.fill('Ukraine')
  await page.getByRole('option', { name: 'Ukraine' }).first().click()
  await accessible()
  await page.getByRole('button', { name: accounts.setup!.submit! }).click()
  await page.waitForURL('**/welcome')
  expect(await api<{ workspace: unknown }>('/v1/me')).toMatchObject({ workspace: { name: 'Крамниця', country: 'UA', currency: 'UAH', time_zone: 'Europe/Kyiv', environment: 'sandbox' } })
})

test('a spreadsheet comes in: guessed, repaired, checked, refused rows told', async () => {
  await page.getByRole('link', { name: accounts.welcome!.bring! }).or(page.getByRole('button', { name: accounts.welcome!.bring! })).first().click()
  await page.waitForURL('**/contacts/import')
  await page.locator('input[type=file]').first().setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(spreadsheet()) })
  await page.getByText(imports.map!.columns!).waitFor()
  // Nobody is consented until somebody says which column tells, and where people said yes.
  await page.getByRole('radio', { name: imports.consent!.column!.replace('{{name}}', 'Згода') }).check()
  await page.getByLabel(imports.consent!.source!).fill('Анкета в магазині')
  const every = page.getByLabel(imports.consent!.every!)
  if (await every.count()) await every.first().check()
  await page.getByText('+380671').first().waitFor()
  await accessible()
  await page.getByRole('button', { name: imports.map!.check! }).first().click()
  const run = page.getByRole('button', { name: /^Import [\d,]+ people$/ }).first()
  await run.waitFor({ timeout: 120_000 })
  expect(await run.textContent()).toContain((ROWS - BROKEN).toLocaleString('en-US'))
  await run.click()
  await page.getByRole('button', { name: imports.one!.write! }).first().waitFor({ timeout: 120_000 })
  const done = (await api<{ data: { id: string }[] }>('/v1/imports')).data[0]!
  expect(await api(`/v1/imports/${done.id}`)).toMatchObject({ state: 'done', counts: { run: { create: ROWS - BROKEN, refused: { phone_invalid: BROKEN } } } })
  await accessible()
  await page.getByRole('button', { name: imports.one!.write! }).first().click()
  await page.waitForURL('**/campaigns/cmp_*')
  campaign = new URL(page.url()).pathname.split('/')[2]!
})

test('one window, one rehearsal, one button: sent to whom it says', async () => {
  await page.getByRole('button', { name: campaigns.rehearse as unknown as string }).first().waitFor()
  await page.waitForTimeout(1500)
  await accessible()
  await page.getByRole('button', { name: campaigns.rehearse as unknown as string }).first().click()
  await page.waitForURL('**/rehearsal')
  const send = page.getByRole('button', { name: /^Send to [\d,]+ people$/ }).first()
  await send.waitFor({ timeout: 120_000 })
  await page.getByText(campaigns.rehearsal!.sandbox!).waitFor()
  const rehearsal = await api<Rehearsal>(`/v1/campaigns/${campaign}/rehearsal`)
  expect(await send.textContent()).toContain(rehearsal.going.toLocaleString('en-US'))
  expect(rehearsal.going).toBeGreaterThan(1600)
  expect(rehearsal.skipped).toBeGreaterThan(100)
  await accessible()
  await send.click()
  const read = () => api<Report>(`/v1/campaigns/${campaign}/report`)
  const ended = await until(read, (each) => {
    if (!each.totals) return false
    const { total, reached, failed, skipped, unknown, stopped, in_flight } = each.totals
    expect(reached + failed + skipped + unknown + stopped + in_flight).toBe(total)
    return each.finished_at !== null
  }, 180_000)
  // The report against the sandbox's own ledger, and against what the rehearsal foretold.
  const ledger = await all<Delivery>('/v1/sandbox/messages')
  for (const step of ended.steps) expect(step.accepted, step.medium).toBe(ledger.filter((each) => each.medium === step.medium).length)
  expect(ended.totals.total).toBe(rehearsal.going + rehearsal.skipped)
  expect(ended.totals.skipped).toBeGreaterThanOrEqual(rehearsal.skipped)
  // Given the crowd's seed, the rehearsal foretells each figure; only what was delivered after its limit is sent twice.
  const { seed } = await api<{ seed: number }>('/v1/sandbox/settings')
  const addresses = new Map((await all<{ contact_id: string; attempts: { medium: string; address: string }[] }>(`/v1/campaigns/${campaign}/recipients`)).flatMap(({ contact_id, attempts }) => attempts.map((each) => [`${contact_id}/${each.medium}`, `${each.medium}/${each.address}`])))
  const delivered = new Map(ledger.map((each) => [`${each.medium}/${each.to}`, each]))
  const foretold = foretell(await all<Entry>(`/v1/campaigns/${campaign}/rehearsal/entries`), seed, (contact_id, medium) => delivered.get(addresses.get(`${contact_id}/${medium}`) ?? ''))
  // What a busy machine delivers after its limit may be told after the campaign's end.
  const report = await until(read, (each) => each.steps.some((step) => step.medium === 'viber' && step.delivered === foretold.media.viber!.delivered))
  expect(report.price_micro).toBeLessThanOrEqual(rehearsal.price_to_micro)
  const of = (medium: string) => report.steps.find((step) => step.medium === medium)!
  expect(of('viber')).toMatchObject(foretold.media.viber!)
  expect(of('sms').accepted - foretold.media.sms!.accepted).toBe(report.late)
  if (report.late === 0) {
    expect(of('sms')).toMatchObject(foretold.media.sms!)
    expect(of('email')).toMatchObject({ accepted: foretold.media.email!.accepted })
    expect(report.price_micro).toBe(foretold.price_micro)
  }
  expect(of('sms').accepted).toBeGreaterThan(50)
  // The forecast by shares, made before anything was sent: within four standard deviations of a share of that many people.
  const sms = rehearsal.steps[1]!
  expect(Math.abs(of('sms').accepted - report.late - sms.expected)).toBeLessThan(4 * Math.sqrt(rehearsal.going * 0.28 * 0.72))
  await page.goto(`${server.url}/campaigns/${campaign}`)
  await page.getByText(campaigns.report!.bySteps!).waitFor()
  await accessible()
}, 240_000)

test('a number opens its people, and one person says why', async () => {
  const followed = (await api<{ data: { contact_id: string; attempts: { medium: string }[] }[] }>(`/v1/campaigns/${campaign}/recipients?medium=sms&limit=5`)).data[0]!
  expect(followed.attempts.map((each) => each.medium)).toContain('sms')
  await page.goto(`${server.url}/contacts/${followed.contact_id}`)
  const timeline = await api<{ data: { kind: string; type: string }[] }>(`/v1/contacts/${followed.contact_id}/timeline`)
  expect(timeline.data.map((each) => each.kind)).toEqual(expect.arrayContaining(['message', 'event', 'consent', 'import']))
  await page.getByText('SMS').first().waitFor()
  await accessible()
})

test('what a site reports is watched, refused with its reason, ordered, and shown with the person', async () => {
  const { key } = await api<{ key: string }>('/v1/api-keys', 'POST', { name: 'Site', kind: 'write', scopes: ['events:write'] })
  const report = (call: object) => fetch(`${server.url}/v1/track`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-write-key': key }, body: JSON.stringify(call) })
  await report({ userId: 'site-1', event: 'Order Completed', properties: { order_id: 'site-1', total: 1200, products: [{ product_id: 'lamp', name: 'Oak lamp', price: 1200, quantity: 1 }] } })
  await report({ event: 'Product Viewed' })
  await page.goto(`${server.url}/events`)
  await page.getByText('Oak lamp').first().waitFor()
  await accessible()
  await page.goto(`${server.url}/events/refused`)
  await page.getByRole('button', { name: words('events').refusal!.identity_missing! }).waitFor()
  await page.goto(`${server.url}/orders`)
  await page.getByRole('button', { name: 'site-1' }).click()
  await page.getByRole('dialog').getByText('Oak lamp').waitFor()
  await accessible()
  const buyer = await api<{ id: string }>('/v1/contacts/by/external_id/site-1')
  await page.goto(`${server.url}/contacts/${buyer.id}`)
  await page.getByText('Oak lamp').first().waitFor()
  for (const path of ['/catalogue', '/settings/identity']) {
    await page.goto(server.url + path)
    await accessible()
  }
})

test('an unsubscribe from the sandbox mailbox stops the next campaign for that person, with the reason', async () => {
  const letter = (await api<{ data: { id: string; to: string }[] }>('/v1/sandbox/messages?medium=email&limit=1')).data[0]!
  await api(`/v1/sandbox/messages/${letter.id}/actions`, 'POST', { kind: 'unsubscribe' })
  const person = await api<{ id: string }>(`/v1/contacts/by/email/${encodeURIComponent(letter.to)}`)
  await until(() => api<{ data: { state: string; source: string }[] }>(`/v1/consents?contact_id=${person.id}`), (ledger) => ledger.data.some((each) => each.state === 'opted_out' && each.source === 'header'))
  const next = await api<{ id: string }>('/v1/campaigns', 'POST', { name: 'Next', audience: { rule: { all: [] } }, cascade: [{ media: ['email'], success: 'accepted', within_s: 3600 }] })
  await api(`/v1/campaigns/${next.id}/rehearsal`, 'POST')
  await until(() => api<{ state: string }>(`/v1/campaigns/${next.id}/rehearsal`), (each) => each.state === 'done')
  const refused = await api<{ data: { contact_id: string; reason: string }[] }>(`/v1/campaigns/${next.id}/rehearsal/entries?reason=opted_out&limit=500`)
  expect(refused.data.map((each) => each.contact_id)).toContain(person.id)
})

test('nothing broke in the browser on the way', () => {
  expect(mistakes).toEqual([])
})

test('after a kill the next start recovers, in seconds', async () => {
  server.child.kill('SIGKILL')
  await new Promise((resolve) => server.child.once('exit', resolve))
  const again = await startServer(server.data_dir)
  expect(again.output()).toContain('recovered')
  expect((await fetch(`${again.url}/readyz?verbose`)).status).toBe(200)
  await again.stop()
  server = again
})
