import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { WorkspaceFacts } from '../../accounts/index.ts'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { fold } from '../../platform/fold.ts'
import { newId } from '../../platform/ids.ts'
import { recordEventsFrom } from '../events/index.ts'
import type { ProductInputSchema } from './contract.ts'

export type ProductInput = Static<typeof ProductInputSchema>
export type ProductsPut = { created: number; changed: number; unchanged: number; told: number }

/** Interest older than this is no reason to write to anybody. */
const INTEREST_DAYS = 180

type Before = { external_id: string; price_micro: number | null; sale_price_micro: number | null; availability: string | null }
type After = Before & { id: string; fresh: boolean }

/** What a customer would pay; a sale price counts where it is the lower. */
const asked = (product: Pick<Before, 'price_micro' | 'sale_price_micro'>): number | null =>
  product.price_micro === null ? product.sale_price_micro : product.sale_price_micro === null ? product.price_micro : Math.min(product.price_micro, product.sale_price_micro)

/**
 * Creates and updates products by their external id, set-based, keeps the history of price and stock, and puts "back in
 * stock" and "price dropped" on the log for each person with a recorded interest. The same again changes nothing.
 */
export async function putProducts(tx: Tx, workspace: WorkspaceFacts, inputs: readonly ProductInput[], source: string, now: Date, { tell = true }: { /** whether who is interested hears of it */ tell?: boolean } = {}): Promise<ProductsPut> {
  const rows = [...new Map(inputs.map((input) => [input.external_id, input])).values()].toSorted((a, b) => (a.external_id < b.external_id ? -1 : 1))
  const { rows: known } = await sql<Before>`select external_id, price_micro, sale_price_micro, availability from product where workspace_id = ${workspace.id} and external_id = any (${pgArray(rows.map((r) => r.external_id))}::text[]) order by external_id for update`.execute(tx)
  const before = new Map(known.map((row) => [row.external_id, row]))
  const column = (pick: (input: ProductInput) => string | number | null | undefined) => pgArray(rows.map((row) => pick(row) ?? null))
  const { rows: written } = await sql<After>`
    insert into product as p (workspace_id, id, external_id, name, description, url, image_url, category, brand, currency, price_micro, sale_price_micro, availability, source, search_text, created_at, updated_at)
    select ${workspace.id}, r.id, r.external_id, r.name, r.description, r.url, r.image_url, r.category, r.brand, coalesce(r.currency, ${workspace.currency}), r.price, r.sale, r.availability, ${source}, r.search_text, ${now}, ${now}
    from unnest(${pgArray(rows.map(() => newId('prd')))}::text[], ${column((r) => r.external_id)}::text[], ${column((r) => r.name)}::text[], ${column((r) => r.description)}::text[], ${column((r) => r.url)}::text[], ${column((r) => r.image_url)}::text[], ${column((r) => r.category)}::text[], ${column((r) => r.brand)}::text[],
      ${column((r) => r.currency)}::text[], ${column((r) => r.price_micro)}::bigint[], ${column((r) => r.sale_price_micro)}::bigint[], ${column((r) => r.availability)}::text[], ${column((r) => fold([r.name, r.external_id, r.brand, r.category].filter(Boolean).join(' ')))}::text[])
      as r (id, external_id, name, description, url, image_url, category, brand, currency, price, sale, availability, search_text)
    on conflict (workspace_id, external_id) do update set name = excluded.name, description = coalesce(excluded.description, p.description), url = coalesce(excluded.url, p.url), image_url = coalesce(excluded.image_url, p.image_url), category = coalesce(excluded.category, p.category),
      brand = coalesce(excluded.brand, p.brand), currency = excluded.currency, price_micro = coalesce(excluded.price_micro, p.price_micro), sale_price_micro = excluded.sale_price_micro, availability = coalesce(excluded.availability, p.availability), source = excluded.source, origin = 'live', search_text = excluded.search_text,
      updated_at = excluded.updated_at, archived_at = null
      where (p.name, p.description, p.url, p.image_url, p.category, p.brand, p.currency, p.price_micro, p.sale_price_micro, p.availability, p.source, p.archived_at) is distinct from (excluded.name, coalesce(excluded.description, p.description), coalesce(excluded.url, p.url), coalesce(excluded.image_url, p.image_url),
        coalesce(excluded.category, p.category), coalesce(excluded.brand, p.brand), excluded.currency, coalesce(excluded.price_micro, p.price_micro), excluded.sale_price_micro, coalesce(excluded.availability, p.availability), excluded.source, null::timestamptz)
    returning p.id, p.external_id, p.price_micro, p.sale_price_micro, p.availability, p.xmax = 0 as fresh`.execute(tx)
  const moved = written.filter((row) => {
    const was = before.get(row.external_id)
    return !was || was.price_micro !== row.price_micro || was.sale_price_micro !== row.sale_price_micro || was.availability !== row.availability
  })
  await noteChanges(tx, workspace.id, moved, now)
  const told = !tell ? 0 : await tellInterested(tx, workspace.id, moved.flatMap((row) => {
    const was = before.get(row.external_id)
    if (!was) return []
    const [cost, costs] = [asked(was), asked(row)]
    return [
      ...(was.availability === 'out_of_stock' && row.availability === 'in_stock' ? [{ row, type: 'product.back_in_stock' as const, was: cost }] : []),
      ...(cost !== null && costs !== null && costs < cost ? [{ row, type: 'product.price_dropped' as const, was: cost }] : []),
    ]
  }), now)
  const created = written.filter((row) => row.fresh).length
  return { created, changed: written.length - created, unchanged: rows.length - written.length, told }
}

