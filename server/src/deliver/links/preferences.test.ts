import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runningApp, until, type RunningApp } from '../../testing/running.ts'
import type { TestWorkspace } from '../../testing/app.ts'

let t: RunningApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await runningApp()
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

let made = 0
const content = { default_locale: 'uk', locales: { uk: { core: { headline: 'Новини', body: 'Сьогодні дешевше', buttons: [] } } } }
const person = async () => {
  const email = `reader${(made += 1)}@example.com`
  // Nobody of the crowd answers for them: what they do is done here.
  expect((await shop.call('PUT', '/v1/sandbox/devices', { medium: 'email', address: email, behaviour: 'manual' })).statusCode).toBe(200)
  return { email, id: (await shop.call('POST', '/v1/contacts', { email, locale: 'uk', consents: [{ medium: 'email', state: 'opted_in', source: 'form' }] })).json<{ id: string }>().id }
}
type Message = { state: string; reason: string | null; detail: string | null }
async function write(id: string, kind = 'marketing'): Promise<Message & { id: string }> {
  const sent = await shop.call('POST', '/v1/messages', { to: { contact_id: id }, class: kind, content, cascade: [{ media: ['email'], success: 'accepted', within_s: 600 }] })
  expect(sent.statusCode, sent.body).toBe(201)
  return sent.json<Message & { id: string }>()
}
const ended = (id: string) => until(async () => (await shop.call('GET', `/v1/messages/${id}`)).json<Message>(), (message) => message.state !== 'waiting')
/** The token of the links in the last letter to somebody. */
async function tokenOf(email: string): Promise<string> {
  const arrived = await until(async () => (await shop.call('GET', `/v1/sandbox/messages?to=${encodeURIComponent(email)}`)).body, (body) => body.includes('/u/'))
  return /\/u\/([\w-]+)/.exec(arrived)![1]!
}
const page = (token: string, path = '') => t.app.inject({ method: 'GET', url: `/p/${token}${path}` })
const post = (url: string, form: Record<string, string>) => t.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(form).toString() })
const events = async (id: string, type: string) => (await shop.call('GET', `/v1/events?contact_id=${id}&type=${type}`)).json<{ data: { properties: Record<string, unknown> }[] }>().data
/** What a browser would send of the form as it stands. */
function formOf(html: string): Record<string, string> {
  const ticked = [...html.matchAll(/<input type="checkbox" name="([^"]+)" checked>/g)].map((match) => [match[1]!, 'on'])
  const chosen = [...html.matchAll(/<select id="(\w+)".*?<option value="([^"]*)" selected>/gs)].map((match) => [match[1]!, match[2]!])
  return Object.fromEntries([...ticked, ...chosen]) as Record<string, string>
}

