import type { ImportKind, SniffedColumnFacts, SuggestionFacts, Target } from '../contract.ts'
import { REPEATABLE } from '../contract.ts'
import { readDate } from '../repair/dates.ts'
import { repairEmails } from '../repair/email.ts'
import { looksLikeFio } from '../repair/names.ts'
import { readNumber } from '../repair/numbers.ts'
import { repairPhones } from '../repair/phone.ts'
import { readAnswer } from '../repair/words.ts'
import { readItems } from '../row/items.ts'
import { isReportColumn, targetByHeader } from './headers.ts'
import { targetOfKind } from './kinds.ts'

export type Column = { index: number; name: string; values: string[] }
type TraitType = 'text' | 'number' | 'boolean' | 'date'

const share = (values: string[], fits: (value: string) => boolean) => (values.length === 0 ? 0 : values.filter(fits).length / values.length)
const isDate = (value: string) => (['dmy', 'mdy', 'ymd'] as const).some((order) => readDate(value, order, new Date()) !== undefined)
const isNumber = (value: string) => readNumber(value, '.') !== undefined || readNumber(value, ',') !== undefined

/** A phone column holds numbers, broken ones among them, of a length that amounts and dates do not have. */
const looksLikePhone = (country: string) => (value: string) => {
  const digits = value.replaceAll(/\D/g, '').length
  return /^[\d+'(]/.test(value) && digits >= 9 && !isDate(value) && (repairPhones(value, country).phones.length > 0 || /[eE]\+\d\d$/.test(value))
}

function traitType(values: string[]): TraitType {
  if (values.length === 0) return 'text'
  // 2024 is a number and 20240101 may be one: a date shows its parts.
  if (share(values, (value) => /\D/.test(value.trim()) && isDate(value)) > 0.8) return 'date'
  // A leading zero or fifteen digits make a code, which a number would lose.
  if (share(values, (value) => isNumber(value) && !/^0\d/.test(value.trim()) && value.replaceAll(/\D/g, '').length <= 15) > 0.9) return share(values, (value) => ['0', '1'].includes(value)) === 1 ? 'boolean' : 'number'
  if (share(values, (value) => readAnswer(value) !== undefined) > 0.9) return 'boolean'
  return 'text'
}

function targetByContent(values: string[], country: string): { target: Target; confidence: number } | undefined {
  const email = share(values, (value) => value.includes('@') && repairEmails(value).emails.length > 0)
  if (email > 0.5) return { target: 'email', confidence: email }
  const phone = share(values, looksLikePhone(country))
  if (phone > 0.5) return { target: 'phone', confidence: phone * 0.9 }
  const fio = share(values, looksLikeFio)
  if (fio > 0.5) return { target: 'full_name_fio', confidence: fio * 0.9 }
  return undefined
}

function suggestOne(column: Column, country: string): SuggestionFacts {
  if (isReportColumn(column.name)) return { target: 'ignore', confidence: 1, reason: 'report' }
  const values = column.values.filter((value) => value.trim() !== '')
  const byHeader = targetByHeader(column.name)
  const byContent = targetByContent(values, country)
  if (byHeader) {
    // "Name" or "Клієнт" over values with patronymics is a ФИО; a header never turns addresses into something else.
    if (byContent?.target === 'full_name_fio' && ['name', 'given_name', 'family_name'].includes(byHeader)) return { target: 'full_name_fio', confidence: 0.95, reason: 'header_and_content' }
    // "Имя" over "Олена Коваль" is the whole name, by which nobody is greeted.
    if (byHeader === 'given_name' && share(values, (value) => /\S\s+\S/.test(value)) > 0.5) return { target: 'name', confidence: 0.8, reason: 'header_and_content' }
    if (byContent && byContent.target !== byHeader && ['email', 'phone'].includes(byContent.target)) return { ...byContent, reason: 'content' }
    const agreed = byContent?.target === byHeader
    const answers = ['consent', 'opt_out'].includes(byHeader) && share(values, (value) => readAnswer(value) !== undefined) > 0.5
    return { target: byHeader, confidence: agreed || answers ? 0.98 : values.length === 0 ? 0.6 : 0.8, reason: agreed || answers ? 'header_and_content' : 'header' }
  }
  if (byContent) return { ...byContent, confidence: Math.round(byContent.confidence * 100) / 100, reason: 'content' }
  const name = column.name.trim().slice(0, 100)
  if (!name) return { target: 'ignore', confidence: 0.5, reason: 'none' }
  return { target: 'trait', trait: { name, type: traitType(values) }, confidence: 0.4, reason: 'none' }
}

/** A column that lists items: every one of them with its count in most cells, or by its name, where it does not hold how many there are. */
function looksLikeItems(values: string[], byHeader: Target | undefined): SuggestionFacts | undefined {
  const read = values.slice(0, 50).map((value) => readItems(value, '.'))
  const lists = read.filter((each) => 'lines' in each && each.counted)
  const sure = lists.length > read.length / 2 && (byHeader === 'items' || lists.some((each) => 'lines' in each && each.lines.length > 1) || share(values, (value) => /^\[|\|\w+:/.test(value)) > 0.5)
  if (sure) return { target: 'items', confidence: 0.95, reason: byHeader ? 'header_and_content' : 'content' }
  return byHeader === 'items' && share(values, isNumber) > 0.5 ? { target: 'ignore', confidence: 0.5, reason: 'none' } : undefined
}

/** A list of items and columns of one item exclude each other: a list that shows what it is stands before them, one that is only called so yields. */
function eitherItems(made: { suggestion: SuggestionFacts }[]): void {
  const lists = made.filter(({ suggestion }) => suggestion.target === 'items')
  const ofOne = made.filter(({ suggestion }) => suggestion.target.startsWith('item_'))
  if (lists.length === 0 || ofOne.length === 0) return
  if (lists.some(({ suggestion }) => suggestion.reason !== 'header')) for (const each of ofOne) each.suggestion = { target: 'ignore', confidence: 0.5, reason: 'none' }
  else for (const each of lists) each.suggestion = { ...each.suggestion, target: 'item_name' }
}

/** A column of orders, events or products: by its name, and only where that says nothing by addresses in it. What else an event's row holds are its properties. */
function suggestForKind(kind: Exclude<ImportKind, 'contacts'>, column: Column, country: string): SuggestionFacts {
  if (isReportColumn(column.name)) return { target: 'ignore', confidence: 1, reason: 'report' }
  const values = column.values.filter((value) => value.trim() !== '')
  const byHeader = targetOfKind(kind, column.name)
  // Shopify's "Name" of an order is its number, #1001.
  if (kind === 'orders' && byHeader !== 'order_id' && /^name$/i.test(column.name.trim()) && share(values, (value) => /^#?[\p{L}-]{0,6}\d+$/u.test(value.trim())) > 0.8) return { target: 'order_id', confidence: 0.95, reason: 'header_and_content' }
  // When it was placed stands before when it was paid.
  if (byHeader === 'order_at' && /paid|complet|process|оплат|支付/i.test(column.name)) return { target: byHeader, confidence: 0.7, reason: 'header' }
  const items = kind === 'orders' && (byHeader === undefined || byHeader === 'items' || byHeader === 'item_name') ? looksLikeItems(values, byHeader) : undefined
  if (items) return items
  if (byHeader) return { target: byHeader, confidence: byHeader === 'ignore' ? 0.5 : 0.8, reason: byHeader === 'ignore' ? 'none' : 'header' }
  const byContent = kind === 'products' ? undefined : targetByContent(values, country)
  if (byContent && ['email', 'phone'].includes(byContent.target)) return { ...byContent, confidence: Math.round(byContent.confidence * 50) / 100, reason: 'content' }
  return restOf(kind, column)
}

/** What becomes of a column that means nothing of its own. */
function restOf(kind: ImportKind, column: Column): SuggestionFacts {
  const name = column.name.trim().slice(0, 100)
  if (kind === 'contacts') return { target: 'trait', trait: { name: name || `column ${column.index + 1}`, type: traitType(column.values.filter(Boolean)) }, confidence: 0.3, reason: 'none' }
  return kind === 'events' && name ? { target: 'property', trait: { name, type: traitType(column.values.filter((value) => value.trim() !== '')) }, confidence: 0.4, reason: 'none' } : { target: 'ignore', confidence: 0.5, reason: 'none' }
}

/** What each column probably is. A target that only one column can have goes to the surest; the others become traits. */
export function suggestMapping(kind: ImportKind, columns: Column[], country: string): SniffedColumnFacts[] {
  const made = columns.map((column) => ({ column, suggestion: kind === 'contacts' ? suggestOne(column, country) : suggestForKind(kind, column, country) }))
  if (kind === 'orders') eitherItems(made)
  const taken = new Map<Target, number>()
  for (const { column, suggestion } of made.toSorted((a, b) => b.suggestion.confidence - a.suggestion.confidence || a.column.index - b.column.index)) {
    if (!REPEATABLE.includes(suggestion.target) && !taken.has(suggestion.target)) taken.set(suggestion.target, column.index)
  }
  const hasFio = taken.has('full_name_fio')
  const names = new Set<string>()
  return made.map(({ column, suggestion }) => {
    const lost = (taken.get(suggestion.target) ?? column.index) !== column.index || (hasFio && suggestion.target === 'name')
    const final: SuggestionFacts = lost ? restOf(kind, column) : suggestion
    if (final.trait) {
      let name = final.trait.name
      for (let n = 2; names.has(name); n += 1) name = `${final.trait.name.slice(0, 95)} ${n}`
      names.add(name)
      final.trait.name = name
    }
    return { index: column.index, name: column.name, samples: column.values.filter((value) => value.trim() !== '').slice(0, 5).map((value) => value.slice(0, 200)), suggestion: final }
  })
}
