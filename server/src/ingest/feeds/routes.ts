import type { FastifyRequest } from 'fastify'
import { IdParams, List, type Api, type Cx } from '../../accounts/index.ts'
import { fail, failAt } from '../../platform/problem.ts'
import { FeedChange, NewFeed, ProductFeed } from './contract.ts'
import { addFeed, changeFeed, listFeeds, readFeedNow, removeFeed, requireFeed } from './feeds.ts'

const MAX_BYTES = 1024 ** 3

async function readFile(cx: Cx, id: string, request: FastifyRequest) {
  await requireFeed(cx, id)
  if (!request.isMultipart()) return fail('unsupported_media_type', 'Send the file as multipart/form-data with a field "file".')
  const file = await request.file({ limits: { fileSize: MAX_BYTES, files: 1, fields: 10 } })
  if (!file || file.fieldname !== 'file') return failAt('/file', 'file_missing', 'The form has no field "file".')
  const { name, size_bytes } = await cx.blobs.put(file.file)
  try {
    if (file.file.truncated) fail('too_large', 'The file is larger than 1 GiB, the most that one feed may have.')
    if (size_bytes === 0) failAt('/file', 'file_empty', 'The file is empty.')
    return await readFeedNow(cx, id, name)
  } catch (error) {
    await cx.blobs.remove(name)
    throw error
  }
}

export function feedRoutes(api: Api): void {
  const tag = 'Catalogue'
  const writable = { tag, permission: 'catalogue:write' as const }
  const one = { ...writable, params: IdParams('fed') }
  api.get('/v1/product-feeds', { id: 'listProductFeeds', summary: 'Feeds that the catalogue is read from', tag, permission: 'contacts:read', answer: { 200: List(ProductFeed) } }, (cx) => listFeeds(cx))
  api.post('/v1/product-feeds', { id: 'addProductFeed', summary: 'A feed in Google\'s format, fetched by its address or given as a file', ...writable, body: NewFeed, answer: { 201: ProductFeed } }, (cx, { body }) => addFeed(cx, body))
  api.patch('/v1/product-feeds/{id}', { id: 'changeProductFeed', summary: 'Its name, address, how often', ...one, body: FeedChange, answer: { 200: ProductFeed } }, (cx, { params, body }) => changeFeed(cx, params.id, body))
  api.delete('/v1/product-feeds/{id}', { id: 'removeProductFeed', summary: 'The feed goes, its products stay', ...one, answer: { 204: null } }, (cx, { params }) => removeFeed(cx, params.id))
  api.post('/v1/product-feeds/{id}/read', { id: 'readProductFeed', summary: 'Fetch it now', ...one, answer: { 200: ProductFeed } }, (cx, { params }) => readFeedNow(cx, params.id, null))
  api.post('/v1/product-feeds/{id}/file', { id: 'readProductFeedFile', summary: 'Read it from this file', ...one, body_limit_bytes: MAX_BYTES, long_upload: true, answer: { 200: ProductFeed } }, (cx, { params }, { request }) => readFile(cx, params.id, request))
}
