import { IdParams, Page, type Api } from '../../accounts/index.ts'
import { changeCascade, createCascade, getCascade, listCascades } from './cascades.ts'
import { stepMedia } from './check.ts'
import { Cascade, CascadeChange, CascadeQuery, NewCascade, StepMedia } from './contract.ts'

export function cascadeRoutes(api: Api): void {
  const tag = 'Cascades'
  api.get('/v1/cascades', { id: 'listCascades', summary: 'Cascades', tag, permission: 'content:read', query: CascadeQuery, answer: { 200: Page(Cascade) } }, (cx, { query }) => listCascades(cx, query))
  api.post('/v1/cascades', { id: 'createCascade', summary: 'Ordered steps with a success and a time limit each', tag, permission: 'content:write', body: NewCascade, answer: { 201: Cascade } }, (cx, { body }) => createCascade(cx, body))
  api.get('/v1/cascades/media', { id: 'listStepMedia', summary: 'What a step can name, and what can count as its success', tag, permission: 'content:read', answer: { 200: StepMedia } }, async () => ({ data: stepMedia() }))
  api.get('/v1/cascades/{id}', { id: 'getCascade', summary: 'One cascade', tag, permission: 'content:read', params: IdParams('csc'), answer: { 200: Cascade } }, (cx, { params }) => getCascade(cx, params.id))
  api.patch('/v1/cascades/{id}', { id: 'changeCascade', summary: 'Change or archive', tag, permission: 'content:write', params: IdParams('csc'), body: CascadeChange, answer: { 200: Cascade } }, (cx, { params, body }) => changeCascade(cx, params.id, body))
}
