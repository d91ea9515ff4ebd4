import type { FastifyRequest } from 'fastify'
import { AnyObject, IdParams, mutate, type Api, type Cx } from '../../accounts/index.ts'
import { holderOf } from '../../deliver/index.ts'
import { personAsJson } from './person.ts'
import { peopleAsCsv } from './segment.ts'

/** Whoever takes data out of the house is written down before the first byte leaves. */
function noteExport(cx: Cx, kind: 'contact' | 'segment', id: string): Promise<null> {
  return mutate(cx, 'contacts:export', async (_, audit) => {
    audit(kind, id)
    return null
  })
}

/** What everybody may ask for by the link in a message to them: a press of the button, not the opening of the page. */
function ownDataRoute({ app, house }: Api): void {
  app.post<{ Params: { token: string } }>('/p/:token/data', { schema: { hide: true }, config: { rateLimit: { max: 10, timeWindow: 60_000, keyGenerator: (request: FastifyRequest) => request.ip } } }, async (request, reply) => {
    const { workspace_id, contact_id } = await holderOf(house, request.params.token)
    return reply.headers({ 'content-type': 'application/json; charset=utf-8', 'content-disposition': 'attachment; filename="my-data.json"', 'cache-control': 'no-store' }).send(await personAsJson(house.db.system, workspace_id, contact_id))
  })
}

export function exportRoutes(api: Api): void {
  ownDataRoute(api)
  const common = { permission: 'contacts:export' as const, answer: { 200: AnyObject } }
  api.get('/v1/contacts/{id}/export', { id: 'exportContact', summary: 'Everything kept of one person, as one JSON document', tag: 'People', ...common, params: IdParams('con') }, async (cx, { params }, { reply }) => {
    const stream = await personAsJson(cx.db.system, cx.workspace.id, params.id)
    await noteExport(cx, 'contact', params.id)
    return reply.headers({ 'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="${params.id}.json"`, 'cache-control': 'no-store' }).send(stream)
  })
  api.get('/v1/segments/{id}/export', { id: 'exportSegment', summary: 'The people of a segment as CSV', tag: 'Segments', ...common, params: IdParams('seg') }, async (cx, { params }, { reply }) => {
    const stream = await peopleAsCsv(cx, { segment: params.id })
    await noteExport(cx, 'segment', params.id)
    return reply.headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${params.id}.csv"`, 'cache-control': 'no-store' }).send(stream)
  })
}
