import { createHmac } from 'node:crypto'
import { freePort } from '../e2e/server.ts'
import { bringMessages, makeRun } from './history.ts'
import { measured } from './measure.ts'
import { startProduct, type Product } from './product.ts'
import type { Bench, Result } from './report.ts'

const SECRET = 'a secret of both sides, long enough'
const BATCH = 100
/** Callers at one time, for the product and for its anchor alike. */
const CALLERS = 4
/** Receipts of one measurement: everything that is said costs the same, however many are said. */
const RECEIPTS = 20_000

/** `count` receipts out of `n` attempts, spread over all of them, in batches; `part` of 2 says which half of them. */
function batches(n: number, count: number, part: number): number[][] {
  const refs = Array.from({ length: count }, (_, i) => (Math.floor((i * n) / count) + part) % n)
  // A stride that is prime to the count mixes them: receipts come in no order.
  const mixed = refs.map((_, i) => refs[(i * 7919) % count]!)
  return Array.from({ length: count / BATCH }, (_, i) => mixed.slice(i * BATCH, (i + 1) * BATCH))
}

/** Works off `jobs`, `CALLERS` at a time; seconds. */
async function timed(jobs: number[][], work: (job: number[]) => Promise<unknown>): Promise<number> {
  const start = performance.now()
  const waiting = jobs.values()
  await Promise.all(Array.from({ length: CALLERS }, async () => {
    for (const job of waiting) await work(job)
  }))
  return (performance.now() - start) / 1000
}

async function tell(port: number, connection_id: string, refs: number[]): Promise<void> {
  const at = new Date().toISOString()
  const body = JSON.stringify({ events: refs.map((ref) => ({ type: 'receipt', id: `ref-${ref}`, status: 'delivered', at })) })
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = `v1,${createHmac('sha256', SECRET).update(`hook.${timestamp}.${body}`).digest('base64')}`
  const answer = await fetch(`http://127.0.0.1:${port}/v1/webhooks/${connection_id}`, { method: 'POST', headers: { 'content-type': 'application/json', 'webhook-id': 'hook', 'webhook-timestamp': timestamp, 'webhook-signature': signature }, body })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  await answer.arrayBuffer()
}

/** The anchor: the same marks by a bare UPDATE of as many rows, found by the same index. */
const bare = (product: Product, connection_id: string) => (refs: number[]) => product.database.query(
  `update attempt a set delivered_at = now() from unnest($2::text[]) g (ref) join attempt_by_ref r on r.connection_id = $1 and r.provider_ref = g.ref where a.workspace_id = r.workspace_id and a.bucket = r.bucket and a.id = r.attempt_id`, [connection_id, refs.map((ref) => `ref-${ref}`)])

export const receipts = (attempts: number): Bench => ({
  name: `receipts into ${attempts.toLocaleString('en')}`,
  what: 'Receipts of delivery in signed calls of 100, four at a time, until each call is answered; the anchor is a bare UPDATE of the same rows.',
  goal: 'ratio ≥ 0.30, wanted 0.60',
  async run(): Promise<Result> {
    const port = await freePort()
    const product = await startProduct(port)
    try {
      const { id: connection_id } = await product.call<{ id: string }>('POST', '/v1/connections', { channel: 'http-gateway', name: 'Gateway', settings: { url: 'http://127.0.0.1:9/messages', secret: SECRET, viber: true } })
      const steps = [{ media: ['viber'], success: 'delivered', within_s: 86_400 }]
      const history = await makeRun(product, 'run_bench', { class: 'marketing', topic_id: '*', steps, routes: [], locales: ['uk'], default_locale: 'uk' }, attempts, 'sending')
      await bringMessages(product, history, attempts, { medium: 'viber', connection_id })
      const anchor = RECEIPTS / await timed(batches(attempts, RECEIPTS, 1), bare(product, connection_id))
      const { seconds, ...cpu } = await measured(product, RECEIPTS, () => timed(batches(attempts, RECEIPTS, 0), (refs) => tell(port, connection_id, refs)))
      const rate = RECEIPTS / seconds
      const { rows } = await product.database.query<{ n: number }>(`select count(*)::int as n from message where state = 'reached'`)
      if (rows[0]!.n !== RECEIPTS) throw new Error(`${rows[0]!.n} of ${RECEIPTS} messages were reached`)
      return { figures: { rate, ...cpu }, anchor: { rate: anchor }, ratio: rate / anchor }
    } finally {
      await product.stop()
    }
  },
})
