import { afterAll, beforeAll, expect, test } from 'vitest'
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
const person = async (at = shop) => {
  const email = `own${(made += 1)}@example.com`
  await at.call('PUT', '/v1/sandbox/devices', { medium: 'email', address: email, behaviour: 'manual' })
  return { email, id: (await at.call('POST', '/v1/contacts', { email, locale: 'uk', consents: [{ medium: 'email', state: 'opted_in', source: 'form' }] })).json<{ id: string }>().id }
}
const visit = (url: string) => t.app.inject({ method: 'GET', url })
/** The person's own links, by a letter with a button to each. */
async function linksOf({ id, email }: { id: string; email: string }, at = shop): Promise<{ form: string; chat: string; preferences: string; letter: string }> {
  const buttons = ['form_url', 'chat_url'].map((name) => ({ label: name, url: `{{ contact.${name} }}` }))
  const sent = await at.call('POST', '/v1/messages', { to: { contact_id: id }, class: 'marketing', cascade: [{ media: ['email'], success: 'accepted', within_s: 600 }], content: { default_locale: 'uk', locales: { uk: { core: { headline: 'Ви не закінчили', body: 'Чекає на вас', buttons } } } } })
  expect(sent.statusCode, sent.body).toBe(201)
  await until(async () => (await at.call('GET', `/v1/messages/${sent.json<{ id: string }>().id}`)).json<{ state: string }>(), (message) => message.state === 'reached')
  const { data: [letter] } = (await at.call('GET', `/v1/sandbox/messages?to=${encodeURIComponent(email)}&limit=1`)).json<{ data: { id: string }[] }>()
  const text = JSON.stringify(letter)
  const tracked = [...new Set([...text.matchAll(/\/c\/[\w-]+\/\d+/g)].map(([path]) => path))]
  const targets = await Promise.all(tracked.map(async (path) => new URL((await visit(path)).headers.location!).pathname))
  const at_path = (start: string) => targets.find((path) => path.startsWith(start))!
  return { form: at_path('/f/'), chat: at_path('/h/'), preferences: /\/p\/[\w-]+/.exec(text)![0], letter: letter!.id }
}
const happen = (contact_id: string, type: string, properties: object) => shop.call('POST', '/v1/events', { events: [{ contact_id, type, properties }] })
const loan = { form_id: 'loan', name: 'Заявка <b>', url: 'https://bank.example/loan?plan=a', fields: { firstName: 'Олена "x"', 'towns[]': ['Київ', 'Львів'] } }
const ticketIn = (html: string) => /#carillon-form=([\w-]+)"/.exec(html)?.[1]
const fields = async (ticket: string) => visit(`/f/fields/${ticket}`)

test('the form they began is behind their own link, with what they filled in and the way on', async () => {
  const reader = await person()
  const { form } = await linksOf(reader)
  expect((await visit(form)).body).toContain('Незавершених форм немає')
  await happen(reader.id, 'Form Started', { ...loan, fields: { ...loan.fields, password: 'hush' } })
  await happen(reader.id, 'Form Started', { form_id: 'call', name: 'Дзвінок', url: 'https://bank.example/app#/call', fields: { day: 'пн' } })
  const shown = await visit(form)
  expect(shown.headers['content-security-policy']).toContain("default-src 'none'")
  expect(shown.headers['cache-control']).toBe('no-store')
  expect(shown.body).toContain('<h1>Ви почали: Дзвінок</h1>')
  expect(shown.body).toContain('<h2>Ви почали: Заявка &lt;b&gt;</h2>')
  expect(shown.body).toContain('<small>First name</small>Олена &quot;x&quot;')
  expect(shown.body).toContain('<small>Towns</small>Київ, Львів')
  expect(shown.body).toContain('на сайті bank.example')
  // Where the page's own place is taken, there is the way alone.
  expect(shown.body).toContain('href="https://bank.example/app#/call"')
  expect(shown.body).toContain('href="https://bank.example/loan?plan=a#carillon-form=')
  expect(shown.body).not.toContain('hush')
  const put_back = await fields(ticketIn(shown.body)!)
  expect(put_back.json()).toEqual({ form_id: 'loan', fields: loan.fields })
  expect([put_back.headers['access-control-allow-origin'], put_back.headers['access-control-allow-credentials'], put_back.headers['cache-control']]).toEqual(['*', undefined, 'no-store'])
})

