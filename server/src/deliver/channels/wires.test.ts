import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import smpp, { type Pdu, type Session as SmppSession } from 'smpp'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing/app.ts'
import { cleanedAfterEach } from '../../testing/cleanups.ts'
import { emailSmtp } from './email-smtp/index.ts'
import type { Channel, Inbound, OutboundMessage, Session } from './contract.ts'
import { smsSmpp } from './sms-smpp/index.ts'
import { telegram } from './telegram/index.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ ALLOW_PRIVATE_NETWORK: 'true' })
})
afterAll(() => t.close())

const cleanups = cleanedAfterEach()

async function open(channel: Channel, settings: Record<string, unknown>): Promise<{ session: Session; heard: Inbound[] }> {
  const heard: Inbound[] = []
  const session = await channel.open({ house: t.house, connection: { id: 'cnn_1', workspace_id: 'wks_1', channel: channel.id, name: 'x', media: [...channel.media], settings, limits: {}, account: null }, emit: async (inbound) => void heard.push(...inbound) })
  cleanups.push(() => session.close())
  return { session, heard }
}

const base: Omit<OutboundMessage, 'form' | 'medium' | 'to'> = { ref: 'att_01', to_name: 'Олена', from: null, brand_name: 'Крамниця', locale: 'uk', class: 'marketing', list: null, message_id: null }
const letter = (to: string, more: Partial<OutboundMessage> = {}): OutboundMessage => ({
  ...base, medium: 'email', to, from: { address: 'shop@example.com', display_name: 'Крамниця', reply_to: 'hello@example.com' }, message_id: '<abc@example.com>',
  list: { unsubscribe_url: 'https://m.example.com/u/tok', list_id: 'l1.example.com' }, form: { medium: 'email', subject: 'Знижки — 20 %', html: '<p>Вітаємо</p>', text: 'Вітаємо' }, ...more })
const sms = (to: string, text: string): OutboundMessage => ({ ...base, medium: 'sms', to, from: { address: 'Shop', display_name: null, reply_to: null }, form: { medium: 'sms', text } })