type Stored = Before & Pick<ProductInput, 'name' | 'description' | 'url' | 'image_url' | 'category' | 'brand'> & { currency: string | null; source: string; archived_at: Date | null }

/** What is stored of these products. */
export async function findProducts(tx: Tx, workspace_id: string, external_ids: readonly string[]): Promise<Map<string, Stored>> {
  if (external_ids.length === 0) return new Map()
  const { rows } = await sql<Stored>`select external_id, name, description, url, image_url, category, brand, currency, price_micro, sale_price_micro, availability, source, archived_at from product where workspace_id = ${workspace_id} and external_id = any (${pgArray([...new Set(external_ids)])}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.external_id, row]))
}

/** What putting a product would come to: the rules of `putProducts`, without a write. Pure. */
export function foreseeProduct(stored: Stored | undefined, input: ProductInput, source: string, currency: string): 'create' | 'update' | 'unchanged' {
  if (!stored) return 'create'
  const kept = (['description', 'url', 'image_url', 'category', 'brand', 'price_micro', 'availability'] as const).every((field) => input[field] == null || input[field] === stored[field])
  const same = kept && input.name === stored.name && (input.currency ?? currency) === stored.currency && (input.sale_price_micro ?? null) === stored.sale_price_micro && stored.source === source && stored.archived_at === null
  return same ? 'unchanged' : 'update'
}

async function noteChanges(tx: Tx, workspace_id: string, rows: After[], now: Date): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into product_change (workspace_id, product_id, at, price_micro, sale_price_micro, availability)
    select ${workspace_id}, r.id, ${now}, r.price, r.sale, r.availability from unnest(${pgArray(rows.map((r) => r.id))}::text[], ${pgArray(rows.map((r) => r.price_micro))}::bigint[], ${pgArray(rows.map((r) => r.sale_price_micro))}::bigint[], ${pgArray(rows.map((r) => r.availability))}::text[]) as r (id, price, sale, availability)
    on conflict (workspace_id, product_id, at) do update set price_micro = excluded.price_micro, sale_price_micro = excluded.sale_price_micro, availability = excluded.availability`.execute(tx)
}

type News = { row: After; type: 'product.back_in_stock' | 'product.price_dropped'; was: number | null }

async function tellInterested(tx: Tx, workspace_id: string, news: News[], now: Date): Promise<number> {
  let told = 0
  for (const [type, all] of Map.groupBy(news, (each) => each.type)) {
    const of = sql`unnest(${pgArray(all.map(({ row }) => row.id))}::text[], ${pgArray(all.map(({ was }) => was))}::bigint[]) as n (id, was)
      join product p on p.workspace_id = ${workspace_id} and p.id = n.id
      join product_interest i on i.workspace_id = ${workspace_id} and i.product_key = p.external_id and (i.wished or i.views + i.adds > 0) and i.last_at > ${new Date(now.getTime() - INTEREST_DAYS * 86_400_000)}::timestamptz`
    const { rows: [counted] } = await sql<{ n: number }>`select count(*)::int as n from ${of}`.execute(tx)
    if (!counted!.n) continue
    told += counted!.n
    await recordEventsFrom(tx, workspace_id, { type, at: now, source: 'catalogue' }, sql`
      select i.contact_id, jsonb_strip_nulls(jsonb_build_object('product_id', p.external_id, 'name', p.name, 'url', p.url, 'image_url', p.image_url, 'category', p.category, 'currency', p.currency,
        'price', (case when p.sale_price_micro is not null then least(p.sale_price_micro, coalesce(p.price_micro, p.sale_price_micro)) else p.price_micro end) / 1e6::numeric, 'price_before', n.was / 1e6::numeric)) as properties from ${of}`)
  }
  return told
}
