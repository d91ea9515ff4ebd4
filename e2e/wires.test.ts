import { spawn } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import smpp, { type Pdu, type Session } from 'smpp'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHORES, visitor } from '../server/src/app.ts'
import { upsertContacts, type ContactInput } from '../server/src/customers/index.ts'
import { startWorker, type Worker } from '../server/src/deliver/index.ts'
import { system } from '../server/src/platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../server/src/testing/app.ts'
import { freePort } from './server.ts'

// A workspace that is live, through the product from the campaign to the wire and back.
let t: TestApp
let shop: TestWorkspace
let worker: Worker
const letters: { to: string; raw: string }[] = []
const texts: Pdu[] = []
const cleanups: (() => unknown)[] = []

function mailServer(): Promise<number> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, onData(stream, session, done) {
    let raw = ''
    stream.on('data', (chunk) => (raw += chunk))
    stream.on('end', () => {
      // Header fields may be folded (RFC 5322 §2.2.3).
      const read = raw.replaceAll(/(Content-Transfer-Encoding: base64\r\n\r\n)([^-]+)/g, (_, head: string, body: string) => `${head}${Buffer.from(body, 'base64').toString()}\r\n`)
      letters.push({ to: session.envelope.rcptTo[0]!.address, raw: read.replaceAll(/\r\n[ \t]+/g, ' ') })
      done()
    })
  } })
  server.on('error', () => undefined)
  cleanups.push(() => new Promise((resolve) => server.close(() => resolve(undefined))))
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.server.address() as AddressInfo).port)))
}

/** An SMS centre that takes everything; with `early`, the receipt overtakes the answer for every other message: it must not be lost. */
function smsCentre({ early }: { early: boolean }): Promise<number> {
  const receivers: Session[] = []
  const unsaid: (() => void)[] = []
  const server = smpp.createServer((session) => {
    session.on('error', () => undefined)
    session.on('bind_transmitter', (pdu: Pdu) => session.send(pdu.response()))
    session.on('bind_receiver', (pdu: Pdu) => {
      receivers.push(session)
      session.send(pdu.response())
      for (const say of unsaid.splice(0)) say()
    })
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()))
    session.on('unbind', (pdu: Pdu) => session.send(pdu.response()))
    session.on('submit_sm', (pdu: Pdu) => {
      // ESME_RINVSRCADR: this operator does not know the name.
      if (String(pdu.source_addr) === 'UNKNOWN') return session.send(pdu.response({ command_status: 0x0a }))
      texts.push(pdu)
      const message_id = `m${texts.length}`
      const say = () => receivers[0]!.deliver_sm({ esm_class: 4, source_addr: String(pdu.destination_addr), destination_addr: 'Shop', short_message: `id:${message_id} sub:001 dlvrd:001 stat:DELIVRD err:000` }, () => undefined)
      const receipt = () => void (receivers.length > 0 ? say() : unsaid.push(say))
      const first = early && texts.length % 2 === 1
      if (first) receipt()
      session.send(pdu.response({ message_id }))
      // On another line a receipt may still overtake the answer, so without `early` it takes its time.
      if (!first) setTimeout(receipt, early ? 0 : 700)
    })
  })
  cleanups.push(() => server.close())
  return new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve(server.address().port)))
}