async function eventually(check: () => boolean, ms = 8000): Promise<void> {
  const end = Date.now() + ms
  while (!check()) {
    if (Date.now() > end) throw new Error('not in time')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Until somebody listens there, by the kernel's own table (proc(5)): a test centre takes a probing connection for its one client. */
const listening = (port: number) => eventually(() => fs.readFileSync('/proc/net/tcp', 'utf8').includes(`:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`), 60_000)

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

describe('email-smtp', () => {
  type Got = { from: string; to: string[]; raw: string }
  function smtpServer(options: { onRcpt?: (address: string) => Error | null; onData?: () => Error | null } = {}): Promise<{ port: number; got: Got[] }> {
    const got: Got[] = []
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['STARTTLS'], logger: false,
      onRcptTo: (address, _, done) => done(options.onRcpt?.(address.address) ?? undefined),
      onData(stream, session, done) {
        let raw = ''
        stream.on('data', (chunk) => (raw += chunk))
        stream.on('end', () => {
          const error = options.onData?.()
          if (!error) got.push({ from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '', to: session.envelope.rcptTo.map((each) => each.address), raw })
          done(error ?? undefined)
        })
      },
    })
    server.on('error', () => undefined)
    cleanups.push(() => new Promise((resolve) => server.close(() => resolve(undefined))))
    return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ port: (server.server.address() as AddressInfo).port, got })))
  }
  const settings = (port: number) => ({ host: '127.0.0.1', port, security: 'none', from: 'shop@example.com', verify_certificate: true })
  const coded = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })

  test('one recipient, both List-Unsubscribe headers, the Message-ID that was known before', async () => {
    const { port, got } = await smtpServer()
    const { session } = await open(emailSmtp, settings(port))
    expect(await session.send(letter('olena@example.com', { to_name: 'Evil, <other@example.com>\r\nBcc: x@example.com' }))).toEqual({ status: 'accepted', provider_ref: 'abc@example.com' })
    const { to, raw } = got[0]!
    expect(to).toEqual(['olena@example.com'])
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
    expect(head).toMatch(/^List-Unsubscribe: <https:\/\/m\.example\.com\/u\/tok>$/m)
    expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
    expect(head).toMatch(/^List-Id: <l1\.example\.com>$/im)
    expect(head).toMatch(/^Message-ID: <abc@example\.com>$/im)
    expect(head).toMatch(/^Reply-To: hello@example\.com$/m)
    expect(head).not.toMatch(/^Bcc:/m)
    expect(raw).toContain('multipart/alternative')
  })
  test('answers are told apart: gone mailbox, policy, patience', async () => {
    const { port } = await smtpServer({ onRcpt: (address) => (address.startsWith('gone') ? coded(550, '5.1.1 no such mailbox') : address.startsWith('spam') ? coded(550, '5.7.1 blocked by policy') : address.startsWith('later') ? coded(451, '4.7.1 greylisted') : null) })
    const { session } = await open(emailSmtp, settings(port))
    expect(await session.send(letter('gone@example.com'))).toMatchObject({ status: 'rejected', reason: 'bad_address', permanent: true })
    expect(await session.send(letter('spam@example.com'))).toMatchObject({ status: 'rejected', reason: 'blocked' })
    expect(await session.send(letter('later@example.com'))).toMatchObject({ status: 'retry', after_s: 300 })
  })
  test('a line that breaks after the final dot leaves it unknown; one that never opened may be tried again', async () => {
    const cut = net.createServer((socket) => {
      socket.write('220 cut\r\n')
      let inData = false
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => {
        const text = String(chunk)
        if (inData) return text.includes('\r\n.\r\n') ? socket.destroy() : undefined
        if (text.startsWith('DATA')) inData = true
        socket.write(inData ? '354 go\r\n' : '250 ok\r\n')
      })
    })
    await new Promise<void>((resolve) => cut.listen(0, '127.0.0.1', resolve))
    cleanups.push(() => cut.close())
    const { session } = await open(emailSmtp, settings((cut.address() as AddressInfo).port))
    expect(await session.send(letter('a@example.com'))).toMatchObject({ status: 'unknown' })
    const { session: nobody } = await open(emailSmtp, settings(await freePort()))
    expect(await nobody.send(letter('a@example.com'))).toMatchObject({ status: 'retry' })
  })
  test('check says in words what is wrong', async () => {
    const connection = { id: 'cnn_1', workspace_id: 'wks_1', channel: 'email-smtp', name: 'x', media: ['email'], limits: {}, account: null, settings: settings(await freePort()) }
    const answer = await emailSmtp.check(connection, t.house)
    expect(answer).toMatchObject({ ok: false, lines: [{ ok: false }] })
    expect(answer.lines[0]!.remedy).toContain('587')
  })

  const sink = ['/usr/sbin/smtp-sink', '/usr/bin/smtp-sink'].find((file) => fs.existsSync(file))
  test.skipIf(!sink)('200 letters into Postfix\'s smtp-sink (skips where Debian\'s postfix is not installed)', async () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-sink-'))
    fs.chmodSync(dir, 0o777)
    const port = await freePort()
    const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
    const child: ChildProcess = spawn(sink!, [...user, '-D', `${dir}/%M.`, `127.0.0.1:${port}`, '100'], { stdio: 'ignore' })
    cleanups.push(() => child.kill())
    await listening(port)
    const { session } = await open(emailSmtp, settings(port))
    const results = await Promise.all(Array.from({ length: 200 }, (_, i) => session.send(letter(`p${i}@example.com`, { message_id: `<m${i}@example.com>` }))))
    expect(new Set(results.map((each) => each.status))).toEqual(new Set(['accepted']))
    await eventually(() => fs.readdirSync(dir).length > 0)
    const stored = execFileSync('sh', ['-c', `cat ${dir}/* | grep -ac '^Message-ID: <m'`], { encoding: 'utf8' })
    expect(Number(stored)).toBe(200)
  })
})

