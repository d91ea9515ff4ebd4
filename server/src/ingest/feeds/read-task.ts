import { PassThrough, type Readable } from 'node:stream'
import zlib from 'node:zlib'
import { sql } from 'kysely'
import { workspaceFacts, type WorkspaceFacts } from '../../accounts/index.ts'
import { archiveMissing, putFromFeed, type ProductInput, type ProductsPut } from '../../customers/index.ts'
import { system } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { enqueue, type Task } from '../../platform/jobs/index.ts'
import { makeOutboundClient, OutboundRefused } from '../../platform/outbound-http.ts'
import { FeedRefused, readFeed } from './read-feed.ts'
import type { FeedError } from './contract.ts'
import { toProduct, type FeedProblem } from './to-product.ts'

const MOST_BYTES = 1024 ** 3
const BATCH = 500
const PROBLEMS_KEPT = 100
const AGAIN_AFTER_FAILURE_HOURS = 1

type Source = { url: string | null; blob: string | null; every_hours: number }
export type FeedResult = ProductsPut & { rows: number; refused: number; gone: number; kept: number }

/** Reads one feed from its beginning to its end. A row that cannot be taken is noted; a feed that cannot be read changes nothing further. */
export const readFeedTask: Task = async (house, { workspace_id, payload }) => {
  const feed_id = String(payload.feed_id)
  const source = await system(house.db, 'product feed', workspace_id, async (tx) =>
    (await sql<Source>`update product_feed set state = 'reading', started_at = ${house.clock()} where workspace_id = ${workspace_id} and id = ${feed_id} and archived_at is null returning url, blob, every_hours`.execute(tx)).rows[0])
  if (!source) return
  let error: FeedError | null = null
  let read: { result: FeedResult; problems: FeedProblem[] } | undefined
  try {
    read = await readInto(house, await workspaceFacts(house.db.system, workspace_id), feed_id, source)
  } catch (caught) {
    error = toError(caught)
    if (error.code === 'feed_failed') house.log.error({ err: caught, workspace_id, feed_id }, 'a product feed failed')
  }
  const hours = error ? Math.min(source.every_hours, AGAIN_AFTER_FAILURE_HOURS) : source.every_hours
  await system(house.db, 'product feed', workspace_id, (tx) => sql`
    update product_feed set state = 'idle', blob = null, error = ${error && JSON.stringify(error)}::jsonb, read_at = case when ${error === null} then ${house.clock()}::timestamptz else read_at end,
      result = coalesce(${read ? JSON.stringify(read.result) : null}::jsonb, result), problems = coalesce(${read ? JSON.stringify(read.problems) : null}::jsonb, problems),
      next_at = case when url is null then null else ${new Date(house.clock().getTime() + hours * 3_600_000)}::timestamptz end where workspace_id = ${workspace_id} and id = ${feed_id}`.execute(tx))
  if (source.blob) await house.blobs.remove(source.blob)
}

function toError(caught: unknown): FeedError {
  if (caught instanceof FeedRefused) return { code: caught.code, detail: caught.message, named: caught.named }
  if (caught instanceof OutboundRefused) return { code: 'feed_unreachable', detail: caught.message, named: null }
  const code = (caught as { code?: unknown }).code
  if (typeof code === 'string' && /^(E[A-Z]+|UND_ERR_\w+|ERR_TLS_\w+|CERT_\w+|DEPTH_ZERO\w*|Z_\w+)$/.test(code)) return { code: 'feed_unreachable', detail: `${code}: ${(caught as Error).message}`.slice(0, 300), named: code }
  return { code: 'feed_failed', detail: 'The feed could not be taken for a reason of our own; the log of the server has it.', named: null }
}

async function open(house: House, source: Source): Promise<{ bytes: Readable; close(): Promise<void> }> {
  if (source.blob) return { bytes: house.blobs.read(source.blob), close: async () => {} }
  const client = makeOutboundClient({ allow_private: house.config.allow_private_network, connections: 1 })
  try {
    const { status, headers, body } = await client.open({ url: source.url!, headers: { accept: 'application/xml, text/xml, text/tab-separated-values, text/csv, */*;q=0.1', 'accept-encoding': 'gzip' } })
    if (status >= 300 && status < 400) {
      const to = headers.location ? String(headers.location).slice(0, 300) : null
      throw new FeedRefused('feed_moved', `The address leads on to ${to ?? 'another'}. Give that one.`, to)
    }
    if (status !== 200) throw new FeedRefused('feed_status', `The address answers ${status}.`, String(status))
    const zipped = headers['content-encoding'] === 'gzip' || new URL(source.url!).pathname.endsWith('.gz')
    return { bytes: zipped ? body.compose(zlib.createGunzip()) as Readable : body, close: () => client.close(true) }
  } catch (error) {
    await client.close(true)
    throw error
  }
}

/** No more than a gigabyte of text, also where few bytes unfold into it. */
function limited(bytes: Readable): Readable {
  let seen = 0
  const counted = new PassThrough()
  bytes.on('data', (chunk: Buffer) => {
    seen += chunk.length
    if (seen > MOST_BYTES) bytes.destroy(new FeedRefused('feed_too_large', 'The feed is larger than a gigabyte.'))
  })
  bytes.on('error', (error) => counted.destroy(error))
  return bytes.pipe(counted)
}

async function readInto(house: House, workspace: WorkspaceFacts, feed_id: string, source: Source): Promise<{ result: FeedResult; problems: FeedProblem[] }> {
  const began = house.clock()
  const result: FeedResult = { rows: 0, created: 0, changed: 0, unchanged: 0, told: 0, refused: 0, gone: 0, kept: 0 }
  const problems: FeedProblem[] = []
  const write = async (products: ProductInput[]) => {
    if (products.length === 0) return
    const put = await system(house.db, 'product feed', workspace.id, (tx) => putFromFeed(tx, workspace, feed_id, products, began))
    for (const key of ['created', 'changed', 'unchanged', 'told'] as const) result[key] += put[key]
  }
  const { bytes, close } = await open(house, source)
  try {
    let batch: ProductInput[] = []
    for await (const raw of readFeed(limited(bytes))) {
      result.rows += 1
      const product = toProduct(raw, result.rows, began)
      if ('code' in product) {
        result.refused += 1
        if (problems.length < PROBLEMS_KEPT) problems.push(product)
      } else if (batch.push(product) >= BATCH) {
        await write(batch)
        batch = []
      }
    }
    await write(batch)
  } finally {
    bytes.destroy()
    await close()
  }
  return { result: { ...result, ...await system(house.db, 'product feed', workspace.id, (tx) => archiveMissing(tx, workspace.id, feed_id, began)) }, problems }
}

/** Sends feeds to be read whose hour has come. */
export async function startDueFeeds(house: House): Promise<void> {
  const { rows } = await sql<{ workspace_id: string; id: string }>`select workspace_id, id from product_feed where next_at <= ${house.clock()} and archived_at is null and state = 'idle' order by next_at limit 50`.execute(house.db.system)
  for (const { workspace_id, id } of rows) {
    await system(house.db, 'product feed', workspace_id, async (tx) => {
      const { rows: taken } = await sql`update product_feed set state = 'waiting', next_at = null where workspace_id = ${workspace_id} and id = ${id} and state = 'idle' and next_at <= ${house.clock()} returning id`.execute(tx)
      if (taken.length > 0) await enqueue(tx, 'feeds.read', { workspace_id, payload: { feed_id: id }, key: `feed ${id}` })
    })
  }
}
