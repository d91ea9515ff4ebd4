import { Type } from 'typebox'
import { Id, IdParams, List, Page, PageQuery, type Api } from '../../accounts/index.ts'
import { IdentityRules, Merge, MergeInput, MergePreview, MergeSuggestion } from './contract.ts'
import { eraseContact } from './erase.ts'
import { dismissSuggestion, listMerges, listSuggestions, mergeContacts, previewMerge, restoreSuggestion, undoMerge } from './people.ts'
import { getRules, setRules } from './rules.ts'

export function peopleRoutes(api: Api): void {
  const tag = 'People'
  const readable = { tag, permission: 'contacts:read' as const }
  const writable = { tag, permission: 'contacts:write' as const }
  const contact = { params: IdParams('con') }
  api.post('/v1/contacts/{id}/merge', { id: 'mergeContacts', summary: 'Make two people one: this one stays, the other joins', ...writable, ...contact, body: MergeInput, answer: { 201: Merge } }, (cx, { params, body }) => mergeContacts(cx, params.id, body.other_id))
  api.post('/v1/contacts/{id}/merge/preview', { id: 'previewMerge', summary: 'What a merge would make', ...readable, ...contact, body: MergeInput, answer: { 200: MergePreview } }, (cx, { params, body }) => previewMerge(cx, params.id, body.other_id))
  api.get('/v1/contacts/{id}/merges', { id: 'listMerges', summary: 'The merges that made this person', ...readable, ...contact, answer: { 200: List(Merge) } }, (cx, { params }) => listMerges(cx, params.id))
  api.post('/v1/merges/{id}/undo', { id: 'undoMerge', summary: 'Take a merge back', ...writable, params: IdParams('mrg'), answer: { 200: Merge } }, (cx, { params }) => undoMerge(cx, params.id))
  api.delete('/v1/contacts/{id}', { id: 'eraseContact', summary: 'Forget a person for good: everything but the keyed hash that keeps marketing away', tag, permission: 'contacts:erase', ...contact, answer: { 204: null } }, (cx, { params }) => eraseContact(cx, params.id))
  api.get('/v1/merge-suggestions', { id: 'listMergeSuggestions', summary: 'Pairs who may be one person, newest first', ...readable, query: Type.Object({ ...PageQuery, contact_id: Type.Optional(Id('con')) }), answer: { 200: Page(MergeSuggestion) } }, (cx, { query }) => listSuggestions(cx, query))
  api.delete('/v1/merge-suggestions/{id}', { id: 'dismissMergeSuggestion', summary: 'They are two people', ...writable, params: IdParams('sug'), answer: { 204: null } }, (cx, { params }) => dismissSuggestion(cx, params.id))
  api.post('/v1/merge-suggestions/{id}/restore', { id: 'restoreMergeSuggestion', summary: 'They may be one person after all', ...writable, params: IdParams('sug'), answer: { 204: null } }, (cx, { params }) => restoreSuggestion(cx, params.id))
  api.get('/v1/identity-rules', { id: 'getIdentityRules', summary: 'What makes two contacts one person', ...readable, answer: { 200: IdentityRules } }, (cx) => getRules(cx))
  api.put('/v1/identity-rules', { id: 'setIdentityRules', summary: 'Change what makes two contacts one person', tag, permission: 'workspace:write', body: IdentityRules, answer: { 200: IdentityRules } }, (cx, { body }) => setRules(cx, body))
}
