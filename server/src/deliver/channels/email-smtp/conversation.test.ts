import net, { type AddressInfo, type Socket } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanedAfterEach } from '../../../testing/cleanups.ts'
import { Conversation, stuffed } from './conversation.ts'
import type { Letter } from './letter.ts'

const cleanups = cleanedAfterEach()

/** A server that answers each of its lines as the test says; `packets` is what came in one read. */
async function serverSaying(answer: (line: string, socket: Socket) => string | undefined, extensions: string[] = ['PIPELINING']) {
  const packets: string[] = []
  const server = net.createServer((socket) => {
    cleanups.push(() => socket.destroy())
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      packets.push(String(chunk))
      for (const line of String(chunk).split('\r\n').slice(0, -1)) {
        const said = answer(line, socket)
        if (said) socket.write(`${said}\r\n`)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => server.close())
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1')
  cleanups.push(() => socket.destroy())
  await new Promise((resolve) => socket.once('connect', resolve))
  return { packets, line: new Conversation(socket, extensions) }
}

const letter = (to = 'anna@example.com'): Letter => ({ envelope: { from: 'shop@example.com', to: [to] }, bytes: Buffer.from('Subject: Hello\r\n\r\nHello\r\n') })
/** What a willing server answers; text lines of a letter get none. */
const willing = (line: string) => (/^(MAIL|RCPT|RSET)/.test(line) ? '250 Ok' : line === 'DATA' ? '354 Go' : line === '.' ? '250 Taken' : undefined)

test('a line that begins with a dot arrives as it was (any text)', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('', '.', '..', '.a', 'a', 'a.'), { maxLength: 12 }), (lines) => {
    const text = `a\r\n${lines.map((line) => `${line}\r\n`).join('')}`
    const sent = stuffed(Buffer.from(text)).toString()
    const got = sent.split('\r\n')
    expect(got.indexOf('.')).toBe(got.length - 2)
    expect(`${got.slice(0, -2).map((line) => line.replace(/^\./, '')).join('\r\n')}\r\n`).toBe(text)
  }))
})

test('a letter is two writes where the server takes that, and one a command where not', async () => {
  const quick = await serverSaying(willing)
  expect(await quick.line.send(letter())).toEqual({ ok: true })
  expect(quick.packets).toEqual(['MAIL FROM:<shop@example.com>\r\nRCPT TO:<anna@example.com>\r\nDATA\r\n', 'Subject: Hello\r\n\r\nHello\r\n.\r\n'])
  const plain = await serverSaying(willing, ['SIZE'])
  expect(await plain.line.send(letter())).toEqual({ ok: true })
  expect(plain.packets.slice(0, 3)).toEqual(['MAIL FROM:<shop@example.com> SIZE=25\r\n', 'RCPT TO:<anna@example.com>\r\n', 'DATA\r\n'])
})

test('nothing of a letter whose recipient was refused is sent, and the line goes on', async () => {
  const { line, packets } = await serverSaying((each) => (each.startsWith('RCPT TO:<gone') ? '550 5.1.1 No such mailbox' : willing(each)))
  // This server says 354 all the same: an empty letter ends that.
  expect(await line.send(letter('gone@example.com'))).toMatchObject({ ok: false, started: false, error: { responseCode: 550, response: '550 5.1.1 No such mailbox' } })
  expect(packets.join('')).not.toContain('Hello')
  expect(await line.reset()).toBe(true)
  expect(await line.send(letter())).toEqual({ ok: true })
})

test('a sender that was refused costs the line where the server wants a letter all the same', async () => {
  const { line } = await serverSaying((each) => (each.startsWith('MAIL') ? '553 Not yours' : willing(each)))
  expect(await line.send(letter())).toMatchObject({ ok: false, started: false, error: { responseCode: 553 } })
  expect(line.broken).toBe(true)
})

test('a break before the letter was asked for is told from one after', async () => {
  const before = await serverSaying((each, socket) => (each.startsWith('RCPT') ? void socket.destroy() : willing(each)))
  expect(await before.line.send(letter())).toMatchObject({ ok: false, started: false })
  const after = await serverSaying((each, socket) => (each === '.' ? void socket.destroy() : willing(each)))
  expect(await after.line.send(letter())).toMatchObject({ ok: false, started: true })
})

test('421 ends the line, whatever it answers, and so does a word that nobody asked for', async () => {
  const busy = await serverSaying((each) => (each.startsWith('MAIL') ? '421 4.3.2 Come back later' : undefined))
  expect(await busy.line.send(letter())).toMatchObject({ ok: false, started: false, error: { responseCode: 421 } })
  expect(busy.line.broken).toBe(true)
  const chatty = await serverSaying((each) => (each === '.' ? '250 Taken\r\n250 And once more' : willing(each)))
  expect(await chatty.line.send(letter())).toEqual({ ok: true })
  expect(await chatty.line.send(letter())).toMatchObject({ ok: false, started: false })
})

test('an answer of several lines, in pieces, is one answer', async () => {
  const { line } = await serverSaying((each, socket) => {
    if (each !== 'RSET') return willing(each)
    socket.write('250-O')
    setTimeout(() => socket.write('ne\r\n250 Two\r\n'), 5)
  })
  expect(await line.reset()).toBe(true)
  expect(await line.send(letter())).toEqual({ ok: true })
})
