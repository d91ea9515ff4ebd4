import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestWorkspace } from '../../testing/app.ts'
import { runningApp, until, type RunningApp } from '../../testing/running.ts'

let t: RunningApp
let shop: TestWorkspace
let other: TestWorkspace
let bot: http.Server
let api_base: string
beforeAll(async () => {
  t = await runningApp({ ALLOW_PRIVATE_NETWORK: 'true', PUBLIC_URL: 'https://shop.example.com' })
  shop = await t.workspace('UA')
  other = await t.workspace('UA')
  bot = http.createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result: request.url!.endsWith('/getMe') ? { username: 'Shop_bot' } : request.url!.endsWith('/sendMessage') ? { message_id: 7 } : true })))
  })
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve))
  api_base = `http://127.0.0.1:${(bot.address() as AddressInfo).port}`
})
afterAll(async () => {
  await t.close()
  bot.closeAllConnections()
  bot.close()
})

type ContactView = { id: string; identities: { kind: string; value: string }[]; endpoints: { medium: string; address: string; state: string }[]; consents: { medium: string; state: string; source: string }[] }
type ChatLinkView = { medium: string; connection_id: string; url: string | null; opened: boolean }
type Crowd = { telegram: number; push: number; waiting: number }

const get = async <T>(url: string, at = shop) => (await at.call('GET', url)).json<T>()
const make = async (body: object, at = shop) => {
  const answer = await at.call('POST', '/v1/contacts', body)
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json<ContactView>()
}
const person = (id: string, at = shop) => get<ContactView>(`/v1/contacts/${id}`, at)
const chatLinks = async (id: string, at = shop) => (await get<{ data: ChatLinkView[] }>(`/v1/contacts/${id}/chat-links`, at)).data
const payloadOf = async (id: string, at = shop) => new URL((await chatLinks(id, at)).find((each) => each.url)!.url!).searchParams.get('start')!
const start = (medium: string, payload: string, at = shop) => at.call('POST', '/v1/sandbox/devices/start', { medium, payload })
const told = (at = shop) => until(() => get<Crowd>('/v1/sandbox/crowd', at), (crowd) => crowd.waiting === 0)
const stateOf = async (id: string, medium: string) => (await person(id)).endpoints.find((each) => each.medium === medium)?.state ?? null
const content = { default_locale: 'uk', locales: { uk: { core: { headline: 'Знижки', body: 'Сьогодні дешевше', buttons: [] } } } }
const send = async (contact_id: string, medium: string) => {
  const sent = await shop.call('POST', '/v1/messages', { to: { contact_id }, class: 'marketing', content, cascade: [{ media: [medium], success: 'accepted', within_s: 600 }] })
  expect(sent.statusCode, sent.body).toBe(201)
  return until(() => get<{ state: string; reason: string | null; skips: { reason: string }[]; attempts: { medium: string }[] }>(`/v1/messages/${sent.json<{ id: string }>().id}`), (each) => each.state !== 'waiting')
}
const connect = async (name: string, at = shop) => {
  const made = await at.call('POST', '/v1/connections', { channel: 'telegram', name, settings: { token: '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', api_base, webhook_secret: 'a-secret-of-16-chars' } })
  expect(made.statusCode, made.body).toBe(201)
  return made.json<{ id: string }>().id
}
const update = (connection_id: string, text: string, chat: number) => t.app.inject({ method: 'POST', url: `/v1/webhooks/${connection_id}`, headers: { 'x-telegram-bot-api-secret-token': 'a-secret-of-16-chars' },
  payload: { update_id: chat, message: { message_id: 1, date: Math.floor(t.time.now.getTime() / 1000), text, chat: { id: chat, type: 'private' }, from: { id: chat, first_name: 'Олена', language_code: 'uk' } } } })

