import { Type } from 'typebox'
import { IdParams, List, type Api } from '../../accounts/index.ts'
import { CHANNELS } from '../channels/index.ts'
import { changeConnection, checkConnection, createConnection, getConnection, listConnections } from './connections.ts'
import { ChannelView, CheckSchema, Connection, ConnectionChange, NewConnection, NewSender, Price, PriceInput, Sender, SenderChange } from './contract.ts'
import { listPrices, removePrice, setPrice } from './prices.ts'
import { changeSender, createSender, listSenders } from './senders.ts'

export function connectionRoutes(api: Api): void {
  const readable = { tag: 'Connections', permission: 'connections:read' as const }
  const writable = { tag: 'Connections', permission: 'connections:write' as const }
  api.get('/v1/channels', { id: 'listChannels', summary: 'Kinds of connection, each with the schema of its settings', ...readable, answer: { 200: List(ChannelView) } },
    async () => ({ data: CHANNELS.filter((channel) => channel.id !== 'sandbox').map(({ id, name, media, settings, default_limits, can }) => ({ id, name, media, settings: structuredClone(settings), default_limits, can })) }))
  api.get('/v1/connections', { id: 'listConnections', summary: 'Accounts with providers', ...readable, answer: { 200: List(Connection) } }, (cx) => listConnections(cx))
  api.post('/v1/connections', { id: 'createConnection', summary: 'Connect a provider', ...writable, body: NewConnection, answer: { 201: Connection } }, (cx, { body }) => createConnection(cx, body))
  api.get('/v1/connections/{id}', { id: 'getConnection', summary: 'One connection; secrets are never shown', ...readable, params: IdParams('cnn'), answer: { 200: Connection } }, (cx, { params }) => getConnection(cx, params.id))
  api.patch('/v1/connections/{id}', { id: 'changeConnection', summary: 'Change settings, limits or state', ...writable, params: IdParams('cnn'), body: ConnectionChange, answer: { 200: Connection } }, (cx, { params, body }) => changeConnection(cx, params.id, body))
  api.post('/v1/connections/{id}/check', { id: 'checkConnection', summary: 'Ask the provider whether it works', ...writable, params: IdParams('cnn'), answer: { 200: CheckSchema } }, (cx, { params }) => checkConnection(cx, params.id))
  api.get('/v1/senders', { id: 'listSenders', summary: 'Numbers, names and addresses that messages come from', ...readable, answer: { 200: List(Sender) } }, (cx) => listSenders(cx))
  api.post('/v1/senders', { id: 'createSender', summary: 'A sender', ...writable, body: NewSender, answer: { 201: Sender } }, (cx, { body }) => createSender(cx, body))
  api.patch('/v1/senders/{id}', { id: 'changeSender', summary: 'Change a sender', ...writable, params: IdParams('snd'), body: SenderChange, answer: { 200: Sender } }, (cx, { params, body }) => changeSender(cx, params.id, body))
  api.get('/v1/prices', { id: 'listPrices', summary: 'What a message or segment costs', ...readable, answer: { 200: List(Price) } }, (cx) => listPrices(cx))
  api.put('/v1/prices', { id: 'setPrice', summary: 'Set a rate', ...writable, body: PriceInput, answer: { 200: Price } }, (cx, { body }) => setPrice(cx, body))
  api.delete('/v1/prices/{id}', { id: 'removePrice', summary: 'Remove a rate', ...writable, params: Type.Object({ id: Type.String({ pattern: '^prc_[0-9a-f]{32}$' }) }), answer: { 204: null } }, (cx, { params }) => removePrice(cx, params.id))
}
