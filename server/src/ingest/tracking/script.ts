import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../platform/problem.ts'
import { ROOT } from '../../platform/root.ts'

const FILE = path.join(ROOT, 'touchpoints/tracker/dist/carillon.js')

type Script = { etag: string; plain: Buffer; gzip: Buffer; br: Buffer }

/** The tracker as it was built, packed once; undefined where it is not built. */
function readScript(file: string): Script | undefined {
  if (!fs.existsSync(file)) return undefined
  const plain = fs.readFileSync(file)
  return { plain, gzip: gzipSync(plain, { level: 9 }), br: brotliCompressSync(plain), etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"` }
}

/**
 * The tracker for script tags of any site: `/carillon.js`, and `/p.js` where a tag of Jitsu's script already stands. Kept by
 * browsers for a day, and for a week more while they ask whether it changed: its address names no version.
 */
export function scriptRoutes(app: FastifyInstance): void {
  let script: Script | undefined
  const serve = async (request: FastifyRequest, reply: FastifyReply) => {
    script ??= readScript(FILE)
    if (!script) return fail('not_found', 'The tracker is not built. `npm start` builds it, and so does `npm run build:tracker`.')
    void reply.headers({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=86400, stale-while-revalidate=604800', etag: script.etag, vary: 'accept-encoding', 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
    if (request.headers['if-none-match']?.split(', ').some((tag) => tag.replace(/^W\//, '') === script!.etag)) return reply.code(304).send()
    const accepted = request.headers['accept-encoding'] ?? ''
    const coding = (['br', 'gzip'] as const).find((each) => String(accepted).split(/[,;] ?/).includes(each))
    return reply.headers(coding ? { 'content-encoding': coding } : {}).send(script[coding ?? 'plain'])
  }
  for (const url of ['/carillon.js', '/p.js']) app.get(url, { schema: { hide: true }, config: { rateLimit: false } }, serve)
}
