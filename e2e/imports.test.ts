import fs from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'

type Words = { [key: string]: string & Words }
const words = JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, '../console/src/i18n/en/imports.json'), 'utf8')) as Words
type Made = { id: string; state: string; sniffed: { suggested_settings: { columns: { index: number; target: string }[] } } }

// Last month's list was imported; this month's opens as that was read, and in the encoding that it really has.
let server: RunningServer
let browser: Browser
let page: Page

async function upload(name: string, buffer: Buffer): Promise<Made> {
  const answer = await page.context().request.post(`${server.url}/v1/imports`, { multipart: { file: { name, mimeType: 'text/csv', buffer } } })
  expect(answer.status(), await answer.text()).toBe(201)
  return (await answer.json()) as Made
}

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  const token = new URL(server.setup_link!).searchParams.get('token')
  await context.request.post(`${server.url}/v1/setup`, { data: { token, name: 'Olena', email: 'olena@example.com', password: 'a long password', company: 'Shop', country: 'UA' } })
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const first = await upload('january.csv', Buffer.from('Mail,Wer\nanna@example.com,Anna\n'))
  const settings = { ...first.sniffed.suggested_settings, tags: ['winter'], columns: [{ index: 0, target: 'email' }, { index: 1, target: 'call_name' }] }
  const ran = await context.request.post(`${server.url}/v1/imports/${first.id}/run`, { data: { settings } })
  expect(ran.status(), await ran.text()).toBe(202)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('the same columns open as last time, and one click starts anew', async () => {
  const again = await upload('february.csv', Buffer.from('Mail,Wer\nboris@example.com,Boris\n'))
  await page.goto(`${server.url}/contacts/imports/${again.id}`)
  await page.getByText('january.csv').waitFor()
  await page.getByText('winter', { exact: true }).first().waitFor()
  await page.getByText(words.reason!.chosen!, { exact: true }).waitFor()
  const { violations } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).analyze()
  expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([])
  await page.getByRole('button', { name: words.remembered!.anew!, exact: true }).click()
  await page.getByText('january.csv').waitFor({ state: 'detached' })
  await page.getByText(words.reason!.chosen!, { exact: true }).waitFor({ state: 'detached' })
})

test('a Chinese list says its encoding, and another can be chosen by hand', async () => {
  const made = await upload('list.csv', Buffer.from('d0d5c3fb2cb5e7bbb00acdf5d0a1c3f72c3133380ac0eec4c82c313339', 'hex'))
  await page.goto(`${server.url}/contacts/imports/${made.id}`)
  await page.getByText('王小明').first().waitFor()
  const chosen = page.getByRole('combobox', { name: words.map!.encoding!, exact: true })
  expect(await chosen.inputValue()).toBe(words.encoding!.gb18030)
  await chosen.click()
  await page.getByRole('option', { name: words.encoding!['euc-kr']!, exact: true }).click()
  await page.getByText('王小明').first().waitFor({ state: 'detached' })
  expect(await chosen.inputValue()).toBe(words.encoding!['euc-kr'])
})
