/**
 * Dates as each language writes them. Liquid's own `date` puts nominative month names in English order
 * ("25 листопад"), so everything here goes through Intl. Three kinds of format:
 *  - a style: short, medium, long, full, time, datetime;
 *  - letters that name the wanted fields ("d MMMM", "EEEE HH:mm"): the language decides their order and words;
 *  - strftime ("%-d %B"): the author's order, with the month in the genitive beside a day (25 листопада). Where the
 *    language writes 月 and 日 (zh, ja, ko), a format with a month's name is treated as letters.
 */
export type Instant = { at: Date; floating: boolean }

const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  short: { dateStyle: 'short' },
  medium: { dateStyle: 'medium' },
  long: { dateStyle: 'long' },
  full: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
  datetime: { dateStyle: 'long', timeStyle: 'short' },
}
const formats = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`
  let found = formats.get(key)
  if (found === undefined) {
    if (formats.size > 500) formats.clear()
    found = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })
    formats.set(key, found)
  }
  return found
}

/** A bare date ("2026-11-25") is a day on the calendar and never moves with the zone. Numbers are epoch seconds. */
export function parseInstant(value: unknown, now: Date): Instant | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : { at: value, floating: false }
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,11}$/.test(value))) {
    const at = new Date(Number(value) * 1000)
    return Number.isNaN(at.getTime()) ? undefined : { at, floating: false }
  }
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (text === 'now' || text === 'today') return { at: now, floating: false }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return valid(new Date(`${text}T00:00:00Z`), true)
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) return undefined
  const iso = text.replace(' ', 'T').replace(/ (?=[+-]\d)/, '')
  return valid(new Date(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(iso) ? iso : `${iso}Z`), false)
}

function valid(at: Date, floating: boolean): Instant | undefined {
  return Number.isNaN(at.getTime()) ? undefined : { at, floating }
}

/** @throws RangeError for an unknown zone, Error for a format that is none of the three kinds. */
export function formatDate(instant: Instant, format: string, locale: string, zone: string): string {
  const tz = instant.floating ? 'UTC' : zone
  const style = STYLES[format]
  if (style !== undefined) return formatter(locale, tz, style).format(instant.at)
  if (format.includes('%')) return strftime(instant.at, format, locale, tz)
  return formatter(locale, tz, fieldsOf(format)).format(instant.at)
}

const LETTERS = /d{1,2}|M{1,4}|y{1,4}|E{1,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|a/g

function fieldsOf(format: string): Intl.DateTimeFormatOptions {
  if (!/[dMyEHhms]/.test(format) || format.replace(LETTERS, '').replace(/[\s.,:/-]/g, '') !== '') {
    throw new Error(`"${format}" is no date format: use short, long, "d MMMM" or "%-d %B"`)
  }
  const options: Intl.DateTimeFormatOptions = {}
  for (const [field] of format.matchAll(LETTERS)) {
    const wide = field.length === 2 ? '2-digit' : 'numeric'
    if (field.startsWith('d')) options.day = wide
    else if (field.startsWith('M')) options.month = ([wide, wide, 'short', 'long'] as const)[field.length - 1]
    else if (field.startsWith('y')) options.year = wide
    else if (field.startsWith('E')) options.weekday = field.length === 4 ? 'long' : 'short'
    else if (/^[Hh]/.test(field)) Object.assign(options, hour(field))
    else if (field.startsWith('m')) options.minute = '2-digit'
    else if (field.startsWith('s')) options.second = '2-digit'
  }
  return options
}

function hour(field: string): Intl.DateTimeFormatOptions {
  return { hour: field.length === 2 ? '2-digit' : 'numeric', hourCycle: field.startsWith('H') ? 'h23' : 'h12' }
}

const LETTERS_FOR: Record<string, string> = {
  a: 'E', A: 'EEEE', b: 'MMM', h: 'MMM', B: 'MMMM', d: 'd', e: 'd', m: 'M', y: 'yy', Y: 'y', H: 'HH', M: 'mm', S: 'ss',
}
const DIRECTIVE = /%([-_0^#]?)([A-Za-z%])/g

function strftime(at: Date, format: string, locale: string, zone: string): string {
  const expanded = format.replaceAll('%D', '%m/%d/%y').replaceAll('%F', '%Y-%m-%d').replaceAll('%T', '%H:%M:%S').replaceAll('%R', '%H:%M')
  if (/^(zh|ja|ko)\b/.test(locale) && /%[-_0^]?[bBh]/.test(expanded)) {
    const letters = expanded.replace(DIRECTIVE, (_, __, d: string) => ` ${LETTERS_FOR[d] ?? '?'} `)
    if (/^[\sdMyEHms.,:/-]+$/.test(letters)) return formatter(locale, zone, fieldsOf(letters)).format(at)
  }
  const besideDay = /%[-_0]?[de]/.test(expanded)
  return expanded.replace(DIRECTIVE, (whole, flag: string, d: string) => directive(at, locale, zone, d, flag, besideDay) ?? whole)
}

function directive(at: Date, locale: string, zone: string, d: string, flag: string, besideDay: boolean) {
  const name = (options: Intl.DateTimeFormatOptions, type: Intl.DateTimeFormatPartTypes) =>
    part(formatter(locale, zone, options), at, type)
  const cjk = /^(zh|ja|ko)\b/.test(locale)
  const month = (length: 'short' | 'long') => {
    if (cjk) return formatter(locale, zone, { month: 'short' }).format(at)
    return besideDay ? name({ day: 'numeric', month: length }, 'month') : name({ month: length }, 'month')
  }
  const number = (type: Intl.DateTimeFormatPartTypes, width: number, map = (n: number) => n) => {
    const digits = String(map(Number(part(formatter('en-u-nu-latn', zone, CLOCK), at, type))))
    if (flag === '-') return digits
    return digits.padStart(width, flag === '_' ? ' ' : '0')
  }
  switch (d) {
    case 'Y': return number('year', 4)
    case 'y': return number('year', 2, (n) => n % 100)
    case 'm': return number('month', 2)
    case 'd': return number('day', 2)
    case 'e': return number('day', 1)
    case 'H': return number('hour', 2)
    case 'k': return number('hour', 1)
    case 'I': return number('hour', 2, (n) => n % 12 || 12)
    case 'l': return number('hour', 1, (n) => n % 12 || 12)
    case 'M': return number('minute', 2)
    case 'S': return number('second', 2)
    case 'B': return month('long')
    case 'b':
    case 'h': return month('short')
    case 'A': return name({ weekday: 'long' }, 'weekday')
    case 'a': return name({ weekday: 'short' }, 'weekday')
    case 'p':
    case 'P': return name({ hour: 'numeric', hour12: true }, 'dayPeriod')
    case 'Z': return name({ timeZoneName: 'short' }, 'timeZoneName')
    case 'x': return formatter(locale, zone, { dateStyle: 'short' }).format(at)
    case 'X': return formatter(locale, zone, { timeStyle: 'short' }).format(at)
    case 's': return String(Math.floor(at.getTime() / 1000))
    case '%': return '%'
    default: throw new Error(`%${d} is not known to the date filter`)
  }
}

const CLOCK: Intl.DateTimeFormatOptions = {
  year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23',
}

function part(format: Intl.DateTimeFormat, at: Date, type: Intl.DateTimeFormatPartTypes): string {
  return format.formatToParts(at).find((p) => p.type === type)?.value ?? ''
}
