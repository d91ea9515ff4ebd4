import type { FastifyReply, FastifyRequest } from 'fastify'
import { PAGE_CSP } from './page.ts'

/** Routes that customers open: not in the API's document, and not to be hammered. */
export const forVisitors = { schema: { hide: true }, config: { rateLimit: { max: 600, timeWindow: 60_000, keyGenerator: (request: FastifyRequest) => request.ip } } }

/** What shows later that a person did it themselves. */
export const proofOf = (request: FastifyRequest) => ({ ip: request.ip, user_agent: request.headers['user-agent'] ?? null })

export function sendPage(reply: FastifyReply, text: string): FastifyReply {
  return reply.headers({ 'content-security-policy': PAGE_CSP, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).type('text/html; charset=utf-8').send(text)
}
