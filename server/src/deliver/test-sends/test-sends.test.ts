import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TASKS } from '../../app.ts'
import { system } from '../../platform/database/index.ts'
import { enqueue, runJobs } from '../../platform/jobs/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'

let t: TestApp
let shop: TestWorkspace
beforeAll(async () => {
  t = await testApp({ ALLOW_PRIVATE_NETWORK: 'true' })
  shop = await t.workspace('UA')
})
afterAll(() => t.close())

type View = { id: string; medium: string; to: string; state: string; reason: string | null; detail: string | null; said: string | null; connection_id: string; connection_name: string; provider_ref: string; warnings: { code: string }[]; sent_at: string | null; locale: string }
type ProblemView = { code: string; detail: string; errors: { pointer: string; code: string; hint?: string }[] }
type Stored = { to: string; test: boolean; message: { test: boolean; class: string; list: { unsubscribe_url: string } | null; form: { subject?: string; html: string; text: string } } }

const CONTENT = { default_locale: 'uk', locales: { uk: { core: { headline: 'Вітаємо, {{ contact.call_name }}', body: 'Замовлення {{ message.order | default: "0" }} [тут](https://shop.example.com/a)', buttons: [{ label: 'Дивитися', url: 'https://shop.example.com/b' }] } }, en: { core: { headline: 'Hello, {{ contact.call_name }}', body: 'Order {{ message.order }}', buttons: [] } } } }
const ask = (body: object, by: TestWorkspace = shop, url = '/v1/templates/test') => by.call('POST', url, { content: CONTENT, ...body })
const run = () => runJobs(t.house, TASKS)
const read = async (id: string, by: TestWorkspace = shop) => (await by.call('GET', `/v1/tests/${id}`)).json<View>()
const inSandbox = async (view: View, by: TestWorkspace = shop) => (await by.call('GET', `/v1/sandbox/messages/${view.provider_ref}`)).json<Stored>()

/** Whatever a real message would leave behind. */
async function traces() {
  const tables = ['message', 'attempt', 'contact', 'endpoint', 'event', 'content', 'short_link', 'run_delta', 'queue_item', 'consent_state', 'sandbox_action', 'due'] as const
  const counts = await Promise.all(tables.map(async (table) => [table, (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(t.house.db.system)).rows[0]!.n] as const))
  return Object.fromEntries(counts)
}

