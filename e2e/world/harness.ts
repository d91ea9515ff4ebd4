import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createKeyPair, setUp, type WorkspaceFacts } from '../../server/src/accounts/index.ts'
import { INSIDE, SEEDS } from '../../server/src/app.ts'
import { upsertContacts, type ContactInput } from '../../server/src/customers/index.ts'
import { makeHouse } from '../../server/src/house.ts'
import { readConfig } from '../../server/src/platform/config.ts'
import { system } from '../../server/src/platform/database/index.ts'
import { freePort } from '../server.ts'
import { ownDatabase, type OwnDatabase } from './database.ts'
import { processes, type Processes, type Running } from './processes.ts'
import { startProviders, type Providers } from './providers.ts'
import type { ChannelName } from './script.ts'

const SECRET = 'the secret that both sides of the gateway know'
const PUBLIC = 'https://carillon.test'

export type Totals = { total: number; reached: number; failed: number; skipped: number; unknown: number; stopped: number; in_flight: number }
export type Report = { totals: Totals; state: string; finished_at: string | null; steps: Record<string, number | string>[] }
export type Person = { contact_id: string; phone: string; email: string; chat: string }
export type Campaign = { id: string; mark: string; audience: number }
export type Answer = { status: number; body: unknown; at: number }

export type Harness = {
  db: OwnDatabase
  providers: Providers
  processes: Processes
  workers: Running[]
  people: Person[]
  connections: Record<ChannelName, string>
  clock: { offset_ms: number; history: { at: number; offset_ms: number }[]; move(ms: number): Promise<void> }
  startWorker(): Running
  call(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** As `call`, again and again under one key until it is answered: what a careful client does. */
  insist<T>(method: string, url: string, body?: unknown): Promise<T>
  bring(count: number): Promise<Person[]>
  draft(mark: string, cascade: unknown, more?: object): Promise<Campaign>
  launch(campaign: Campaign): Promise<void>
  report(campaign: Campaign): Promise<Report | undefined>
  close(): Promise<void>
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Asks until the answer will do. @throws with the last answer; the limit is for a machine that is busy with other things */
export async function eventually<T>(read: () => Promise<T>, done: (value: T) => boolean, ms = 120_000): Promise<T> {
  for (const end = Date.now() + ms; ;) {
    const value = await read()
    if (done(value)) return value
    if (Date.now() > end) throw new Error(`not in ${ms / 1000} s: ${JSON.stringify(value)?.slice(0, 1500)}`)
    await sleep(100)
  }
}

/** The real product on a database of its own, with one live connection for each of the world's providers. */
export async function openHarness({ seed = 1, workers = 2, limits = {} }: { seed?: number; workers?: number; limits?: Partial<Record<ChannelName, object>> } = {}): Promise<Harness> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-world-'))
  const [db, providers, port] = [await ownDatabase(dir), await startProviders(seed), await freePort()]
  const clockFile = path.join(dir, 'clock')
  const common = { SECRET_KEY: randomBytes(32).toString('hex'), DATABASE_URL: db.url, PUBLIC_URL: PUBLIC, SHORT_URL: 'https://crl.test', ALLOW_PRIVATE_NETWORK: 'true', WORLD_CLOCK: clockFile }
  const running = processes(dir, common)
  const house = makeHouse(readConfig({ DATA_DIR: path.join(dir, 'house'), LOG_LEVEL: 'silent', ...common }), db.url, INSIDE)
  const { workspace, user_id } = await setUp(house, { name: 'Olena', email: 'olena@example.com', password: 'a long password', company: 'World', country: 'UA' }, SEEDS)
  const { secret_key } = await createKeyPair(house, workspace.id, user_id)
  const base = `http://127.0.0.1:${port}`
  const people: Person[] = []

  const call: Harness['call'] = async (method, url, body, headers = {}) => {
    try {
      const form = typeof body === 'string'
      const answer = await fetch(`${base}${url}`, { method, signal: AbortSignal.timeout(60_000), ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
        headers: { authorization: `Bearer ${secret_key}`, ...(body === undefined ? {} : { 'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json' }), ...headers } })
      const text = await answer.text()
      return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text, at: Date.now() }
    } catch (error) {
      return { status: 0, body: (error as Error).message, at: Date.now() }
    }
  }
  const insist: Harness['insist'] = async (method, url, body) => {
    const headers = { 'idempotency-key': randomBytes(12).toString('hex') }
    const answer = await eventually(() => call(method, url, body, headers), ({ status }) => status !== 0 && status < 500 && status !== 409 && status !== 429)
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as never
  }

  const clock: Harness['clock'] = {
    offset_ms: 0, history: [{ at: 0, offset_ms: 0 }],
    move(ms) {
      clock.offset_ms += Math.round(ms)
      clock.history.push({ at: Date.now(), offset_ms: clock.offset_ms })
      // Written beside and renamed, so that no process reads half a number.
      fs.writeFileSync(`${clockFile}.new`, String(clock.offset_ms))
      fs.renameSync(`${clockFile}.new`, clockFile)
      return providers.order({ clock_ms: clock.offset_ms })
    },
  }
  let made = 0
  let closed = false
  const harness: Harness = {
    db, providers, processes: running, workers: [], people, connections: {} as Harness['connections'], clock, call, insist,
    startWorker() {
      made += 1
      const worker = running.start(`worker${made}`, { ROLES: 'worker', PORT: '0' })
      harness.workers.push(worker)
      void worker.ended.then(({ ordered }) => {
        harness.workers = harness.workers.filter((each) => each !== worker)
        // As a supervisor would: one that could not start while the database was away is started again.
        if (!ordered) setTimeout(() => closed || harness.startWorker(), 1000)
      })
      return worker
    },
    async bring(count) {
      const fresh = await bringPeople(house, workspace, people.length, count)
      people.push(...fresh)
      return fresh
    },
    async draft(mark, cascade, more = {}) {
      const content = { default_locale: 'en', locales: { en: { core: { headline: mark, body: `${mark} for you`, buttons: [] } } } }
      const { id } = await insist<{ id: string }>('POST', '/v1/campaigns', { name: mark, audience: { rule: { tag: 'world' } }, content, cascade, ...more })
      return { id, mark, audience: 'audience' in more ? 1 : people.length }
    },
    launch: ({ id }) => insist('POST', `/v1/campaigns/${id}/launch`),
    async report({ id }) {
      const answer = await call('GET', `/v1/campaigns/${id}/report`)
      return answer.status === 200 ? (answer.body as Report) : undefined
    },
    async close() {
      closed = true
      await running.close()
      providers.close()
      await house.db.close().catch(() => undefined)
      await db.close()
      fs.rmSync(dir, { recursive: true, force: true })
    },
  }

  running.start('web', { ROLES: 'web,ingest', PORT: String(port) })
  await eventually(() => call('GET', '/readyz'), ({ status }) => status === 200)
  await connectAll(harness, base, limits)
  for (let index = 0; index < workers; index += 1) harness.startWorker()
  return harness
}

