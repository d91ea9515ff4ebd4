import { IdParams, type Api } from '../../accounts/index.ts'
import { leaving } from '../../platform/http/index.ts'
import { getContactScore, previewScore } from './ask.ts'
import { ContactScore, ScorePreview, ScorePreviewInput, ScoreSettings, ScoreSettingsInput } from './contract.ts'
import { cancelRecount, getScoreSettings, putScoreSettings, recountAgain } from './settings.ts'

export function scoreRoutes(api: Api): void {
  const tag = 'Score'
  api.get('/v1/score', { id: 'getScoreSettings', summary: 'The rules of the lead score', tag, permission: 'contacts:read', answer: { 200: ScoreSettings } }, (cx) => getScoreSettings(cx))
  api.put('/v1/score', { id: 'setScoreSettings', summary: 'Set the rules of the lead score; they hold when everybody is counted anew', tag, permission: 'segments:write', body: ScoreSettingsInput, answer: { 200: ScoreSettings } }, (cx, { body }) => putScoreSettings(cx, body))
  api.post('/v1/score/recount', { id: 'recountScore', summary: 'Count everybody again, where a recount failed', tag, permission: 'segments:write', answer: { 202: ScoreSettings } }, (cx) => recountAgain(cx))
  api.delete('/v1/score/recount', { id: 'cancelScoreRecount', summary: 'Leave the recount off: the rules before it hold on', tag, permission: 'segments:write', answer: { 200: ScoreSettings } }, (cx) => cancelRecount(cx))
  api.post('/v1/score/preview', { id: 'previewScore', summary: 'How many people would have how many points', tag, permission: 'segments:read', body: ScorePreviewInput, answer: { 200: ScorePreview } }, (cx, { body }, { reply }) => previewScore(cx, body.rules, leaving(reply)))
  api.get('/v1/contacts/{id}/score', { id: 'getContactScore', summary: 'The score of a person and from what it comes', tag, permission: 'contacts:read', params: IdParams('con'), answer: { 200: ContactScore } }, (cx, { params }) => getContactScore(cx, params.id))
}
