import type { FilterImplOptions } from 'liquidjs'
import { formatDate, parseInstant } from './dates.ts'

/** LiquidJS hands filters `this.context`; named arguments arrive as [name, value] pairs. */
type FilterThis = { context: { environments: Record<string, unknown> } }
type Handler = (this: FilterThis, value: unknown, ...args: unknown[]) => unknown

function fromScope(self: FilterThis, object: string, field: string): unknown {
  const found = self.context.environments[object]
  return found !== null && typeof found === 'object' && Object.hasOwn(found, field)
    ? (found as Record<string, unknown>)[field]
    : undefined
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === ''
const asText = (value: unknown) => (typeof value === 'string' ? value : undefined)

function scopeNow(self: FilterThis): Date {
  const now = self.context.environments['now']
  const at = new Date(typeof now === 'string' || typeof now === 'number' ? now : Number.NaN)
  if (Number.isNaN(at.getTime())) throw new Error('"now" needs the time of sending')
  return at
}

function formatIn(self: FilterThis, locale: string, value: unknown, format: unknown, zone: unknown): string {
  if (isEmpty(value)) return ''
  const now = value === 'now' || value === 'today' ? scopeNow(self) : new Date(0)
  const instant = parseInstant(value, now)
  if (instant === undefined) return String(value)
  const tz = asText(zone) ?? asText(fromScope(self, 'contact', 'timezone')) ?? asText(fromScope(self, 'workspace', 'timezone'))
  return formatDate(instant, asText(format) ?? 'long', locale, tz ?? 'UTC')
}

/** Their own signs: Intl would write GEL as ლ in Russian, and UAH as letters in English. */
const SIGNS: Record<string, string> = { UAH: '₴', GEL: '₾', KZT: '₸', RUB: '₽' }
const numbers = new Map<string, Intl.NumberFormat>()

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}|${JSON.stringify(options)}`
  const found = numbers.get(key) ?? new Intl.NumberFormat(locale, options)
  if (numbers.size > 500) numbers.clear()
  numbers.set(key, found)
  return found
}

function asNumber(value: unknown): number | undefined {
  if (isEmpty(value) || typeof value === 'boolean') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** Amounts are in whole units of the currency; "15.00 UAH", as product feeds write it, carries its own. */
function money(self: FilterThis, locale: string, value: unknown, given: unknown): string {
  if (isEmpty(value)) return ''
  const feed = typeof value === 'string' ? /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(value.trim()) : null
  const amount = asNumber(feed ? feed[1] : value)
  if (amount === undefined) return String(value)
  const currency = asText(given) ?? feed?.[2] ?? asText(fromScope(self, 'workspace', 'currency'))
  if (currency === undefined) throw new Error('money needs a currency: {{ amount | money: "UAH" }}')
  const sign = SIGNS[currency]
  return numberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' })
    .formatToParts(amount)
    .map((p) => (p.type === 'currency' && sign !== undefined ? sign : p.value))
    .join('')
    // a sign stands against the figure, letters do not: "₴1,250" but "UAH 1,250" in English
    .replace(/^([₴₾₸₽])\s/u, '$1')
}

function plural(locale: string, value: unknown, forms: unknown[]): string {
  const given = new Map(forms.filter((f): f is [string, unknown] => Array.isArray(f)))
  const form = given.get(new Intl.PluralRules(locale).select(asNumber(value) ?? 0)) ?? given.get('other') ?? given.get('many')
  if (form === undefined) throw new Error('plural needs forms: {{ n | plural: one: "day", other: "days" }}')
  return String(form)
}

function format(locale: string, value: unknown, digits: unknown): string {
  const number = asNumber(value)
  if (number === undefined) return isEmpty(value) ? '' : String(value)
  const fixed = asNumber(digits)
  const options = fixed === undefined ? { maximumFractionDigits: 3 } : { minimumFractionDigits: fixed, maximumFractionDigits: fixed }
  return numberFormat(locale, options).format(number)
}

/** Georgian has one case in running text: its capitals (Mtavruli) are missing from most fonts. */
function cased(locale: string, to: 'upper' | 'lower', text: string): string {
  if (/^ka\b/.test(locale)) return text
  return to === 'upper' ? text.toLocaleUpperCase(locale) : text.toLocaleLowerCase(locale)
}

/** Output is escaped for the place it lands in, so `escape` in a template must do nothing twice. */
const unchanged: Handler = (value) => value

export function localeFilters(locale: string): Record<string, FilterImplOptions> {
  const filters: Record<string, Handler> = {
    date(value, how, zone) { return formatIn(this, locale, value, how, zone) },
    format_date_in_locale(value, how, tongue) { return formatIn(this, asText(tongue) ?? locale, value, how, undefined) },
    number(value, digits) { return format(locale, value, digits) },
    format_number(value, digits) { return format(locale, value, digits) },
    money(value, currency) { return money(this, locale, value, currency) },
    plural(value, ...forms) { return plural(locale, value, forms) },
    upcase(value) { return isEmpty(value) ? '' : cased(locale, 'upper', String(value)) },
    downcase(value) { return isEmpty(value) ? '' : cased(locale, 'lower', String(value)) },
    capitalize(value) {
      const [first = '', ...rest] = isEmpty(value) ? '' : String(value)
      return cased(locale, 'upper', first) + rest.join('')
    },
    escape: unchanged,
    escape_once: unchanged,
  }
  return filters as unknown as Record<string, FilterImplOptions>
}

/**
 * What remains of Liquid's own. Left out: `raw` (it switches escaping off), `json` and `inspect`, the `*_exp` filters
 * (they evaluate strings as code), `strip_html` (quadratic on hostile text) and the HTML makers.
 */
export const PLAIN_FILTERS = new Set([
  'abs', 'append', 'at_least', 'at_most', 'ceil', 'compact', 'concat', 'default', 'divided_by', 'first', 'floor', 'join',
  'last', 'lstrip', 'map', 'minus', 'modulo', 'plus', 'prepend', 'remove', 'remove_first', 'remove_last', 'replace',
  'replace_first', 'replace_last', 'reverse', 'round', 'rstrip', 'size', 'slice', 'sort', 'sort_natural', 'split',
  'strip', 'strip_newlines', 'sum', 'times', 'truncate', 'truncatewords', 'uniq', 'url_encode', 'where',
])
