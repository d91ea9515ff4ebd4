import { sql } from 'kysely'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { fold } from '../../platform/fold.ts'
import { productPrint } from './prints.ts'

/** A product as it stood before, of one that was changed. */
export type ProductBefore = { name: string; description: string | null; url: string | null; image_url: string | null; category: string | null; brand: string | null; currency: string | null; price_micro: number | null; sale_price_micro: number | null; availability: string | null; source: string; archived_at: string | null }
export type ProductToTakeBack = { external_id: string; was: ProductBefore | null }

/** Which of these are as they were left. */
export async function unchangedProducts(tx: Tx, workspace_id: string, rows: readonly { external_id: string; print: string }[], lock = false): Promise<Set<string>> {
  const { rows: same } = await sql<{ external_id: string }>`
    select p.external_id from product p join unnest(${pgArray(rows.map((r) => r.external_id))}::text[], ${pgArray(rows.map((r) => r.print))}::text[]) as r (external_id, print) on r.external_id = p.external_id
    where p.workspace_id = ${workspace_id} and ${productPrint('p')} = r.print ${lock ? sql`for update of p` : sql``}`.execute(tx)
  return new Set(same.map((row) => row.external_id))
}

/** Takes products back that nobody changed since: those without a `was` go, the others are as they were, and their history says so. Nobody is told. */
export async function takeBackProducts(tx: Tx, workspace_id: string, rows: readonly ProductToTakeBack[], now: Date): Promise<void> {
  if (rows.length === 0) return
  await sql`delete from product where workspace_id = ${workspace_id} and external_id = any (${pgArray(rows.filter((r) => !r.was).map((r) => r.external_id))}::text[])`.execute(tx)
  const changed = rows.flatMap(({ external_id, was }) => (was ? [{ external_id, was }] : []))
  if (changed.length === 0) return
  const searched = changed.map(({ external_id, was }) => fold([was.name, external_id, was.brand, was.category].filter(Boolean).join(' ')))
  await sql`
    with back as (
      update product p set name = w.name, description = w.description, url = w.url, image_url = w.image_url, category = w.category, brand = w.brand, currency = w.currency, price_micro = w.price_micro, sale_price_micro = w.sale_price_micro,
        availability = w.availability, source = w.source, archived_at = w.archived_at, search_text = r.searched, updated_at = ${now}
      from unnest(${pgArray(changed.map((r) => r.external_id))}::text[], ${pgArray(changed.map((r) => JSON.stringify(r.was)))}::text[], ${pgArray(searched)}::text[]) as r (external_id, was, searched),
        jsonb_to_record(r.was::jsonb) as w (name text, description text, url text, image_url text, category text, brand text, currency text, price_micro bigint, sale_price_micro bigint, availability text, source text, archived_at timestamptz)
      where p.workspace_id = ${workspace_id} and p.external_id = r.external_id returning p.id, p.price_micro, p.sale_price_micro, p.availability)
    insert into product_change (workspace_id, product_id, at, price_micro, sale_price_micro, availability)
    select ${workspace_id}, id, ${now}, price_micro, sale_price_micro, availability from back
    on conflict (workspace_id, product_id, at) do update set price_micro = excluded.price_micro, sale_price_micro = excluded.sale_price_micro, availability = excluded.availability`.execute(tx)
}
