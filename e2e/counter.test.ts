import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWithStaff, words, type Staff } from './staff.ts'

const counter = words('counter')
const contacts = words('contacts')

// A tablet at a counter whose connection is cut, against the real server.
let staff: Staff
let page: Page
const api: Staff['api'] = (...asked) => staff.api(...asked)
type Order = { id: string; external_id: string; state: string; total_micro: number; refunded_micro: number; contact_id: string; source: string }

beforeAll(async () => {
  staff = await startWithStaff({ viewport: { width: 1024, height: 768 }, hasTouch: true })
  page = staff.page
  await page.goto(`${staff.server.url}/counter`)
  await api('PUT', '/v1/stores', { external_id: 'centre', name: 'Centre' })
  await api('POST', '/v1/products', { products: [{ external_id: '4820001', name: 'Blue lamp', price_micro: 20_000_000 }] })
  await api('POST', '/v1/contacts', { phone: '+380671234567', name: 'Iryna' })
})
afterAll(() => staff?.stop())

const orders = async () => (await api<{ data: Order[] }>('GET', '/v1/orders')).data
const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')

async function accessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).analyze()
  expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([])
}

async function find(said: string): Promise<void> {
  const field = page.getByLabel(counter.field!.label!)
  await field.fill(said)
  await field.press('Enter')
}

async function buy(goods: string, paid: string): Promise<void> {
  await button(counter.purchase!.open!).click()
  const field = dialog().getByLabel(counter.goods!.label!)
  await field.fill(goods)
  await field.press('Enter')
  await dialog().getByRole('button', { name: counter.quantity!.more! }).waitFor()
  await dialog().getByLabel(counter.purchase!.total!).fill(paid)
  await dialog().getByRole('button', { name: new RegExp(`^${counter.purchase!.save!.split(' ')[0]}`) }).click()
  await dialog().waitFor({ state: 'detached' })
}

test('a purchase of what the scanner read stands on the customer at once', async () => {
  await page.reload()
  await page.getByLabel(counter.store!.label!).first().click()
  await page.getByRole('option', { name: 'Centre' }).click()
  await find('067 123 45 67')
  await page.getByRole('heading', { name: 'Iryna' }).waitFor()
  await buy('4820001', '18')
  await page.getByText('Blue lamp').first().waitFor()
  await accessible()
  expect(await orders()).toMatchObject([{ source: 'counter', store: 'Centre', total_micro: 18_000_000, items: [{ product_id: '4820001', name: 'Blue lamp', quantity: 1 }] }])
})

/** What the browser has yet to keep of the page and all that it loaded. */
const notAtHand = () => page.evaluate(async () => {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => path.startsWith('/assets/'))
  const kept = await caches.open('carillon-counter')
  const found = await Promise.all(['/counter', '/v1/me', '/v1/counter/desk', ...new Set(loaded)].map(async (path) => ((await kept.match(path)) ? [] : [path])))
  return [...found.flat(), ...(navigator.serviceWorker.controller ? [] : ['the worker'])]
})

test('what is recorded without a connection arrives once each and in order, also after the page was loaded anew', async () => {
  await expect.poll(notAtHand, { timeout: 30_000 }).toEqual([])
  await page.context().setOffline(true)
  await buy('Mug', '5')
  // The page itself is at hand as well: somebody loads it anew, and goes on.
  await page.reload()
  await page.getByText('1 entry waits to be sent').waitFor()
  expect(await page.getByLabel(counter.store!.label!).first().inputValue()).toBe('Centre')
  await find('067 123 45 67')
  await button(counter.offline!.goOn!.replace('{{said}}', '067 123 45 67')).click()
  await buy('Cup', '6')
  await find('+380 67 999 88 77')
  await button(counter.offline!.goOn!.replace('{{said}}', '+380 67 999 88 77')).click()
  await buy('Plate', '7')
  await page.getByText('3 entries wait to be sent').waitFor()
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('carillon.till.queue.')).length)).toBe(3)

  // Back on, yet no answer comes through: what the server has done already is asked for again by the same key.
  let lost = 0
  await page.route('**/v1/counter/orders', async (route) => {
    if (lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    return route.abort()
  })
  await page.context().setOffline(false)
  await page.reload()
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('carillon.till.queue.')).length), { timeout: 60_000 }).toBe(0)
  const all = await orders()
  expect(lost).toBe(1)
  expect(all.map((order) => order.total_micro / 1e6).toSorted()).toEqual([18, 5, 6, 7])
  const as_they_came = all.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((order) => order.total_micro / 1e6)
  expect(as_they_came).toEqual([18, 5, 6, 7])
  const plate = all.find((order) => order.total_micro === 7_000_000)!
  expect(await api('GET', `/v1/contacts/${plate.contact_id}`)).toMatchObject({ phone: '+380679998877' })
})

