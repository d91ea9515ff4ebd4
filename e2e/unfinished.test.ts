import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Tracker } from '@carillon/tracker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from './clients/profiles.ts'
import { startWithStaff, words, type Staff } from './staff.ts'

const contacts = words('contacts')

// A form that is begun in one browser and finished in another, by the way of a letter.
let staff: Staff
let site: http.Server
let site_url = ''
let write_key = ''
let maria = ''
const api: Staff['api'] = (...asked) => staff.api(...asked)
declare global {
  // oxlint-disable-next-line no-var -- the page's own global
  var carillon: Tracker
}

const form = `<form data-carillon-form="loan" aria-label="Loan application" onsubmit="event.preventDefault()">
  <input name="first_name"><input name="password" type="text"><input name="word" type="password"><input type="hidden" name="csrf" value="t0ken">
  <input name="number" autocomplete="cc-number"><input name="note"><span data-carillon-skip><input name="diagnosis"></span>
  <select name="term"><option value=""></option><option value="12">12</option><option value="24">24</option></select>
  <label><input type="checkbox" name="want" value="call">Call</label><label><input type="checkbox" name="want" value="mail">Mail</label><label><input type="checkbox" name="want" value="sms">SMS</label>
  <textarea name="about"></textarea><button>Send</button></form>`

beforeAll(async () => {
  staff = await startWithStaff({ viewport: { width: 1280, height: 900 } })
  write_key = (await api<{ key: string }>('POST', '/v1/api-keys', { name: 'site', kind: 'write' })).key
  maria = (await api<{ id: string }>('POST', '/v1/contacts', { external_id: 'K-20', email: 'maria@example.com', name: 'Maria', locale: 'en', consents: [{ medium: 'email', state: 'opted_in', source: 'form' }] })).id
  await api('PUT', '/v1/sandbox/devices', { medium: 'email', address: 'maria@example.com', behaviour: 'manual' })
  site = http.createServer((request, response) => {
    const consent = new URL(request.url!, 'http://site').searchParams.get('consent') ?? 'granted'
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><title>Loan</title><script>window.carillon = window.carillon || []</script><script src="${staff.server.url}/carillon.js" data-write-key="${write_key}" data-consent="${consent}" async></script>${form}`)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  site_url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
})
afterAll(async () => {
  site?.closeAllConnections()
  site?.close()
  await staff?.stop()
})

async function enter(url: string, look: BrowserContextOptions = {}): Promise<Page> {
  const page = await staff.open(await staff.browser.newContext(look), url)
  await page.waitForFunction(() => typeof globalThis.carillon?.ready === 'function')
  return page
}
type Form = { form_id: string; name: string; url: string; filled: number }
const forms = async () => (await api<{ data: Form[] }>('GET', `/v1/contacts/${maria}/unfinished-forms`)).data
/** Her own link in a letter with a button to it. */
async function ownLink(): Promise<string> {
  const content = { default_locale: 'en', locales: { en: { core: { headline: 'Your application', body: 'It waits for you', buttons: [{ label: 'Go on', url: '{{ contact.form_url }}' }] } } } }
  await api('POST', '/v1/messages', { to: { contact_id: maria }, class: 'marketing', cascade: [{ media: ['email'], success: 'accepted', within_s: 600 }], content })
  const letter = await until(async () => JSON.stringify(await api('GET', '/v1/sandbox/messages?to=maria@example.com&limit=1')), (text) => text.includes('/c/'))
  return (await fetch(staff.server.url + new URL(/https?:[^" ]+\/c\/[\w-]+\/\d+/.exec(letter)![0]).pathname, { redirect: 'manual' })).headers.get('location')!
}

test('what a visitor fills in is hers, without anything secret', async () => {
  const page = await enter(`${site_url}/loan?plan=a`)
  await page.evaluate(() => globalThis.carillon.identify('K-20'))
  for (const [name, value] of Object.entries({ first_name: 'Maria', password: 'hush-1', word: 'hush-2', number: '4000000000000002', note: '4242 4242 4242 4242', diagnosis: 'hush-3', about: 'A new roof' })) await page.fill(`[name=${name}]`, value)
  await page.selectOption('[name=term]', '24')
  await page.check('[value=call]')
  await page.check('[value=sms]')
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.postData() ?? ''))
  // Leaving is enough: what was not told yet goes along.
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')))
  const [begun] = await until(forms, (each) => each.length === 1)
  expect(begun).toMatchObject({ form_id: 'loan', name: 'Loan application', url: `${site_url}/loan?plan=a`, filled: 4 })
  for (const secret of ['hush', '4242', '4000', 't0ken']) expect(sent.join('')).not.toContain(secret)
  await page.context().close()
})

test('without consent nothing is told of a form, and nothing asked', async () => {
  const asked: string[] = []
  const page = await staff.open(await staff.browser.newContext(), 'about:blank')
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  for (const consent of ['denied', 'pending']) {
    await page.goto(`${site_url}/loan?consent=${consent}#carillon-form=${'a'.repeat(80)}`)
    await page.waitForFunction(() => typeof globalThis.carillon?.ready === 'function')
    expect(page.url()).not.toContain('carillon-form')
    await page.fill('[name=first_name]', 'Nobody')
    await page.evaluate(() => window.dispatchEvent(new Event('pagehide')))
  }
  expect(asked.filter((path) => path.includes('/v1/') || path.includes('/f/'))).toEqual([])
  await page.context().close()
})

test('by her own link she goes on where she was, in another browser, and it ends when she sends it', async () => {
  const link = await ownLink()
  const page = await staff.open(await staff.browser.newContext({ javaScriptEnabled: true, viewport: { width: 390, height: 844 } }), link)
  expect(await page.textContent('h1')).toBe('You began: Loan application')
  await page.click('a.button')
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name=first_name]')?.value === 'Maria')
  expect(page.url()).toBe(`${site_url}/loan?plan=a`)
  expect(await page.evaluate(() => [...new FormData(document.forms[0]!)])).toEqual([['first_name', 'Maria'], ['password', ''], ['word', ''], ['csrf', 't0ken'], ['number', ''], ['note', ''], ['diagnosis', ''], ['term', '24'], ['want', 'call'], ['want', 'sms'], ['about', 'A new roof']])
  await page.evaluate(() => globalThis.carillon.identify('K-20'))
  await page.click('button')
  await until(forms, (each) => each.length === 0)
  await page.context().close()
})

test('the profile shows what is unfinished', async () => {
  await api('POST', '/v1/events', { events: [{ contact_id: maria, type: 'Form Started', properties: { form_id: 'loan', name: 'Loan application', url: 'https://bank.example/loan', fields: { first_name: 'Maria', town: 'Kyiv' } } }] })
  const page = await staff.open(staff.context, `${staff.server.url}/contacts/${maria}`)
  const part = page.locator('section[aria-labelledby=unfinished]')
  await part.getByText('Loan application').waitFor()
  expect(await part.textContent()).toContain(contacts.unfinished!.filled_other!.replace('{{count}}', '2'))
  expect(await part.textContent()).toContain('bank.example/loan')
  expect(await part.textContent()).not.toContain('Kyiv')
  expect(staff.mistakes).toEqual([])
})
