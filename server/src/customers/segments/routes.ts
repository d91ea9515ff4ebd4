import { IdParams, Page, type Api } from '../../accounts/index.ts'
import { leaving } from '../../platform/http/index.ts'
import { countRule, explainRule, sampleRule } from './ask.ts'
import { Estimate, Membership, NewSegment, Reach, RuleInput, Sample, Segment, SegmentChange, SegmentQuery, Why, WhyInput } from './contract.ts'
import { estimateRule } from './estimate.ts'
import { changeSegment, createSegment, getMembership, getSegment, listSegments } from './segments.ts'

export function segmentRoutes(api: Api): void {
  const tag = 'Segments'
  const readable = { tag, permission: 'segments:read' as const }
  const writable = { tag, permission: 'segments:write' as const }
  api.get('/v1/segments', { id: 'listSegments', summary: 'Segments, newest first', ...readable, query: SegmentQuery, answer: { 200: Page(Segment) } }, (cx, { query }) => listSegments(cx, query))
  api.post('/v1/segments', { id: 'createSegment', summary: 'A rule with a name', ...writable, body: NewSegment, answer: { 201: Segment } }, (cx, { body }) => createSegment(cx, body))
  api.get('/v1/segments/{id}', { id: 'getSegment', summary: 'One segment', ...readable, params: IdParams('seg'), answer: { 200: Segment } }, (cx, { params }) => getSegment(cx, params.id))
  api.patch('/v1/segments/{id}', { id: 'changeSegment', summary: 'Rename, change or archive', ...writable, params: IdParams('seg'), body: SegmentChange, answer: { 200: Segment } }, (cx, { params, body }) => changeSegment(cx, params.id, body))
  api.get('/v1/segments/{id}/count', { id: 'countSegment', summary: 'How many, and how many each medium reaches', ...readable, params: IdParams('seg'), answer: { 200: Reach } }, (cx, { params }, { reply }) => countRule(cx, { segment: params.id }, leaving(reply)))
  api.get('/v1/segments/{id}/estimate', { id: 'estimateSegment', summary: 'About how many, at once', ...readable, params: IdParams('seg'), answer: { 200: Estimate } }, (cx, { params }, { reply }) => estimateRule(cx, { segment: params.id }, leaving(reply)))
  api.get('/v1/segments/{id}/membership', { id: 'getMembership', summary: 'Who is in a kept segment, as numbers, and what keeping it takes', ...readable, params: IdParams('seg'), answer: { 200: Membership } }, (cx, { params }) => getMembership(cx, params.id))
  api.get('/v1/segments/{id}/preview', { id: 'previewSegment', summary: 'Ten of its people', ...readable, params: IdParams('seg'), answer: { 200: Sample } }, (cx, { params }, { reply }) => sampleRule(cx, { segment: params.id }, leaving(reply)))
  api.post('/v1/segments/count', { id: 'countRule', summary: 'Count a rule that is not saved', ...readable, body: RuleInput, answer: { 200: Reach } }, (cx, { body }, { reply }) => countRule(cx, body.rule, leaving(reply)))
  api.post('/v1/segments/estimate', { id: 'estimateRule', summary: 'About how many a rule finds, at once', ...readable, body: RuleInput, answer: { 200: Estimate } }, (cx, { body }, { reply }) => estimateRule(cx, body.rule, leaving(reply)))
  api.post('/v1/segments/preview', { id: 'previewRule', summary: 'Ten people of a rule that is not saved', ...readable, body: RuleInput, answer: { 200: Sample } }, (cx, { body }, { reply }) => sampleRule(cx, body.rule, leaving(reply)))
  api.post('/v1/segments/explain', { id: 'explainRule', summary: 'Why a person is in or out', ...readable, body: WhyInput, answer: { 200: Why } }, (cx, { body }, { reply }) => explainRule(cx, body.contact_id, body.rule, leaving(reply)))
}
