import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../../platform/house.ts'
import { fail } from '../../platform/problem.ts'
import { backlog, slowedBy, tooFarBehind } from './backlog.ts'
import { BATCH_BYTES, bodyText, readBody } from './body.ts'
import { keyFinder } from './keys.ts'
import { recordUnreadable } from './rejected.ts'
import { rudderSource, segmentSettings } from './settings.ts'
import { taker, tooBusy } from './take.ts'

const WORDS: Record<string, string> = { identify: 'identify', track: 'track', page: 'page', screen: 'screen', group: 'group', alias: 'alias', event: 'track' }
const LETTERS: Record<string, string> = { i: 'identify', t: 'track', p: 'page', s: 'screen', g: 'group', a: 'alias' }
const HEADER_NAMES = /^[\w-]+( ?, ?[\w-]+)*$/

/** The paths of the clients that exist, each with the type of call it carries; a batch says the type of each. */
const PATHS: { url: string; type: string | undefined }[] = [
  ...Object.entries({ ...WORDS, ...LETTERS }).map(([name, type]) => ({ url: `/v1/${name}`, type })),
  ...['/v1/batch', '/v1/import', '/v1/b', '/batch', '/beacon/v1/batch', '/beacon/v1/t'].map((url) => ({ url, type: undefined })),
  ...Object.entries(WORDS).flatMap(([name, type]) => [`/api/s/${name}`, `/api/s/s2s/${name}`].map((url) => ({ url, type }))),
  ...['/api/s/batch', '/api/s/s2s/batch'].map((url) => ({ url, type: undefined })),
]

const header = (request: FastifyRequest, name: string) => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

/** Basic with the key as the user; a client that forgets the colon is understood too. */
function basicKey(request: FastifyRequest): string | undefined {
  const [scheme, value = ''] = (header(request, 'authorization') ?? '').split(' ', 2)
  if (scheme?.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString('utf8')
  return scheme?.toLowerCase() === 'bearer' ? value : undefined
}

function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  const origin = header(request, 'origin')
  // How long to wait is told by a header, which a script may read only when it is named.
  if (origin) void reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': 'retry-after', vary: 'origin', 'cross-origin-resource-policy': 'cross-origin' })
}

/**
 * A browser asks before it sends to another origin; the answer holds for a quarter of an hour. Whatever headers it asks for
 * are allowed: clients add some when they try again (`Rsa-Retry-Attempt`), and a refusal would lose what they repeat.
 * No cookie comes along, so a header can do no harm.
 */
function preflight(method: string) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const asked = header(request, 'access-control-request-headers')?.slice(0, 1000).toLowerCase() ?? ''
    const allowed = HEADER_NAMES.test(asked) ? asked : 'authorization, content-type'
    return reply.code(204).headers({ 'access-control-allow-methods': `${method}, OPTIONS`, 'access-control-allow-headers': allowed, 'access-control-max-age': '900' }).send()
  }
}

/**
 * The tracking API (`docs/tracking.md`): what the clients of Segment, RudderStack and Jitsu speak, answered as they expect
 * it. 200 means it is on disk. A bad call does not fail its batch: it goes to the list of rejected events with its reason.
 */
export function trackingRoutes(app: FastifyInstance, house: House): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BATCH_BYTES }, (_, body, done) => done(null, body))
    const findKey = keyFinder(house)
    const { take, isFull } = taker(house)
    const isBehind = backlog(house)
    const slowed = slowedBy(house)
    // Before anything else, so that a script can read a refusal as well: what it cannot read it would send again.
    scope.addHook('onRequest', async (request, reply) => allowOrigin(request, reply))
    const options = { schema: { hide: true }, config: { rateLimit: false as const } }

    const receive = (type: string | undefined) => async (request: FastifyRequest, reply: FastifyReply) => {
      if (isFull()) throw tooBusy()
      const received_at = house.clock()
      const presented = [basicKey(request), header(request, 'x-write-key'), (request.query as { writeKey?: string }).writeKey]
      const early = await findKey(presented)
      const text = bodyText((request.body as Buffer | undefined) ?? Buffer.alloc(0), header(request, 'content-encoding'))
      const sent_at = header(request, 'sentat')
      let body
      try {
        body = readBody(text, type, sent_at)
      } catch (error) {
        if (early) await recordUnreadable(house, early, text, (error as Error).message, header(request, 'user-agent'))
        throw error
      }
      const key = early ?? (await findKey([body.write_key]))
      if (!key) return fail('unauthenticated', 'No write key of a workspace came along: Basic with the key as the user, X-Write-Key, or writeKey in the body or the query.')
      if (await isBehind(key.workspace_id)) throw tooFarBehind()
      if (body.calls.length === 0) return reply.code(200).send({ success: true })
      // Asked beside the writing, which takes as long.
      const [wait_ms] = await Promise.all([slowed(key.workspace_id), take({ workspace_id: key.workspace_id, received_at, key_id: key.id, trusted: key.trusted, ip: request.ip, type: type ?? null, sent_at: sent_at?.slice(0, 100) ?? null, body: text })])
      if (wait_ms > 0) await setTimeout(wait_ms)
      return reply.code(200).send({ success: true })
    }

    const sourceConfig = async (request: FastifyRequest) => {
      const key = (await findKey([(request.query as { writeKey?: string }).writeKey, basicKey(request)])) ?? fail('unauthenticated', 'No write key of a workspace came along.')
      return rudderSource(key)
    }
    const settings = async (request: FastifyRequest, reply: FastifyReply) => {
      void reply.header('cache-control', 'public, max-age=300')
      return segmentSettings(house.config.public_url, (request.params as { key: string }).key)
    }

    const served = [
      ...PATHS.map(({ url, type }) => ({ method: 'POST', url, handler: receive(type) })),
      { method: 'GET', url: '/v1/projects/:key/settings', handler: settings },
      ...['/sourceConfig', '/sourceConfig/'].map((url) => ({ method: 'GET', url, handler: sourceConfig })),
    ]
    for (const route of served) {
      scope.route({ ...options, ...route })
      scope.route({ ...options, method: 'OPTIONS', url: route.url, handler: preflight(route.method) })
    }
  })
}