describe('sms-smpp', () => {
  type Centre = { port: number; got: Pdu[]; sessions: SmppSession[] }
  function centre(options: { status?: number; receipts?: boolean; password?: string } = {}): Promise<Centre> {
    const got: Pdu[] = []
    const sessions: SmppSession[] = []
    const server = smpp.createServer((session) => {
      sessions.push(session)
      session.on('error', () => undefined)
      for (const bind of ['bind_transmitter', 'bind_receiver', 'bind_transceiver']) session.on(bind, (pdu: Pdu) => session.send(pdu.response({ command_status: options.password && pdu.password !== options.password ? 0x0e : 0 })))
      session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()))
      session.on('unbind', (pdu: Pdu) => session.send(pdu.response()))
      session.on('submit_sm', (pdu: Pdu) => {
        got.push(pdu)
        const message_id = String(1000 + got.length)
        session.send(pdu.response({ command_status: options.status ?? 0, message_id }))
        if (options.receipts && pdu.registered_delivery === 1) sessions.at(-1)!.deliver_sm({ esm_class: 4, source_addr: String(pdu.destination_addr), destination_addr: 'Shop', short_message: `id:${message_id} sub:001 dlvrd:001 submit date:2611241000 done date:2611241001 stat:DELIVRD err:000 text:` }, () => undefined)
      })
    })
    cleanups.push(() => {
      for (const session of sessions) session.destroy()
      server.close()
    })
    return new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve({ port: server.address().port, got, sessions })))
  }
  const settings = (port: number, more = {}) => ({ host: '127.0.0.1', port, tls: false, system_id: 'foo', password: 'bar', system_type: 'VMA', bind: 'transmitter_receiver', window: 10, receipt_ids: 'as_given', ...more })
  const textOf = (pdu: Pdu) => (pdu.short_message as { message: string }).message

  test('Latin goes as one GSM part, Ukrainian as two UCS-2 parts with a header, and the receipt names the last', async () => {
    const { port, got } = await centre({ receipts: true })
    const { session, heard } = await open(smsSmpp, settings(port))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await session.send(sms('+380671234567', 'Sale today'))).toEqual({ status: 'accepted', provider_ref: '1001' })
    expect(got[0]).toMatchObject({ destination_addr: '380671234567', dest_addr_ton: 1, source_addr: 'Shop', source_addr_ton: 5, data_coding: 0, registered_delivery: 1 })
    const text = 'Вітаємо! '.repeat(12)
    expect(await session.send(sms('+380671234567', text))).toEqual({ status: 'accepted', provider_ref: '1003' })
    const parts = got.slice(1)
    expect(parts.map((each) => [each.data_coding, each.esm_class, each.registered_delivery])).toEqual([[8, 0x40, 0], [8, 0x40, 1]])
    expect(parts.map(textOf).join('')).toBe(text)
    await eventually(() => heard.length >= 2)
    expect(heard).toEqual([expect.objectContaining({ kind: 'receipt', provider_ref: '1001', status: 'delivered' }), expect.objectContaining({ provider_ref: '1003', status: 'delivered' })])
  })
  test('a person\'s SMS comes in as a reply, in Cyrillic', async () => {
    const { port, sessions } = await centre()
    const { heard } = await open(smsSmpp, settings(port))
    await eventually(() => sessions.length === 2)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const acknowledged = new Promise((resolve) => sessions[1]!.deliver_sm({ source_addr: '380671234567', destination_addr: '91043', data_coding: 8, short_message: 'СТОП' }, resolve))
    await eventually(() => heard.length === 1)
    expect(heard[0]).toMatchObject({ kind: 'reply', from: '+380671234567', text: 'СТОП', medium: 'sms' })
    expect(await acknowledged).toMatchObject({ command_status: 0 })
  })
  test('what the centre sends in one packet with its answer to the bind is heard', async () => {
    const server = smpp.createServer((session) => {
      session.on('error', () => undefined)
      session.on('bind_transceiver', (pdu: Pdu) => {
        session.socket.cork()
        session.send(pdu.response())
        session.deliver_sm({ source_addr: '380671234567', destination_addr: 'Shop', short_message: 'Waiting since yesterday' }, () => undefined)
        session.socket.uncork()
      })
    })
    cleanups.push(() => server.close())
    const port = await new Promise<number>((resolve) => void server.listen(0, '127.0.0.1', () => resolve(server.address().port)))
    const { heard } = await open(smsSmpp, settings(port, { bind: 'transceiver' }))
    await eventually(() => heard.length === 1)
    expect(heard[0]).toMatchObject({ kind: 'reply', from: '+380671234567', text: 'Waiting since yesterday' })
  })

  test('throttling asks for patience, a bad number is permanent, a cut line is unknown', async () => {
    const throttled = await centre({ status: 0x58 })
    expect(await (await open(smsSmpp, settings(throttled.port))).session.send(sms('+380671234567', 'x'))).toMatchObject({ status: 'retry', after_s: 5, line: true })
    const refusing = await centre({ status: 0x0b })
    expect(await (await open(smsSmpp, settings(refusing.port))).session.send(sms('+380671234567', 'x'))).toMatchObject({ status: 'rejected', reason: 'bad_address', permanent: true })
    const cutting = await centre()
    const { session } = await open(smsSmpp, settings(cutting.port, { bind: 'transceiver' }))
    cutting.sessions[0]!.removeAllListeners('submit_sm')
    cutting.sessions[0]!.on('submit_sm', () => cutting.sessions[0]!.destroy())
    expect(await session.send(sms('+380671234567', 'x'))).toMatchObject({ status: 'unknown' })
    cutting.sessions[0]!.removeAllListeners()
    expect(await session.send(sms('+380671234567', 'again'))).toMatchObject({ status: 'accepted' })
  })
  test('a wrong password is named', async () => {
    const { port } = await centre({ password: 'other' })
    await expect(open(smsSmpp, settings(port))).rejects.toThrow(/system id or password/)
  })
  test('ids in hex and decimal meet', async () => {
    const { normaliseId } = await import('./sms-smpp/receipt.ts')
    expect([normaliseId('3F2A', 'receipt_hex'), normaliseId('16170', 'receipt_decimal'), normaliseId(' 77 ', 'as_given')]).toEqual(['16170', '3f2a', '77'])
  })

  const drive = '/usr/lib/kannel/test/drive_smpp'
  test.skipIf(!fs.existsSync(drive))('an SMS through Kannel\'s test centre, and its own messages and enquiries (skips where Debian\'s kannel-extras is not installed)', async () => {
    const port = await freePort()
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-kannel-'))
    const child = spawn(drive, ['-v', '0', '-p', String(port), '-m', '3', '-l', `${dir}/log`], { cwd: dir, stdio: 'ignore' })
    cleanups.push(() => child.kill('SIGKILL'))
    await listening(port)
    const { session, heard } = await open(smsSmpp, settings(port))
    expect(await session.send(sms('+380671234567', 'Sale today'))).toMatchObject({ status: 'accepted', provider_ref: expect.stringMatching(/./) })
    await eventually(() => heard.length === 3)
    expect(heard).toMatchObject(['1', '2', '3'].map((text) => ({ kind: 'reply', from: '+456', to: '123', text })))
    // It acknowledges nothing that it did not understand: the text it took, and our answers to its messages.
    const log = fs.readFileSync(`${dir}/log`, 'utf8')
    expect(log).toContain('short_message = <Sale today>')
    await eventually(() => fs.readFileSync(`${dir}/log`, 'utf8').includes('PDU of type deliver_sm_resp'))
  })
})

