import type { Readable } from 'node:stream'
import { PassThrough } from 'node:stream'
import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { IdParams, Page, type Api, type Cx } from '../../accounts/index.ts'
import { fail, failAt } from '../../platform/problem.ts'
import { Import, ImportKept, ImportPreview, ImportUndo, ImportQuery, type ImportKind, ImportRow, MaybeSettings, RefusedQuery, Rereading, UploadQuery, WithSettings } from './contract.ts'
import { previewImport } from './preview.ts'
import { exportRefused } from './refused.ts'
import { rereadImport } from './reread.ts'
import { sampleFile } from './sample.ts'
import { getImport, listImports } from './show.ts'
import { cancelImport, checkImport, runImport } from './start.ts'
import { listKept, previewUndo, undoImport } from './undo.ts'
import { uploadImport } from './upload.ts'

const MAX_BYTES = 1024 ** 3
const URL = '/v1/imports'
const RAW_TYPES = ['text/csv', 'text/tab-separated-values', 'application/vnd.ms-excel', 'application/octet-stream', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']
const File = Type.Unsafe<unknown>({ type: 'string', description: 'CSV in UTF-8 with a byte order mark' })

const tooLarge = (): never => fail('too_large', 'The file is larger than 1 GiB, the most that one import takes. Split it.')

async function readMultipart(cx: Cx, request: FastifyRequest, kind: ImportKind | undefined) {
  const file = await request.file({ limits: { fileSize: MAX_BYTES, files: 1, fields: 10 } })
  if (!file || file.fieldname !== 'file') return failAt('/file', 'file_missing', 'The form has no field "file".')
  return uploadImport(cx, file.filename, file.file, () => !file.file.truncated, tooLarge, kind)
}

function readRaw(cx: Cx, body: Readable, file_name: string | undefined, kind: ImportKind | undefined) {
  let bytes = 0
  const counted = new PassThrough()
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= MAX_BYTES) return
    body.unpipe(counted)
    counted.end()
  })
  body.on('error', (error) => counted.destroy(error))
  body.on('aborted', () => counted.destroy(new Error('the caller went away')))
  return uploadImport(cx, file_name ?? 'import', body.pipe(counted), () => bytes <= MAX_BYTES, tooLarge, kind)
}

function upload(cx: Cx, request: FastifyRequest, { file_name, kind }: { file_name?: string; kind?: ImportKind }) {
  if (request.isMultipart()) return readMultipart(cx, request, kind)
  if (request.body && typeof (request.body as Readable).pipe === 'function') return readRaw(cx, request.body as Readable, file_name, kind)
  return fail('unsupported_media_type', 'Send the file as multipart/form-data with a field "file", or as the body with its own content type (text/csv) and ?file_name=.')
}

function asFile(reply: FastifyReply, file_name: string): void {
  // RFC 6266: the plain name for old clients, the true one beside it.
  void reply.header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${file_name.replaceAll(/[^\w .-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(file_name)}`)
}

export function importRoutes(api: Api): void {
  void api.app.register(multipart, { limits: { fileSize: MAX_BYTES, files: 1 } })
  api.app.addContentTypeParser(RAW_TYPES, { bodyLimit: MAX_BYTES }, (request, payload, done) => {
    if (request.routeOptions.url === URL) done(null, payload)
    else done(Object.assign(new Error('not a body for this call'), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE', statusCode: 415 }))
  })
  const writable = { tag: 'Imports', permission: 'imports:write' as const, params: IdParams('imp') }
  const readable = { tag: 'Imports', permission: 'contacts:read' as const }

  api.post(URL, { id: 'uploadImport', summary: 'Upload a CSV or XLSX file', tag: 'Imports', permission: 'imports:write', query: UploadQuery, body_limit_bytes: MAX_BYTES, long_upload: true, answer: { 201: Import } }, (cx, { query }, { request }) => upload(cx, request, query))
  api.get(URL, { id: 'listImports', summary: 'Imports, newest first', ...readable, query: ImportQuery, answer: { 200: Page(ImportRow) } }, (cx, { query }) => listImports(cx, query))
  api.get(`${URL}/sample.csv`, { id: 'getSampleImport', summary: 'A small file to try an import with', ...readable, answer: { 200: File } }, async (cx, _, { reply }) => {
    asFile(reply, 'sample.csv')
    return sampleFile(cx.workspace.default_locale)
  })
  api.get(`${URL}/{id}`, { id: 'getImport', summary: 'One import, with its progress and counts', ...readable, params: IdParams('imp'), answer: { 200: Import } }, (cx, { params }) => getImport(cx, params.id))
  api.post(`${URL}/{id}/reread`, { id: 'rereadImport', summary: 'Columns and suggestions as another kind of file, or under another encoding, delimiter or sheet', ...writable, body: Rereading, answer: { 200: Import } }, (cx, { params, body }) => rereadImport(cx, params.id, body))
  api.post(`${URL}/{id}/preview`, { id: 'previewImport', summary: 'The first rows under these settings', ...writable, body: WithSettings, answer: { 200: ImportPreview } }, (cx, { params, body }) => previewImport(cx, params.id, body.settings))
  api.post(`${URL}/{id}/check`, { id: 'checkImport', summary: 'Dry run over the whole file', ...writable, body: WithSettings, answer: { 202: Import } }, (cx, { params, body }) => checkImport(cx, params.id, body.settings))
  api.post(`${URL}/{id}/run`, { id: 'runImport', summary: 'Import, or go on with what was stopped', ...writable, body: MaybeSettings, answer: { 202: Import } }, (cx, { params, body }) => runImport(cx, params.id, body.settings))
  api.post(`${URL}/{id}/cancel`, { id: 'cancelImport', summary: 'Stop after the batch in hand', ...writable, answer: { 202: Import } }, (cx, { params }) => cancelImport(cx, params.id))
  api.get(`${URL}/{id}/undo`, { id: 'previewUndoImport', summary: 'What an undo would take away, put back and leave', tag: 'Imports', permission: 'imports:write', params: IdParams('imp'), answer: { 200: ImportUndo } }, (cx, { params }) => previewUndo(cx, params.id))
  api.post(`${URL}/{id}/undo`, { id: 'undoImport', summary: 'Take an import back', ...writable, answer: { 202: Import } }, (cx, { params }) => undoImport(cx, params.id))
  api.get(`${URL}/{id}/kept`, { id: 'listKeptByUndo', summary: 'What an undo left, and why', ...readable, params: IdParams('imp'), query: ImportQuery, answer: { 200: Page(ImportKept) } }, (cx, { params, query }) => listKept(cx, params.id, query))
  api.get(`${URL}/{id}/refused.csv`, { id: 'exportRefusedRows', summary: 'Refused rows, to mend and upload again', ...readable, params: IdParams('imp'), query: RefusedQuery, answer: { 200: File } }, async (cx, { params, query }, { reply }) => {
    const { file_name, body } = await exportRefused(cx, params.id, query.locale)
    asFile(reply, file_name)
    return body
  })
}
