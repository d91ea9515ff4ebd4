import { spawn } from 'node:child_process'
import path from 'node:path'
import smpp from 'smpp'
import { freePort } from '../e2e/server.ts'
import { sendTo } from './measure.ts'
import { bringPeople } from './people.ts'
import { endWithUs, startProduct } from './product.ts'
import type { Bench, Result } from './report.ts'

const WINDOW = 20

/** The centre in a process of its own; the same for the product and for the anchor. */
async function centre(): Promise<{ port: number; stop(): void }> {
  const port = await freePort()
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'smsc.mjs'), String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
  endWithUs(child)
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return { port, stop: () => void child.kill() }
}

/** A bare client of the same library: submits by the same window and hears the receipt of each. Messages a second. */
function anchorRate(port: number, messages: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let submitted = 0
    let heard = 0
    const start = performance.now()
    const session = smpp.connect({ url: `smpp://127.0.0.1:${port}` })
    const next = () => {
      if ((submitted += 1) <= messages) session.submit_sm({ source_addr: 'Shop', destination_addr: `38067${String(submitted).padStart(7, '0')}`, short_message: 'Olena, nova kramnytsia', registered_delivery: 1 }, next)
    }
    session.on('connect', () => session.bind_transceiver({ system_id: 'foo', password: 'bar' }, () => {
      for (let n = 0; n < WINDOW; n += 1) next()
    }))
    session.on('error', reject)
    session.on('deliver_sm', (pdu) => {
      session.send(pdu.response())
      if ((heard += 1) < messages) return
      session.close()
      resolve(messages / ((performance.now() - start) / 1000))
    })
  })
}

export const sms = (people: number): Bench => ({
  name: `sms ${people.toLocaleString('en')}`,
  what: 'A campaign by SMS over SMPP until the receipt of every message is on the books; the anchor is a bare smpp client and server.',
  goal: 'ratio ≥ 0.25, wanted 0.50',
  async run(): Promise<Result> {
    const smsc = await centre()
    const product = await startProduct(await freePort())
    try {
      const anchor = await anchorRate(smsc.port, people)
      await product.call('POST', '/v1/connections', { channel: 'sms-smpp', name: 'SMSC', settings: { host: '127.0.0.1', port: smsc.port, system_id: 'foo', password: 'bar', window: WINDOW } })
      await product.call('POST', '/v1/senders', { medium: 'sms', address: 'Shop', state: 'approved', opt_out: 'No: 24 to 91043' })
      await product.call('PUT', '/v1/workspace/environment', { environment: 'live' })
      await bringPeople(product, people, ['sms'])
      const content = { default_locale: 'uk', locales: { uk: { core: { headline: 'Olena', body: 'Nova kramnytsia poruch', buttons: [] }, overrides: { sms: { text: '{{ contact.call_name }}, nova kramnytsia' } } } } }
      const { seconds, ...cpu } = await sendTo(product, people, { content, cascade: [{ media: ['sms'], success: 'delivered', within_s: 86_400 }] })
      const rate = people / seconds
      return { figures: { rate, ...cpu }, anchor: { rate: anchor }, ratio: rate / anchor }
    } finally {
      await product.stop()
      smsc.stop()
    }
  },
})
