export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** Beginnings of month names in five languages: enough letters to tell them apart, in every case they are written in. */
const MONTHS: string[][] = [
  ['jan', 'січ', 'янв', 'იან'], ['feb', 'лют', 'фев', 'თებ'], ['mar', 'бер', 'мар', 'მარ'], ['apr', 'квіт', 'апр', 'აპრ'], ['may', 'трав', 'ма', 'მაი'], ['jun', 'чер', 'июн', 'ივნ'],
  ['jul', 'лип', 'июл', 'ივლ'], ['aug', 'серп', 'авг', 'აგვ'], ['sep', 'вер', 'сен', 'სექ'], ['oct', 'жовт', 'окт', 'ოქტ'], ['nov', 'лист', 'ноя', 'ნოე'], ['dec', 'груд', 'дек', 'დეკ'],
]
const TIME = /[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i

function monthOf(word: string): number | undefined {
  const lower = word.toLowerCase()
  let best: { month: number; length: number } | undefined
  MONTHS.forEach((starts, index) => {
    for (const start of starts) if (lower.startsWith(start) && start.length > (best?.length ?? 0)) best = { month: index + 1, length: start.length }
  })
  return best?.month
}

/** Years of two digits lie in the past hundred years: birthdays and visits, not plans. */
function fullYear(year: string, now: Date): number {
  if (year.length > 2) return Number(year)
  const guess = Math.floor(now.getUTCFullYear() / 100) * 100 + Number(year)
  return guess > now.getUTCFullYear() ? guess - 100 : guess
}

function make(year: number, month: number, day: number): Date | undefined {
  if (year < 1800 || year > 2200) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined
}

function addTime(date: Date, match: RegExpExecArray): Date | undefined {
  const [, h, m, s = '0', half, zone] = match
  const hour = half ? (Number(h) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(h)
  if (hour > 24 || Number(m) > 59 || Number(s) > 60) return undefined
  const offset = zone && /^[+-]/.test(zone) ? (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * (zone.startsWith('-') ? -1 : 1) : 0
  return new Date(date.getTime() + (hour * 60 + Number(m) - offset) * 60_000 + Number(s) * 1000)
}

function readDay(text: string, order: DateOrder, now: Date): Date | undefined {
  const chinese = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?$/.exec(text)
  if (chinese) return make(Number(chinese[1]), Number(chinese[2]), Number(chinese[3]))
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text)
  if (iso) return make(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const basic = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text)
  if (basic) return make(Number(basic[1]), Number(basic[2]), Number(basic[3]))
  const numeric = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(text)
  if (numeric) {
    const [, a, b, c] = numeric as unknown as [string, string, string, string]
    if (order === 'ymd' && c.length === 2) return make(fullYear(a, now), Number(b), Number(c))
    return order === 'mdy' ? make(fullYear(c, now), Number(a), Number(b)) : make(fullYear(c, now), Number(b), Number(a))
  }
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s.-]+(\p{L}+)\.?,?[\s-]+(\d{4}|\d{2})(?:\s*(?:р|г|წ|рік|год)\.?)?$/u.exec(text)
  if (dayFirst) return make(fullYear(dayFirst[3]!, now), monthOf(dayFirst[2]!) ?? 0, Number(dayFirst[1]))
  const monthFirst = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(text)
  if (monthFirst) return make(Number(monthFirst[3]), monthOf(monthFirst[1]!) ?? 0, Number(monthFirst[2]))
  // A spreadsheet's day number, left where a date lost its format: 1927-05-18 … 2064-04-08.
  if (/^\d{5}$/.test(text) && Number(text) >= 10_000 && Number(text) <= 60_000) return new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000)
  return undefined
}

/**
 * A date, in the order that was chosen for the file; a year of four digits in front always reads as year, month, day.
 * What cannot be in that order is undefined and never read in another one: 02/13 in a d-m file is a mistake to be seen.
 * Without a zone, times are UTC.
 */
export function readDate(cell: string, order: DateOrder, now: Date): Date | undefined {
  const text = cell.normalize('NFKC').trim()
  if (text.length > 60) return undefined
  const time = TIME.exec(text)
  const day = readDay((time ? text.slice(0, time.index) : text).trim(), order, now)
  return day && time ? addTime(day, time) : day
}

/** When something happened: a date as above, or seconds or milliseconds since 1970, as systems write it. */
export function readMoment(cell: string, order: DateOrder, now: Date): Date | undefined {
  const text = cell.trim()
  if (/^1\d{9}(\.\d+)?$/.test(text)) return new Date(Math.round(Number(text) * 1000))
  if (/^1\d{12}$/.test(text)) return new Date(Number(text))
  return readDate(cell, order, now)
}

/** The order that a column's values allow; undefined when they fit several or none. */
export function guessDateOrder(samples: readonly string[]): DateOrder | undefined {
  let dmy = false
  let mdy = false
  for (const sample of samples) {
    const match = /^(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})(?!\d)/.exec(sample.trim())
    if (match && Number(match[1]) > 12) dmy = true
    if (match && Number(match[2]) > 12) mdy = true
  }
  return dmy === mdy ? undefined : dmy ? 'dmy' : 'mdy'
}
