import fs from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWithStaff, words as wordsOf, type Staff } from './staff.ts'

const words = wordsOf('segments')

// A marketer's segment in the browser, against the real server.
let staff: Staff
let page: Page
const api: Staff['api'] = (...asked) => staff.api(...asked)
let segment: string

beforeAll(async () => {
  staff = await startWithStaff({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  page = staff.page
  const [anna, boris] = await Promise.all(['Anna', '=Boris'].map((name, n) => api<{ id: string }>('POST', '/v1/contacts', { name, email: `person${n}@example.com` })))
  const bought = (contact_id: string, total: number, days: number) => ({ contact_id, type: 'Order Completed', at: new Date(Date.now() - days * 86_400_000).toISOString(), properties: { order_id: `${contact_id} ${days}`, total } })
  await api('POST', '/v1/events', { events: [bought(anna!.id, 120, 1), bought(anna!.id, 80, 2), bought(boris!.id, 200, 1), bought(boris!.id, 300, 2), bought(boris!.id, 400, 3)] })
  segment = (await api<{ id: string }>('POST', '/v1/segments', { name: 'Buyers', rule: { all: [{ event: { type: 'Order Completed', did: true, times: { op: 'at_least', n: 2 } } }] } })).id
  await page.goto(`${staff.server.url}/segments/${segment}`)
})
afterAll(() => staff?.stop())

test('a property narrows the rule, the sentence says it, and the number follows', async () => {
  await page.getByText('2 people').waitFor()
  await page.getByRole('button', { name: words.addProperty!, exact: true }).click()
  await page.getByRole('textbox', { name: words.property!, exact: true }).fill('total')
  await page.getByRole('combobox', { name: words.compare!, exact: true }).click()
  await page.getByRole('option', { name: words.op!.gte!, exact: true }).click()
  await page.getByRole('textbox', { name: words.value!, exact: true }).fill('100')
  await page.getByText('happened at least 2 times, where total is at least 100').waitFor()
  await page.getByText('1 person', { exact: true }).waitFor()
  await page.getByRole('button', { name: words.save! }).click()
  await page.getByRole('button', { name: words.write! }).waitFor()
})

test('whoever is out is told the figure', async () => {
  await page.getByRole('combobox', { name: words.why!.pick!, exact: true }).fill('Anna')
  await page.getByRole('option', { name: /Anna/ }).click()
  await page.getByText(/^1 time, last on .+; asked: at least 2 times$/).waitFor()
  await page.getByRole('img', { name: words.why!.fails!, exact: true }).waitFor()
})

test('it is followed by a switch, which says how many are in', async () => {
  await page.getByRole('switch', { name: words.kept!.title! }).click()
  await page.getByText('1 person is in it.').waitFor()
  await page.getByText(/^Followed since/).waitFor()
  const { violations } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).analyze()
  expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([])
})

test('who left a basket is found by what it is worth, and the sentence says it', async () => {
  const [anna] = (await api<{ data: { id: string }[] }>('GET', '/v1/contacts?search=Anna')).data
  await api('POST', '/v1/events', { events: [{ contact_id: anna!.id, type: 'Cart Updated', at: new Date(Date.now() - 5 * 3_600_000).toISOString(), properties: { currency: 'UAH', products: [{ product_id: 'lamp', name: 'Lamp', category: 'Light', price: 350, quantity: 2 }] } }] })
  const other = (await api<{ id: string }>('POST', '/v1/segments', { name: 'Left', rule: { all: [{ unfinished: { what: 'form', has: true, form: 'loan', idle_hours: 3 } }] } })).id
  await page.goto(`${staff.server.url}/segments/${other}`)
  await page.getByText('has begun a form and not sent it (form “loan” and untouched for 3 hours)').waitFor()
  await page.getByRole('combobox', { name: words.word!.which!, exact: true }).click()
  await page.getByRole('option', { name: words.left!.basket!, exact: true }).click()
  await page.getByRole('textbox', { name: words.left!.worth!, exact: true }).fill('700')
  await page.getByText(/has an open basket \(worth at least UAH.700.00 and untouched for 3 hours\)/).waitFor()
  await page.getByText('1 person', { exact: true }).waitFor()
  const { violations } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).analyze()
  expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([])
  await page.goto(`${staff.server.url}/segments/${segment}`)
})

test('the people are a file in which nothing runs', async () => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: words.export!.do! }).click()])
  const text = fs.readFileSync(await download.path(), 'utf8')
  expect(text.split('\r\n')[1]).toContain("'=Boris")
  expect(text).not.toContain('Anna')
  expect(staff.mistakes).toEqual([])
})