describe('telegram', () => {
  type Asked = { method: string; body: Record<string, unknown> }
  function bot(answer: (asked: Asked) => { status: number; body: unknown }): Promise<{ base: string; asked: Asked[] }> {
    const asked: Asked[] = []
    const server = http.createServer((request, response) => {
      let text = ''
      request.on('data', (chunk) => (text += chunk))
      request.on('end', () => {
        const method = request.url!.split('/').pop()!
        const body = text ? (JSON.parse(text) as Record<string, unknown>) : {}
        if (method === 'getUpdates' && asked.some((each) => each.method === 'getUpdates')) return
        asked.push({ method, body })
        const given = answer({ method, body })
        response.writeHead(given.status, { 'content-type': 'application/json' }).end(JSON.stringify(given.body))
      })
    })
    cleanups.push(() => new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve(undefined))
    }))
    return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked })))
  }
  const settings = (api_base: string, more = {}) => ({ token: '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', api_base, webhook_secret: 'a-secret-of-16-chars', ...more })
  const chat = (text: string): OutboundMessage => ({ ...base, medium: 'telegram', to: '42', form: { medium: 'telegram', text, html: `<b>${text}</b>`, buttons: [{ label: 'Дивитися', url: 'https://example.com' }] } })

  test('sends formatted text with a button, and reads what a refusal means', async () => {
    let next: { status: number; body: unknown } = { status: 200, body: { ok: true, result: { message_id: 7 } } }
    const { base: api, asked } = await bot(() => next)
    const { session } = await open(telegram, settings(api))
    expect(await session.send(chat('Знижки'))).toEqual({ status: 'accepted', provider_ref: '42/7' })
    expect(asked[0]).toMatchObject({ method: 'sendMessage', body: { chat_id: '42', parse_mode: 'HTML', text: '<b>Знижки</b>', reply_markup: { inline_keyboard: [[{ text: 'Дивитися', url: 'https://example.com' }]] } } })
    next = { status: 429, body: { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 17 } } }
    expect(await session.send(chat('x'))).toMatchObject({ status: 'retry', after_s: 17, line: true })
    next = { status: 403, body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' } }
    expect(await session.send(chat('x'))).toMatchObject({ status: 'rejected', reason: 'blocked', permanent: true })
  })
  test('a webhook without the right secret is refused; with it, Start, a reply and a block are understood', async () => {
    const connection = { id: 'cnn_1', workspace_id: 'wks_1', channel: 'telegram', name: 'x', media: ['telegram'], limits: {}, account: null, settings: settings('http://127.0.0.1') }
    const update = (message: unknown) => ({ headers: { 'x-telegram-bot-api-secret-token': 'a-secret-of-16-chars' }, query: {}, body: { update_id: 1, ...(message as object) }, text: '' })
    await expect(telegram.receive!({ ...update({}), headers: {} }, connection)).rejects.toMatchObject({ status: 403 })
    const from = { id: 42, first_name: 'Олена', language_code: 'uk' }
    const private_chat = { id: 42, type: 'private' }
    expect((await telegram.receive!(update({ message: { message_id: 1, date: 1_790_000_000, text: '/start abc_-1', chat: private_chat, from } }), connection)).inbound).toEqual([expect.objectContaining({ kind: 'started', address: '42', name: 'Олена', locale: 'uk', payload: 'abc_-1' })])
    expect((await telegram.receive!(update({ message: { message_id: 2, date: 1_790_000_000, text: 'Дякую', chat: private_chat, from } }), connection)).inbound).toEqual([expect.objectContaining({ kind: 'reply', text: 'Дякую', provider_ref: '42/2' })])
    expect((await telegram.receive!(update({ my_chat_member: { date: 1_790_000_000, chat: private_chat, from, new_chat_member: { status: 'kicked' } } }), connection)).inbound).toEqual([expect.objectContaining({ kind: 'stopped', address: '42' })])
  })
  test('without a secret it asks for updates', async () => {
    const { base: api } = await bot(({ method }) => ({ status: 200, body: { ok: true, result: method === 'getUpdates' ? [{ update_id: 5, message: { message_id: 9, date: 1_790_000_000, text: 'Привіт', chat: { id: 42, type: 'private' } } }] : {} } }))
    const { heard } = await open(telegram, settings(api, { webhook_secret: undefined }))
    await eventually(() => heard.length === 1)
    expect(heard[0]).toMatchObject({ kind: 'reply', text: 'Привіт' })
  })
})
