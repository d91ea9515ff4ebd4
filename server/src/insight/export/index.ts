import { AnyObject, IdParams, mutate, type Api } from '../../accounts/index.ts'
import { personAsJson } from './person.ts'

export function exportRoutes(api: Api): void {
  api.get('/v1/contacts/{id}/export', { id: 'exportContact', summary: 'Everything kept of one person, as one JSON document', tag: 'People', permission: 'contacts:export', params: IdParams('con'), answer: { 200: AnyObject } }, async (cx, { params }, { reply }) => {
    const stream = await personAsJson(cx.db.system, cx.workspace.id, params.id)
    await mutate(cx, 'contacts:export', async (_, audit) => {
      audit('contact', params.id)
      return null
    })
    return reply.headers({ 'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="${params.id}.json"`, 'cache-control': 'no-store' }).send(stream)
  })
}