describe('a test over the sandbox', () => {
  test('is queued, then accepted, marked and counted nowhere', async () => {
    const before = await traces()
    const asked = await ask({ to: 'Anna@Example.com', medium: 'email' })
    expect(asked.statusCode).toBe(202)
    expect(asked.json()).toMatchObject({ medium: 'email', to: 'anna@example.com', state: 'queued', reason: null, sent_at: null, warnings: [] })
    await run()
    const sent = await read(asked.json<View>().id)
    expect(sent).toMatchObject({ state: 'sent', reason: 'accepted', detail: 'Accepted by Sandbox.', sent_at: t.time.now.toISOString() })
    const { message, test: marked, to } = await inSandbox(sent)
    expect({ marked, to, subject: message.form.subject, mark: message.test }).toEqual({ marked: true, to: 'anna@example.com', subject: '[Test] Вітаємо, Maria', mark: true })
    // Straight to the target, with no picture that tells of reading.
    expect(message.form.html).toContain('https://shop.example.com/b')
    expect(message.form.html).not.toMatch(/\/[co]\/[\w-]{20}/)
    expect(await traces()).toEqual(before)
    expect((await t.house.db.system.selectFrom('test_send').select('request').where('id', '=', sent.id).executeTakeFirstOrThrow()).request).toBeNull()
  })
  test('the way out says that it was a test, by every gesture, and changes nothing', async () => {
    const asked = (await ask({ to: 'anna@example.com', medium: 'email' })).json<View>()
    await run()
    const { message } = await inSandbox(await read(asked.id))
    const before = await traces()
    const { pathname } = new URL(message.list!.unsubscribe_url)
    const token = pathname.slice(3)
    for (const [method, url] of [['GET', `/u/${token}`], ['POST', `/u/${token}`], ['GET', `/p/${token}`], ['POST', `/p/${token}`]] as const) {
      const page = await t.app.inject({ method, url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, ...(method === 'POST' ? { payload: 'undo=1' } : {}) })
      expect(page.statusCode, url).toBe(200)
      expect(page.body).toContain('Це було пробне повідомлення')
      expect(page.body).not.toContain('<button')
    }
    const oneClick = await t.app.inject({ method: 'POST', url: pathname, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'List-Unsubscribe=One-Click' })
    expect([oneClick.statusCode, oneClick.body]).toEqual([200, 'This was a test: nothing changes\n'])
    expect(await traces()).toEqual(before)
  })
  test('is a contact, or typed data, in the language asked for', async () => {
    const contact_id = (await shop.call('POST', '/v1/contacts', { phone: '+380671234567', name: 'Олена', call_name: 'Олена', locale: 'en' })).json<{ id: string }>().id
    const person = (await ask({ to: '067 111 22 33', medium: 'viber', contact_id, data: { order: '1042' } })).json<View>()
    expect(person).toMatchObject({ to: '+380671112233', locale: 'en' })
    const typed = (await ask({ to: '0671112233', medium: 'viber', contact: { call_name: 'Іван' }, locale: 'uk' })).json<View>()
    await run()
    expect((await inSandbox(await read(person.id))).message.form.text).toMatch(/Hello, Олена[^]*Order 1042/)
    expect((await inSandbox(await read(typed.id))).message.form.text).toContain('Вітаємо, Іван')
  })
  test('takes a saved template, with unsaved content over it, and its class', async () => {
    const { id } = (await shop.call('POST', '/v1/templates', { name: 'Order', class: 'transactional', content: CONTENT })).json<{ id: string }>()
    const saved = (await shop.call('POST', `/v1/templates/${id}/test`, { to: 'anna@example.com', medium: 'email' })).json<View>()
    const over = (await ask({ to: 'anna@example.com', medium: 'email', content: { default_locale: 'uk', locales: { uk: { core: { headline: 'Нове', body: 'x', buttons: [] } } } } }, shop, `/v1/templates/${id}/test`)).json<View>()
    expect(saved).toMatchObject({ template_id: id, class: 'transactional' })
    await run()
    expect((await inSandbox(await read(saved.id))).message).toMatchObject({ class: 'transactional', list: null, form: { subject: '[Test] Вітаємо, Maria' } })
    expect((await inSandbox(await read(over.id))).message.form.subject).toBe('[Test] Нове')
  })
  test('a telegram chat takes its id, and nobody can act on a test', async () => {
    const asked = (await ask({ to: ' 123456789 ', medium: 'telegram' })).json<View>()
    await run()
    const sent = await read(asked.id)
    expect(sent).toMatchObject({ state: 'sent', to: '123456789' })
    const answer = await shop.call('POST', `/v1/sandbox/messages/${sent.provider_ref}/actions`, { kind: 'reply', text: 'Hi' })
    expect([answer.statusCode, answer.json<ProblemView>().code]).toEqual([409, 'conflict'])
  })
  test('a text that cannot be rendered for this person fails in words, and nothing is sent', async () => {
    const before = await t.house.db.system.selectFrom('sandbox_message').select('id').execute()
    const content = { default_locale: 'uk', locales: { uk: { core: { headline: '', body: '{% abort_message "no stock" %}', buttons: [] } } } }
    const asked = (await ask({ to: '0671112233', medium: 'sms', content })).json<View>()
    await run()
    expect(await read(asked.id)).toMatchObject({ state: 'failed', reason: 'template', sent_at: null, said: expect.stringContaining('no stock') })
    expect(await t.house.db.system.selectFrom('sandbox_message').select('id').execute()).toHaveLength(before.length)
  })
})