describe('a person\'s own page', () => {
  test('a pause keeps news away, not what they ordered; it is told on the log and undone by one press', async () => {
    const { id, email } = await person()
    await ended((await write(id)).id)
    const token = await tokenOf(email)
    const before = formOf((await page(token)).body)
    expect(before).toMatchObject({ often: '', hours: '', language: 'uk' })
    const saved = await post(`/p/${token}`, { ...before, pause: 'on' })
    expect(saved.statusCode).toBe(303)
    const told = await events(id, 'contact.preferences_changed')
    expect(told[0]!.properties.paused_until).toBeTruthy()
    expect(await ended((await write(id)).id)).toMatchObject({ state: 'skipped', reason: 'paused_by_person' })
    expect(await ended((await write(id, 'transactional')).id)).toMatchObject({ state: 'reached' })
    const done = (await t.app.inject({ method: 'GET', url: saved.headers.location! })).body
    expect(done).toContain('Скасувати: як було раніше')
    const undo = Object.fromEntries([...done.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map((match) => [match[1]!, match[2]!]))
    await post(`/p/${token}`, undo)
    expect(await ended((await write(id)).id)).toMatchObject({ state: 'reached' })
  })

  test('no more often than they asked', async () => {
    const { id, email } = await person()
    await ended((await write(id)).id)
    const token = await tokenOf(email)
    await post(`/p/${token}`, { ...formOf((await page(token)).body), often: '1' })
    expect(await ended((await write(id)).id)).toMatchObject({ state: 'reached' })
    expect(await ended((await write(id)).id)).toMatchObject({ state: 'skipped', reason: 'capped', detail: '1/week' })
    t.forward(7 * 86_400_000)
    expect(await ended((await write(id)).id)).toMatchObject({ state: 'reached' })
  })

  test('only in the hours they asked for, where they are', async () => {
    const { id, email } = await person()
    await ended((await write(id)).id)
    const token = await tokenOf(email)
    await post(`/p/${token}`, { ...formOf((await page(token)).body), hours: '17:00-21:00' })
    expect(formOf((await page(token)).body).hours).toBe('17:00-21:00')
    const late = await write(id)
    const { send_at } = (await shop.call('GET', `/v1/messages/${late.id}`)).json<{ send_at: string }>()
    const hour = Number(new Intl.DateTimeFormat('en', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Kyiv' }).format(new Date(send_at)))
    expect(hour).toBeGreaterThanOrEqual(17)
    expect(hour).toBeLessThan(21)
  })

  test('where they would rather be written to, for steps that ask for it; nobody is written to twice on it', async () => {
    const { id, email } = await person()
    await ended((await write(id)).id)
    const token = await tokenOf(email)
    const cascade = [{ media: ['preferred'], success: 'clicked', within_s: 600 }, { media: ['email'], success: 'accepted', within_s: 600 }]
    const send = async () => {
      const sent = await shop.call('POST', '/v1/messages', { to: { contact_id: id }, class: 'marketing', content, cascade })
      expect(sent.statusCode, sent.body).toBe(201)
      return `/v1/messages/${sent.json<{ id: string }>().id}`
    }
    type Sent = { state: string; reason: string | null; attempts: { step: number; medium: string; state: string }[]; skips: { step: number; medium: string; reason: string }[] }
    const read = async (url: string) => (await shop.call('GET', url)).json<Sent>()
    const nobody = await send()
    expect(await until(() => read(nobody), (each) => each.state === 'reached')).toMatchObject({ attempts: [{ step: 1, medium: 'email' }], skips: [{ step: 0, medium: 'preferred', reason: 'no_preference' }] })
    // One address leaves no choice to offer; what is on record is kept.
    expect(formOf((await page(token)).body).rather).toBeUndefined()
    await post(`/p/${token}`, { ...formOf((await page(token)).body), rather: 'email' })
    expect(formOf((await page(token)).body).rather).toBe('email')
    const own = await send()
    await until(() => read(own), (each) => each.attempts.some((attempt) => attempt.state === 'accepted'))
    t.forward(601_000)
    expect(await until(() => read(own), (each) => each.state !== 'waiting')).toMatchObject({ attempts: [{ step: 0, medium: 'email' }], skips: [{ step: 1, medium: 'email', reason: 'tried_as_preferred' }] })
    expect((await shop.call('POST', '/v1/messages', { to: { contact_id: id }, content, cascade: [{ media: ['preferred'], success: 'delivered', within_s: 600 }] })).json()).toMatchObject({ errors: [{ pointer: '/cascade/0/success', code: 'success_not_reported' }] })
  })

  test('the basket they left is behind their own link, as it is now, with the way on', async () => {
    const { id, email } = await person()
    const sent = await shop.call('POST', '/v1/messages', { to: { contact_id: id }, class: 'marketing', cascade: [{ media: ['email'], success: 'accepted', within_s: 600 }],
      content: { default_locale: 'uk', locales: { uk: { core: { headline: 'Ви дещо залишили', body: 'Чекає на вас', buttons: [{ label: 'До кошика', url: '{{ contact.basket_url }}' }] } } } } })
    expect(sent.statusCode, sent.body).toBe(201)
    await ended(sent.json<{ id: string }>().id)
    const letter = JSON.stringify((await shop.call('GET', `/v1/sandbox/messages?to=${encodeURIComponent(email)}`)).json())
    const tracked = await t.app.inject({ method: 'GET', url: /\/c\/[\w-]+\/\d+/.exec(letter)![0] })
    const link = new URL(tracked.headers.location!).pathname
    expect(link).toMatch(/^\/k\//)
    expect((await t.app.inject({ method: 'GET', url: link })).body).toContain('Ваш кошик порожній')
    await shop.call('POST', '/v1/events', { events: [{ contact_id: id, type: 'Product Added', properties: { product_id: 'lamp', name: 'Лампа <b>', price: 1250.5, quantity: 2, url: 'https://shop.example/lamp' } }] })
    const shown = (await t.app.inject({ method: 'GET', url: link })).body
    expect(shown).toContain('<a href="https://shop.example/lamp" rel="noreferrer">Лампа &lt;b&gt;</a>')
    expect(shown.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain('2 × 1 250,50')
    expect(shown.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain('Разом: 2 501,00')
  })

  test('text alone, for who asked for it', async () => {
    const { id, email } = await person()
    const picture = { url: 'https://shop.example/lamp.png', alt: 'Лампа' }
    const send = async () => {
      const sent = await shop.call('POST', '/v1/messages', { to: { contact_id: id }, class: 'marketing', cascade: [{ media: ['email'], success: 'accepted', within_s: 600 }], content: { default_locale: 'uk', locales: { uk: { core: { headline: 'Лампа', body: 'Світить', picture, buttons: [] } } } } })
      await ended(sent.json<{ id: string }>().id)
      return (await shop.call('GET', `/v1/sandbox/messages?to=${encodeURIComponent(email)}&limit=1`)).body
    }
    expect(await send()).toContain(picture.url)
    const token = await tokenOf(email)
    await post(`/p/${token}`, { ...formOf((await page(token)).body), look: 'plain' })
    const bare = await send()
    expect(bare).not.toContain(picture.url)
    expect(bare).toContain('Світить')
  })

  test('nonsense in the form is nobody\'s wish', async () => {
    const { id, email } = await person()
    await ended((await write(id)).id)
    const token = await tokenOf(email)
    expect((await post(`/p/${token}`, { ...formOf((await page(token)).body), often: '99', hours: '21:00-09:00' })).statusCode).toBe(303)
    expect(formOf((await page(token)).body)).toMatchObject({ often: '', hours: '' })
    expect((await t.app.inject({ method: 'GET', url: `/p/${token}?done=1&was=%3Cscript%3E` })).body).not.toContain('<script>')
    const was = Buffer.from(JSON.stringify({ '"><script>': '"><script>' })).toString('base64url')
    expect((await t.app.inject({ method: 'GET', url: `/p/${token}?done=1&was=${was}` })).body).not.toContain('<script>')
  })

  test('all data by one press, and all of it gone by two; looking changes nothing', async () => {
    const { id, email } = await person()
    await ended((await write(id)).id)
    const token = await tokenOf(email)
    expect((await page(token, '/erase')).body).toContain('Стерти все')
    expect((await shop.call('GET', `/v1/contacts/${id}`)).statusCode).toBe(200)
    const data = await t.app.inject({ method: 'POST', url: `/p/${token}/data` })
    expect(data.json()).toMatchObject({ format: 'carillon.person.v1', identities: [{ value: email }] })
    expect((await post(`/p/${token}/erase`, {})).statusCode).toBe(303)
    expect((await post(`/p/${token}/erase`, { sure: 'on' })).body).toContain('Ми вас забули')
    expect((await shop.call('GET', `/v1/contacts/${id}`)).statusCode).toBe(404)
    expect((await page(token)).statusCode).toBe(404)
  })
})

test.each([
  [null, '17:00', '21:00', { open: '17:00', close: '21:00' }],
  [{ open: '09:00', close: '18:00' }, '17:00', '21:00', { open: '17:00', close: '18:00' }],
  [{ open: '09:00', close: '12:00' }, '17:00', '21:00', { open: '17:00', close: '21:00' }],
  [{ open: '09:00', close: '18:00' }, null, null, { open: '09:00', close: '18:00' }],
])('a week of %j within %s to %s is %j', async (day, opens, closes, expected) => {
  const week = day && Array.from({ length: 7 }, () => day)
  const { rows } = await sql<{ week: object[] }>`select own_hours(${week && JSON.stringify(week)}::jsonb, ${opens}::time, ${closes}::time) as week`.execute(t.house.db.system)
  expect(rows[0]!.week).toEqual(Array.from({ length: 7 }, () => expected))
})