describe('Start and Allow in the sandbox', () => {
  test('open a chat and a device with a consent of the sandbox, which are then delivered to, under the brand\'s name', async () => {
    const { id } = await make({ phone: '+380671110001', name: 'Олена' })
    expect(await send(id, 'telegram')).toMatchObject({ state: 'skipped', reason: 'unreachable', skips: [{ reason: 'no_endpoint' }] })
    const payload = await payloadOf(id)
    for (const medium of ['telegram', 'push']) {
      expect((await start(medium, payload)).statusCode).toBe(201)
      await told()
      expect(await stateOf(id, medium)).toBe('active')
      expect(await send(id, medium)).toMatchObject({ state: 'reached', attempts: [{ medium }] })
    }
    expect((await person(id)).consents).toEqual(expect.arrayContaining([expect.objectContaining({ medium: 'telegram', state: 'opted_in', source: 'start' }), expect.objectContaining({ medium: 'push', state: 'opted_in', source: 'start' })]))
    expect((await get<{ data: object[] }>(`/v1/consents?contact_id=${id}`)).data).toEqual([expect.objectContaining({ origin: 'sandbox' }), expect.objectContaining({ origin: 'sandbox' })])
    const arrived = await get<{ data: { from: string; medium: string }[] }>('/v1/sandbox/messages?medium=telegram')
    expect(arrived.data[0]).toMatchObject({ from: 'Company 1' })
    expect((await person(id)).identities).toEqual([expect.objectContaining({ kind: 'phone' })])
  })
  test('blocking closes what the next message would take, and Start opens it again', async () => {
    const { id } = await make({ phone: '+380671110002' })
    const payload = await payloadOf(id)
    const { address } = (await start('telegram', payload)).json<{ address: string }>()
    await told()
    expect((await shop.call('POST', '/v1/sandbox/devices/stop', { medium: 'telegram', address })).statusCode).toBe(200)
    await told()
    expect(await stateOf(id, 'telegram')).toBe('blocked')
    expect(await send(id, 'telegram')).toMatchObject({ state: 'skipped', reason: 'unreachable', skips: [{ reason: 'endpoint_inactive' }] })
    await start('telegram', payload)
    await told()
    expect(await stateOf(id, 'telegram')).toBe('active')
    expect(await send(id, 'telegram')).toMatchObject({ state: 'reached' })
    expect((await shop.call('POST', '/v1/sandbox/devices/stop', { medium: 'telegram', address: 'sandbox-nobody' })).statusCode).toBe(404)
  })
  test('a link that is not ours, or another workspace\'s, binds nobody and makes nobody', async () => {
    const theirs = await make({ phone: '+380671110003' }, other)
    const before = await get<{ count: number }>('/v1/contacts/count')
    for (const payload of ['nonsense', await payloadOf(theirs.id, other)]) {
      expect((await start('telegram', payload)).statusCode).toBe(201)
      await told()
    }
    expect(await get<{ count: number }>('/v1/contacts/count')).toEqual(before)
    expect((await person(theirs.id, other)).endpoints.filter((each) => each.medium === 'telegram')).toEqual([])
    expect((await start('sms', 'x')).statusCode).toBe(422)
    expect((await start('telegram', 'with space')).statusCode).toBe(422)
  })
  test('cannot undo what the person really said', async () => {
    const { id } = await make({ phone: '+380671110004' })
    await shop.call('POST', '/v1/consents', { contact_id: id, consents: [{ medium: 'telegram', state: 'opted_out', source: 'phone call' }] })
    await start('telegram', await payloadOf(id))
    await told()
    expect(await stateOf(id, 'telegram')).toBe('active')
    expect(await send(id, 'telegram')).toMatchObject({ state: 'skipped', reason: 'opted_out' })
  })
})

describe('the crowd', () => {
  test('joins by its shares, the same people by the same seed, and leaves alone who blocked', async () => {
    for (let n = 0; n < 60; n += 1) await make({ phone: `+3806722${String(10_000 + n)}` }, other)
    const settings = await get<{ joins: object }>('/v1/sandbox/settings', other)
    expect(settings.joins).toEqual({ telegram: 0.4, push: 0.3 })
    const change = (joins: object) => other.call('PUT', '/v1/sandbox/settings', { ...settings, joins })
    await change({ telegram: 0.5, push: 0 })
    const joined = (await other.call('POST', '/v1/sandbox/crowd/join', {})).json<{ asked: number; telegram: number; push: number; after: null }>()
    expect(joined).toMatchObject({ asked: 61, push: 0, after: null })
    expect(joined.telegram).toBeGreaterThan(15)
    expect(joined.telegram).toBeLessThan(46)
    expect(await told(other)).toMatchObject({ telegram: joined.telegram, push: 0 })
    expect(await get('/v1/contacts/count?medium=telegram', other)).toEqual({ count: joined.telegram })
    const [first] = (await get<{ data: { id: string }[] }>('/v1/contacts?medium=telegram', other)).data
    const device = (await get<{ data: { address: string; started_at: string | null }[] }>(`/v1/sandbox/devices?payload=${await payloadOf(first!.id, other)}`, other)).data[0]!
    await other.call('POST', '/v1/sandbox/devices/stop', { medium: 'telegram', address: device.address })
    expect((await other.call('POST', '/v1/sandbox/crowd/join', {})).json()).toMatchObject({ asked: 61, telegram: 0 })
    expect(await told(other)).toMatchObject({ telegram: joined.telegram - 1 })
    await change({ telegram: 1, push: 0 })
    expect((await other.call('POST', '/v1/sandbox/crowd/join', {})).json()).toMatchObject({ telegram: 61 - joined.telegram })
  })
})

