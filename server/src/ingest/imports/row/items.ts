import type { OrderLine } from '../../../customers/index.ts'
import { readMoney } from '../repair/money.ts'
import { readNumber } from '../repair/numbers.ts'
import { cleanCell } from '../repair/text.ts'
import type { Refusal } from './read-row.ts'

/** As many lines as an order of the API has. */
export const MOST_LINES = 500
/** A part of a list that somebody wrote; what is longer is no name with a count. */
const MOST_PART = 1000

/**
 * What a cell lists. `counted`: each item says how many of it, which only a list of items does. `unsure` are the lines, by their
 * place, whose amount was taken for the price of one and may be that of all.
 */
export type ItemsRead = { lines: OrderLine[]; currencies: string[]; counted: boolean; unsure: number[] }
type Decimal = '.' | ','
/** What is said of one item, before it is understood. */
type Said = { id?: string; sku?: string; name?: string; quantity?: string; price?: string; total?: string }

type Found = { said: Said; /** as it stands in the cell */ text: string; /** an amount beside a count, of one or of all */ unsure?: boolean }

/** Why a list cannot be read; `readItems` alone throws and catches it. */
class Unreadable extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}
const HOW = 'Write items as "2 x Tea; 1 x Cup" or "2 x Tea @ 12.50", or leave the cell as the shop exports it.'
const refuse = (code: Refusal['code'], message: string, place?: string): never => {
  throw new Unreadable({ code, message, ...(place ? { place } : {}) })
}
const tooMany = (count: number) => refuse('order_too_long', `An order has at most ${MOST_LINES} lines; the cell lists ${count}.`)
/** Which item it is, and what it says. */
const placeOf = (index: number, text: string) => `${index + 1}${text ? `: "${text.slice(0, 60).toWellFormed()}"` : ''}`

/** What exports call the fields of an item. `id` is the line's own number wherever the product has one beside it. */
const FIELDS: Readonly<Record<string, keyof Said | 'line_id'>> = {
  product_id: 'id', productid: 'id', item_id: 'id', id: 'line_id', sku: 'sku', article: 'sku', code: 'sku', name: 'name', title: 'name', product: 'name', product_name: 'name', item_name: 'name',
  quantity: 'quantity', qty: 'quantity', count: 'quantity', price: 'price', unit_price: 'price', item_price: 'price', total: 'total', line_total: 'total',
}

const fieldOf = (key: string) => FIELDS[key.trim().replaceAll(/(?<=[a-z])(?=[A-Z])|[\s-]+/g, '_').toLowerCase()]

/** Of fields by name those that we know; the first of a name counts. A product that a shop has deleted has the number 0, or is "unknown_product". */
function gather(fields: readonly [string, string][]): Said {
  const found: Partial<Record<keyof Said | 'line_id', string>> = {}
  let ofProduct = false
  for (const [key, value] of fields) {
    const field = fieldOf(key)
    if (field === 'id' || field === 'sku') ofProduct = true
    const text = cleanCell(value)
    if (field && text !== '' && !(field === 'id' && text === '0') && !(field === 'sku' && text === 'unknown_product')) found[field] ??= text
  }
  const { line_id, ...said } = found
  return line_id === undefined || ofProduct ? said : { ...said, id: line_id }
}

/** `id:8|name:Blue lamp|quantity:2`: parts between bars that no backslash stands before, the first colon ends the field's name. A bar with no name after it belongs to the value. */
function fieldsOf(item: string): [string, string][] {
  return item.split(/(?<!\\)\|(?=[A-Za-z_][\w -]{0,40}:)/).map((field) => {
    const colon = field.indexOf(':')
    return [field.slice(0, colon), field.slice(colon + 1).replaceAll(/\\([|:;])/g, '$1')]
  })
}

/** Fields between bars, as exports of shops have them; what begins the first item begins each. */
const firstField = (cell: string) => (cell.includes('|') && /(?:^|\|)\s*(?:name|product_id|sku|quantity|qty):/i.test(cell) ? /^([A-Za-z_]\w{0,40}):/.exec(cell)?.[1] : undefined)

/** Items of fields: each begins as the first one does, so that a semicolon within a value ends none. */
function readFields(cell: string, first: string): Found[] {
  return cell.split(new RegExp(String.raw`(?<!\\)[;\n](?=\s*${first}:)`)).map((part, index) => {
    const text = part.trim().replace(/(?<!\\);$/, '')
    if (/(?<!\\)[;\n]\s*(?:name|product_id|sku|quantity|qty|total|price):/i.test(text)) return refuse('items_invalid', `Items of the list do not all begin with "${first}:", so it is not clear where one ends.`, placeOf(index, text))
    return { said: gather(fieldsOf(text)), text }
  })
}

