import type { FastifyInstance } from 'fastify'
import { CODES, type Code } from '../../platform/problem.ts'

const MEANINGS: Record<Code, string> = {
  invalid: 'Something in the request is not valid; errors name each place by a JSON pointer.', malformed: 'The body is not JSON that can be read.', unauthenticated: 'No valid session or API key came along.',
  setup_needed: 'Nobody has set this installation up yet: open the link that npm start printed.', forbidden: 'Your role or key does not allow this. An owner or admin can grant it.', not_found: 'There is no such thing in this workspace.',
  conflict: 'The thing is in a state in which this cannot be done; the detail says which.', in_progress: 'A request with the same Idempotency-Key is still running. Wait as Retry-After says.', stale: 'Somebody else changed it after you read it. Read it again.',
  too_large: 'The body is larger than this call takes.', unsupported_media_type: 'Send JSON with content-type: application/json.', idempotency_key_reused: 'The Idempotency-Key was used with another request.',
  too_many_requests: 'Slow down and wait as Retry-After says.', internal: 'A fault of the server. Quote the request id to whoever runs it.', unavailable: 'A part that is needed is down. Try again.',
}

/** What every `type` of a problem points to. */
export function errorPage(app: FastifyInstance): void {
  const rows = Object.entries(CODES).map(([code, status]) => `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${MEANINGS[code as Code]}</td></tr>`).join('')
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Errors · Carillon</title><style>body{font:15px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1c1a17;background:#faf9f7}table{border-collapse:collapse}td{border-top:1px solid #ddd6cc;padding:.5rem .75rem .5rem 0;vertical-align:top}tr:target{background:#f3e4cf}</style><h1>Errors</h1><p>Every error is <code>application/problem+json</code> (RFC 9457). Its <code>code</code> is one of these:</p><table>${rows}</table></html>`
  app.get('/docs/errors', { schema: { hide: true } }, async (_, reply) => reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'").type('text/html; charset=utf-8').send(html))
}
