import { sql } from 'kysely'
import type { WorkspaceFacts } from '../../accounts/index.ts'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { putProducts, type ProductInput, type ProductsPut } from './put-products.ts'

/** A feed that lacks more than this share of what it had is believed to be broken, not emptied. */
const MOST_GONE = 0.5

/** Puts products of a feed and remembers that it has them. */
export async function putFromFeed(tx: Tx, workspace: WorkspaceFacts, feed_id: string, products: readonly ProductInput[], now: Date): Promise<ProductsPut> {
  const put = await putProducts(tx, workspace, products, 'feed', now)
  await sql`update product set feed_id = ${feed_id}, feed_seen_at = ${now} where workspace_id = ${workspace.id} and external_id = any (${pgArray(products.map((product) => product.external_id))}::text[])`.execute(tx)
  return put
}

/** Takes out of the catalogue what the feed had and has no more; more than half at once stays, and is only counted. */
export async function archiveMissing(tx: Tx, workspace_id: string, feed_id: string, read_at: Date): Promise<{ gone: number; kept: number }> {
  const of = sql`p.workspace_id = ${workspace_id} and p.feed_id = ${feed_id} and p.archived_at is null`
  const { rows: [found] } = await sql<{ had: number; missing: number }>`select count(*)::int as had, (count(*) filter (where p.feed_seen_at < ${read_at}))::int as missing from product p where ${of}`.execute(tx)
  const { had, missing } = found!
  if (missing === 0) return { gone: 0, kept: 0 }
  if (missing > had * MOST_GONE) return { gone: 0, kept: missing }
  await sql`update product p set archived_at = ${read_at}, updated_at = ${read_at} where ${of} and p.feed_seen_at < ${read_at}`.execute(tx)
  return { gone: missing, kept: 0 }
}
