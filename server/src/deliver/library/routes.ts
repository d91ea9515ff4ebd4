import { Type } from 'typebox'
import { IdParams, Page, type Api } from '../../accounts/index.ts'
import { failAt } from '../../platform/problem.ts'
import { Brand } from '../brand/index.ts'
import type { Content } from '../templates/index.ts'
import { changeBrand, getBrand } from './brand.ts'
import { BrandProblems, NewTemplate, Preview, PreviewInput, Template, TemplateChange, TemplateQuery } from './contract.ts'
import { previewContent } from './preview.ts'
import { changeTemplate, createTemplate, getTemplate, listTemplates } from './templates.ts'

export function libraryRoutes(api: Api): void {
  const readable = { tag: 'Templates', permission: 'content:read' as const }
  const writable = { tag: 'Templates', permission: 'content:write' as const }
  api.get('/v1/templates', { id: 'listTemplates', summary: 'Templates, newest first', ...readable, query: TemplateQuery, answer: { 200: Page(Template) } }, (cx, { query }) => listTemplates(cx, query))
  api.post('/v1/templates', { id: 'createTemplate', summary: 'A content with a name', ...writable, body: NewTemplate, answer: { 201: Template } }, (cx, { body }) => createTemplate(cx, body))
  api.get('/v1/templates/{id}', { id: 'getTemplate', summary: 'One template', ...readable, params: IdParams('tpl'), answer: { 200: Template } }, (cx, { params }) => getTemplate(cx, params.id))
  api.patch('/v1/templates/{id}', { id: 'changeTemplate', summary: 'Save or archive', ...writable, params: IdParams('tpl'), body: TemplateChange, answer: { 200: Template } }, (cx, { params, body }) => changeTemplate(cx, params.id, body))
  api.post('/v1/templates/{id}/preview', { id: 'previewTemplate', summary: 'As one person would get it, per medium', ...readable, params: IdParams('tpl'), body: PreviewInput, answer: { 200: Preview } },
    async (cx, { params, body }) => {
      const template = await getTemplate(cx, params.id)
      return previewContent(cx, body.content ?? (template.content as Content), body)
    })
  api.post('/v1/templates/preview', { id: 'previewContent', summary: 'A content that is not saved', ...readable, body: PreviewInput, answer: { 200: Preview } },
    (cx, { body }) => previewContent(cx, body.content ?? failAt('/content', 'missing', 'Say what to preview.'), body))
  const BrandAnswer = Type.Object({ brand: Brand, problems: BrandProblems })
  api.get('/v1/brand', { id: 'getBrand', summary: 'The look and tone of every channel', ...readable, answer: { 200: BrandAnswer } }, (cx) => getBrand(cx))
  api.put('/v1/brand', { id: 'changeBrand', summary: 'Change the brand', ...writable, body: Brand, answer: { 200: BrandAnswer } }, (cx, { body }) => changeBrand(cx, body))
}
