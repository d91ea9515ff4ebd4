import { sql } from 'kysely'
import type { WorkspaceFacts } from '../../accounts/index.ts'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import { fold } from '../../platform/fold.ts'
import { newId } from '../../platform/ids.ts'
import { HISTORY } from '../events/index.ts'
import type { Happening } from './happening.ts'
import { currencyOf, itemsOf, type Item } from './read-event.ts'

/**
 * What events say of products fills a catalogue that nobody has brought yet; what a feed or a person said is never overwritten,
 * and history brings no old price over a newer one.
 */
export async function learnProducts(tx: Tx, workspace: WorkspaceFacts, happenings: readonly Happening[], now: Date): Promise<void> {
  for (const [past, some] of Map.groupBy(happenings, (event) => event.source === HISTORY)) await learn(tx, workspace, some, now, past)
}

async function learn(tx: Tx, workspace: WorkspaceFacts, happenings: readonly Happening[], now: Date, past: boolean): Promise<void> {
  const seen = new Map<string, Item & { currency: string; origin: string }>()
  for (const { properties, origin } of happenings) for (const item of itemsOf(properties)) if (item.name) seen.set(item.product_id, { ...item, currency: currencyOf(properties.currency) ?? workspace.currency, origin })
  const rows = [...seen.values()].toSorted((a, b) => (a.product_id < b.product_id ? -1 : 1))
  if (rows.length === 0) return
  await sql`
    insert into product as p (workspace_id, id, external_id, name, url, image_url, category, brand, currency, price_micro, source, origin, search_text, created_at, updated_at)
    select ${workspace.id}, r.id, r.external_id, r.name, r.url, r.image_url, r.category, r.brand, r.currency, r.price, 'event', r.origin, r.search_text, ${now}, ${now}
    from unnest(${pgArray(rows.map(() => newId('prd')))}::text[], ${pgArray(rows.map((r) => r.product_id))}::text[], ${pgArray(rows.map((r) => r.name))}::text[], ${pgArray(rows.map((r) => r.url))}::text[], ${pgArray(rows.map((r) => r.image_url))}::text[], ${pgArray(rows.map((r) => r.category))}::text[],
      ${pgArray(rows.map((r) => r.brand))}::text[], ${pgArray(rows.map((r) => r.currency))}::text[], ${pgArray(rows.map((r) => r.price_micro))}::bigint[], ${pgArray(rows.map((r) => fold([r.name, r.product_id, r.brand, r.category].filter(Boolean).join(' '))))}::text[], ${pgArray(rows.map((r) => r.origin))}::text[]) as r (id, external_id, name, url, image_url, category, brand, currency, price, search_text, origin)
    on conflict (workspace_id, external_id) do update set name = excluded.name, url = coalesce(excluded.url, p.url), image_url = coalesce(excluded.image_url, p.image_url), category = coalesce(excluded.category, p.category), brand = coalesce(excluded.brand, p.brand),
      currency = excluded.currency, price_micro = coalesce(excluded.price_micro, p.price_micro), search_text = excluded.search_text, origin = case when excluded.origin = 'live' then 'live' else p.origin end, updated_at = excluded.updated_at
      where p.source = 'event' and ${!past} and (p.name, coalesce(excluded.price_micro, p.price_micro), coalesce(excluded.category, p.category), coalesce(excluded.image_url, p.image_url)) is distinct from (excluded.name, p.price_micro, p.category, p.image_url)`.execute(tx)
}