describe('Telegram', () => {
  test('a telegram_id opens the chat of the one live bot, whichever came first; with two bots, of neither', async () => {
    const at = await t.workspace('UA')
    const chats = async (id: string) => (await person(id, at)).endpoints.filter((each) => each.medium === 'telegram').map((each) => each.address)
    const early = await make({ phone: '+380671110011', identities: [{ kind: 'telegram_id', value: '5550011' }] }, at)
    const named = await make({ phone: '+380671110012', identities: [{ kind: 'telegram_id', value: '@olena' }] }, at)
    expect(await chats(early.id)).toEqual([])
    await connect('Bot', at)
    expect(await chats(early.id)).toEqual(['5550011'])
    expect(await chats(named.id)).toEqual([])
    const late = await make({ phone: '+380671110013', identities: [{ kind: 'telegram_id', value: '5550013' }] }, at)
    expect(await chats(late.id)).toEqual(['5550013'])
    expect((await person(late.id, at)).consents).toEqual([])
    await connect('Second bot', at)
    expect(await chats((await make({ phone: '+380671110014', identities: [{ kind: 'telegram_id', value: '5550014' }] }, at)).id)).toEqual([])
  })

  test('going live puts the sandbox away; the person\'s own link to the real bot binds the real chat', async () => {
    const { id } = await make({ phone: '+380671110021', name: 'Ганна', consents: [{ medium: 'sms', state: 'opted_in', source: 'form' }] })
    await start('telegram', await payloadOf(id))
    await told()
    const connection_id = await connect('Bot')
    expect((await shop.call('PUT', '/v1/workspace/environment', { environment: 'live' })).statusCode).toBe(200)
    const put_away = await person(id)
    expect(put_away.endpoints.map((each) => each.medium).toSorted()).toEqual(['sms', 'viber', 'whatsapp'])
    expect(put_away.consents).toEqual([expect.objectContaining({ medium: 'sms', state: 'opted_in' })])
    expect((await start('telegram', 'anything')).statusCode).toBe(409)
    expect((await shop.call('POST', '/v1/sandbox/crowd/join', {})).statusCode).toBe(409)

    expect(await chatLinks(id)).toMatchObject([{ medium: 'telegram', connection_id, url: null, opened: false }])
    expect((await shop.call('POST', `/v1/connections/${connection_id}/check`)).json()).toMatchObject({ ok: true })
    const url = (await chatLinks(id))[0]!.url!
    // core.telegram.org/bots/features#deep-linking
    expect(url).toMatch(/^https:\/\/t\.me\/Shop_bot\?start=[A-Za-z0-9_-]{1,64}$/)
    const payload = new URL(url).searchParams.get('start')!
    expect((await update(connection_id, `/start ${payload}`, 777)).statusCode).toBe(200)
    expect(await chatLinks(id)).toMatchObject([{ opened: true }])
    expect((await person(id)).consents).toContainEqual(expect.objectContaining({ medium: 'telegram', source: 'start' }))
    expect((await get<{ data: object[] }>(`/v1/consents?contact_id=${id}`)).data).toContainEqual(expect.objectContaining({ medium: 'telegram', origin: 'live' }))
    expect(await send(id, 'telegram')).toMatchObject({ state: 'reached' })
    // Somebody with a link of another workspace is somebody new here.
    const before = (await get<{ count: number }>('/v1/contacts/count')).count
    await update(connection_id, `/start ${await payloadOf((await make({ phone: '+380671110022' }, other)).id, other)}`, 778)
    expect((await get<{ count: number }>('/v1/contacts/count')).count).toBe(before + 1)
    expect(await get<ContactView>('/v1/contacts/by/telegram_id/778')).toMatchObject({ name: 'Олена', identities: [{ kind: 'telegram_id', value: '778' }] })
  })

  test('an address that bounced in the sandbox is open again for a real provider', async () => {
    const at = await t.workspace('UA')
    const { id } = await make({ email: 'anna@example.com' }, at)
    await at.call('POST', '/v1/messages', { to: { contact_id: id }, content, cascade: [{ media: ['email'], success: 'accepted', within_s: 600 }] })
    const letters = await until(() => get<{ data: { id: string }[] }>('/v1/sandbox/messages', at), (each) => each.data.length > 0)
    await at.call('POST', `/v1/sandbox/messages/${letters.data[0]!.id}/actions`, { kind: 'bounce' })
    await until(() => person(id, at), (each) => each.endpoints[0]!.state === 'bounced')
    await connect('Bot', at)
    expect((await at.call('PUT', '/v1/workspace/environment', { environment: 'live' })).statusCode).toBe(200)
    expect((await person(id, at)).endpoints).toMatchObject([{ state: 'active', state_reason: null }])
    expect((await at.call('POST', `/v1/sandbox/messages/${letters.data[0]!.id}/actions`, { kind: 'reply' })).statusCode).toBe(404)
  })

  test('a consent that was really given in the sandbox\'s time outlives it', async () => {
    const at = await t.workspace('UA')
    const { id } = await make({ phone: '+380671110031' }, at)
    await start('telegram', await payloadOf(id, at), at)
    await told(at)
    await at.call('POST', '/v1/consents', { contact_id: id, consents: [{ medium: 'telegram', state: 'opted_in', source: 'shop form' }] })
    await connect('Bot', at)
    await at.call('PUT', '/v1/workspace/environment', { environment: 'live' })
    expect((await person(id, at)).consents).toEqual([expect.objectContaining({ medium: 'telegram', source: 'shop form' })])
  })
})
