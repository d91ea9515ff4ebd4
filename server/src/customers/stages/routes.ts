import { IdParams, List, type Api } from '../../accounts/index.ts'
import { ContactStage, NewStage, Stage, StageChange, StageHold, StageOrder } from './contract.ts'
import { getContactStage, holdStage, releaseStage } from './of-person.ts'
import { changeStage, createStage, listStages, orderStages, putUsualStages, removeStage } from './stages.ts'

export function stageRoutes(api: Api): void {
  const tag = 'Stages'
  const writable = { tag, permission: 'segments:write' as const }
  const contact = { tag, params: IdParams('con'), answer: { 200: ContactStage } }
  api.get('/v1/stages', { id: 'listStages', summary: 'The stages of a customer\'s life in their order, with how many people are in each', tag, permission: 'contacts:read', answer: { 200: List(Stage) } }, (cx) => listStages(cx))
  api.post('/v1/stages', { id: 'createStage', summary: 'A stage behind the others', ...writable, body: NewStage, answer: { 201: Stage } }, (cx, { body }) => createStage(cx, body))
  api.put('/v1/stages/order', { id: 'orderStages', summary: 'Put the stages into another order', ...writable, body: StageOrder, answer: { 200: List(Stage) } }, (cx, { body }) => orderStages(cx, body.ids))
  api.post('/v1/stages/usual', { id: 'putUsualStages', summary: 'Put in those of the usual stages that are missing', ...writable, answer: { 200: List(Stage) } }, (cx) => putUsualStages(cx))
  api.patch('/v1/stages/{id}', { id: 'changeStage', summary: 'Rename a stage or change its rule', ...writable, params: IdParams('stg'), body: StageChange, answer: { 200: Stage } }, (cx, { params, body }) => changeStage(cx, params.id, body))
  api.delete('/v1/stages/{id}', { id: 'removeStage', summary: 'Take a stage away; its people are where the other rules say', ...writable, params: IdParams('stg'), answer: { 204: null } }, (cx, { params }) => removeStage(cx, params.id))
  api.get('/v1/contacts/{id}/stage', { id: 'getContactStage', summary: 'The stage of a person and why', permission: 'contacts:read', ...contact }, (cx, { params }) => getContactStage(cx, params.id))
  api.put('/v1/contacts/{id}/stage', { id: 'holdStage', summary: 'Set the stage of a person by hand', permission: 'contacts:write', ...contact, body: StageHold }, (cx, { params, body }) => holdStage(cx, params.id, body))
  api.delete('/v1/contacts/{id}/stage', { id: 'releaseStage', summary: 'Let the rules say the stage of a person again', permission: 'contacts:write', ...contact }, (cx, { params }) => releaseStage(cx, params.id))
}
