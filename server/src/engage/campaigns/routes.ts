import { Type } from 'typebox'
import { IdParams, Page, type Api } from '../../accounts/index.ts'
import { Message } from '../../deliver/index.ts'
import { changeCampaign, copyCampaign, createCampaign, getCampaign, listCampaigns } from './campaigns.ts'
import { Campaign, CampaignChange, CampaignQuery, CampaignRow, EntryQuery, NewCampaign, RecipientQuery, Rehearsal, RehearsalEntry, Report, Retry } from './contract.ts'
import { continueCampaign, launchCampaign, pauseCampaign, resumeCampaign, retryCampaign, stopCampaign, unscheduleCampaign } from './launch.ts'
import { streamProgress } from './progress.ts'
import { getRehearsal, listEntries, rehearse } from './rehearse.ts'
import { getReport, listRecipients } from './report.ts'

const Moved = Type.Object({ id: Type.String(), state: Type.String(), run_id: Type.Union([Type.String(), Type.Null()]), total: Type.Union([Type.Integer(), Type.Null()]) }, { title: 'CampaignMoved' })

export function campaignRoutes(api: Api): void {
  const readable = { tag: 'Campaigns', permission: 'campaigns:read' as const }
  const writable = { tag: 'Campaigns', permission: 'campaigns:write' as const }
  const launchable = { tag: 'Campaigns', permission: 'campaigns:launch' as const, params: IdParams('cmp'), answer: { 200: Moved } }
  const params = IdParams('cmp')
  api.get('/v1/campaigns', { id: 'listCampaigns', summary: 'Campaigns, newest first', ...readable, query: CampaignQuery, answer: { 200: Page(CampaignRow) } }, (cx, { query }) => listCampaigns(cx, query))
  api.post('/v1/campaigns', { id: 'createCampaign', summary: 'A draft', ...writable, body: NewCampaign, answer: { 201: Campaign } }, (cx, { body }) => createCampaign(cx, body))
  api.get('/v1/campaigns/{id}', { id: 'getCampaign', summary: 'One campaign', ...readable, params, answer: { 200: Campaign } }, (cx, { params: { id } }) => getCampaign(cx, id))
  api.patch('/v1/campaigns/{id}', { id: 'changeCampaign', summary: 'Change a draft', ...writable, params, body: CampaignChange, answer: { 200: Campaign } }, (cx, { params: { id }, body }) => changeCampaign(cx, id, body))
  api.post('/v1/campaigns/{id}/copy', { id: 'copyCampaign', summary: 'A new draft from this one', ...writable, params, answer: { 201: Campaign } }, (cx, { params: { id } }) => copyCampaign(cx, id))
  api.post('/v1/campaigns/{id}/rehearsal', { id: 'rehearseCampaign', summary: 'Plan the whole audience without sending', ...writable, params, answer: { 202: Type.Object({ run_id: Type.String(), total: Type.Integer() }) } }, (cx, { params: { id } }) => rehearse(cx, id))
  api.get('/v1/campaigns/{id}/rehearsal', { id: 'getRehearsal', summary: 'Who gets what, where, when, at what cost, and who is skipped', ...readable, params, answer: { 200: Rehearsal } }, (cx, { params: { id } }) => getRehearsal(cx, id))
  api.get('/v1/campaigns/{id}/rehearsal/entries', { id: 'listRehearsalEntries', summary: 'The people behind a number of the rehearsal', ...readable, params, query: EntryQuery, answer: { 200: Page(RehearsalEntry) } }, (cx, { params: { id }, query }) => listEntries(cx, id, query))
  api.post('/v1/campaigns/{id}/launch', { id: 'launchCampaign', summary: 'Send, or schedule; again and again is once', ...launchable }, (cx, { params: { id } }) => launchCampaign(cx, id))
  api.post('/v1/campaigns/{id}/pause', { id: 'pauseCampaign', summary: 'Nothing more is handed over until it is resumed', ...launchable }, (cx, { params: { id } }) => pauseCampaign(cx, id))
  api.post('/v1/campaigns/{id}/resume', { id: 'resumeCampaign', summary: 'Go on', ...launchable }, (cx, { params: { id } }) => resumeCampaign(cx, id))
  api.post('/v1/campaigns/{id}/stop', { id: 'stopCampaign', summary: 'End it for whoever has got nothing yet', ...launchable }, (cx, { params: { id } }) => stopCampaign(cx, id))
  api.post('/v1/campaigns/{id}/continue', { id: 'continueCampaign', summary: 'After a stop: send to the rest', ...launchable }, (cx, { params: { id } }) => continueCampaign(cx, id))
  api.post('/v1/campaigns/{id}/retry', { id: 'retryCampaign', summary: 'Once it is over: send again to those who failed for one reason', ...launchable, body: Retry }, (cx, { params: { id }, body }) => retryCampaign(cx, id, body.reason))
  api.post('/v1/campaigns/{id}/unschedule', { id: 'unscheduleCampaign', summary: 'Before its hour: back to a draft', ...launchable }, (cx, { params: { id } }) => unscheduleCampaign(cx, id))
  api.get('/v1/campaigns/{id}/report', { id: 'getReport', summary: 'What came of it, by step and channel', ...readable, params, answer: { 200: Report } }, (cx, { params: { id } }) => getReport(cx, id))
  api.get('/v1/campaigns/{id}/recipients', { id: 'listRecipients', summary: 'The people behind a number of the report, each with every step', ...readable, params, query: RecipientQuery, answer: { 200: Page(Message) } }, (cx, { params: { id }, query }) => listRecipients(cx, id, query))
  api.get('/v1/campaigns/{id}/progress', { id: 'streamProgress', summary: 'The report as server-sent events while it runs', ...readable, params, answer: { 200: Type.String({ description: 'text/event-stream' }) } }, (cx, { params: { id } }, raw) => streamProgress(cx, id, raw))
}
