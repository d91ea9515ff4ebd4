import { Type } from 'typebox'
import { AnyObject, Choice, Id, IdParams, List, Nullable, NullableTime, Time, type Api } from '../../accounts/index.ts'
import { ConsentInput, ConsentRequest, ConsentRules, ConsentRulesView } from './contract.ts'
import { listConsents, recordConsent } from './consents.ts'
import { askAgain, listRequests } from './requests.ts'
import { getConsentRules, setConsentRules } from './rule-settings.ts'
import { archiveTopic, createTopic, listTopics } from './topics.ts'

const Text = Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: { type: 'string', maxLength: 500 }, minProperties: 1, description: 'By BCP 47 language' })
const NewConsents = Type.Object({ contact_id: Id('con'), consents: Type.Array(ConsentInput, { minItems: 1, maxItems: 50 }) }, { title: 'NewConsents', additionalProperties: false })
const ConsentEntry = Type.Object({
  id: Type.String(), contact_id: Id('con'), medium: Type.String(), topic_id: Type.String(), state: Choice(['opted_in', 'opted_out', 'taken_back']),
  at: Time, recorded_at: Time, source: Type.String(), proof: AnyObject, text_id: Nullable(Type.String()), text_since: NullableTime, origin: Choice(['live', 'sandbox', 'demo']),
}, { title: 'ConsentEntry' })
const Topic = Type.Object({ id: Id('top'), name: AnyObject, description: AnyObject, created_at: Time }, { title: 'Topic' })
const NewTopic = Type.Object({ name: Text, description: Type.Optional(Text) }, { additionalProperties: false })

export function consentRoutes(api: Api): void {
  const tag = 'Consent'
  api.post('/v1/consents', { id: 'recordConsent', summary: 'Record what a person allows or forbids', tag, permission: 'consents:write', body: NewConsents, answer: { 204: null } }, (cx, { body }) => recordConsent(cx, body))
  api.get('/v1/consents', { id: 'listConsents', summary: 'The ledger of one contact', tag, permission: 'contacts:read', query: Type.Object({ contact_id: Id('con') }), answer: { 200: List(ConsentEntry) } }, (cx, { query }) => listConsents(cx, query.contact_id))
  api.get('/v1/consent-requests', { id: 'listConsentRequests', summary: 'What a person was asked to confirm', tag, permission: 'contacts:read', query: Type.Object({ contact_id: Id('con') }), answer: { 200: List(ConsentRequest) } }, (cx, { query }) => listRequests(cx, query.contact_id))
  api.post('/v1/consent-requests/{id}/ask', { id: 'askForConsentAgain', summary: 'Ask for the confirmation once more', tag, permission: 'consents:write', params: IdParams('crq'), answer: { 204: null } }, (cx, { params }) => askAgain(cx, params.id))
  api.get('/v1/consent-rules', { id: 'getConsentRules', summary: 'Where a yes must be said twice, and where no message may ask for it', tag, permission: 'contacts:read', answer: { 200: ConsentRulesView } }, (cx) => getConsentRules(cx))
  api.put('/v1/consent-rules', { id: 'setConsentRules', summary: 'Change where a yes must be said twice', tag, permission: 'workspace:write', body: ConsentRules, answer: { 200: ConsentRulesView } }, (cx, { body }) => setConsentRules(cx, body))
  api.get('/v1/topics', { id: 'listTopics', summary: 'What people can be written about', tag, permission: 'content:read', answer: { 200: List(Topic) } }, (cx) => listTopics(cx))
  api.post('/v1/topics', { id: 'createTopic', summary: 'A new topic', tag, permission: 'content:write', body: NewTopic, answer: { 201: Topic } }, (cx, { body }) => createTopic(cx, body))
  api.delete('/v1/topics/{id}', { id: 'archiveTopic', summary: 'Retire a topic', tag, permission: 'content:write', params: IdParams('top'), answer: { 204: null } }, (cx, { params }) => archiveTopic(cx, params.id))
}
