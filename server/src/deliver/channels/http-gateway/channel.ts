import { Type } from 'typebox'
import { makeOutboundClient, type OutboundClient } from '../../../platform/outbound-http.ts'
import { ABILITIES, type Medium } from '../../media.ts'
import type { Channel, OutboundMessage, SendResult, SessionContext } from '../contract.ts'
import { ours } from '../own-words.ts'
import { toInbound } from './inbound.ts'
import { requireSignature, signedHeaders } from './signature.ts'
import { bodyOf, toFault, toFound, toResult } from './wire.ts'

type Settings = { url: string; secret: string } & Partial<Record<Medium, boolean>>

const MEDIA = ['sms', 'viber', 'whatsapp', 'push'] as const
/** Look-ups under way at one time, after a crash that left many, and how long each may take. */
const LOOKUPS = 10
const LOOKUP_MS = 10_000

const settings = Type.Object({
  url: Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2000, title: 'Address', description: 'https://gateway.example.com/messages' }),
  secret: Type.String({ minLength: 24, maxLength: 200, title: 'Secret', description: 'At least 24 characters; both sides sign with it', 'x-secret': true }),
  sms: Type.Boolean({ default: false, title: 'SMS' }),
  viber: Type.Boolean({ default: false, title: 'Viber' }),
  whatsapp: Type.Boolean({ default: false, title: 'WhatsApp' }),
  push: Type.Boolean({ default: false, title: 'Push' }),
}, { additionalProperties: false })

async function send(client: OutboundClient, s: Settings, message: OutboundMessage): Promise<SendResult> {
  const json = bodyOf(message)
  try {
    const headers = { 'idempotency-key': message.ref, ...signedHeaders(s.secret, message.ref, JSON.stringify(json)) }
    return toResult(await client.send({ method: 'POST', url: s.url, json, headers }), message.ref)
  } catch (error) {
    return toFault(error)
  }
}

const ask = (client: OutboundClient, s: Settings, ref: string) => client.send({ method: 'GET', url: `${s.url.replace(/\/+$/, '')}/${ref}`, headers: signedHeaders(s.secret, ref, ''), timeout_ms: LOOKUP_MS })

/** Asks about all of them, a few at a time; once the gateway is silent nobody waits for it 2,000 times. */
async function findAll(client: OutboundClient, s: Settings, refs: string[]): Promise<SendResult[]> {
  const results: SendResult[] = []
  let faults = 0
  const waiting = refs.entries()
  const asker = async () => {
    for (const [index, ref] of waiting) {
      try {
        results[index] = faults < LOOKUPS ? toFound(await ask(client, s, ref), ref) : { status: 'unknown', detail: ours('lookup_silent') }
      } catch (error) {
        faults += 1
        results[index] = { status: 'unknown', detail: ours('lookup_failed', (error as Error).message) }
      }
    }
  }
  await Promise.all(Array.from({ length: LOOKUPS }, asker))
  return results
}

/** Any provider or service of one's own that takes JSON over HTTP: README.md of the channels describes the wire. */
export const httpGateway: Channel = {
  id: 'http-gateway',
  name: 'HTTP gateway',
  media: MEDIA,
  carries: (given) => MEDIA.filter((medium) => given[medium] === true),
  address: 'phone',
  can: ABILITIES.viber,
  dedupe: 'key',
  settings,
  default_limits: { concurrency: 20 },
  reports: true,
  listens: false,
  async open({ connection, house }: SessionContext) {
    const client = makeOutboundClient({ allow_private: house.config.allow_private_network, connections: Math.min(connection.limits.concurrency ?? 20, 100) })
    return { send: (message) => send(client, connection.settings as Settings, message), close: () => client.close() }
  },
  async receive(request, connection) {
    requireSignature((connection.settings as Settings).secret, request.headers, request.text)
    return { inbound: toInbound(request.body) }
  },
  async lookup(house, connection, refs) {
    const client = makeOutboundClient({ allow_private: house.config.allow_private_network, connections: LOOKUPS })
    try {
      return await findAll(client, connection.settings as Settings, refs)
    } finally {
      await client.close()
    }
  },
  async check(connection, house) {
    const s = connection.settings as Settings
    const client = makeOutboundClient({ allow_private: house.config.allow_private_network })
    try {
      // A reference that no attempt has: a gateway that knows our signature answers that it is not there.
      const { status } = await ask(client, s, 'check')
      if (status === 404 || status === 200) return { ok: true, lines: [{ ok: true, code: 'gateway_answers', text: `${s.url} answers and knows the secret.` }] }
      if (status === 401 || status === 403) return { ok: false, lines: [{ ok: false, code: 'gateway_refuses', text: `${s.url} answers ${status}.`, remedy: 'Enter the same secret on both sides.' }] }
      return { ok: false, lines: [{ ok: false, code: 'gateway_unclear', text: `${s.url}/check answers ${status}; 404 is expected.`, remedy: 'Check the address; the gateway must answer a look-up of an unknown reference with 404.' }] }
    } catch (error) {
      return { ok: false, lines: [{ ok: false, code: 'gateway_silent', text: `${s.url}: ${(error as Error).message}`, remedy: 'Check the address, and that this server can reach it.' }] }
    } finally {
      await client.close()
    }
  },
}