describe('what is refused, with the place and the remedy', () => {
  const refusal = async (body: object, by: TestWorkspace = shop) => {
    const answer = await ask(body, by)
    const { errors } = answer.json<ProblemView>()
    return [answer.statusCode, errors[0]?.pointer, errors[0]?.code]
  }
  test('addresses, content, people and connections', async () => {
    expect(await refusal({ to: 'Anna <anna@example.com>', medium: 'email' })).toEqual([422, '/to', 'email_invalid'])
    expect(await refusal({ to: '12', medium: 'sms' })).toEqual([422, '/to', 'phone_invalid'])
    expect(await refusal({ to: 'two words', medium: 'telegram' })).toEqual([422, '/to', 'chat_invalid'])
    expect(await refusal({ to: 'a@example.com', medium: 'email', content: undefined })).toEqual([422, '/content', 'missing'])
    expect(await refusal({ to: 'a@example.com', medium: 'email', content: { default_locale: 'uk', locales: { uk: { core: { headline: 'x', body: '{{ broken', buttons: [] } } } } })).toEqual([422, '/content/locales/uk/core/body', 'liquid_syntax'])
    const key = (await shop.call('POST', '/v1/api-keys', { name: 'writer', kind: 'secret', scopes: ['content:read', 'content:write'] })).json<{ key: string }>().key
    expect((await t.app.inject({ method: 'POST', url: '/v1/templates/test', headers: { authorization: `Bearer ${key}` }, payload: { content: CONTENT, to: 'a@example.com', medium: 'email' } })).statusCode).toBe(403)
  })
  test('another workspace’s template, contact and test are 404', async () => {
    const other = await t.workspace('GE')
    const { id } = (await other.call('POST', '/v1/templates', { name: 'Theirs', content: CONTENT })).json<{ id: string }>()
    const contact_id = (await other.call('POST', '/v1/contacts', { phone: '+995555123456' })).json<{ id: string }>().id
    const theirs = (await ask({ to: 'a@example.com', medium: 'email' }, other)).json<View>()
    expect((await shop.call('POST', `/v1/templates/${id}/test`, { to: 'a@example.com', medium: 'email' })).statusCode).toBe(404)
    expect((await ask({ to: 'a@example.com', medium: 'email', contact_id })).statusCode).toBe(404)
    expect((await ask({ to: 'a@example.com', medium: 'email', connection_id: theirs.connection_id })).statusCode).toBe(404)
    expect((await shop.call('GET', `/v1/tests/${theirs.id}`)).statusCode).toBe(404)
    expect((await shop.call('GET', '/v1/tests?limit=500')).json<{ data: View[] }>().data.map((each) => each.id)).not.toContain(theirs.id)
  })
  test('the thirty-first in an hour, with how long to wait; an hour later it goes', async () => {
    const busy = await t.workspace('UA')
    for (let n = 0; n < 30; n += 1) expect((await ask({ to: 'a@example.com', medium: 'email' }, busy)).statusCode).toBe(202)
    const before = t.time.now
    t.time.now = new Date(before.getTime() + 10 * 60_000)
    const refused = await ask({ to: 'a@example.com', medium: 'email' }, busy)
    expect([refused.statusCode, refused.json<ProblemView>().detail]).toEqual([429, 'A workspace sends at most 30 tests an hour. The next can go in 50 minutes.'])
    t.time.now = new Date(before.getTime() + 3_600_001)
    expect((await ask({ to: 'a@example.com', medium: 'email' }, busy)).statusCode).toBe(202)
    t.time.now = before
    const page = (await busy.call('GET', '/v1/tests?limit=10')).json<{ data: View[]; page_info: { after: string } }>()
    const next = (await busy.call('GET', `/v1/tests?limit=10&after=${page.page_info.after}`)).json<{ data: View[] }>()
    expect(new Set([...page.data, ...next.data].map((each) => each.id)).size).toBe(20)
    expect(page.data[0]!.id > next.data[0]!.id).toBe(true)
  })
})

describe('a job that runs twice', () => {
  const again = (id: string) => system(t.house.db, 'test', shop.id, (tx) => enqueue(tx, 'send_test', { workspace_id: shop.id, payload: { test_id: id } }))
  test('sends once', async () => {
    const asked = (await ask({ to: 'twice@example.com', medium: 'email' })).json<View>()
    await again(asked.id)
    await run()
    await again(asked.id)
    await run()
    expect(await read(asked.id)).toMatchObject({ state: 'sent' })
    expect((await shop.call('GET', '/v1/sandbox/messages?to=twice@example.com')).json<{ data: unknown[] }>().data).toHaveLength(1)
  })
  test('after a crash in the midst it is not repeated, and says so', async () => {
    const asked = (await ask({ to: 'crash@example.com', medium: 'email' })).json<View>()
    await t.house.db.system.updateTable('test_send').set({ state: 'sending' }).where('id', '=', asked.id).execute()
    expect(await read(asked.id)).toMatchObject({ state: 'queued' })
    await run()
    expect(await read(asked.id)).toMatchObject({ state: 'failed', reason: 'unknown', detail: expect.stringContaining('may have been sent'), said: 'carillon:server_stopped' })
    expect((await shop.call('GET', '/v1/sandbox/messages?to=crash@example.com')).json<{ data: unknown[] }>().data).toEqual([])
  })
})