const NUMBER = String.raw`([-−+]?\d{1,20}(?:[.,]\d{1,9})?(?:[eE][-+]?\d{1,3})?)`
const UNIT = String.raw`(?:шт(?:ук[аи]?)?\.?|од\.?|pcs?\.?|pieces?|ცალი|ც\.|[件个個])`
const WHOLE = String.raw`([-−+]?\d{1,20}(?:[eE][-+]?\d{1,3})?)`
/** Four bare digits in brackets are a year or a model, as in "Wine (2019)". */
const COUNT_LAST = [String.raw`\s*\(\s*[xXхХ×*]\s*${WHOLE}\s*${UNIT}?\s*\)`, String.raw`\s*\(\s*${WHOLE}\s*${UNIT}\s*\)`, String.raw`\s*\(\s*([-−+]?\d{1,3})\s*\)`, String.raw`(?:\s+[xXхХ]|\s*[×*])\s*${NUMBER}\s*${UNIT}?`, String.raw`[\s:,–—-]+${NUMBER}\s*${UNIT}`, String.raw`${NUMBER}\s*[件个個]`].map((end) => new RegExp(String.raw`^(.+?)${end}$`, 'su'))
const COUNT_FIRST = [String.raw`(?:${UNIT}\s*)?(?:[xXхХ]\s+|[xх](?=\p{Lu}\p{Ll}|\p{Lo})|[×*]\s*)`, String.raw`(?:${UNIT}(?=[\s:–—-])|[件个個])[\s:–—-]*`].map((middle) => new RegExp(String.raw`^${NUMBER}\s*${middle}(.+)$`, 'su'))
const ONLY_NUMBER = new RegExp(`^${NUMBER}$`, 'u')
const ONLY_COUNT = new RegExp(String.raw`^(?:\(?[xXхХ×*]?\s*${NUMBER}\s*(?:${UNIT}|[xXхХ×*])?\)?)$`, 'u')

/** A name and a count, in front or behind; undefined where it has no count. `2 x 10233` is two of 10233, as is `10233*2`. */
function countOf(part: string): { name: string; quantity: string; last: boolean } | undefined {
  for (const pattern of COUNT_LAST) {
    const [, name, quantity] = pattern.exec(part) ?? []
    if (name && quantity && !(ONLY_NUMBER.test(name) && !part.includes('*'))) return { name: name.trim(), quantity, last: true }
  }
  for (const pattern of COUNT_FIRST) {
    const [, quantity, name] = pattern.exec(part) ?? []
    if (name && quantity) return { name: name.trim(), quantity, last: false }
  }
  return undefined
}

const SIGN = String.raw`(?:[$€£¥₴₽₾₸元]|грн\.?|руб\.?|лари|ლარი|тенге|${Intl.supportedValuesOf('currency').join('|')})`
/** Digits as money has them; grouped by spaces only where something other than a space stands before. */
const PLAIN = String.raw`\d{1,3}(?:,\d{3})+\.\d{1,2}|\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,12}(?:[.,]\d{1,3})?`
const moneyOf = (amount: string) => String.raw`((?:${SIGN}\s*)?(?:${amount})(?:\s*${SIGN})?)(?:\s*\/\s*${UNIT})?`
const MONEY = moneyOf(String.raw`\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d{1,2})?|${PLAIN}`)
const HAS_SIGN = new RegExp(SIGN, 'u')
const HAS_CENTS = /[.,]\d{2}(?!\d)/
/** Where an amount stands at the end, and what it is there: of one ("@", "по", "at"), of all ("="), or either. Behind a space alone it needs a count before it. */
const PRICES = [
  { end: String.raw`\s*(@)\s*${MONEY}` }, { end: String.raw`\s+(по|at)\s+${MONEY}` }, { end: String.raw`\s*(=)\s*${MONEY}` },
  { end: String.raw`\s*\(\s*(@|=|(?:по|at)(?=\s))?\s*${MONEY}\s*\)` }, { end: String.raw`(?:\s*[:—–]\s*|\s+-\s*|,\s+)()${MONEY}` }, { end: String.raw`\s+()${moneyOf(PLAIN)}`, behindCount: true },
].map(({ end, behindCount = false }) => ({ pattern: new RegExp(String.raw`^(.+?)${end}$`, 'su'), behindCount }))
const ONLY_MONEY = new RegExp(`^${MONEY}$`, 'u')
type Price = { price?: string; total?: string; unsure?: true }