beforeAll(async () => {
  t = await testApp({ PUBLIC_URL: 'https://m.example.com', SHORT_URL: 'https://ex.am' })
  Object.defineProperty(t.time, 'now', { get: () => new Date() })
  shop = await t.workspace('UA')
  const post = async (url: string, body: unknown) => {
    const answer = await shop.call('POST', url, body)
    expect(answer.statusCode, answer.body).toBeLessThan(300)
    return answer.json<{ id: string }>()
  }
  await post('/v1/connections', { channel: 'email-smtp', name: 'Mail', settings: { host: '127.0.0.1', port: await mailServer(), security: 'none', from: 'shop@example.com' } })
  await post('/v1/connections', { channel: 'sms-smpp', name: 'SMS', settings: { host: '127.0.0.1', port: await smsCentre({ early: true }), system_id: 'foo', password: 'bar' } })
  await post('/v1/senders', { medium: 'email', address: 'shop@example.com', display_name: 'Крамниця', reply_to: 'hello@example.com', state: 'approved' })
  await post('/v1/senders', { medium: 'sms', address: 'Shop', state: 'approved', opt_out: 'No: 24 to 91043' })
  expect((await shop.call('PUT', '/v1/workspace/environment', { environment: 'live' })).statusCode).toBe(200)
  const people = Array.from({ length: 60 }, (_, i): ContactInput => ({ identities: [{ kind: 'email', value: `p${i}@example.com` }, { kind: 'phone', value: `+38067${3_000_000 + i}`, country: 'UA' }], call_name: `Люба${i}`, locale: 'uk', tags: ['all'],
    consents: ['email', 'sms'].map((medium) => ({ medium, topic_id: '*', state: 'opted_in', at: new Date(), source: 'form', proof: {} })) }))
  await system(t.house.db, 'test', shop.id, (tx) => upsertContacts(t.house, tx, shop, people, { now: new Date(), origin: 'live' }))
  worker = startWorker(t.house, visitor(t.app), CHORES)
})
afterAll(async () => {
  await worker?.stop()
  for (const clean of cleanups) await clean()
  await t.close()
})

type Report = { totals: Record<string, number>; finished_at: string | null; steps: Record<string, number | string>[] }

