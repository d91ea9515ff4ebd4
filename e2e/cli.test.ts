import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startServer, type RunningServer } from './server.ts'

// The command line as an operator and a deployment script use it: before the first start, beside a server, from afar.
const root = path.resolve(import.meta.dirname, '..')
const data_dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-cli-'))
let server: RunningServer | undefined
afterAll(async () => {
  await server?.stop()
  fs.rmSync(data_dir, { recursive: true, force: true })
})

type Ended = { exit: number | null; out: string; err: string; json: <T>() => T }

function run(file: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, file), ...args], { cwd: root, env: { ...process.env, DATA_DIR: data_dir, DATABASE_URL: '', LOG_LEVEL: 'error', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    child.on('exit', (exit) => resolve({ exit, out, err, json: <T>() => JSON.parse(out) as T }))
  })
}
const carillon = (args: string[], env?: Record<string, string>) => run('bin/carillon.mjs', args, env)

test('wrong use is told from a wrong setting, and each has its exit code', async () => {
  const [unknown, incomplete, nameless, unset, unread, unheard] = await Promise.all([
    carillon(['fly']), carillon(['setup', '--email', 'a@example.com']), carillon(['--fast']), carillon(['doctor'], { PORT: 'abc' }),
    carillon(['import', 'package.json'], { PORT: 'abc' }), carillon(['import', 'package.json', '--url', 'http://127.0.0.1:59987', '--key', 'sk_x']),
  ])
  expect(unknown).toMatchObject({ exit: 2, err: expect.stringContaining('There is no command "fly"') })
  expect(incomplete).toMatchObject({ exit: 2, err: expect.stringContaining('Usage: npx carillon setup') })
  expect(nameless).toMatchObject({ exit: 2 })
  expect(unset).toMatchObject({ exit: 1, out: expect.stringMatching(/✗ .*PORT/) })
  expect(unread).toMatchObject({ exit: 78, err: expect.stringContaining('PORT') })
  expect(unheard).toMatchObject({ exit: 69 })
})

let keys: { base_url: string; workspace_id: string; secret_key: string; write_key: string }
const csv = path.join(data_dir, 'people.csv')

test('set up before the first start: a workspace with its keys', async () => {
  const made = await carillon(['setup', '--email', 'olena@example.com', '--workspace', 'Крамниця', '--country', 'UA', '--json'])
  expect(made, made.err).toMatchObject({ exit: 0, err: expect.stringContaining('password') })
  keys = made.json()
  expect(keys).toEqual({ base_url: expect.stringMatching(/^http/), workspace_id: expect.stringMatching(/^wks_/), secret_key: expect.stringMatching(/^sk_/), write_key: expect.stringMatching(/^pk_/) })
  const stranger = await carillon(['setup', '--email', 'else@example.com', '--workspace', 'Other', '--country', 'GE'])
  expect(stranger).toMatchObject({ exit: 1, err: expect.stringContaining('set up already') })
})

test('the owner who forgot the password gets a link for a new one', async () => {
  const made = await carillon(['reset-password', '--json'])
  expect(made, made.err).toMatchObject({ exit: 0 })
  expect(made.json()).toMatchObject({ email: expect.stringContaining('@'), url: expect.stringMatching(/\/password-reset\?token=[\w-]{43}$/) })
  expect(await carillon(['reset-password', '--email', 'nobody@example.com'])).toMatchObject({ exit: 1, err: expect.stringContaining('nobody@example.com is no member') })
})

test('a file is tried and then brought in, without a server', async () => {
  fs.writeFileSync(csv, ['Ім’я;Телефон;Згода', ...Array.from({ length: 40 }, (_, i) => `Люба ${i};067 300 ${String(1000 + i)};${i % 8 ? 'так' : 'ні'}`), 'Без телефону;;так'].join('\n'))
  expect(await carillon(['import', 'nowhere.csv'])).toMatchObject({ exit: 2, err: expect.stringContaining('There is no file nowhere.csv') })
  expect(await carillon(['import', 'package.json', '--media', 'sms'])).toMatchObject({ exit: 2 })
  const dry = await carillon(['import', csv, '--source', 'Shop counter', '--dry-run', '--json'])
  expect(dry, dry.err).toMatchObject({ exit: 0 })
  expect(dry.json()).toMatchObject({ state: 'checked', counts: { dry: { create: 40, refused: { identity_missing: 1 } } } })
  const done = await carillon(['import', csv, '--source', 'Shop counter', '--media', 'sms,viber'])
  expect(done, done.err).toMatchObject({ exit: 0, out: expect.stringMatching(/^Imported: 40 new, 0 changed, 0 as they were, 0 repeated, 1 refused\.\nConsents: sms 35, viber 35\. Opted out: 0\.\n {2}1 refused: identity_missing\nImport imp_/) })
})

