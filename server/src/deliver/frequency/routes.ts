import { IdParams, List, type Api } from '../../accounts/index.ts'
import { CapUse, DayOff, DayOffInput, DayOffQuery, DaysOffImport, DaysSaved, FrequencyRule, FrequencyRuleChange, NewFrequencyRule, PublishedDays, SendingHours, SendingHoursInput } from './contract.ts'
import { importDays, listDays, putDay, putPublishedDays, removeDay } from './days-off.ts'
import { capsOfContact, changeRule, createRule, listRules, removeRule } from './rules.ts'
import { getHours, putHours } from './settings.ts'

export function frequencyRoutes(api: Api): void {
  const readable = { tag: 'Frequency and hours', permission: 'workspace:read' as const }
  const writable = { tag: 'Frequency and hours', permission: 'workspace:write' as const }
  api.get('/v1/frequency-rules', { id: 'listFrequencyRules', summary: 'How many messages one person may get', ...readable, answer: { 200: List(FrequencyRule) } }, (cx) => listRules(cx))
  api.post('/v1/frequency-rules', { id: 'createFrequencyRule', summary: 'A cap over all channels and sources', ...writable, body: NewFrequencyRule, answer: { 201: FrequencyRule } }, (cx, { body }) => createRule(cx, body))
  api.patch('/v1/frequency-rules/{id}', { id: 'changeFrequencyRule', summary: 'Change a cap or switch it off', ...writable, params: IdParams('frq'), body: FrequencyRuleChange, answer: { 200: FrequencyRule } }, (cx, { params, body }) => changeRule(cx, params.id, body))
  api.delete('/v1/frequency-rules/{id}', { id: 'removeFrequencyRule', summary: 'Remove a cap', ...writable, params: IdParams('frq'), answer: { 204: null } }, (cx, { params }) => removeRule(cx, params.id))
  api.get('/v1/sending-hours', { id: 'getSendingHours', summary: 'At what hours people may be written to', ...readable, answer: { 200: SendingHours } }, (cx) => getHours(cx))
  api.put('/v1/sending-hours', { id: 'setSendingHours', summary: 'Set the hours of sending', ...writable, body: SendingHoursInput, answer: { 200: SendingHours } }, (cx, { body }) => putHours(cx, body))
  api.get('/v1/days-off', { id: 'listDaysOff', summary: 'Public holidays and worked weekends by country', ...readable, query: DayOffQuery, answer: { 200: List(DayOff) } }, (cx, { query }) => listDays(cx, query))
  api.put('/v1/days-off', { id: 'setDayOff', summary: 'Set one day of a country', ...writable, body: DayOffInput, answer: { 200: DayOff } }, (cx, { body }) => putDay(cx, body))
  api.post('/v1/days-off/import', { id: 'importDaysOff', summary: 'Set many days at once', ...writable, body: DaysOffImport, answer: { 200: DaysSaved } }, (cx, { body }) => importDays(cx, body.days))
  api.post('/v1/days-off/published', { id: 'addPublishedDaysOff', summary: 'Put in the public holidays that are known here', ...writable, body: PublishedDays, answer: { 200: DaysSaved } }, (cx, { body }) => putPublishedDays(cx, body))
  api.delete('/v1/days-off/{id}', { id: 'removeDayOff', summary: 'Remove a day', ...writable, params: IdParams('dof'), answer: { 204: null } }, (cx, { params }) => removeDay(cx, params.id))
  api.get('/v1/contacts/{id}/caps', { id: 'listContactCaps', summary: 'How much of each cap a person has used', tag: 'Frequency and hours', permission: 'contacts:read', params: IdParams('con'), answer: { 200: List(CapUse) } }, (cx, { params }) => capsOfContact(cx, params.id))
}