describe('a test over a provider', () => {
  let live: TestWorkspace
  let connection_id: string
  const got: { to: string[]; raw: string }[] = []
  let refuse = false
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_, __, done) => done(refuse ? Object.assign(new Error('5.1.1 No such user'), { responseCode: 550 }) : null),
    onData(stream, session, done) {
      let raw = ''
      stream.on('data', (chunk: Buffer) => (raw += chunk.toString()))
      stream.on('end', () => {
        got.push({ to: session.envelope.rcptTo.map((each) => each.address), raw })
        done()
      })
    },
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
    live = await t.workspace('UA')
    const { port } = server.server.address() as { port: number }
    connection_id = (await live.call('POST', '/v1/connections', { channel: 'email-smtp', name: 'Our mail', settings: { host: '127.0.0.1', port, security: 'none', from: 'shop@example.com', verify_certificate: false } })).json<{ id: string }>().id
  })
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())))

  test('wants an approved sender, and something that carries the medium', async () => {
    await t.house.db.system.updateTable('workspace').set({ environment: 'live' }).where('id', '=', live.id).execute()
    const unapproved = await ask({ to: 'me@example.com', medium: 'email' }, live)
    expect([unapproved.statusCode, unapproved.json<ProblemView>().errors[0]]).toEqual([409, expect.objectContaining({ pointer: '/medium', code: 'sender_missing', hint: expect.stringContaining('Senders') })])
    expect((await ask({ to: 'me@example.com', medium: 'email', connection_id }, live)).json<ProblemView>().errors[0]!.code).toBe('sender_missing')
    const nothing = await ask({ to: '0671112233', medium: 'viber' }, live)
    expect([nothing.statusCode, nothing.json<ProblemView>().errors[0]]).toEqual([409, expect.objectContaining({ pointer: '/medium', code: 'connection_missing' })])
    const wrong = await ask({ to: '0671112233', medium: 'sms', connection_id }, live)
    expect([wrong.statusCode, wrong.json<ProblemView>().errors[0]]).toEqual([422, expect.objectContaining({ pointer: '/connection_id', code: 'medium_not_carried' })])
  })
  test('goes by the live connection, and warns of links that open nowhere else', async () => {
    await live.call('POST', '/v1/senders', { medium: 'email', address: 'hello@example.com', display_name: 'Крамниця', state: 'approved' })
    const asked = (await ask({ to: 'me@example.com', medium: 'email' }, live)).json<View>()
    expect(asked).toMatchObject({ connection_id, connection_name: 'Our mail', warnings: [{ code: 'loopback_url' }] })
    await run()
    expect(await read(asked.id, live)).toMatchObject({ state: 'sent', detail: 'Accepted by Our mail.' })
    expect(got).toHaveLength(1)
    expect(got[0]!.to).toEqual(['me@example.com'])
    expect(got[0]!.raw).toMatch(/^From: [^<]*<hello@example\.com>/m)
    expect(got[0]!.raw).toMatch(/^List-Unsubscribe:/m)
  })
  test('a refusal is told in the provider’s words, and a dead line as such', async () => {
    refuse = true
    const refused = (await ask({ to: 'gone@example.com', medium: 'email', connection_id }, live)).json<View>()
    await run()
    expect(await read(refused.id, live)).toMatchObject({ state: 'failed', reason: 'refused', detail: expect.stringMatching(/^Our mail refused it: .*550/), said: expect.stringMatching(/^550/), sent_at: null })
    refuse = false
    await live.call('PATCH', `/v1/connections/${connection_id}`, { settings: { host: '127.0.0.1', port: 1, security: 'none', from: 'shop@example.com', verify_certificate: false } })
    const dead = (await ask({ to: 'me@example.com', medium: 'email', connection_id }, live)).json<View>()
    await run()
    expect(await read(dead.id, live)).toMatchObject({ state: 'failed', reason: 'later', detail: expect.stringContaining('Nothing was sent'), said: expect.stringMatching(/^carillon:no_line .*ECONNREFUSED/) })
  })
})

test('a preview takes a brand that is not saved, and names what is hard to read in it', async () => {
  const { brand } = (await shop.call('GET', '/v1/brand')).json<{ brand: Record<string, unknown> & { colours: Record<string, string> } }>()
  const typed = { ...brand, name: 'Нова назва', colours: { ...brand.colours, primary: '#ffee00', button_text: '#ffffff' } }
  const answer = (await shop.call('POST', '/v1/templates/preview', { content: CONTENT, media: ['email'], brand: typed })).json<{ forms: { form: { html: string } }[]; brand_problems: { pointer: string; code: string }[] }>()
  expect(answer.forms[0]!.form.html).toContain('#ffee00')
  expect(answer.brand_problems.map((each) => each.pointer)).toContain('/colours/button_text')
  expect((await shop.call('GET', '/v1/brand')).json<{ brand: unknown }>().brand).toEqual(brand)
  const wrong = await shop.call('POST', '/v1/templates/preview', { content: CONTENT, media: ['email'], brand: { ...typed, colours: { ...typed.colours, text: 'red' } } })
  expect([wrong.statusCode, wrong.json<ProblemView>().errors[0]!.pointer]).toEqual([422, '/brand/colours/text'])
})
