import { IdParams, Page, type Api } from '../../accounts/index.ts'
import { Estimate, NewSegment, Reach, RuleInput, Sample, Segment, SegmentChange, SegmentQuery, Why, WhyInput } from './contract.ts'
import { estimateRule } from './estimate.ts'
import { countRule, explainRule, sampleRule } from './evaluate.ts'
import { changeSegment, createSegment, getSegment, listSegments } from './segments.ts'

export function segmentRoutes(api: Api): void {
  const tag = 'Segments'
  const readable = { tag, permission: 'segments:read' as const }
  const writable = { tag, permission: 'segments:write' as const }
  api.get('/v1/segments', { id: 'listSegments', summary: 'Segments, newest first', ...readable, query: SegmentQuery, answer: { 200: Page(Segment) } }, (cx, { query }) => listSegments(cx, query))
  api.post('/v1/segments', { id: 'createSegment', summary: 'A rule with a name', ...writable, body: NewSegment, answer: { 201: Segment } }, (cx, { body }) => createSegment(cx, body))
  api.get('/v1/segments/{id}', { id: 'getSegment', summary: 'One segment', ...readable, params: IdParams('seg'), answer: { 200: Segment } }, (cx, { params }) => getSegment(cx, params.id))
  api.patch('/v1/segments/{id}', { id: 'changeSegment', summary: 'Rename, change or archive', ...writable, params: IdParams('seg'), body: SegmentChange, answer: { 200: Segment } }, (cx, { params, body }) => changeSegment(cx, params.id, body))
  api.get('/v1/segments/{id}/count', { id: 'countSegment', summary: 'How many, and how many each medium reaches', ...readable, params: IdParams('seg'), answer: { 200: Reach } }, (cx, { params }) => countRule(cx, { segment: params.id }))
  api.get('/v1/segments/{id}/preview', { id: 'previewSegment', summary: 'Ten of its people', ...readable, params: IdParams('seg'), answer: { 200: Sample } }, (cx, { params }) => sampleRule(cx, { segment: params.id }))
  api.post('/v1/segments/count', { id: 'countRule', summary: 'Count a rule that is not saved', ...readable, body: RuleInput, answer: { 200: Reach } }, (cx, { body }) => countRule(cx, body.rule))
  api.post('/v1/segments/estimate', { id: 'estimateRule', summary: 'About how many a rule finds, at once', ...readable, body: RuleInput, answer: { 200: Estimate } }, (cx, { body }) => estimateRule(cx, body.rule))
  api.post('/v1/segments/preview', { id: 'previewRule', summary: 'Ten people of a rule that is not saved', ...readable, body: RuleInput, answer: { 200: Sample } }, (cx, { body }) => sampleRule(cx, body.rule))
  api.post('/v1/segments/explain', { id: 'explainRule', summary: 'Why a person is in or out', ...readable, body: WhyInput, answer: { 200: Why } }, (cx, { body }) => explainRule(cx, body.contact_id, body.rule))
}
