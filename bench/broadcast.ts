import { execFile, execFileSync, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { freePort } from '../e2e/server.ts'
import { content } from './content.ts'
import { sendTo } from './measure.ts'
import { bringPeople } from './people.ts'
import { endWithUs, startProduct, type Product } from './product.ts'
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

/** The campaign of this bench. */
export const sendCampaign = (product: Product, people: number) => sendTo(product, people, { content: content(process.argv.includes('--design')), cascade: [{ media: ['email'], success: 'accepted', within_s: 86_400 }] })

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
    const { seconds, ...cpu } = await sendCampaign(product, people)
    const rate = people / seconds
    return { figures: { rate, ...cpu, peak_mb: product.peak_mb() }, anchor: { rate: anchor }, ratio: rate / anchor }
  }),
})
