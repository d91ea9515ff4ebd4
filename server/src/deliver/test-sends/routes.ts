import { IdParams, Page, type Api } from '../../accounts/index.ts'
import { NewTest, TestQuery, TestSend } from './contract.ts'
import { getTest, listTests } from './read.ts'
import { sendTest } from './send.ts'

export function testRoutes(api: Api): void {
  const writable = { tag: 'Tests', permission: 'content:write' as const }
  const readable = { tag: 'Tests', permission: 'messages:read' as const }
  api.post('/v1/templates/{id}/test', { id: 'testTemplate', summary: 'Send a template to one address, to look at it; needs messages:write as well', ...writable, params: IdParams('tpl'), body: NewTest, answer: { 202: TestSend } }, (cx, { params, body }) => sendTest(cx, body, params.id))
  api.post('/v1/templates/test', { id: 'testContent', summary: 'The same with a content that is not saved', ...writable, body: NewTest, answer: { 202: TestSend } }, (cx, { body }) => sendTest(cx, body))
  api.get('/v1/tests', { id: 'listTests', summary: 'Tests of the last 30 days, newest first', ...readable, query: TestQuery, answer: { 200: Page(TestSend) } }, (cx, { query }) => listTests(cx, query))
  api.get('/v1/tests/{id}', { id: 'getTest', summary: 'One test and what became of it', ...readable, params: IdParams('tst'), answer: { 200: TestSend } }, (cx, { params }) => getTest(cx, params.id))
}
