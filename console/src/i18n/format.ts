import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../accounts/session.ts'
import { georgianFormats, georgianRelative, lacksGeorgian } from './georgian/formats.ts'
import { georgianName } from './georgian/names.ts'

export type Format = ReturnType<typeof createFormat>
type When = string | number | Date

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

const steps: [Unit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** The browser's own variety of the language (en-GB, uk-UA) decides the order of day and month. */
function localeOf(language: string): string {
  const variety = globalThis.navigator?.languages.find((tag) => tag.toLowerCase().startsWith(`${language}-`))
  return variety ?? (language === 'zh' ? 'zh-Hans-CN' : language)
}

/** Everything that is written differently from one language to another, always in the workspace's time zone. */
export function createFormat(language: string, timeZone: string | undefined, currency: string, locale = localeOf(language)) {
  const zone = timeZone ? { timeZone } : {}
  const date = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'medium' })
  const dateTime = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'medium', timeStyle: 'short' })
  const exact = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'full', timeStyle: 'long' })
  const time = new Intl.DateTimeFormat(locale, { ...zone, timeStyle: 'short' })
  const number = new Intl.NumberFormat(locale)
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const eitherOf = new Intl.ListFormat(locale, { type: 'disjunction' })
  const collator = new Intl.Collator(locale, { numeric: true })
  const regions = new Intl.DisplayNames(locale, { type: 'region' })
  const tongues = new Intl.DisplayNames(locale, { type: 'language' })
  const currencies = new Intl.DisplayNames(locale, { type: 'currency' })

  const own = language === 'ka' && lacksGeorgian()

  return {
    locale,
    /** Notes beside each other, with the comma of the language. */
    beside: (notes: readonly string[]) => notes.join(language === 'zh' ? '，' : ', '),
    timeZone: date.resolvedOptions().timeZone,
    date: (at: When) => date.format(new Date(at)),
    time: (at: When) => time.format(new Date(at)),
    dateTime: (at: When) => dateTime.format(new Date(at)),
    /** With weekday, seconds and time zone: for a tooltip. */
    exact: (at: When) => exact.format(new Date(at)),
    /** "3 minutes ago", "tomorrow". */
    relative: (at: When, now: When = Date.now()) => {
      const seconds = Math.round((new Date(at).getTime() - new Date(now).getTime()) / 1000)
      const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const)
      const value = Math.trunc(seconds / length)
      return own ? georgianRelative(value, unit) : relative.format(value, unit)
    },
    number: (value: number) => number.format(value),
    /** "1.2K", for narrow places. */
    compact: (value: number) => compact.format(value),
    /** From a share: 0.253 is 25.3 %. */
    percent: (share: number) => percent.format(share),
    /**
     * From millionths of the currency's unit, in which the server counts. Prices of single messages are smaller than the
     * smallest coin: `precise` keeps up to four digits more.
     */
    money: (micro: number, of: string = currency, precise = false) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: of,
        ...(precise ? { maximumFractionDigits: 6 } : {}),
      }).format(micro / 1_000_000),
    list: (items: Iterable<string>) => list.format(items),
    eitherOf: (items: Iterable<string>) => eitherOf.format(items),
    /** Order of names in this language, numbers by their value. */
    compare: (one: string, other: string) => collator.compare(one, other),
    country: (code: string) => (own ? georgianName('regions', code) : (regions.of(code) ?? code)),
    languageName: (tag: string) => (own ? georgianName('languages', tag) : (tongues.of(tag) ?? tag)),
    currencyName: (code: string) => (own ? georgianName('currencies', code) : (currencies.of(code) ?? code)),
    ...(own ? georgianFormats(timeZone, currency) : {}),
  }
}

const made = new Map<string, Format>()

/** The formats of the current language and workspace. Intl objects cost up to a millisecond each, so sets are kept. */
export function useFormat(): Format {
  const { i18n } = useTranslation('shell')
  const workspace = useWorkspace()
  const language = i18n.language
  return useMemo(() => {
    const key = [language, workspace?.time_zone, workspace?.currency].join(' ')
    const format = made.get(key) ?? createFormat(language, workspace?.time_zone, workspace?.currency ?? 'USD')
    made.set(key, format)
    return format
  }, [language, workspace?.time_zone, workspace?.currency])
}
