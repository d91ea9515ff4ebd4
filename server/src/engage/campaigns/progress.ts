import type { FastifyReply, FastifyRequest } from 'fastify'
import { inWorkspace } from '../../platform/database/index.ts'
import { requirePermission, type Cx } from '../../accounts/index.ts'
import { buildReport } from './report.ts'

const EVERY_MS = 700
/** A proxy closes what is silent; a client that is gone is noticed. */
const LONGEST_MS = 30 * 60_000

/** The report as server-sent events while a campaign runs: one when something changed, the last when it is over. */
export async function streamProgress(cx: Cx, id: string, { request, reply }: { request: FastifyRequest; reply: FastifyReply }): Promise<void> {
  requirePermission(cx, 'campaigns:read')
  const read = () => inWorkspace(cx.db, cx.workspace.id, (tx) => buildReport({ ...cx, now: cx.clock() }, tx, id))
  let report = await read()
  void reply.hijack()
  const { raw } = reply
  raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'keep-alive', 'x-request-id': request.id })
  let open = true
  request.raw.on('close', () => (open = false))
  const end = Date.now() + LONGEST_MS
  let told = ''
  while (open && Date.now() < end && !raw.destroyed) {
    const text = JSON.stringify(report)
    raw.write(text === told ? ': still here\n\n' : `event: progress\ndata: ${text}\n\n`)
    told = text
    if (report.finished_at && report.totals.in_flight === 0) break
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    report = await read()
  }
  raw.end('event: end\ndata: {}\n\n')
}