test('a part is given back, and what the server refuses stays in sight with its reason', async () => {
  await find('067 123 45 67')
  await page.getByRole('heading', { name: 'Iryna' }).waitFor()
  await button(counter.refund!.open!).last().click()
  await dialog().getByText(counter.refund!.part!, { exact: true }).click()
  await dialog().getByLabel(counter.refund!.amount!).fill('3')
  await dialog().getByRole('button', { name: /^Give back/ }).click()
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(async () => (await orders()).find((order) => order.total_micro === 18_000_000)!.refunded_micro).toBe(3_000_000)

  const online = await api<Order>('POST', '/v1/orders', { external_id: 'web-1', contact: { phone: '+380671234567' }, total_micro: 9_000_000, state: 'placed' })
  await api('PATCH', `/v1/orders/${online.id}`, { state: 'ready' })
  await page.reload()
  await button(counter.handOver!.open!).click()
  await page.context().setOffline(true)
  await dialog().getByLabel(counter.handOver!.code!).fill('0000')
  await dialog().getByRole('button', { name: counter.handOver!.save! }).click()
  await page.getByText('1 entry waits to be sent').waitFor()
  // The dialog closes once the first try has failed; an answer before that would be shown in it.
  await dialog().waitFor({ state: 'detached' })
  await page.context().setOffline(false)
  await page.getByText(counter.waiting!.refused!).waitFor()
  await page.getByText('This is not the code that the customer was told.', { exact: false }).waitFor()
  await button(counter.waiting!.discard!).click()
  await button(counter.waiting!.sure!).click()
  await page.getByText(counter.waiting!.refused!).waitFor({ state: 'detached' })
})

test('single goods come back, at less than their price with the reason, also without a connection; what another till took in meanwhile is refused in words', async () => {
  const lines = [{ product_id: 'mug', name: 'Green mug', quantity: 2, price_micro: 10_000_000 }, { product_id: 'bowl', name: 'Bowl', quantity: 1, price_micro: 30_000_000 }]
  const order = await api<Order>('POST', '/v1/orders', { external_id: 'shop-77', contact: { phone: '+380671234567' }, total_micro: 50_000_000, items: lines })
  const again = async () => {
    await page.getByRole('listitem').filter({ hasText: 'shop-77' }).getByRole('button', { name: counter.refund!.open!, exact: true }).click()
    await dialog().getByText(counter.refund!.part!, { exact: true }).click()
  }
  const more = (name: string) => dialog().getByRole('group', { name: counter.quantity!.of!.replace('{{name}}', name) }).getByRole('button', { name: counter.quantity!.more!, exact: true })
  const amount = () => dialog().getByLabel(counter.refund!.amount!)
  const save = async () => {
    await dialog().getByRole('button', { name: /^Give back/ }).click()
    await dialog().waitFor({ state: 'detached' })
  }
  await page.reload()
  await again()
  await more('Green mug').click()
  expect(await amount().inputValue()).toBe('10')
  await amount().fill('8')
  expect(await dialog().getByRole('button', { name: /^Give back/ }).isDisabled()).toBe(true)
  await dialog().getByLabel(/^Why less than/).fill('A chip in it')
  await accessible()
  await page.context().setOffline(true)
  await save()
  await page.getByText('1 entry waits to be sent').waitFor()
  await page.context().setOffline(false)
  await page.getByText('Came back: 1 × Green mug').first().waitFor()
  expect(await api('GET', `/v1/orders/${order.id}`)).toMatchObject({ refunded_micro: 8_000_000, items: [{ returned: 1 }, {}], returns: [{ refund_micro: 8_000_000, reason: 'A chip in it', items: [{ product_id: 'mug', quantity: 1 }] }] })

  await again()
  await more('Bowl').click()
  await api('POST', `/v1/orders/${order.id}/returns`, { external_id: 'another till', lines: [{ product_id: 'bowl', quantity: 1 }] })
  await dialog().getByRole('button', { name: /^Give back/ }).click()
  await dialog().getByText('some may have come back at another till', { exact: false }).waitFor()
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('Came back: 1 × Green mug, 1 × Bowl').first().waitFor()
})

