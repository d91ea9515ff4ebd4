import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWithStaff, words as wordsOf, type Staff } from './staff.ts'

const words = wordsOf('imports')
type Made = { id: string; state: string; sniffed: { suggested_settings: { columns: { index: number; target: string }[] } } }

// Last month's list was imported; this month's opens as that was read, and in the encoding that it really has.
let staff: Staff
let page: Page

async function upload(name: string, buffer: Buffer): Promise<Made> {
  const answer = await page.context().request.post(`${staff.server.url}/v1/imports`, { multipart: { file: { name, mimeType: 'text/csv', buffer } } })
  expect(answer.status(), await answer.text()).toBe(201)
  return (await answer.json()) as Made
}

beforeAll(async () => {
  staff = await startWithStaff({ viewport: { width: 1440, height: 900 } })
  page = staff.page
  const first = await upload('january.csv', Buffer.from('Mail,Wer\nanna@example.com,Anna\n'))
  const settings = { ...first.sniffed.suggested_settings, tags: ['winter'], columns: [{ index: 0, target: 'email' }, { index: 1, target: 'call_name' }] }
  await staff.api('POST', `/v1/imports/${first.id}/run`, { settings })
})
afterAll(() => staff?.stop())

test('the same columns open as last time, and one click starts anew', async () => {
  const again = await upload('february.csv', Buffer.from('Mail,Wer\nboris@example.com,Boris\n'))
  await page.goto(`${staff.server.url}/contacts/imports/${again.id}`)
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
  await page.goto(`${staff.server.url}/contacts/imports/${made.id}`)
  await page.getByText('王小明').first().waitFor()
  const chosen = page.getByRole('combobox', { name: words.map!.encoding!, exact: true })
  expect(await chosen.inputValue()).toBe(words.encoding!.gb18030)
  await chosen.click()
  await page.getByRole('option', { name: words.encoding!['euc-kr']!, exact: true }).click()
  await page.getByText('王小明').first().waitFor({ state: 'detached' })
  expect(await chosen.inputValue()).toBe(words.encoding!['euc-kr'])
})

test('orders come by file, are looked at, imported and undone', async () => {
  const made = await upload('orders.csv', Buffer.from('Order ID,Created at,Total,Email\nE-1,2024-01-05,10,order.one@example.com\nE-2,2024-01-06,oops,order.two@example.com\n'))
  await page.goto(`${staff.server.url}/contacts/imports/${made.id}`)
  await page.getByText(words.code!.price_invalid!, { exact: true }).waitFor()
  await page.getByRole('button', { name: words.map!.check!, exact: true }).first().click()
  await page.getByRole('button', { name: words.check!.runOrders_one!.replace('{{n}}', '1'), exact: true }).click()
  await page.getByRole('button', { name: words.undo!.button!, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(words.undo!.thing!.order!, { exact: true }).waitFor()
  const { violations } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).analyze()
  expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([])
  await dialog.getByRole('button', { name: words.undo!.button!, exact: true }).click()
  await page.getByText(words.undo!.finished!, { exact: true }).waitFor()
  const orders = await page.context().request.get(`${staff.server.url}/v1/orders?search=E-1`)
  expect(await orders.json()).toMatchObject({ data: [] })
})

test('a cell that lists several items shows what was read of it, and which item cannot be', async () => {
  const made = await upload('items.csv', Buffer.from('Order ID,Created at,E-mail,Items,Total\nL-1,2024-01-05,list.one@example.com,2 x Blue lamp; 1 x Mug,10\nL-2,2024-01-05,list.two@example.com,Tea x2; Cup x-1,10\n'))
  await page.goto(`${staff.server.url}/contacts/imports/${made.id}`)
  const list = page.getByRole('list', { name: words.map!.items!, exact: true })
  await list.waitFor()
  expect(await list.getByRole('listitem').allInnerTexts()).toEqual([expect.stringMatching(/2 ×\s*Blue lamp/), expect.stringMatching(/1 ×\s*Mug/)])
  await page.getByText('2: "Cup x-1"', { exact: true }).waitFor()
  const { violations } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).analyze()
  expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([])
})
