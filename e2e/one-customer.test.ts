import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Tracker } from '@carillon/tracker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './clients/profiles.ts'
import { startWithStaff, words, type Staff } from './staff.ts'

const people = words('people')
const counter = words('counter')

// One customer on the site, in the mailbox, on her own page, at the counter, and as the staff sees her: each in a browser of its own.
let staff: Staff
let shop: http.Server
let site_url = ''
let write_key = ''
let iryna = ''
const api: Staff['api'] = (...asked) => staff.api(...asked)
const open: Staff['open'] = (...asked) => staff.open(...asked)

type Contact = { id: string; person_id: string; contacts: string[]; identities: { kind: string; value: string; contact_id: string }[]; consents: { medium: string; topic_id: string; state: string; source: string }[] }
type Order = { external_id: string; contact_id: string; total_micro: number; source: string }
type Item = { kind: string; type: string }
declare global {
  // oxlint-disable-next-line no-var -- the page's own global
  var carillon: Tracker
}

beforeAll(async () => {
  staff = await startWithStaff({ viewport: { width: 1280, height: 900 } })
  write_key = (await api<{ key: string }>('POST', '/v1/api-keys', { name: 'site', kind: 'write' })).key
  await api('PUT', '/v1/stores', { external_id: 'centre', name: 'Centre' })
  await api('POST', '/v1/products', { products: [{ external_id: 'lamp', name: 'Blue lamp', price_micro: 20_000_000 }, { external_id: 'mug', name: 'Mug', price_micro: 5_000_000 }] })
  iryna = (await api<Contact>('POST', '/v1/contacts', { external_id: 'K-17', email: 'iryna@example.com', phone: '+380671234567', name: 'Iryna', locale: 'en', consents: [{ medium: 'email', state: 'opted_in', source: 'form' }, { medium: 'sms', state: 'opted_in', source: 'form' }] })).id
  await api('PUT', '/v1/sandbox/devices', { medium: 'email', address: 'iryna@example.com', behaviour: 'manual' })
  shop = http.createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><title>Blue lamp</title><script>window.carillon = window.carillon || []</script><script src="${staff.server.url}/carillon.js" data-write-key="${write_key}" async></script><h1>Blue lamp</h1>`)
  })
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  site_url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
})
afterAll(async () => {
  shop?.closeAllConnections()
  shop?.close()
  await staff?.stop()
})

const person = () => api<Contact>('GET', `/v1/contacts/${iryna}`)
const orders = async (contact_id = iryna) => (await api<{ data: Order[] }>('GET', `/v1/orders?contact_id=${contact_id}`)).data
const timeline = async (contact_id = iryna) => (await api<{ data: Item[] }>('GET', `/v1/contacts/${contact_id}/timeline?limit=100`)).data.map((item) => item.type)

test('a visitor browses, and is somebody from the moment she signs in; what she did before is hers', async () => {
  const page = await open(await staff.browser.newContext(), `${site_url}/lamps/blue?utm_source=instagram`)
  await page.waitForFunction(() => typeof globalThis.carillon?.ready === 'function')
  await page.evaluate(() => {
    globalThis.carillon.page()
    globalThis.carillon.track('Product Viewed', { product_id: 'lamp', name: 'Blue lamp', price: 20 })
    globalThis.carillon.track('Product Added', { product_id: 'lamp', name: 'Blue lamp', price: 20, quantity: 1 })
  })
  const visitor = await until(() => api<{ data: { id: string }[] }>('GET', '/v1/contacts?anonymous=true'), (each) => each.data.length === 1)
  await until(() => timeline(visitor.data[0]!.id), (each) => each.includes('Product Added'))
  expect((await person()).contacts).toEqual([iryna])
  await page.evaluate(() => {
    globalThis.carillon.identify('K-17')
    globalThis.carillon.track('Order Completed', { order_id: 'web-1', currency: 'UAH', total: 20, products: [{ product_id: 'lamp', name: 'Blue lamp', price: 20, quantity: 1 }] })
  })
  await until(orders, (each) => each.length === 1)
  expect((await person()).contacts.toSorted()).toEqual([iryna, visitor.data[0]!.id].toSorted())
  expect(await timeline()).toEqual(expect.arrayContaining(['Product Viewed', 'Product Added', 'Order Completed']))
})

test('on her own page she says what she wants, and the next message obeys', async () => {
  const content = { default_locale: 'en', locales: { en: { core: { headline: 'New lamps', body: 'They shine.', buttons: [] } } } }
  const send = async (medium: string) => (await api<{ id: string }>('POST', '/v1/messages', { to: { contact_id: iryna }, class: 'marketing', content, cascade: [{ media: [medium], success: 'accepted', within_s: 600 }] })).id
  const ended = (id: string) => until(() => api<{ state: string; reason: string | null }>('GET', `/v1/messages/${id}`), (each) => each.state !== 'waiting')
  expect(await ended(await send('email'))).toMatchObject({ state: 'reached' })
  const letter = JSON.stringify(await api('GET', '/v1/sandbox/messages?to=iryna%40example.com'))
  const page = await open(await staff.browser.newContext({ javaScriptEnabled: false }), `${staff.server.url}/p/${/\/p\/([\w-]+)/.exec(letter)![1]}`)
  const sms = page.getByRole('group', { name: 'SMS' }).getByRole('checkbox')
  for (let n = 0; n < await sms.count(); n += 1) await sms.nth(n).uncheck()
  await page.getByLabel('How often, at most').selectOption({ label: '2 a week' })
  await page.getByRole('button', { name: 'Save my choice' }).click()
  await page.getByText('Saved. This is what you get now.').waitFor()
  expect((await person()).consents).toEqual(expect.arrayContaining([expect.objectContaining({ medium: 'sms', state: 'opted_out', source: 'preference_page' })]))
  // The two topics are refused by name; a message about none in particular may still come there, one about a topic may not.
  const [topic] = (await api<{ data: { id: string }[] }>('GET', '/v1/topics')).data
  const about = (await api<{ id: string }>('POST', '/v1/messages', { to: { contact_id: iryna }, class: 'marketing', topic_id: topic!.id, content, cascade: [{ media: ['sms'], success: 'accepted', within_s: 600 }] })).id
  expect(await ended(about)).toMatchObject({ state: 'skipped', reason: 'opted_out' })
})

test('at the counter she is known by her number, and buys again', async () => {
  const page = await open(staff.context, `${staff.server.url}/counter`)
  await page.getByLabel(counter.store!.label!).first().click()
  await page.getByRole('option', { name: 'Centre' }).click()
  const field = page.getByLabel(counter.field!.label!)
  await field.fill('067 123 45 67')
  await field.press('Enter')
  await page.getByRole('heading', { name: 'Iryna' }).waitFor()
  await page.getByText('Blue lamp').first().waitFor()
  await page.getByRole('button', { name: counter.purchase!.open!, exact: true }).click()
  const goods = page.getByRole('dialog').getByLabel(counter.goods!.label!)
  await goods.fill('mug')
  await goods.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: counter.quantity!.more! }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${counter.purchase!.save!.split(' ')[0]}`) }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const bought = await until(orders, (each) => each.length === 2)
  expect(bought.map((order) => order.source).toSorted()).toEqual(['carillon.js', 'counter'])
  await page.close()
})

