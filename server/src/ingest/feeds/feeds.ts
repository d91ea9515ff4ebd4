import { sql } from 'kysely'
import { mutate, read, type Cx } from '../../accounts/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import type { FeedChangeInput, NewFeedInput } from './contract.ts'

const COLUMNS = sql`id, name, url, every_hours, state, next_at, started_at, read_at, result, problems, error, created_at`
export type Feed = { id: string; name: string; url: string | null; every_hours: number; state: 'idle' | 'waiting' | 'reading' }

export function listFeeds(cx: Cx) {
  return read(cx, 'contacts:read', async (tx) => ({ data: (await sql<Feed>`select ${COLUMNS} from product_feed where workspace_id = ${cx.workspace.id} and archived_at is null order by created_at, id`.execute(tx)).rows }))
}

async function findFeed(tx: Tx, workspace_id: string, id: string): Promise<Feed> {
  const { rows } = await sql<Feed>`select ${COLUMNS} from product_feed where workspace_id = ${workspace_id} and id = ${id} and archived_at is null for update`.execute(tx)
  return rows[0] ?? notFound('product_feed')
}

/** That there is such a feed, before anything of a file is taken. */
export function requireFeed(cx: Cx, id: string): Promise<void> {
  return read(cx, 'catalogue:write', async (tx) => {
    if (!(await tx.selectFrom('product_feed').select('id').where('id', '=', id).where('archived_at', 'is', null).executeTakeFirst())) notFound('product_feed')
  })
}

function checkUrl(url: string | null | undefined): void {
  if (!url) return
  const parsed = URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol)) failAt('/url', 'url_invalid', 'This is no address of a feed.', 'It begins with https:// or http://.')
  if (parsed.username || parsed.password) failAt('/url', 'url_with_password', 'The address holds a name and password, which would stand here for everybody to read.', 'Give the feed an address of its own that is hard to guess.')
}

async function begin(tx: Tx, workspace_id: string, id: string, blob: string | null): Promise<void> {
  await sql`update product_feed set state = 'waiting', error = null, blob = ${blob} where workspace_id = ${workspace_id} and id = ${id}`.execute(tx)
  await enqueue(tx, 'feeds.read', { workspace_id, payload: { feed_id: id }, key: `feed ${id}` })
}

/** A feed with an address is read at once, and then every so often. */
export function addFeed(cx: Cx, input: NewFeedInput): Promise<Feed> {
  checkUrl(input.url)
  return mutate(cx, 'catalogue:write', async (tx, audit) => {
    const id = newId('fed')
    await sql`insert into product_feed (workspace_id, id, name, url, every_hours, created_at) values (${cx.workspace.id}, ${id}, ${input.name}, ${input.url ?? null}, ${input.every_hours ?? 24}, ${cx.now})`.execute(tx)
    if (input.url) await begin(tx, cx.workspace.id, id, null)
    audit('product_feed', id, { name: input.name, url: input.url ?? null })
    return findFeed(tx, cx.workspace.id, id)
  })
}

export function changeFeed(cx: Cx, id: string, input: FeedChangeInput): Promise<Feed> {
  checkUrl(input.url)
  return mutate(cx, 'catalogue:write', async (tx, audit) => {
    const feed = await findFeed(tx, cx.workspace.id, id)
    const { name = feed.name, url = feed.url, every_hours = feed.every_hours } = input
    await sql`update product_feed set name = ${name}, url = ${url}, every_hours = ${every_hours}, next_at = case when ${url}::text is null then null else least(next_at, ${cx.now}::timestamptz + make_interval(hours => ${every_hours})) end where workspace_id = ${cx.workspace.id} and id = ${id}`.execute(tx)
    audit('product_feed', id, { ...input })
    return findFeed(tx, cx.workspace.id, id)
  })
}

/** The feed goes; its products stay as they are. */
export function removeFeed(cx: Cx, id: string): Promise<null> {
  return mutate(cx, 'catalogue:write', async (tx, audit) => {
    const feed = await findFeed(tx, cx.workspace.id, id)
    await sql`update product_feed set archived_at = ${cx.now}, next_at = null where workspace_id = ${cx.workspace.id} and id = ${id}`.execute(tx)
    await sql`update product set feed_id = null where workspace_id = ${cx.workspace.id} and feed_id = ${id}`.execute(tx)
    audit('product_feed', id, { name: feed.name })
    return null
  })
}

/** Reads the feed now: from its address, or the file that was just given. */
export function readFeedNow(cx: Cx, id: string, blob: string | null): Promise<Feed> {
  return mutate(cx, 'catalogue:write', async (tx, audit) => {
    const feed = await findFeed(tx, cx.workspace.id, id)
    if (feed.state !== 'idle') conflict('feed_busy', 'This feed is being read.', { hint: 'Wait for its end.' })
    if (!blob && !feed.url) conflict('feed_without_url', 'This feed has no address.', { hint: 'Give it one, or send a file.' })
    await begin(tx, cx.workspace.id, id, blob)
    audit('product_feed', id, { from: blob ? 'file' : 'url' })
    return findFeed(tx, cx.workspace.id, id)
  })
}
