import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'
import { makeServer } from './server.ts'

/** One line of /readyz: throws, or says in words how it stands. */
export type ReadyCheck = { name: string; check: () => Promise<string> }

/** Brings the gauges up to date before they are read. */
export type Measure = (house: House) => Promise<void>

/** /livez asks nothing of others, so that a database outage does not restart every process; /readyz asks them all. */
export function health(app: FastifyInstance, house: House, measure: Measure, checks: ReadyCheck[] = []): void {
  const all: ReadyCheck[] = [{ name: 'database', check: async () => {
    const started = performance.now()
    await sql`select 1`.execute(house.db.system)
    return `answers in ${(performance.now() - started).toFixed(1)} ms`
  } }, ...checks]
  const hide = { schema: { hide: true } }
  const live = async () => 'ok\n'
  app.get('/livez', hide, live)
  app.get('/healthz', hide, live)
  app.get<{ Querystring: Record<string, string> }>('/readyz', hide, async (request, reply) => {
    const lines = await Promise.all(all.map(async ({ name, check }) => {
      try {
        return { ok: true, line: `[+] ${name}: ${await check()}` }
      } catch (error) {
        return { ok: false, line: `[-] ${name}: ${(error as Error).message}` }
      }
    }))
    const ok = lines.every((each) => each.ok)
    const verbose = 'verbose' in request.query || !ok
    return reply.code(ok ? 200 : 503).type('text/plain').send(verbose ? `${lines.map((each) => each.line).join('\n')}\n${ok ? 'ready' : 'not ready'}\n` : 'ok\n')
  })
  app.get('/metrics', hide, async (_, reply) => {
    // A database that is away must not take the figures of the process with it.
    await measure(house).catch((err: unknown) => house.log.warn({ err }, 'the gauges could not be read'))
    return reply.type(house.metrics.registry.contentType).send(await house.metrics.registry.metrics())
  })
}

/** For a process that serves nobody: only /livez, /readyz and /metrics. */
export async function makeHealthServer(house: House, measure: Measure): Promise<FastifyInstance> {
  const app = await makeServer(house)
  health(app, house, measure)
  return app
}
