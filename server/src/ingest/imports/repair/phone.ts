import { parsePhone, type Phone } from '../../../customers/index.ts'
import { cleanCell } from './text.ts'

export type PhoneRepair =
  | { phones: Phone[]; code?: undefined; /** more than spaces, brackets and dashes went away */ repaired: boolean }
  | { phones: []; code: 'phone_invalid' | 'phone_damaged' }

/** 3.80671E+11: what a spreadsheet shows of a number that is wider than its column. */
const SCIENTIFIC = /^\+?(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})$/
const EXTENSION = /(?:\s|,|;)*(?:доб\.?|вн\.?|ext\.?|extension|x|#)\s*\d{1,6}$/iu
const BETWEEN = /\s*(?:[;|\n\r,、，；]|(?<=\s)(?:або|или|или же|or|and|та|и|და|ან|和|或)(?=\s))\s*/u

/**
 * The digits of a number in scientific notation, when they are all there. A mantissa shorter than its exponent has lost
 * the last ones: zeros that were put there by guess would be somebody else's number. `exact` says that the file holds
 * the number itself (a numeric XLSX cell), whose missing digits are zeros.
 */
export function expandScientific(text: string, exact: boolean): { digits: string } | 'damaged' | undefined {
  const match = SCIENTIFIC.exec(text)
  if (!match) return undefined
  const fraction = (match[2] ?? '').replace(/0+$/, (zeros) => (exact ? '' : zeros))
  const exponent = Number(match[3])
  if (fraction.length > exponent) return 'damaged'
  if (fraction.length < exponent && !exact) return 'damaged'
  return { digits: match[1] + fraction.padEnd(exponent, '0') }
}

/** Where lists still hold numbers of Russia and Kazakhstan as they are dialled there: 8 9XX…, 8 7XX…. */
const DIALLED_8 = new Set(['UA', 'BY', 'GE', 'AM', 'AZ', 'MD', 'KG', 'TJ', 'TM', 'UZ', 'RU', 'KZ'])

/** Ways to read one number, likeliest first: as the country dials it, international without its plus, with an old trunk 8. */
function* readings(text: string, country: string): Generator<string> {
  const plus = text.startsWith('+')
  const digits = text.replaceAll(/\D/g, '')
  if (plus) yield `+${digits}`
  if (digits.startsWith('810')) yield `+${digits.slice(3)}`
  if (digits.startsWith('00')) yield `+${digits.slice(2)}`
  yield digits
  if (digits.startsWith('80') && digits.length === 11) {
    // 8 0XX: how Ukraine dialled until 2009, and what lists still hold.
    if (country !== 'UA') yield digits.slice(1)
    yield `+3${digits}`
  }
  if (digits.startsWith('8')) yield digits.slice(1)
  if (/^8[79]\d{9}$/.test(digits) && DIALLED_8.has(country)) yield `+7${digits.slice(1)}`
  if (!plus && digits.length >= 10) yield `+${digits}`
  if (plus && digits.startsWith('0')) yield digits
}

function readOne(text: string, country: string): Phone | undefined {
  const bare = text.replace(EXTENSION, '').replace(/^(?:tel|тел|моб|mob|phone|ტელ|电话|手机)[.:：]*\s*/iu, '')
  const digits = bare.replaceAll(/\D/g, '')
  if (digits.length < 5 || digits.length > 17 || /[^\d\s+().\-‐-―/]/u.test(bare)) return undefined
  for (const reading of readings(bare.trim(), country)) {
    const phone = parsePhone(reading, country)
    if (phone) return phone
  }
  return undefined
}

/** Numbers that share a cell without a separator of their own: `0671234567 0501234567`, `067…/050…`, `+380… +380…`. */
function splitLoose(text: string, country: string): Phone[] {
  for (const separator of [/\s*\/\s*/, /\s*(?=\+)/, / {1,}(?=0\d{8})/, / +/]) {
    const parts = text.split(separator).filter(Boolean)
    if (parts.length < 2 || parts.length > 5) continue
    const phones = parts.map((part) => readOne(part, country))
    if (phones.every((phone) => phone !== undefined)) return phones
  }
  return []
}

/** Numbers of one cell as E.164, read by the rules of `country`. What cannot be a number, or has lost digits, is refused. */
export function repairPhones(cell: string, country: string, exact = false): PhoneRepair {
  const text = cleanCell(cell).normalize('NFKC').replace(/^'+/, '').replace(/^\+{2,}/, '+').replace(/^(\+?\d{5,})[.,]0+$/, '$1').trim()
  const scientific = expandScientific(text.replaceAll(' ', ''), exact)
  if (scientific === 'damaged') return { phones: [], code: 'phone_damaged' }
  if (scientific) {
    const phone = readOne(scientific.digits, country)
    return phone ? { phones: [phone], repaired: true } : { phones: [], code: 'phone_invalid' }
  }
  const parts = text.split(BETWEEN).filter(Boolean)
  const read = parts.flatMap((part) => {
    const whole = readOne(part, country)
    return whole ? [whole] : splitLoose(part, country)
  })
  const phones = [...new Map(read.map((phone) => [phone.e164, phone])).values()].slice(0, 5)
  if (phones.length === 0) {
    const damaged = parts.some((part) => expandScientific(part.replaceAll(' ', ''), false) === 'damaged')
    return { phones: [], code: damaged ? 'phone_damaged' : 'phone_invalid' }
  }
  return { phones, repaired: phones.length > 1 || cell.replaceAll(/[\s().-]/g, '') !== phones[0]!.e164 }
}