/**
 * What stands before an amount of money, and the amount; undefined where it may be something else. A currency's sign, or "@", make it
 * money; a number with cents is money behind a count alone, as sizes and numbers of articles stand in brackets and behind dashes too.
 */
function priceOf(part: string): ({ rest: string; last: boolean } & Price) | undefined {
  for (const { pattern, behindCount } of PRICES) {
    const [, rest, mark, money] = pattern.exec(part) ?? []
    if (!rest || !money) continue
    const count = countOf(rest.trim())
    const signed = HAS_SIGN.test(money)
    const isMoney = mark === '=' ? count : mark ? count || signed || (mark === '@' && HAS_CENTS.test(money)) : count?.last ? signed || HAS_CENTS.test(money) : signed && !behindCount
    if (isMoney) return { rest: rest.trim(), last: count?.last ?? false, ...(mark === '=' ? { total: money } : mark ? { price: money } : { price: money, unsure: true }) }
  }
  return undefined
}

/** An item of a list that somebody wrote: its price at the end, or before a count behind the name. */
function itemOf(text: string): { rest: string; name: string; quantity?: string } & Price {
  const { rest = text, last: _, ...price } = priceOf(text) ?? {}
  const count = countOf(rest)
  if (!count) return { rest, name: rest, ...price }
  const inner = count.last && rest === text && priceOf(count.name)
  return { rest, name: inner ? inner.rest : count.name, quantity: count.quantity, ...(inner ? { ...(inner.total ? { total: inner.total } : { price: inner.price! }), ...(inner.unsure ? { unsure: true as const } : {}) } : price) }
}

/** A name in which a count still stands, and behind it what may be a price, a year or the number of an article: "Tea x2 (12)". What stands behind digits is a size, as "20 x 40". */
const COUNT_WITHIN = new RegExp(String.raw`(?<!\d\s{0,3})(?:\s[xXхХ]\s*|[×*]\s*)\d{1,9}(?:[\d\s.,:=()–—-]|${SIGN})*$`, 'u')
const isUnclear = ({ name, quantity }: { name: string; quantity?: string }) => COUNT_WITHIN.test(name) || (quantity !== undefined && COUNT_FIRST[0]!.test(name))

const isCounted = (piece: string) => itemOf(piece).quantity !== undefined || (ONLY_COUNT.test(piece) && !ONLY_NUMBER.test(piece))
const pieces = (part: string, comma: RegExp) => part.split(comma).map((piece) => piece.trim()).filter(Boolean)

/** What a comma parts: everything, where each piece then is an item with a count; else nothing, a decimal sign least of all. */
function splitCommas(part: string): string[] {
  for (const comma of [/[,，、]/u, /(?<!\d)[,，、]|[,，、](?!\d)/u]) {
    const found = pieces(part, comma)
    if (found.length > 1 && found.every((piece) => itemOf(piece).quantity !== undefined)) return found
  }
  return [part]
}

/** A list as people write one: `2 x Tea; Cup`. A comma that may or may not part two items is asked about, never guessed. */
function readWritten(cell: string): Found[] {
  const parts = pieces(cell, /[;；|\n]/u)
  const whole = parts.length === 1 && !/[;；|]/u.test(cell)
  if (parts.length > MOST_LINES) return tooMany(parts.length)
  return parts.flatMap((part) => (part.length > MOST_PART ? [part] : splitCommas(part))).map((part, index) => {
    const text = part.replace(/^[-–—•·*]\s+/u, '')
    const place = placeOf(index, text)
    if (text.length > MOST_PART) return refuse('items_invalid', `An item of the list is longer than ${MOST_PART} characters. ${HOW}`, place)
    const item = itemOf(text)
    const { rest, name, quantity, unsure, ...price } = item
    if (!/[\p{L}\p{N}]/u.test(text) || (ONLY_NUMBER.test(rest) ? whole || rest !== text : ONLY_COUNT.test(rest) || (ONLY_MONEY.test(rest) && HAS_SIGN.test(rest)))) return refuse('items_invalid', `An item of the list has no name. ${HOW}`, place)
    if (isUnclear(item)) return refuse('items_invalid', `It is not clear which number is the count and which the price. ${HOW}`, place)
    // "Tea x2, Cup" may be two items; "2 x Tea, green; 1 x Cup" are two already, and one has a comma in its name.
    if (pieces(whole ? rest : name, /(?<!\d)[,，、]|[,，、](?!\d)/u).some((piece, _, all) => all.length > 1 && isCounted(piece))) return refuse('items_invalid', `Some parts between commas have a count and some have none. Put a semicolon between items. ${HOW}`, place)
    return { said: { name, ...(quantity === undefined ? {} : { quantity }), ...price }, text, ...(unsure ? { unsure } : {}) }
  })
}

