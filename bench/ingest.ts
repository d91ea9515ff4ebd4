import fs from 'node:fs'
import { Agent, request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import fastify from 'fastify'
import { freePort } from '../e2e/server.ts'
import { measured } from './measure.ts'
import { quietly, settled } from './people.ts'
import { startProduct, until, type Product } from './product.ts'
import { quantile, type Bench, type Result } from './report.ts'

/** Callers at one time, for the product and for its anchor alike. */
const CALLERS = 8
const PEOPLE = 5000

const call = (n: number) => ({
  type: 'track', event: n % 3 === 0 ? 'Product Viewed' : 'Page Scrolled', userId: `user-${n % PEOPLE}`, messageId: `bench-${n}`, originalTimestamp: new Date(1_790_000_000_000 + n).toISOString(),
  properties: { product_id: `p-${n % 500}`, name: `Product ${n % 500}`, category: 'Lamps', price: 125.5, currency: 'UAH', position: n % 10 }, context: { library: { name: 'analytics.js', version: '1' }, page: { url: 'https://shop.example/lamps', referrer: 'https://search.example/' }, locale: 'uk-UA' },
})

/** Posts over kept connections, `CALLERS` at a time; returns the milliseconds that each took. */
async function post(url: string, bodies: string[], headers: Record<string, string>): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS })
  const waiting = bodies.values()
  const took: number[] = []
  const one = (body: string) => new Promise<void>((resolve, reject) => {
    const started = performance.now()
    const sent = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers } }, (answer) => {
      answer.resume()
      answer.on('end', () => {
        took.push(performance.now() - started)
        if (answer.statusCode === 200) resolve()
        else reject(new Error(`answered ${answer.statusCode}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
  await Promise.all(Array.from({ length: CALLERS }, async () => {
    for (const body of waiting) await one(body)
  }))
  agent.destroy()
  return took
}

async function writeKey(product: Product): Promise<string> {
  return (await product.call<{ key: string }>('POST', '/v1/api-keys', { name: 'bench', kind: 'write' })).key
}

const isUnderstood = async (product: Product) => (await product.database.query('select 1 from tracked limit 1')).rows.length === 0

/** The same rows into a table with the indexes of the log by COPY: what PostgreSQL itself takes. Events a second. */
async function copied(product: Product, n: number): Promise<number> {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-copy-')), 'events.csv')
  await product.database.query('create table anchor (like event including defaults including identity including indexes)')
  await product.database.query(`copy (select workspace_id, contact_id, type, at, received_at, source, origin, properties from event where source = 'analytics.js' limit ${n}) to '${file}' csv`)
  const started = performance.now()
  const { rowCount } = await product.database.query(`copy anchor (workspace_id, contact_id, type, at, received_at, source, origin, properties) from '${file}' csv`)
  const rate = rowCount! / ((performance.now() - started) / 1000)
  fs.rmSync(path.dirname(file), { recursive: true, force: true })
  return rate
}

/** Sends events in calls of 100 and waits until each stands on its profile; returns the seconds until all were acknowledged. */
async function flood(product: Product, port: number, key: string, from: number, events: number): Promise<number> {
  const bodies = Array.from({ length: events / 100 }, (_, i) => JSON.stringify({ batch: Array.from({ length: 100 }, (_unused, k) => call(from + i * 100 + k)) }))
  const started = performance.now()
  await post(`http://127.0.0.1:${port}/v1/batch`, bodies, { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })
  const acknowledged = (performance.now() - started) / 1000
  await until(() => isUnderstood(product), 600_000, 20)
  return acknowledged
}

const FLOOD = 50_000

/** What many events behind it do to the next: a flood into a log that has a few, and one into the same log with `before` more of as many people. */
export const grown = (before: number): Bench => ({
  name: `grown ${before.toLocaleString('en')}`,
  what: `${FLOOD.toLocaleString('en')} events of the same people, on a log without and on one with so many before; put there by SQL.`,
  goal: 'ratio ≥ 0.65, wanted 0.90',
  async run(): Promise<Result> {
    const port = await freePort()
    const product = await startProduct(port)
    try {
      const key = await writeKey(product)
      const rate = async (from: number) => {
        const started = performance.now()
        await flood(product, port, key, from, FLOOD)
        return FLOOD / ((performance.now() - started) / 1000)
      }
      await flood(product, port, key, 0, FLOOD)
      await settled(product.database)
      const first = await rate(FLOOD)
      await quietly(product.database, async (client) => {
        for (let from = 0; from < before; from += 500_000) {
          await client.query(`insert into event (workspace_id, contact_id, type, at, received_at, source, origin, properties)
            select e.workspace_id, e.contact_id, e.type, e.at - make_interval(secs => i % 2000000), e.received_at, e.source, e.origin, e.properties
            from generate_series(${from}, ${Math.min(before, from + 500_000) - 1}) i join (select row_number() over () as n, * from event where source = 'analytics.js' limit 50000) e on e.n = i % 50000 + 1`)
          await client.query(`insert into event_key (workspace_id, key, at) select $1, md5(i::text)::uuid, now() from generate_series(${from}, ${Math.min(before, from + 500_000) - 1}) i`, [product.workspace_id])
        }
        await client.query('vacuum analyze event, event_key')
      })
      const later = await rate(2 * FLOOD)
      return { figures: { rate: later }, anchor: { rate: first }, ratio: later / first }
    } finally {
      await product.stop()
    }
  },
})

export const ingest = (events: number): Bench => ({
  name: `ingest ${events.toLocaleString('en')}`,
  what: 'Events in calls of 100, eight at a time: until each call is on disk, and until every event stands on its profile; the anchor is COPY of the same rows.',
  goal: 'ratio ≥ 0.25, wanted 0.50; profiles current within 2 s',
  async run(): Promise<Result> {
    const port = await freePort()
    const product = await startProduct(port)
    try {
      const key = await writeKey(product)
      let acknowledged = 0
      const { seconds, ...cpu } = await measured(product, events, async () => {
        acknowledged = await flood(product, port, key, 0, events)
      })
      const { rows } = await product.database.query<{ n: number }>(`select count(*)::int as n from event where source = 'analytics.js'`)
      if (rows[0]!.n !== events) throw new Error(`${rows[0]!.n} of ${events} events are on the log`)
      const anchor = await copied(product, events)
      return { figures: { rate: events / seconds, acknowledged_rate: events / acknowledged, behind_s: seconds - acknowledged, ...cpu, peak_mb: product.peak_mb() }, anchor: { rate: anchor }, ratio: events / seconds / anchor }
    } finally {
      await product.stop()
    }
  },
})

export const single = (events: number): Bench => ({
  name: `single ${events.toLocaleString('en')}`,
  what: 'Events one a call, eight at a time, until each is on disk; the anchor is Fastify with a schema and no database.',
  goal: 'ratio ≥ 0.25, wanted 0.45; p99 ≤ 50 ms',
  async run(): Promise<Result> {
    const port = await freePort()
    const product = await startProduct(port)
    const bare = fastify()
    bare.post('/v1/track', { schema: { body: { type: 'object', required: ['type', 'userId'], properties: { type: { type: 'string' }, event: { type: 'string' }, userId: { type: 'string' }, messageId: { type: 'string' }, properties: { type: 'object', additionalProperties: true } } } } }, async () => ({ success: true }))
    try {
      const key = await writeKey(product)
      const bodies = Array.from({ length: events }, (_, i) => JSON.stringify(call(i)))
      const address = await bare.listen({ port: 0, host: '127.0.0.1' })
      const timed = async (url: string, headers: Record<string, string>) => {
        const started = performance.now()
        const took = await post(url, bodies, headers)
        return { rate: events / ((performance.now() - started) / 1000), p99_ms: quantile(took, 0.99) }
      }
      const anchor = await timed(`${address}/v1/track`, {})
      const own = await timed(`http://127.0.0.1:${port}/v1/track`, { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })
      await until(() => isUnderstood(product), 600_000, 20)
      return { figures: own, anchor, ratio: own.rate / anchor.rate }
    } finally {
      await bare.close()
      await product.stop()
    }
  },
})