async function run(cascade: unknown): Promise<Report> {
  const id = (await shop.call('POST', '/v1/campaigns', { name: 'Live', audience: { rule: { tag: 'all' } }, cascade })).json<{ id: string }>().id
  const launched = await shop.call('POST', `/v1/campaigns/${id}/launch`)
  expect(launched.statusCode, launched.body).toBe(200)
  const end = Date.now() + 60_000
  for (;;) {
    const report = (await shop.call('GET', `/v1/campaigns/${id}/report`)).json<Report>()
    if (report.finished_at) return report
    if (Date.now() > end) throw new Error(JSON.stringify(report))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test('letters reach the mail server, and its unsubscribe button stops the next campaign for that person', async () => {
  const report = await run([{ media: ['email'], success: 'accepted', within_s: 3600 }])
  expect(report.totals).toMatchObject({ total: 60, reached: 60 })
  expect(new Set(letters.map((each) => each.to)).size).toBe(60)
  const letter = letters.find((each) => each.to === 'p7@example.com')!
  const link = /^List-Unsubscribe: <(https:\/\/m\.example\.com\/u\/[^>]+)>/m.exec(letter.raw)![1]!
  expect(letter.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m)
  const followed = /https:\/\/m\.example\.com(\/c\/[\w-]+\/\d+)/.exec(letter.raw)![1]!
  const visit = await t.app.inject({ url: followed, headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0)' } })
  expect(visit.statusCode).toBe(302)
  expect(Object.fromEntries(new URL(visit.headers.location!).searchParams)).toMatchObject({ utm_source: 'carillon', utm_medium: 'email', utm_campaign: 'Live' })
  // A scanner that opens the page changes nothing; the button of the mail program does.
  expect((await t.app.inject({ url: new URL(link).pathname })).statusCode).toBe(200)
  const pressed = await t.app.inject({ method: 'POST', url: new URL(link).pathname, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'List-Unsubscribe=One-Click' })
  expect(pressed.statusCode).toBe(200)
  letters.length = 0
  const second = await run([{ media: ['email'], success: 'accepted', within_s: 3600 }])
  expect(second.totals).toMatchObject({ total: 60, reached: 59, skipped: 1 })
  expect(letters.some((each) => each.to === 'p7@example.com')).toBe(false)
})

test('SMS go out by SMPP with the way out appended, and receipts come back, early ones too', async () => {
  const report = await run([{ media: ['sms'], success: 'delivered', within_s: 3600 }])
  expect(report.totals).toMatchObject({ total: 60, reached: 60, in_flight: 0 })
  expect(report.steps[0]).toMatchObject({ medium: 'sms', accepted: 60, delivered: 60, failed: 0 })
  const whole = texts.filter((pdu) => pdu.destination_addr === '380673000005').map((pdu) => (pdu.short_message as { message: string }).message).join('')
  expect(whole).toMatch(/https:\/\/ex\.am\/[\w-]{11}(?![\w-])/)
  expect(whole).toMatch(/No: 24 to 91043$/)
  // The short host serves nothing else: a code leads on, anything else is not there.
  const code = /https:\/\/ex\.am(\/[\w-]{11})/.exec(whole)![1]!
  const visit = await t.app.inject({ url: code, headers: { host: 'ex.am', 'user-agent': 'Mozilla/5.0 (iPhone)' } })
  expect(visit.statusCode).toBe(302)
  expect(new URL(visit.headers.location!).searchParams.get('utm_medium')).toBe('sms')
  expect((await t.app.inject({ url: code, headers: { host: 'm.example.com' } })).statusCode).not.toBe(302)
})

test('a name that the operator refuses gives way to the number its sender falls back to', async () => {
  const number = (await shop.call('POST', '/v1/senders', { medium: 'sms', address: '+380441234567', country: 'PL', state: 'approved' })).json<{ id: string }>().id
  await shop.call('POST', '/v1/senders', { medium: 'sms', address: 'UNKNOWN', country: 'UA', state: 'approved', fallback_sender_id: number, opt_out: 'No: 24 to 91043' })
  texts.length = 0
  const id = (await shop.call('POST', '/v1/campaigns', { name: 'Live', audience: { rule: { tag: 'all' } }, cascade: [{ media: ['sms'], success: 'accepted', within_s: 3600 }] })).json<{ id: string }>().id
  await shop.call('POST', `/v1/campaigns/${id}/rehearsal`)
  const read = async <T>(path: string) => (await shop.call('GET', `/v1/campaigns/${id}/${path}`)).json<T>()
  while ((await read<{ state: string }>('rehearsal')).state !== 'done') await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await read<{ problems: { code: string }[] }>('rehearsal')).problems.map((each) => each.code)).not.toContain('short_link_long')
  await shop.call('POST', `/v1/campaigns/${id}/launch`)
  let report = await read<Report>('report')
  for (const end = Date.now() + 30_000; !report.finished_at && Date.now() < end; report = await read<Report>('report')) await new Promise((resolve) => setTimeout(resolve, 100))
  expect(report.totals).toMatchObject({ total: 60, reached: 60 })
  expect(new Set(texts.map((pdu) => String(pdu.source_addr)))).toEqual(new Set(['380441234567']))
  const { data } = await read<{ data: { attempts: { try: number; state: string; reason: string | null }[] }[] }>('recipients?limit=5')
  expect(data[0]!.attempts).toMatchObject([{ try: 1, state: 'failed', reason: 'sender' }, { try: 2, state: 'accepted' }])
})

const sink = ['/usr/sbin/smtp-sink', '/usr/bin/smtp-sink'].find((file) => fs.existsSync(file))
test.skipIf(!sink)('a campaign into Postfix\'s smtp-sink (skips where Debian\'s postfix is not installed)', async () => {
  const port = await freePort()
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-sink-'))
  fs.chmodSync(dir, 0o777)
  const child = spawn(sink!, [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), '-D', `${dir}/%M.`, `127.0.0.1:${port}`, '100'], { stdio: 'ignore' })
  cleanups.push(() => child.kill())
  const mail = (await shop.call('GET', '/v1/connections')).json<{ data: { id: string; channel: string }[] }>().data.find((each) => each.channel === 'email-smtp')!
  expect((await shop.call('PATCH', `/v1/connections/${mail.id}`, { settings: { port } })).statusCode).toBe(200)
  expect((await shop.call('POST', `/v1/connections/${mail.id}/check`)).json()).toMatchObject({ ok: true })
  expect((await run([{ media: ['email'], success: 'accepted', within_s: 3600 }])).totals).toMatchObject({ total: 60, reached: 59, skipped: 1 })
  const stored = fs.readdirSync(dir).map((file) => fs.readFileSync(path.join(dir, file), 'latin1')).join('')
  expect(stored.match(/^List-Unsubscribe-Post:/gm)).toHaveLength(59)
})

