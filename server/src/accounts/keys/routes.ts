import { IdParams, List } from '../api/schemas.ts'
import type { Api } from '../api/api.ts'
import { ApiKey, CreatedApiKey, NewApiKey } from './contract.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'

export function keyRoutes(api: Api): void {
  const tag = 'API keys'
  api.get('/v1/api-keys', { id: 'listApiKeys', summary: 'All keys, newest first', tag, permission: 'keys:write', answer: { 200: List(ApiKey) } }, (cx) => listKeys(cx))
  api.post('/v1/api-keys', { id: 'createApiKey', summary: 'Make a key; it is shown once', tag, permission: 'keys:write', body: NewApiKey, answer: { 201: CreatedApiKey } }, (cx, { body }) => createKey(cx, body))
  api.delete('/v1/api-keys/{id}', { id: 'revokeApiKey', summary: 'Revoke a key, at once', tag, permission: 'keys:write', params: IdParams('key'), answer: { 204: null } }, (cx, { params }) => revokeKey(cx, params.id))
}
