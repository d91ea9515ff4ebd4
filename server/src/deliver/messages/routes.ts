import { Type } from 'typebox'
import { IdParams, NullableTime, Page, type Api } from '../../accounts/index.ts'
import { Message, MessageQuery, NewMessage } from './contract.ts'
import { getMessage, listMessages } from './read.ts'
import { requestMessage } from './request.ts'
import { holdMarketing } from './runs.ts'

export function messageRoutes(api: Api): void {
  const tag = 'Messages'
  api.post('/v1/messages', { id: 'createMessage', summary: 'Send one message to one person', tag, permission: 'messages:write', body: NewMessage, answer: { 201: Message } }, (cx, { body }) => requestMessage(cx, body))
  api.get('/v1/messages', { id: 'listMessages', summary: 'Messages with every attempt, newest first', tag, permission: 'messages:read', query: MessageQuery, answer: { 200: Page(Message) } }, (cx, { query }) => listMessages(cx, query))
  api.get('/v1/messages/{id}', { id: 'getMessage', summary: 'One message: each step, and why', tag, permission: 'messages:read', params: IdParams('msg'), answer: { 200: Message } }, (cx, { params }) => getMessage(cx, params.id))
  api.post('/v1/marketing/hold', { id: 'holdMarketing', summary: 'Hold all marketing of the workspace, or release it', tag, permission: 'marketing:hold', body: Type.Object({ held: Type.Boolean() }, { additionalProperties: false }), answer: { 200: Type.Object({ marketing_held_at: NullableTime }) } },
    (cx, { body }) => holdMarketing(cx, body.held))
}
