import fs from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'

type Words = { [key: string]: string & Words }
const catalogue = (area: string) => JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, `../console/src/i18n/en/${area}.json`), 'utf8')) as Words
const [stages, tasks, score, recount] = [catalogue('stages'), catalogue('tasks'), catalogue('score'), catalogue('recount')]

// From a stage to a task for sales in the browser, against the real server and its worker.
let server: RunningServer
let browser: Browser
let page: Page
const mistakes: string[] = []
let anna: string

async function api<T>(method: string, url: string, data?: unknown): Promise<T> {
  const answer = await page.context().request.fetch(`${server.url}${url}`, { method, ...(data ? { data } : {}) })
  expect(answer.ok(), `${method} ${url}: ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}
const isAccessible = async () => {
  const { violations } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).analyze()
  expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([])
}
const event = (type: string, days: number, properties: object) => ({ contact_id: anna, type, at: new Date(Date.now() - days * 86_400_000).toISOString(), properties })

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  const token = new URL(server.setup_link!).searchParams.get('token')
  await context.request.post(`${server.url}/v1/setup`, { data: { token, name: 'Olena', email: 'olena@example.com', password: 'a long password', company: 'Shop', country: 'UA' } })
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => mistakes.push(error.message))
  anna = (await api<{ id: string }>('POST', '/v1/contacts', { name: 'Anna', email: 'anna@example.com' })).id
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('a hand-over is made for whoever enters a stage', async () => {
  await page.goto(`${server.url}/settings/hand-over`)
  await page.getByRole('button', { name: tasks!.rule!.add! }).click()
  await page.getByRole('textbox', { name: tasks!.titleOf! }).fill('Call about the checkout')
  await page.getByRole('dialog').getByRole('button', { name: tasks!.rule!.save!, exact: true }).click()
  await page.getByText('Who enters “Qualified lead”: “Call about the checkout”, within 4 working hours, for whoever takes it').waitFor()
  await isAccessible()
})

test('what a person does moves them on, says why, and makes the task', async () => {
  await api('POST', '/v1/events', { events: [event('Checkout Started', 0, { products: [{ product_id: 'mug', name: 'Mug' }] })] })
  await page.goto(`${server.url}/contacts/${anna}`)
  await page.getByText(/^Qualified lead since/).waitFor()
  await page.getByText(/Because: “Checkout Started” happened/).first().waitFor()
  await page.getByRole('button', { name: 'Call about the checkout' }).waitFor()
  await api('POST', '/v1/events', { events: [event('Order Completed', 1, { order_id: 'a', total: 10 }), event('Order Completed', 2, { order_id: 'b', total: 10 })] })
  await page.getByText(/^Because: 2 orders$/).waitFor()
  await isAccessible()
})

test('a hand sets another stage with a note, and gives it back to the rules', async () => {
  await page.getByRole('button', { name: stages!.set! }).click()
  await page.getByRole('combobox', { name: stages!.one! }).click()
  await page.getByRole('option', { name: stages!.house!.lost!, exact: true }).click()
  await page.getByRole('textbox', { name: stages!.noteOf! }).fill('Moved abroad')
  await page.getByRole('button', { name: stages!.setDo!, exact: true }).click()
  await page.getByText('Moved abroad', { exact: true }).first().waitFor()
  await page.getByText('By the rules: Regular customer').waitFor()
  await page.getByRole('button', { name: stages!.release! }).click()
  await page.getByText(/^Because: 2 orders$/).waitFor()
})

test('the task is done with its outcome, and stands among the done', async () => {
  await page.goto(`${server.url}/tasks`)
  await page.getByRole('button', { name: 'Call about the checkout' }).waitFor()
  await isAccessible()
  await page.getByRole('button', { name: 'Call about the checkout' }).click()
  await page.getByRole('textbox', { name: tasks!.outcome! }).fill('Bought two mugs')
  await page.getByRole('button', { name: tasks!.doneDo!, exact: true }).click()
  await page.getByText('“Call about the checkout” is done').waitFor()
  await page.goto(`${server.url}/tasks?state=done`)
  await page.getByText('Bought two mugs').waitFor()
})

test('while everybody is sorted anew a bar says how far, and that the earlier rules hold; a list of people says it too', async () => {
  // With one person it is over at once: how far it is comes from here, all else from the server.
  let state: { state: string; done: number; total: number } | undefined = { state: 'running', done: 80_000, total: 200_000 }
  const told: string[] = []
  await page.route('**/v1/stages', async (route) => {
    const answer = await route.fetch()
    const body = (await answer.json()) as { recount: object | null }
    await route.fulfill({ response: answer, json: { ...body, recount: state ? { started_at: new Date().toISOString(), ended_at: null, by: 'Olena', ...state } : body.recount } })
  })
  await page.route('**/v1/stages/recount', (route) => (told.push(route.request().method()), route.fulfill({ status: route.request().method() === 'DELETE' ? 204 : 200, json: {} })))
  await page.goto(`${server.url}/settings/stages`)
  const bar = page.getByRole('progressbar', { name: recount!.stages! })
  await bar.waitFor()
  expect(await bar.getAttribute('aria-valuenow')).toBe('40')
  await page.getByText('80,000 of 200,000', { exact: true }).waitFor()
  await page.getByText(recount!.meanwhile!).waitFor()
  await isAccessible()
  state = { ...state, done: 160_000 }
  await page.getByText('160,000 of 200,000', { exact: true }).waitFor()
  await page.goto(`${server.url}/contacts`)
  await page.getByText(recount!.inList!).waitFor()
  await page.goto(`${server.url}/settings/stages`)
  await page.getByRole('button', { name: recount!.cancel! }).click()
  await page.getByRole('dialog').getByText(recount!.cancelMeans!).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: recount!.cancel! }).click()
  await page.getByText(recount!.cancelled!).waitFor()
  state = { ...state, state: 'failed' }
  await page.getByText(recount!.failed!).waitFor()
  await isAccessible()
  await page.getByRole('button', { name: recount!.again! }).click()
  await expect.poll(() => told).toEqual(['DELETE', 'POST'])
  state = { ...state, state: 'running', done: 200_000 }
  await page.reload()
  await bar.waitFor()
  state = undefined
  await bar.waitFor({ state: 'detached' })
  await page.unrouteAll()
})

test('a score begins with the usual rules, is seen before it is saved, and stands on the profile', async () => {
  await page.goto(`${server.url}/settings/score`)
  await page.getByRole('button', { name: score!.usual! }).click()
  await page.getByText('10–24').waitFor()
  await isAccessible()
  await page.getByRole('button', { name: score!.save! }).click()
  await page.getByText(score!.saved!).waitFor()
  await page.goto(`${server.url}/contacts/${anna}`)
  await page.getByText('“Checkout Started”, 1 time', { exact: true }).waitFor()
  await page.getByText('15 points').waitFor()
  expect(mistakes).toEqual([])
})