test('one profile shows it all; the merge is undone, and done again', async () => {
  const page = await open(staff.context, `${staff.server.url}/contacts/${iryna}`)
  await page.getByRole('heading', { name: 'Iryna', level: 1 }).waitFor()
  for (const seen of ['Blue lamp', 'Mug']) await page.getByText(seen).first().waitFor()
  const before = { orders: (await orders()).length, timeline: (await timeline()).toSorted() }
  expect(before.timeline).toEqual(expect.arrayContaining(['Product Viewed', 'Order Completed', 'contact.preferences_changed']))
  await page.getByRole('button', { name: people.undo!, exact: true }).click()
  await page.getByText(people.undone!).waitFor()
  expect((await person()).contacts).toEqual([iryna])
  expect(await timeline()).not.toContain('Product Viewed')
  // What came after she had signed in was hers by name, and stays.
  expect(await orders()).toHaveLength(2)

  await page.getByRole('button', { name: people.more!, exact: true }).click()
  await page.getByRole('menuitem', { name: people.merge! }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(people.visitorsToo!).check({ force: true })
  await dialog.getByRole('listitem').getByRole('button').first().click()
  await dialog.getByRole('button', { name: people.do!, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  expect((await person()).contacts).toHaveLength(2)
  expect({ orders: (await orders()).length, timeline: (await timeline()).filter((what) => !what.includes('merged')).toSorted() }).toEqual({ ...before, timeline: before.timeline.filter((what) => !what.includes('merged')) })
  expect(staff.mistakes).toEqual([])
})
