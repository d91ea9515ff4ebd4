import formbody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance } from 'fastify'
import { randomToken } from '../ids.ts'
import type { House } from '../house.ts'
import { HEADERS_MS, limitBodies } from './patience.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, where the route keeps it. */
    text: string
  }
  interface FastifyContextConfig {
    /** A signature is over the bytes of the body, so they are kept beside what they say. */
    keep_text?: boolean
  }
}

/** A bare server with the manners every route shares: request ids, safe headers, limits by caller, drain on close. */
export async function makeServer(house: House): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    trustProxy: false,
    http: { headersTimeout: HEADERS_MS, requestTimeout: 0 },
    bodyLimit: 1_048_576,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && /^[\w.-]{8,100}$/.test(given) ? given : `req_${randomToken(20)}`
    },
  })
  limitBodies(app)
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    house.metrics.http_seconds.observe({ route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    house.log.debug({ method: request.method, url: request.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime), request_id: request.id }, 'answered')
  })
  // Clients that name JSON for every call, also for one that takes no body, are right often enough.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.config.keep_text) request.text = body as string
    return body === '' ? done(null, undefined) : parse(request, body as string, done)
  })
  app.decorateRequest('text', '')
  await app.register(formbody)
  await app.register(rateLimit, {
    global: true,
    max: 3000,
    timeWindow: 60_000,
    enableDraftSpec: true,
    keyGenerator: (request) => request.headers.authorization ?? request.headers.cookie ?? request.ip,
    allowList: (request) => /^\/(livez|readyz|healthz|metrics|assets)/.test(request.url),
  })
  return app
}
