import { IdParams, Page, type Api } from '../../accounts/index.ts'
import { ComputedTrait, ComputedTraitChange, ComputedTraitQuery, NewComputedTrait } from './contract.ts'
import { changeComputedTrait, createComputedTrait, getComputedTrait, listComputedTraits, removeComputedTrait } from './definitions.ts'

export function computedTraitRoutes(api: Api): void {
  const readable = { tag: 'Contacts', permission: 'contacts:read' as const }
  const writable = { tag: 'Contacts', permission: 'segments:write' as const, params: IdParams('trt') }
  api.get('/v1/computed-traits', { id: 'listComputedTraits', summary: 'Traits that are computed from what people did, by name', ...readable, query: ComputedTraitQuery, answer: { 200: Page(ComputedTrait) } }, (cx, { query }) => listComputedTraits(cx, query))
  api.post('/v1/computed-traits', { id: 'createComputedTrait', summary: 'Compute a trait from events, for everybody and from now on', tag: 'Contacts', permission: 'segments:write', body: NewComputedTrait, answer: { 201: ComputedTrait } }, (cx, { body }) => createComputedTrait(cx, body))
  api.get('/v1/computed-traits/{id}', { id: 'getComputedTrait', summary: 'One computed trait, with how far it is', ...readable, params: IdParams('trt'), answer: { 200: ComputedTrait } }, (cx, { params }) => getComputedTrait(cx, params.id))
  api.patch('/v1/computed-traits/{id}', { id: 'changeComputedTrait', summary: 'Compute it otherwise, for everybody', ...writable, body: ComputedTraitChange, answer: { 200: ComputedTrait } }, (cx, { params, body }) => changeComputedTrait(cx, params.id, body))
  api.delete('/v1/computed-traits/{id}', { id: 'removeComputedTrait', summary: 'Remove it with its values, unless a segment uses it', ...writable, answer: { 204: null } }, (cx, { params }) => removeComputedTrait(cx, params.id))
}