test('at a desk the order says what came back, and takes more of it back', async () => {
  const desk = await staff.open(page.context(), `${staff.server.url}/orders`)
  await desk.getByText('shop-77').first().click()
  const commerce = words('commerce')
  await desk.getByText('A chip in it').waitFor()
  await desk.getByText(commerce.back!.all!, { exact: true }).waitFor()
  await desk.getByRole('button', { name: commerce.order!.refund! }).click()
  const asked = desk.getByRole('dialog', { name: commerce.order!.refundTitle!.replace('{{number}}', 'shop-77') })
  await asked.getByLabel(commerce.order!.refundLines!).check()
  await asked.getByLabel(commerce.back!.count!.replace('{{name}}', 'Green mug')).fill('1')
  await asked.getByRole('button', { name: commerce.order!.refundDo! }).click()
  await asked.waitFor({ state: 'detached' })
  expect((await orders()).find(({ external_id }) => external_id === 'shop-77')).toMatchObject({ refunded_micro: 48_000_000, state: 'completed' })

  await api('POST', '/v1/orders', { external_id: 'shop-78', contact: { phone: '+380671234567' }, total_micro: 20_000_000, items: [{ product_id: 'mug', name: 'Green mug', quantity: 2, price_micro: 10_000_000 }] })
  await desk.goto(`${staff.server.url}/orders`)
  await desk.getByText('shop-78').first().click()
  await desk.getByRole('button', { name: commerce.order!.refund! }).click()
  await desk.getByLabel(commerce.back!.stay!).check()
  await desk.getByRole('button', { name: commerce.order!.refundDo! }).click()
  await desk.getByText(commerce.back!.stayed!).waitFor()
  await desk.getByRole('button', { name: commerce.order!.goodsBack! }).click()
  await desk.getByLabel(commerce.back!.count!.replace('{{name}}', 'Green mug')).fill('1')
  await desk.getByRole('button', { name: commerce.order!.goodsBackDo! }).click()
  await desk.getByText(commerce.back!.some!.replace('{{n}}', '1'), { exact: true }).waitFor()
  expect((await orders()).find(({ external_id }) => external_id === 'shop-78')).toMatchObject({ refunded_micro: 20_000_000, state: 'refunded', items: [{ returned: 1 }] })
  await desk.close()
})

test('the customer ticks a consent, and the sentence they read is its proof', async () => {
  await button(counter.consent!.open!).click()
  await dialog().getByRole('checkbox').first().check()
  await accessible()
  await button(counter.consent!.save!).click()
  await dialog().waitFor({ state: 'detached' })
  const { contact_id } = (await orders()).find((order) => order.total_micro === 18_000_000)!
  const ledger = (await api<{ data: object[] }>('GET', `/v1/consents?contact_id=${contact_id}`)).data
  expect(ledger).toMatchObject([{ medium: 'sms', state: 'opted_in', source: 'counter', proof: { operator: 'Olena', store: 'centre', text: expect.stringContaining('Shop may write to me by SMS') } }])
})

test('a telephone system opens the profile by number; an unknown number becomes a contact with its call', async () => {
  await page.goto(`${staff.server.url}/open?phone=+380671234567`)
  await page.getByRole('heading', { name: 'Iryna' }).waitFor()
  await page.goto(`${staff.server.url}/open?phone=0501112233`)
  await page.getByLabel(contacts.call!.notes!).fill('Asks about lamps')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL('**/contacts/con_*')
  await page.getByText('They called us · Talked · Asks about lamps').waitFor()
  const made = await api<{ id: string; phone: string }>('GET', '/v1/contacts/by/phone/0501112233')
  expect(made.phone).toBe('+380501112233')
  expect(page.url()).toBe(`${staff.server.url}/contacts/${made.id}`)
})

test('whoever may only use the counter sees nothing else of the console', async () => {
  const { url } = await api<{ url: string }>('POST', '/v1/invitations', { email: 'till@example.com', role: 'counter' })
  const context = await staff.browser.newContext({ locale: 'en-US', viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  const token = new URL(url).searchParams.get('token')
  const accepted = await context.request.post(`${staff.server.url}/v1/invitations/accept`, { data: { token, name: 'Till', password: 'a long password' } })
  expect(accepted.ok(), await accepted.text()).toBe(true)
  const tablet = await staff.open(context, staff.server.url)
  for (const address of ['/', '/contacts', '/settings/team']) {
    await tablet.goto(`${staff.server.url}${address}`)
    await tablet.waitForURL('**/counter')
  }
  await tablet.getByLabel(counter.field!.label!).fill('067 123 45 67')
  await tablet.keyboard.press('Enter')
  await tablet.getByRole('heading', { name: 'Iryna' }).waitFor()
  expect(await tablet.getByRole('navigation').count()).toBe(0)
  await context.close()
  expect(staff.mistakes).toEqual([])
})