test('a ticket is good for half an hour, for one form as it stood, and for nothing else', async () => {
  const reader = await person()
  const { form } = await linksOf(reader)
  const ticket = async () => ticketIn((await visit(form)).body)!
  await happen(reader.id, 'Form Started', loan)
  const first = await ticket()
  // Another address, told by whoever: it gets what was told with it, and the ticket of before is good for nothing.
  t.forward(1000)
  await happen(reader.id, 'Form Updated', { ...loan, url: 'https://evil.example/', fields: {} })
  expect((await fields(first)).json()).toEqual({})
  expect(await ticket()).toBeUndefined()
  t.forward(1000)
  await happen(reader.id, 'Form Updated', { ...loan, url: 'https://evil.example/', fields: { a: 'theirs' } })
  const evil = await ticket()
  t.forward(1000)
  await happen(reader.id, 'Form Updated', loan)
  expect((await fields(evil)).json()).toEqual({})
  const own = await ticket()
  expect((await fields(own)).json()).toMatchObject({ form_id: 'loan' })
  t.forward(1_801_000)
  expect((await fields(own)).json()).toEqual({})
  const again = await ticket()
  await happen(reader.id, 'Form Submitted', { form_id: 'loan' })
  expect((await fields(again)).json()).toEqual({})
  for (const nonsense of ['x', 'a'.repeat(80), form.slice(3), `${own.slice(0, -2)}AA`]) expect((await fields(nonsense)).json(), nonsense).toEqual({})
  for (const page of ['f', 'h']) for (const nonsense of ['x', 'a'.repeat(62), own, `${form.slice(3, -2)}AA`]) expect((await visit(`/${page}/${nonsense}`)).statusCode, nonsense).toBe(404)
})

test('one person is shown nothing of another; who were made one are shown both; who is forgotten is nobody', async () => {
  const [reader, stranger] = [await person(), await person()]
  const { form, chat } = await linksOf(reader)
  await happen(stranger.id, 'Form Started', loan)
  expect((await visit(form)).body).toContain('Незавершених форм немає')
  expect((await shop.call('POST', `/v1/contacts/${reader.id}/merge`, { other_id: stranger.id })).statusCode).toBeLessThan(300)
  const shown = (await visit(form)).body
  expect(shown).toContain('Ви почали: Заявка')
  expect((await shop.call('DELETE', `/v1/contacts/${reader.id}`)).statusCode).toBeLessThan(300)
  for (const page of [form, chat]) expect((await visit(page)).statusCode).toBe(404)
  expect((await fields(ticketIn(shown)!)).json()).toEqual({})
})

test('what they wrote and nobody answered is behind their own link, with the chats to go on in, and so it is on their own page', async () => {
  const reader = await person()
  const { chat, preferences, letter } = await linksOf(reader)
  const unfinished = async () => (await shop.call('GET', `/v1/contacts/${reader.id}/unfinished-chat`)).json<{ chat: { text: string; reply_id: string; medium: string } | null }>().chat
  expect(await unfinished()).toBeNull()
  expect((await shop.call('POST', `/v1/sandbox/messages/${letter}/actions`, { kind: 'reply', text: 'Чи є <b>синя</b>?' })).statusCode).toBeLessThan(300)
  const open = await until(unfinished, (each) => each !== null)
  expect(open).toMatchObject({ text: 'Чи є <b>синя</b>?', medium: 'email' })
  const shown = (await visit(chat)).body
  expect(shown).toContain('Чи є &lt;b&gt;синя&lt;/b&gt;?')
  expect(shown).toContain('Останнє повідомлення — ваше (Ел. пошта, ')
  expect(shown).toContain('Продовжити: Telegram')
  expect(shown).not.toContain('уже відкрито')
  // Their own way in: whoever presses Start by it is they.
  const start = /href="([^"]*start=[^"]+)"/.exec(shown)![1]!.replaceAll('&amp;', '&')
  expect((await visit(preferences)).body).toContain(`href="${start.replaceAll('&', '&amp;')}"`)
  expect((await shop.call('POST', '/v1/sandbox/devices/start', { medium: 'telegram', payload: new URL(start).searchParams.get('start') })).statusCode).toBeLessThan(300)
  await until(async () => (await visit(chat)).body, (body) => body.includes('уже відкрито'))
  expect((await shop.call('POST', `/v1/replies/${open!.reply_id}/answer`, { text: 'Так, є' })).statusCode).toBe(201)
  expect(await unfinished()).toBeNull()
  expect((await visit(chat)).body).not.toContain('синя')
})