const kannel = ['/usr/sbin/bearerbox', '/usr/sbin/smsbox'].every((file) => fs.existsSync(file))
/** Kannel's two processes as a client of the SMS centre at `port`; resolves with the port where it takes messages. */
async function startKannel(port: number): Promise<number> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-kannel-'))
  const [admin, boxes, sendsms] = [await freePort(), await freePort(), await freePort()]
  const bind = (kind: string) => ['group = smsc', 'smsc = smpp', 'smsc-id = centre', 'host = 127.0.0.1', `${kind} = ${port}`, 'smsc-username = foo', 'smsc-password = bar', 'system-type = VMA', ''].join('\n')
  fs.writeFileSync(`${dir}/kannel.conf`, [
    'group = core', `admin-port = ${admin}`, 'admin-password = bar', `smsbox-port = ${boxes}`, 'box-allow-ip = "127.0.0.1"', `log-file = "${dir}/bearerbox.log"`, '', bind('port'), bind('receive-port'),
    'group = smsbox', 'bearerbox-host = 127.0.0.1', `sendsms-port = ${sendsms}`, `log-file = "${dir}/smsbox.log"`, '', 'group = sendsms-user', 'username = tester', 'password = foobar', '', 'group = sms-service', 'keyword = default', 'text = "ok"', ''].join('\n'))
  for (const [program, opens] of [['bearerbox', boxes], ['smsbox', sendsms]] as const) {
    const child = spawn(`/usr/sbin/${program}`, [`${dir}/kannel.conf`], { cwd: dir, stdio: 'ignore' })
    cleanups.push(() => child.kill('SIGKILL'))
    await listening(opens)
  }
  return sendsms
}

async function listening(port: number): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (open) return
  }
  throw new Error(`nothing listens on ${port}`)
}

test.skipIf(!kannel)('Kannel itself takes the SMS centre of these tests for one, receipts too (skips where Debian\'s kannel is not installed)', async () => {
  const reported: string[] = []
  const listener = http.createServer((request, response) => {
    reported.push(new URL(request.url!, 'http://x').searchParams.get('status')!)
    response.end('ok')
  })
  cleanups.push(() => listener.close())
  const dlr = await new Promise<number>((resolve) => listener.listen(0, '127.0.0.1', () => resolve((listener.address() as AddressInfo).port)))
  // Kannel loses a receipt that overtakes its answer, so here none does.
  const sendsms = await startKannel(await smsCentre({ early: false }))
  const query = new URLSearchParams({ username: 'tester', password: 'foobar', from: 'Shop', to: '380671234567', text: 'Hello', 'dlr-mask': '31', 'dlr-url': `http://127.0.0.1:${dlr}/?status=%d` })
  expect(await (await fetch(`http://127.0.0.1:${sendsms}/cgi-bin/sendsms?${query}`)).text()).toBe('0: Accepted for delivery')
  for (const end = Date.now() + 10_000; reported.length < 2 && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 50))
  // 8: the centre took it; 1: it reached the phone (Kannel user guide, "Delivery reports")
  expect(reported.toSorted()).toEqual(['1', '8'])
}, 60_000)