test('--kind says what a file holds where its columns say otherwise', async () => {
  const file = path.join(data_dir, 'orders.csv')
  fs.writeFileSync(file, 'Order ID,Created at,Total,Phone\nCLI-1,2024-01-01,10,0673001001\nCLI-2,2024-01-02,12,0673001002\n')
  const [wrong, guessed, said] = [await carillon(['import', file, '--kind', 'goods']), await carillon(['import', file, '--dry-run', '--json']), await carillon(['import', file, '--kind', 'contacts', '--dry-run', '--json'])]
  expect(wrong).toMatchObject({ exit: 2, out: '', err: expect.stringContaining('--kind is one of contacts, orders, events, products.') })
  expect(guessed.json(), guessed.err).toMatchObject({ kind: 'orders', state: 'checked', counts: { dry: { create: 2 } } })
  expect(said.json(), said.err).toMatchObject({ kind: 'contacts', state: 'checked', counts: { dry: { create: 0 } } })
  const done = await carillon(['import', file, '--kind', 'orders'])
  expect(done, done.err).toMatchObject({ exit: 0, out: expect.stringMatching(/^Imported orders: 2 new, 0 changed, 0 as they were, 0 repeated, 0 refused\.\nImport imp_/) })
})

test('beside a running server: the SDK’s example sends, a campaign is launched and watched to its end', async () => {
  server = await startServer(data_dir)
  const { url } = server
  const remote = ['--url', url, '--key', keys.secret_key]
  const example = await run('sdk/examples/send.ts', [], { CARILLON_URL: url, CARILLON_KEY: keys.secret_key })
  expect(example.out, example.err).toMatch(/^msg_[0-9a-f]{32} is waiting\n$/)
  expect((await run('sdk/examples/send.ts', [], { CARILLON_URL: url, CARILLON_KEY: 'sk_wrong' })).out).toMatch(/^unauthenticated: /)

  const call = async (method: string, at: string, body?: unknown) => (await fetch(url + at, { method, headers: { authorization: `Bearer ${keys.secret_key}`, 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) })).json() as Promise<{ id: string }>
  const draft = () => call('POST', '/v1/campaigns', { name: 'Sale', audience: { rule: { all: [] } }, cascade: [{ media: ['sms'], success: 'accepted', within_s: 3600 }] })
  const watched = await carillon(['campaign', 'launch', (await draft()).id, '--watch', ...remote])
  expect(watched, watched.err).toMatchObject({ exit: 0, out: expect.stringMatching(/^Done: 35 of 41 reached for [\d.]+ UAH\.\n$/) })
  expect(watched.err).toMatch(/█{30} 100 % {2}35 reached, 0 failed, 6 skipped, 0 unknown/)
  const asJson = await carillon(['campaign', 'launch', (await draft()).id, '--watch', '--json', ...remote])
  expect(asJson.json()).toMatchObject({ state: 'done', totals: { total: 41, reached: 35, in_flight: 0 } })
  expect(asJson.err).toBe('')
  expect(await carillon(['campaign', 'launch', `cmp_${'0'.repeat(32)}`, ...remote])).toMatchObject({ exit: 1, err: expect.stringContaining('no such campaign') })
  expect(await carillon(['campaign', 'launch', `cmp_${'0'.repeat(32)}`, '--url', url, '--key', 'sk_wrong'])).toMatchObject({ exit: 77 })

  // In the server's own folder no key is needed.
  const local = await carillon(['campaign', 'launch', (await draft()).id, '--watch', '--json'])
  expect(local, local.err).toMatchObject({ exit: 0 })
  const doctor = await carillon(['doctor', '--json'])
  expect(doctor, doctor.err).toMatchObject({ exit: 0 })
  const { ok, findings } = doctor.json<{ ok: boolean; findings: { level: string; what: string; remedy?: string }[] }>()
  expect(ok).toBe(true)
  expect(findings.find((each) => each.what.startsWith('PUBLIC_URL'))).toMatchObject({ level: 'warning', remedy: expect.stringContaining('Set PUBLIC_URL') })
})
