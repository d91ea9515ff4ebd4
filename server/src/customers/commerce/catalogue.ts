import { sql } from 'kysely'
import type { Static } from 'typebox'
import { decodeCursor, mutate, mutateAsSystem, read, requirePermission, toForwardPage, type Cx } from '../../accounts/index.ts'
import { fold } from '../../platform/fold.ts'
import { newId } from '../../platform/ids.ts'
import { notFound } from '../../platform/problem.ts'
import { checkZone } from '../contacts/index.ts'
import { shownName } from '../shown-name.ts'
import type { ProductQueryInput, StoreInput } from './contract.ts'
import { putProducts, type ProductInput } from './put-products.ts'

export function setProducts(cx: Cx, products: ProductInput[]) {
  return mutateAsSystem(cx, 'catalogue:write', async (tx, audit) => {
    const result = await putProducts(tx, cx.workspace, products, 'api', cx.now)
    audit('product', products[0]!.external_id, { ...result })
    return result
  })
}

const COLUMNS = sql`p.id, p.external_id, p.name, p.description, p.url, p.image_url, p.category, p.brand, p.currency, p.price_micro, p.sale_price_micro, p.availability, p.source, p.created_at, p.updated_at, p.archived_at`
type ProductRow = { id: string; updated_at: Date }

/** Products, the last changed first. Search runs as the machinery's role, whose SQL keeps its indexes. */
export async function listProducts(cx: Cx, query: ProductQueryInput) {
  requirePermission(cx, 'contacts:read')
  const after = decodeCursor(query.after, 2)
  const words = fold(query.search ?? '').split(' ').filter(Boolean)
  const { rows } = await sql<ProductRow>`
    select ${COLUMNS} from product p where p.workspace_id = ${cx.workspace.id} and ${query.archived ? sql`p.archived_at is not null` : sql`p.archived_at is null`}
      ${words.length > 0 ? sql`and ${sql.join(words.map((word) => sql`p.search_text like ${`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`}`), sql` and `)}` : sql``}
      ${query.availability ? sql`and p.availability = ${query.availability}` : sql``} ${after ? sql`and (p.updated_at, p.id) < (${String(after[0])}::timestamptz, ${String(after[1])})` : sql``}
    order by p.updated_at desc, p.id desc limit ${sql.lit((query.limit ?? 50) + 1)}`.execute(cx.db.system)
  return toForwardPage(rows, query, (row) => [row.updated_at.toISOString(), row.id])
}

export function getProduct(cx: Cx, id: string) {
  return read(cx, 'contacts:read', async (tx) => {
    const { rows: [row] } = await sql<ProductRow & { external_id: string }>`select ${COLUMNS} from product p where p.id = ${id}`.execute(tx)
    if (!row) return notFound('product')
    const [changes, interested] = await Promise.all([
      tx.selectFrom('product_change').select(['at', 'price_micro', 'sale_price_micro', 'availability']).where('product_id', '=', id).orderBy('at', 'desc').limit(200).execute(),
      sql<{ n: number }>`select count(*)::int as n from product_interest i where i.product_key = ${row.external_id}`.execute(tx),
    ])
    return { ...row, changes, interested: interested.rows[0]!.n }
  })
}

type Interested = { contact_id: string; name: string | null; views: number; adds: number; bought: number; wished: boolean; last_at: Date }

/** Whom the number of the interested counts, in the order of their ids: each with what they did. */
export function listInterested(cx: Cx, id: string, query: { limit?: number; after?: string }) {
  return read(cx, 'contacts:read', async (tx) => {
    const product = (await tx.selectFrom('product').select('external_id').where('id', '=', id).executeTakeFirst()) ?? notFound('product')
    const after = decodeCursor(query.after, 1)
    const { rows } = await sql<Interested>`
      select i.contact_id, ${shownName('h')} as name, i.views, i.adds, i.bought, i.wished, i.last_at
      from product_interest i join contact c on c.workspace_id = i.workspace_id and c.id = i.contact_id join contact h on h.workspace_id = c.workspace_id and h.id = c.person_id
      where i.workspace_id = ${cx.workspace.id} and i.product_key = ${product.external_id} ${after ? sql`and i.contact_id > ${String(after[0])}` : sql``} order by i.contact_id limit ${sql.lit((query.limit ?? 50) + 1)}`.execute(tx)
    return toForwardPage(rows, query, (row) => [row.contact_id])
  })
}

export function archiveProduct(cx: Cx, id: string) {
  return mutate(cx, 'catalogue:write', async (tx, audit) => {
    const row = await tx.updateTable('product').set({ archived_at: cx.now, updated_at: cx.now }).where('id', '=', id).where('archived_at', 'is', null).returning('name').executeTakeFirst()
    if (!row) return notFound('product')
    audit('product', id, { name: row.name })
    return null
  })
}

const STORE = ['id', 'external_id', 'name', 'address', 'city', 'country', 'phone', 'time_zone', 'hours', 'created_at', 'updated_at'] as const

export function listStores(cx: Cx) {
  return read(cx, 'contacts:read', async (tx) => ({ data: await tx.selectFrom('store').select(STORE).where('archived_at', 'is', null).orderBy('name').orderBy('id').limit(1000).execute() }))
}

/** A shop, by its own number: the same again changes it. */
export function setStore(cx: Cx, input: Static<typeof StoreInput>) {
  checkZone(input.time_zone)
  return mutate(cx, 'catalogue:write', async (tx, audit) => {
    const { hours, ...fields } = input
    const stated = { ...fields, ...(hours ? { hours: JSON.stringify(hours) } : {}) }
    const row = await tx.insertInto('store').values({ workspace_id: cx.workspace.id, id: newId('str'), ...stated, created_at: cx.now, updated_at: cx.now })
      .onConflict((oc) => oc.columns(['workspace_id', 'external_id']).doUpdateSet({ ...stated, updated_at: cx.now, archived_at: null })).returning(STORE).executeTakeFirstOrThrow()
    audit('store', row.id, { name: row.name })
    return row
  })
}

export function archiveStore(cx: Cx, id: string) {
  return mutate(cx, 'catalogue:write', async (tx, audit) => {
    const row = await tx.updateTable('store').set({ archived_at: cx.now, updated_at: cx.now }).where('id', '=', id).where('archived_at', 'is', null).returning('name').executeTakeFirst()
    if (!row) return notFound('store')
    audit('store', id, { name: row.name })
    return null
  })
}
