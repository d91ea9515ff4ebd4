import { execFile, execFileSync, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { freePort } from '../e2e/server.ts'
import { content } from './content.ts'
import { bringPeople } from './people.ts'
import { endWithUs, startProduct, until, type Product } from './product.ts'
import type { Bench, Result } from './report.ts'

const exec = promisify(execFile)
const CONCURRENCY = 20

/** Postfix's smtp-sink: a mail server that takes everything, in C. */
async function smtpSink(): Promise<{ port: number; stop(): void }> {
  const port = await freePort()
  const child = spawn('smtp-sink', [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), `127.0.0.1:${port}`, '1000'], { stdio: 'ignore' })
  endWithUs(child)
  await new Promise((resolve) => setTimeout(resolve, 300))
  if (child.exitCode !== null) throw new Error('smtp-sink did not start: install postfix')
  return { port, stop: () => void child.kill() }
}

/** The anchor: Postfix's smtp-source over as many kept connections, letters of 3 kB. */
async function anchorRate(port: number, letters: number): Promise<number> {
  const start = performance.now()
  await exec('smtp-source', ['-s', String(CONCURRENCY), '-m', String(letters), '-l', '3000', '-d', '-f', 'shop@example.com', '-t', 'p1@example.com', `127.0.0.1:${port}`])
  return letters / ((performance.now() - start) / 1000)
}

/** A campaign to everybody by e-mail, from the press of the button until nothing is left. */
export async function sendCampaign(product: Product): Promise<{ seconds: number; server: number; database: number }> {
  const { id } = await product.call<{ id: string }>('POST', '/v1/campaigns', { name: 'Bench', audience: { rule: { tag: 'all' } }, content: content(process.argv.includes('--design')), cascade: [{ media: ['email'], success: 'accepted', within_s: 86_400 }] })
  const cpu = product.cpu()
  const start = performance.now()
  await product.call('POST', `/v1/campaigns/${id}/launch`)
  await until(async () => (await product.database.query(`select 1 from run where source_id = $1 and finished_at is not null`, [id])).rows.length > 0, 1_200_000, 100)
  const seconds = (performance.now() - start) / 1000
  const used = product.cpu()
  const { totals } = await product.call<{ totals: { total: number; reached: number } }>('GET', `/v1/campaigns/${id}/report`)
  if (totals.reached !== totals.total) throw new Error(`not everybody was reached: ${JSON.stringify(totals)}`)
  return { seconds, server: used.server - cpu.server, database: used.database - cpu.database }
}

export async function withMail<T>(people: number, work: (product: Product, port: number) => Promise<T>): Promise<T> {
  execFileSync('sh', ['-c', 'command -v smtp-sink && command -v smtp-source'], { stdio: 'ignore' })
  const sink = await smtpSink()
  const product = await startProduct(await freePort())
  try {
    await product.call('POST', '/v1/connections', { channel: 'email-smtp', name: 'Sink', settings: { host: '127.0.0.1', port: sink.port, security: 'none', from: 'shop@example.com' }, limits: { concurrency: CONCURRENCY } })
    await product.call('POST', '/v1/senders', { medium: 'email', address: 'shop@example.com', display_name: 'Shop', reply_to: 'hello@example.com', state: 'approved' })
    await product.call('PUT', '/v1/workspace/environment', { environment: 'live' })
    await bringPeople(product, people, ['email'])
    return await work(product, sink.port)
  } finally {
    await product.stop()
    sink.stop()
  }
}

export const broadcast = (people: number): Bench => ({
  name: `broadcast ${people.toLocaleString('en')}`,
  what: 'An e-mail campaign with personal 3 kB letters and tracked links into smtp-sink; the anchor is smtp-source into the same.',
  goal: 'ratio ≥ 0.20, wanted 0.40; CPU ≤ 0.35 s per 1,000, wanted 0.15',
  run: () => withMail(people, async (product, port): Promise<Result> => {
    const anchor = await anchorRate(port, Math.min(people, 40_000))
    const { seconds, server, database } = await sendCampaign(product)
    const rate = people / seconds
    return { figures: { rate, cpu_s_per_1000: ((server + database) / people) * 1000, of_it_database: (database / people) * 1000, peak_mb: product.peak_mb() }, anchor: { rate: anchor }, ratio: rate / anchor }
  }),
})
