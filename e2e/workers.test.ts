import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { upsertContacts, type ContactInput } from '../server/src/customers/index.ts'
import { system } from '../server/src/platform/database/index.ts'
import { testApp, type TestApp, type TestWorkspace } from '../server/src/testing/app.ts'
import { until } from '../server/src/testing/running.ts'
import { builtServer } from './server.ts'

// The promises under a killed worker: real processes, a real database, the sandbox's own ledger as the judge.
const PEOPLE = 800
let t: TestApp
let shop: TestWorkspace
const key = randomBytes(32).toString('hex')
const workers: ChildProcess[] = []
const main = builtServer()

function startWorker(): ChildProcess {
  const data_dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-worker-'))
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, DATA_DIR: data_dir, DATABASE_URL: t.house.db.url, SECRET_KEY: key, ROLES: 'worker', PORT: '0', LOG_LEVEL: 'error', PUBLIC_URL: 'http://localhost:3000' }, stdio: 'ignore',
  })
  workers.push(child)
  return child
}

beforeAll(async () => {
  t = await testApp({ SECRET_KEY: key })
  Object.defineProperty(t.time, 'now', { get: () => new Date() })
  shop = await t.workspace('UA')
  const people = Array.from({ length: PEOPLE }, (_, i): ContactInput => ({
    identities: [{ kind: 'phone', value: `+38067${2_000_000 + i}`, country: 'UA' }], tags: ['all'],
    consents: ['sms', 'viber'].map((medium) => ({ medium, topic_id: '*', state: 'opted_in', at: t.time.now, source: 'form', proof: {} })),
  }))
  for (let from = 0; from < PEOPLE; from += 500) await system(t.house.db, 'test', shop.id, (tx) => upsertContacts(t.house, tx, shop, people.slice(from, from + 500), { now: t.time.now, origin: 'live' }))
})
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await t.close()
})

type Totals = { total: number; reached: number; failed: number; skipped: number; unknown: number; stopped: number; in_flight: number }

test('two workers, one killed in mid-campaign: nothing lost, nothing twice', async () => {
  const connection = (await shop.call('GET', '/v1/connections')).json<{ data: { id: string }[] }>().data[0]!
  await shop.call('PATCH', `/v1/connections/${connection.id}`, { limits: { per_second: 250, concurrency: 100 } })
  const cascade = [{ media: ['viber'], success: 'delivered', within_s: 300 }, { media: ['sms'], success: 'delivered', within_s: 600 }]
  const id = (await shop.call('POST', '/v1/campaigns', { name: 'Killed', audience: { rule: { tag: 'all' } }, cascade })).json<{ id: string }>().id
  const first = startWorker()
  startWorker()
  await shop.call('POST', `/v1/campaigns/${id}/launch`)
  const read = async () => (await shop.call('GET', `/v1/campaigns/${id}/report`)).json<{ totals: Totals; finished_at: string | null }>()
  const ledger = async () => (await sql<{ n: number }>`select count(*)::int as n from sandbox_message where workspace_id = ${shop.id}`.execute(t.house.db.system)).rows[0]!.n
  await until(ledger, (n) => n > 150, 60_000)
  // Whoever holds the connection right now is the one to kill.
  const { rows: [lease] } = await sql<{ holder: string }>`select holder from lease where name = ${`connection ${connection.id}`}`.execute(t.house.db.system)
  const holder = workers.find((worker) => String(worker.pid) === lease!.holder.split('.')[0]) ?? first
  holder.kill('SIGKILL')
  const report = await until(read, (each) => {
    const { total, reached, failed, skipped, unknown, stopped, in_flight } = each.totals
    expect(reached + failed + skipped + unknown + stopped + in_flight).toBe(total)
    return each.finished_at !== null && each.totals.in_flight === 0
  }, 180_000)
  expect(report.totals.total).toBe(PEOPLE)
  expect(report.totals.unknown).toBe(0)
  // P3 by the provider's own ledger: no person has one medium twice, and every attempt is one message there.
  const { rows: twice } = await sql`select to_address, medium from sandbox_message where workspace_id = ${shop.id} group by 1, 2 having count(*) > 1`.execute(t.house.db.system)
  expect(twice).toEqual([])
  const { rows: [judged] } = await sql<{ ledger: number; accepted: number; viber: number }>`select (select count(*) from sandbox_message where workspace_id = ${shop.id})::int as ledger,
    (select count(*) from attempt where workspace_id = ${shop.id} and accepted_at is not null)::int as accepted, (select count(*) from sandbox_message where workspace_id = ${shop.id} and medium = 'viber')::int as viber`.execute(t.house.db.system)
  expect(judged!.viber).toBe(PEOPLE)
  expect(judged!.accepted).toBe(judged!.ledger)
})