async function connectAll({ insist, providers, connections }: Harness, base: string, limits: Partial<Record<ChannelName, object>>): Promise<void> {
  const at = ({ smtp, smpp, telegram, gateway }: Record<ChannelName, number>): Record<ChannelName, [string, object]> => ({
    smtp: ['email-smtp', { host: '127.0.0.1', port: smtp, security: 'none', from: 'shop@example.com' }],
    smpp: ['sms-smpp', { host: '127.0.0.1', port: smpp, system_id: 'world', password: 'world', window: 50, receipt_ids: 'receipt_decimal' }],
    telegram: ['telegram', { token: `123456:${'A'.repeat(35)}`, api_base: `http://127.0.0.1:${telegram}`, webhook_secret: 'a-secret-of-16-chars' }],
    gateway: ['http-gateway', { url: `http://127.0.0.1:${gateway}/messages`, secret: SECRET, viber: true }],
  })
  for (const [name, [channel, settings]] of Object.entries(at(providers.ports)) as [ChannelName, [string, object]][]) {
    const { id } = await insist<{ id: string }>('POST', '/v1/connections', { channel, name, settings, limits: { per_second: 400, concurrency: 40, ...limits[name] } })
    connections[name] = id
  }
  await insist('POST', '/v1/senders', { medium: 'email', address: 'shop@example.com', display_name: 'Shop', state: 'approved' })
  await insist('POST', '/v1/senders', { medium: 'sms', address: 'Shop', state: 'approved' })
  await insist('PUT', '/v1/workspace/environment', { environment: 'live' })
  await providers.order({ webhook: { url: `${base}/v1/webhooks/${connections.gateway}`, secret: SECRET } })
}

const MEDIA = ['sms', 'viber', 'email', 'telegram']

/** Customers with an address for every provider and consent for all of it. */
async function bringPeople(house: ReturnType<typeof makeHouse>, workspace: WorkspaceFacts, from: number, count: number): Promise<Person[]> {
  const brought: Person[] = []
  for (let start = from; start < from + count; start += 1000) {
    const some = Array.from({ length: Math.min(1000, from + count - start) }, (_, i) => ({ phone: `+38067${1_000_000 + start + i}`, email: `p${start + i}@example.com`, chat: String(500_000_000 + start + i) }))
    const now = new Date()
    const inputs = some.map(({ phone, email, chat }, i): ContactInput => ({
      identities: [{ kind: 'phone', value: phone, country: 'UA' }, { kind: 'email', value: email }, { kind: 'telegram_id', value: chat }], locale: 'en', tags: ['world', ...(start + i === 0 ? ['one'] : [])],
      consents: MEDIA.map((medium) => ({ medium, topic_id: '*', state: 'opted_in', at: now, source: 'form', proof: {} })),
    }))
    const outcomes = await system(house.db, 'test', workspace.id, (tx) => upsertContacts(house, tx, workspace, inputs, { now, origin: 'live' }))
    brought.push(...outcomes.map((outcome, index) => ({ contact_id: (outcome as { contact_id: string }).contact_id, ...some[index]! })))
  }
  return brought
}
