import type { Target } from '../contract.ts'
import { toProduct, type FeedProblem } from '../../feeds/index.ts'
import type { FileRow } from '../read/index.ts'
import { readStock } from '../repair/commerce-words.ts'
import { readCurrency, readMoney } from '../repair/money.ts'
import { readNumber } from '../repair/numbers.ts'
import { cellOf } from './customer.ts'
import type { Plan } from './plan.ts'
import { openRow, type ReadRow } from './read-row.ts'

/** What a feed calls the fields of a product (Google's names), which `toProduct` reads. */
const FEED_FIELDS: readonly [string, Target][] = [['id', 'product_id'], ['title', 'product_name'], ['description', 'description'], ['link', 'url'], ['image_link', 'image_url'], ['product_type', 'category'], ['brand', 'brand'], ['price', 'price'], ['sale_price', 'sale_price'], ['availability', 'availability']]
const FIELD_OF: Readonly<Record<FeedProblem['code'], Target>> = { id_missing: 'product_id', title_missing: 'product_name', price_invalid: 'price', availability_invalid: 'availability', link_invalid: 'url' }
const WHY: Readonly<Record<FeedProblem['code'], string>> = {
  id_missing: 'The row has no number of a product.', title_missing: 'The row has no name of a product.', price_invalid: 'is no amount of money, or its currency is another than that of the price beside it.',
  availability_invalid: 'is no word for whether a product can be had: write in_stock, out_of_stock, preorder or backorder, or how many there are.', link_invalid: 'is no address of the web: it begins with https:// or http://.',
}

/** One row of a file of products, read as a row of a feed is; only amounts and stock are read by the settings of the file. */
export function readProductRow(row: FileRow, plan: Plan, width: number): ReadRow {
  const opened = openRow(row, width, plan)
  if ('refused' in opened) return opened.refused
  const { made, reader, refuse } = opened
  const isNumeric = (target: Target) => reader.isNumeric(plan.by.get(target)![0]!)
  /** A cell that holds a number itself has a point, whatever the texts of the file have. */
  const asText = (value: string, target: Target) => (isNumeric(target) && plan.settings.decimal === ',' ? value.replace('.', ',') : value)
  const named = cellOf(plan, reader, 'currency')
  const currency = named === '' ? plan.settings.currency : readCurrency(named)
  if (named !== '' && !currency) return refuse({ code: 'currency_invalid', message: `"${named.slice(0, 50)}" is no currency. Write its three letters: UAH, GEL, EUR.` }, plan.by.get('currency')![0]!.index)
  const raw = Object.fromEntries(FEED_FIELDS.flatMap(([field, target]) => {
    const value = cellOf(plan, reader, target)
    return value === '' ? [] : [[field, target === 'availability' ? readStock(value, readNumber(asText(value, target), plan.settings.decimal)) : target === 'price' || target === 'sale_price' ? asText(value, target) : value]]
  }))
  const product = toProduct(raw, row.row, plan.now, (text) => {
    const read = readMoney(text, plan.settings.decimal)
    return read && { micro: read.micro, currency: read.currency ?? currency ?? null }
  })
  if ('code' in product) {
    const { code, value } = product
    return refuse({ code, message: value === null ? WHY[code] : `"${value.slice(0, 80)}" ${WHY[code]}` }, plan.by.get(FIELD_OF[code])?.[0]?.index ?? null)
  }
  made.product = { ...(currency ? { currency } : {}), ...product }
  return made
}
