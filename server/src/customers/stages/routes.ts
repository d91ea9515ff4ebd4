import { IdParams, type Api } from '../../accounts/index.ts'
import { ChangedStage, ContactStage, NewStage, StageChange, StageHold, StageList, StageOrder } from './contract.ts'
import { getContactStage, holdStage, releaseStage } from './of-person.ts'
import { cancelRecount, changeStage, createStage, listStages, orderStages, putUsualStages, recountAgain, removeStage } from './stages.ts'

export function stageRoutes(api: Api): void {
  const tag = 'Stages'
  const writable = { tag, permission: 'segments:write' as const }
  const contact = { tag, params: IdParams('con'), answer: { 200: ContactStage } }
  api.get('/v1/stages', { id: 'listStages', summary: 'The stages of a customer\'s life in their order, with how many people are in each', tag, permission: 'contacts:read', answer: { 200: StageList } }, (cx) => listStages(cx))
  api.post('/v1/stages', { id: 'createStage', summary: 'A stage behind the others; everybody is counted anew, as with each change of rules or order', ...writable, body: NewStage, answer: { 201: ChangedStage } }, (cx, { body }) => createStage(cx, body))
  api.put('/v1/stages/order', { id: 'orderStages', summary: 'Put the stages into another order', ...writable, body: StageOrder, answer: { 200: StageList } }, (cx, { body }) => orderStages(cx, body.ids))
  api.post('/v1/stages/usual', { id: 'putUsualStages', summary: 'Put in those of the usual stages that are missing', ...writable, answer: { 200: StageList } }, (cx) => putUsualStages(cx))
  api.post('/v1/stages/recount', { id: 'recountStages', summary: 'Count everybody again, where a recount failed', ...writable, answer: { 202: StageList } }, (cx) => recountAgain(cx))
  api.delete('/v1/stages/recount', { id: 'cancelStageRecount', summary: 'Leave the recount off: the stages are as they were before it', ...writable, answer: { 200: StageList } }, (cx) => cancelRecount(cx))
  api.patch('/v1/stages/{id}', { id: 'changeStage', summary: 'Rename a stage or change its rule', ...writable, params: IdParams('stg'), body: StageChange, answer: { 200: ChangedStage } }, (cx, { params, body }) => changeStage(cx, params.id, body))
  api.delete('/v1/stages/{id}', { id: 'removeStage', summary: 'Take a stage away; its people are where the other rules say', ...writable, params: IdParams('stg'), answer: { 204: null } }, (cx, { params }) => removeStage(cx, params.id))
  api.get('/v1/contacts/{id}/stage', { id: 'getContactStage', summary: 'The stage of a person and why', permission: 'contacts:read', ...contact }, (cx, { params }) => getContactStage(cx, params.id))
  api.put('/v1/contacts/{id}/stage', { id: 'holdStage', summary: 'Set the stage of a person by hand', permission: 'contacts:write', ...contact, body: StageHold }, (cx, { params, body }) => holdStage(cx, params.id, body))
  api.delete('/v1/contacts/{id}/stage', { id: 'releaseStage', summary: 'Let the rules say the stage of a person again', permission: 'contacts:write', ...contact }, (cx, { params }) => releaseStage(cx, params.id))
}
