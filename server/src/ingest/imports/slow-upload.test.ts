import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestWorkspace } from '../../testing/app.ts'

let t: TestApp
let shop: TestWorkspace
let port: number
beforeAll(async () => {
  t = await testApp()
  shop = await t.workspace('UA')
  await t.app.listen({ port: 0, host: '127.0.0.1' })
  port = (t.app.server.address() as net.AddressInfo).port
  Object.assign(t.app.patience, { body_ms: 700, stall_ms: 500 })
})
afterAll(() => t.close())

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Sends a request in parts, so many milliseconds apart, and reads whatever comes until the line is closed or silent. */
async function drip(head: string[], parts: string[], pause_ms: number): Promise<{ answer: string; closed: boolean }> {
  const socket = net.connect(port, '127.0.0.1')
  let answer = ''
  let closed = false
  socket.on('data', (data) => (answer += String(data)))
  socket.on('error', () => undefined)
  socket.on('close', () => (closed = true))
  socket.write(`${[...head, `host: localhost:${port}`, `authorization: Bearer ${shop.secret_key}`, `content-length: ${parts.join('').length}`].join('\r\n')}\r\n\r\n`)
  for (const part of parts) {
    if (closed) break
    socket.write(part)
    await sleep(pause_ms)
  }
  for (let n = 0; n < 100 && !closed && !answer.includes('\r\n\r\n'); n += 1) await sleep(50)
  await sleep(50)
  socket.destroy()
  return { answer, closed }
}

const RAW = ['POST /v1/imports?file_name=slow.csv HTTP/1.1', 'content-type: text/csv']
const FORM = ['POST /v1/imports HTTP/1.1', 'content-type: multipart/form-data; boundary=b']
const rows = (n: number) => Array.from({ length: n }, (_, i) => `slow${i}@example.com\n`)
const inForm = (parts: string[]) => ['--b\r\ncontent-disposition: form-data; name="file"; filename="slow.csv"\r\n\r\n', ...parts, '\r\n--b--\r\n']
const files = () => fs.readdirSync(path.join(t.house.config.data_dir, 'blobs'))

test.each([['raw', RAW, (parts: string[]) => parts], ['a form', FORM, inForm]] as const)('an upload, %s, takes as long as its bytes keep coming', async (_, head, wrap) => {
  const { answer } = await drip([...head], wrap(['email\n', ...rows(12)]), 150)
  expect(answer).toMatch(/^HTTP\/1\.1 201 /)
  expect(answer).toContain('"rows_estimate":12')
})

test.each([['raw', RAW, (parts: string[]) => parts], ['a form', FORM, inForm]] as const)('an upload, %s, that falls silent is ended and leaves no file', async (_, head, wrap) => {
  const before = files()
  const { answer, closed } = await drip([...head], wrap(['email\n', ...rows(3)]), 1500)
  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(closed).toBe(true)
  await sleep(100)
  expect(files()).toEqual(before)
})

test('any other body has its time for the whole, however steadily it drips', async () => {
  const body = JSON.stringify({ email: 'drip@example.com', name: 'x'.repeat(40) })
  const { answer, closed } = await drip(['POST /v1/contacts HTTP/1.1', 'content-type: application/json'], body.match(/.{1,6}/g)!, 150)
  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(closed).toBe(true)
  expect((await shop.call('GET', '/v1/contacts/by/email/drip@example.com')).statusCode).toBe(404)
})

test('headers have their time, and a quick request is none the worse', async () => {
  expect(t.app.server.headersTimeout).toBe(20_000)
  const { answer } = await drip(['POST /v1/contacts HTTP/1.1', 'content-type: application/json'], [JSON.stringify({ email: 'quick@example.com' })], 10)
  expect(answer).toMatch(/^HTTP\/1\.1 201 /)
})