const isPlain = (value: unknown) => value === null || typeof value === 'string' || typeof value === 'number'

/** A list as programs write one. */
function readJson(cell: string): Found[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(cell)
  } catch {
    return refuse('items_invalid', `The cell begins like JSON and cannot be read as JSON. ${HOW}`)
  }
  return (Array.isArray(parsed) ? parsed : [parsed]).flatMap((item: unknown, index): Found | Found[] => {
    if (typeof item === 'string') return readWritten(item)
    const known = typeof item === 'object' && item !== null && !Array.isArray(item) ? Object.entries(item).filter(([key]) => fieldOf(key)) : []
    const text = known.length === 0 ? '' : JSON.stringify(Object.fromEntries(known.filter(([, value]) => isPlain(value))))
    if (!known.every(([, value]) => isPlain(value))) return refuse('items_invalid', `An item of the list has a field that is neither text nor number. ${HOW}`, placeOf(index, text))
    // Exports that put JSON into a table write quotation marks as HTML does.
    return { said: gather(known.map(([key, value]) => [key, String(value ?? '').replaceAll('&quot;', '"')])), text }
  })
}

/** How many: a whole number, as everywhere of lines. */
function quantityOf(text: string | undefined, decimal: Decimal, place: string): number {
  const plain = text?.replace('−', '-')
  const number = plain === undefined ? 1 : (readNumber(plain, decimal) ?? readNumber(plain, decimal === '.' ? ',' : '.'))
  return number !== undefined && number > 0 && number <= 1_000_000 ? Math.ceil(number) : refuse('quantity_invalid', 'An item of the list has no quantity that can be: a number above zero, a million at most.', place)
}

function toLine(said: Said, decimal: Decimal, place: string, currencies: Set<string>): OrderLine {
  const product_id = said.id ?? said.sku ?? said.name?.slice(0, 200)
  if (product_id === undefined) return refuse('items_invalid', `An item of the list has neither a name nor a number of the product. ${HOW}`, place)
  if (product_id.length > 200) return refuse('items_invalid', 'The number of a product has at most 200 characters.', place)
  const quantity = quantityOf(said.quantity, decimal, place)
  const money = (text: string | undefined) => {
    if (text === undefined) return undefined
    const read = readMoney(text, decimal) ?? refuse('price_invalid', 'An item of the list has a price that is no amount of money.', place)
    if (read.currency) currencies.add(read.currency)
    return read.micro
  }
  const [total, price] = [money(said.total), money(said.price)]
  return { product_id, name: said.name?.slice(0, 500) ?? null, quantity, price_micro: total === undefined ? (price ?? null) : Math.round(total / quantity), sku: said.id !== undefined ? (said.sku?.slice(0, 200) ?? null) : null }
}

/**
 * The items that one cell lists: JSON, the `key:value|key:value;…` of shops' exports, or a list as people write one. Whole or
 * not at all: what cannot be read is refused with its place. Empty cells and empty lists hold none.
 */
export function readItems(text: string, decimal: Decimal): ItemsRead | { refused: Refusal } {
  const cell = cleanCell(text.replaceAll(/\r\n?/g, '\n'))
  try {
    const json = /^(?:\[\s*[[{"\]]|\{\s*["}])/.test(cell)
    const first = json ? undefined : firstField(cell)
    const found = json ? readJson(cell) : first ? readFields(cell, first) : readWritten(cell)
    if (found.length > MOST_LINES) return tooMany(found.length)
    const currencies = new Set<string>()
    const lines = found.map(({ said, text: shown }, index) => toLine(said, json || first ? '.' : decimal, placeOf(index, shown), currencies))
    const unsure = found.flatMap((each, index) => (each.unsure && lines[index]!.quantity > 1 ? [index] : []))
    return { lines, currencies: [...currencies], unsure, counted: found.length > 0 && found.every(({ said }) => said.quantity !== undefined) }
  } catch (error) {
    if (error instanceof Unreadable) return { refused: error.refusal }
    throw error
  }
}
