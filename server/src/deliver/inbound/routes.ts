import { Type } from 'typebox'
import type { Api } from '../../accounts/index.ts'
import { notFound } from '../../platform/problem.ts'
import { channelOf, connectionFacts } from '../connections/index.ts'
import { receiveInbound } from './receive.ts'

/** Where providers call. A connection that takes no calls, or is not there, answers like a path that does not exist. */
export function webhookRoutes(api: Api): void {
  api.open.post('/v1/webhooks/{id}', { id: 'receiveWebhook', summary: 'A provider\'s call', tag: 'Connections', internal: true, params: Type.Object({ id: Type.String({ pattern: '^cnn_[0-9a-f]{32}$' }) }), answer: { 200: Type.Object({}) } },
    async (house, { params }, { request, reply }) => {
      const row = await house.db.system.selectFrom('connection').selectAll().where('id', '=', params.id).where('archived_at', 'is', null).executeTakeFirst()
      const receive = row && channelOf(row.channel).receive
      if (!row || !receive) return notFound('webhook')
      const { inbound, reply: answer } = await receive({ headers: request.headers, query: request.query as Record<string, unknown>, body: request.body }, connectionFacts(house, row))
      if (inbound.length > 0) await receiveInbound(house, row.id, inbound)
      return answer ? reply.code(answer.status).type(answer.type).send(answer.body) : {}
    })
}
