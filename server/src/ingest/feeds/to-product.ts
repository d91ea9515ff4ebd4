import type { ProductInput } from '../../customers/index.ts'
import type { RawProduct } from './read-feed.ts'

/** A row of the feed that is left out; `code` has words in five languages in the console. */
export type FeedProblem = { row: number; id: string | null; code: 'id_missing' | 'title_missing' | 'price_invalid' | 'availability_invalid' | 'link_invalid'; value: string | null }

const AVAILABILITY: Readonly<Record<string, ProductInput['availability']>> = { in_stock: 'in_stock', available: 'in_stock', out_of_stock: 'out_of_stock', unavailable: 'out_of_stock', preorder: 'preorder', pre_order: 'preorder', backorder: 'backorder', available_for_order: 'backorder' }
const MOST_MICRO = 1e15

/** "1 234,50 UAH", "USD 15.00" or "15": an amount, and its currency where it says one. */
function readPrice(text: string): { micro: number; currency: string | null } | undefined {
  const match = /^(?:([A-Z]{3})\s*)?(\d[\d\s\u00a0'.,]*)(?:\s*([A-Z]{3}))?$/.exec(text.trim().toUpperCase())
  if (!match) return undefined
  const digits = match[2]!.replaceAll(/[\s\u00a0']/g, '')
  // The last separator with one or two digits behind it is the decimal one.
  const [, whole, part = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(digits)!
  const micro = Math.round(Number(`${whole!.replaceAll(/[.,]/g, '')}.${part || '0'}`) * 1e6)
  return Number.isFinite(micro) && micro <= MOST_MICRO ? { micro, currency: match[1] ?? match[3] ?? null } : undefined
}

/** Whether a sale goes on now: "2026-11-01T00:00+0200/2026-11-30T23:59+0200", from and to (ISO 8601). */
function isOn(dates: string | undefined, now: Date): boolean {
  const [from, to] = dates?.split('/').map((each) => Date.parse(each.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))) ?? []
  return !(from !== undefined && now.getTime() < from) && !(to !== undefined && now.getTime() > to)
}

const cut = (value: string | undefined, most: number) => value?.slice(0, most).trim() || null
const isLink = (value: string) => /^https?:\/\/\S+$/.test(value) && value.length <= 2000

/** One product of the catalogue from one of the feed, or of a file with the names of a feed, or why it cannot be taken. */
export function toProduct(raw: RawProduct, row: number, now: Date, readAmount = readPrice): ProductInput | FeedProblem {
  const id = cut(raw.id, 200)
  const refuse = (code: FeedProblem['code'], value: string | null = null): FeedProblem => ({ row, id, code, value: value?.slice(0, 200) ?? null })
  if (!id) return refuse('id_missing')
  const name = cut(raw.title ?? raw.structured_title, 500)
  if (!name) return refuse('title_missing')
  const price = raw.price === undefined ? undefined : readAmount(raw.price)
  if (raw.price !== undefined && !price) return refuse('price_invalid', raw.price)
  const onSale = raw.sale_price !== undefined && isOn(raw.sale_price_effective_date, now)
  const sale = onSale ? readAmount(raw.sale_price!) : undefined
  if (onSale && (!sale || (sale.currency && price?.currency && sale.currency !== price.currency))) return refuse('price_invalid', raw.sale_price!)
  const stock = raw.availability?.toLowerCase().trim().replaceAll(/[\s-]+/g, '_')
  const availability = stock ? AVAILABILITY[stock.replace(/^https?:\/\/schema\.org\//, '')] : undefined
  if (stock && !availability) return refuse('availability_invalid', raw.availability!)
  for (const link of [raw.link, raw.image_link]) if (link !== undefined && !isLink(link)) return refuse('link_invalid', link)
  const category = raw.product_type ?? (raw.google_product_category && !/^\d+$/.test(raw.google_product_category) ? raw.google_product_category : undefined)
  return {
    external_id: id, name, description: cut(raw.description, 5000), url: raw.link ?? null, image_url: raw.image_link ?? null, category: cut(category, 200), brand: cut(raw.brand, 200),
    ...(price?.currency ? { currency: price.currency } : {}), price_micro: price?.micro ?? null, sale_price_micro: sale?.micro ?? null, availability: availability ?? null,
  }
}
