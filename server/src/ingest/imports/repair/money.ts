import { readNumber } from './numbers.ts'

/** Beyond this a sum of orders would not fit its column. */
const MOST_MICRO = 1e15
const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', '₴': 'UAH', '₽': 'RUB', '₾': 'GEL', '₸': 'KZT', грн: 'UAH', руб: 'RUB', лари: 'GEL', ლარი: 'GEL', тенге: 'KZT' }
const SIGN = /^(?:([A-Z]{3}|[$€£¥₴₽₾₸])\s*)?(.*?)(?:\s*([A-Z]{3}|[$€£¥₴₽₾₸元]|грн|руб|лари|ლარი|тенге)\.?)?$/iu

/** A currency as ISO 4217, by its code or its sign; undefined where it is neither. "$" and "¥" are several countries'. */
export function readCurrency(cell: string): string | undefined {
  const text = cell.normalize('NFKC').trim().replace(/\.$/, '')
  return SIGNS[text.toLowerCase()] ?? (/^[a-z]{3}$/i.test(text) ? text.toUpperCase() : undefined)
}

/**
 * An amount of money in millionths: "1 234,50", "12.50 GEL", "USD 15". The file's decimal sign is tried first; what cannot be a
 * number with it may be one with the other, since a group of thousands has three digits.
 */
export function readMoney(cell: string, decimal: '.' | ','): { micro: number; currency: string | undefined } | undefined {
  const [, before, amount, after] = SIGN.exec(cell.normalize('NFKC').trim())!
  const number = readNumber(amount!, decimal) ?? readNumber(amount!, decimal === '.' ? ',' : '.')
  const micro = number === undefined ? Number.NaN : Math.round(number * 1e6)
  if (!(micro >= 0 && micro <= MOST_MICRO)) return undefined
  return { micro, currency: readCurrency(before ?? after ?? '') }
}
