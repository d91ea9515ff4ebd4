import dns from 'node:dns/promises'
import net from 'node:net'
import type { Readable } from 'node:stream'
import type { Agent } from 'undici'

/** Ranges that a URL chosen by somebody else must not reach: private, loopback, link-local, shared, NAT64 and 6to4. */
const BLOCKED = new net.BlockList()
for (const [range, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) BLOCKED.addSubnet(range, bits, 'ipv4')
for (const [range, bits] of [['::', 128], ['::1', 128], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) BLOCKED.addSubnet(range, bits, 'ipv6')

/** We ourselves gave up a request: before it was sent, or over its answer. */
export class OutboundRefused extends Error {
  readonly sent: boolean
  constructor(message: string, sent = false) {
    super(message)
    this.sent = sent
  }
}

export type OutboundAnswer = { status: number; headers: Record<string, string | string[] | undefined>; text: string }
export type OutboundClient = { send(input: { method: 'GET' | 'POST'; url: string; json?: unknown; headers?: Record<string, string>; timeout_ms?: number }): Promise<OutboundAnswer>; /** The answer's body as it comes, for what is too large to hold; the caller limits and ends it. */ open(input: { url: string; headers?: Record<string, string>; timeout_ms?: number }): Promise<{ status: number; headers: OutboundAnswer['headers']; body: Readable }>; /** `at_once` cuts what is under way. */ close(at_once?: boolean): Promise<void> }

const MAX_BYTES = 1_048_576

async function resolveSafely(hostname: string, allow_private: boolean): Promise<{ address: string; family: number }> {
  const addresses = net.isIP(hostname) ? [{ address: hostname, family: net.isIP(hostname) }] : await dns.lookup(hostname, { all: true })
  const bad = addresses.find(({ address, family }) => BLOCKED.check(address, family === 6 ? 'ipv6' : 'ipv4'))
  if (bad && !allow_private) throw new OutboundRefused('The address is in a private network. ALLOW_PRIVATE_NETWORK=true permits that.')
  return addresses[0] ?? Promise.reject(new OutboundRefused('The host has no address.'))
}

/**
 * The one client for URLs that somebody else chose: every resolved address is checked and the checked one is used for
 * the connection, so that a second look-up cannot answer otherwise; no redirects; size and time are limited.
 */
export function makeOutboundClient(options: { allow_private: boolean; connections?: number }): OutboundClient {
  // Read at the first request: the start of a process does without it.
  const undici = () => import('undici')
  let agent: Agent | undefined
  async function ask({ method, url, headers, body, timeout_ms }: { method: 'GET' | 'POST'; url: string; headers: Record<string, string>; body?: string; timeout_ms: number }) {
    const { hostname, protocol } = new URL(url)
    if (protocol !== 'https:' && protocol !== 'http:') throw new OutboundRefused('Only http and https are possible.')
    if (net.isIP(hostname.replaceAll(/[[\]]/g, ''))) await resolveSafely(hostname.replaceAll(/[[\]]/g, ''), options.allow_private)
    const { Agent, request } = await undici()
    agent ??= new Agent({
      connections: options.connections ?? 10,
      connect: { timeout: 10_000, lookup: (name, _, done) => {
        resolveSafely(name, options.allow_private).then(({ address, family }) => done(null, [{ address, family }] as never, family), (error: Error) => done(error as NodeJS.ErrnoException, '', 4))
      } },
    })
    return request(url, { dispatcher: agent, method, headersTimeout: timeout_ms, bodyTimeout: timeout_ms, headers, ...(body === undefined ? {} : { body }) })
  }
  return {
    async send({ method, url, json, headers = {}, timeout_ms = 30_000 }) {
      const answer = await ask({ method, url, timeout_ms, ...(json === undefined ? { headers } : { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(json) }) })
      let text = ''
      for await (const chunk of answer.body) {
        text += String(chunk)
        if (text.length > MAX_BYTES) throw new OutboundRefused('The answer is too large.', true)
      }
      return { status: answer.statusCode, headers: answer.headers, text }
    },
    async open({ url, headers = {}, timeout_ms = 60_000 }) {
      const answer = await ask({ method: 'GET', url, headers, timeout_ms })
      return { status: answer.statusCode, headers: answer.headers, body: answer.body }
    },
    close: async (at_once = false) => (at_once ? agent?.destroy() : agent?.close()),
  }
}
