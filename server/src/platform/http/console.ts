import fs from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { ROOT } from '../root.ts'

const DIST = path.join(ROOT, 'console/dist')

const CSP = ["default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: https: http:", "font-src 'self' data:",
  "connect-src 'self'", "frame-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'"].join('; ')

/** The console's files; any other path of a browser gets its index page, where the router goes on. */
export async function serveConsole(app: FastifyInstance): Promise<void> {
  if (!fs.existsSync(path.join(DIST, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: DIST,
    wildcard: false,
    cacheControl: false,
    setHeaders: (response, file) => {
      response.header('cache-control', file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const wantsPage = (request.headers.accept ?? '').includes('text/html')
    if (!wantsPage || /^\/(v1|api|docs|openapi)\b/.test(request.url)) return reply.callNotFound()
    return reply.header('content-security-policy', CSP).header('cache-control', 'no-cache').sendFile('index.html')
  })
}
