import { Type } from 'typebox'
import { IdParams, List, type Api } from '../../accounts/index.ts'
import { notFound } from '../../platform/problem.ts'
import { channelOf, connectionFacts } from '../connections/index.ts'
import { ChatLink, joinCrowd, Joined, JoinInput, listChatLinks } from './chat-links.ts'
import { receiveInbound } from './receive.ts'

/** Where providers call. A connection that takes no calls, or is not there, answers like a path that does not exist. */
export function webhookRoutes(api: Api): void {
  api.open.post('/v1/webhooks/{id}', { id: 'receiveWebhook', summary: 'A provider\'s call', tag: 'Connections', internal: true, keep_text: true, params: Type.Object({ id: Type.String({ pattern: '^cnn_[0-9a-f]{32}$' }) }), answer: { 200: Type.Object({}) } },
    async (house, { params }, { request, reply }) => {
      const row = await house.db.system.selectFrom('connection').selectAll().where('id', '=', params.id).where('archived_at', 'is', null).executeTakeFirst()
      const receive = row && channelOf(row.channel).receive
      if (!row || !receive) return notFound('webhook')
      const { inbound, reply: answer } = await receive({ headers: request.headers, query: request.query as Record<string, unknown>, body: request.body, text: request.text }, connectionFacts(house, row))
      if (inbound.length > 0) await receiveInbound(house, row.id, inbound)
      return answer ? reply.code(answer.status).type(answer.type).send(answer.body) : {}
    })
}

export function chatLinkRoutes(api: Api): void {
  api.get('/v1/contacts/{id}/chat-links', { id: 'listChatLinks', summary: 'The person\'s own links to our chats', tag: 'Contacts', permission: 'contacts:read', params: IdParams('con'), answer: { 200: List(ChatLink) } }, (cx, { params }) => listChatLinks(cx, params.id))
  api.post('/v1/sandbox/crowd/join', { id: 'joinSandboxCrowd', summary: 'Give everybody their links; the crowd\'s share presses Start and Allow', tag: 'Sandbox', permission: 'sandbox:write', body: JoinInput, answer: { 200: Joined } }, (cx, { body }) => joinCrowd(cx, body))
}
