/**
 * Dates, spans and numbers in Georgian for browsers without it: Chromium is built without the locale `ka`
 * (`Intl.DateTimeFormat.supportedLocalesOf('ka')` is empty) and would quietly answer in the machine's own language.
 * The words are those of CLDR 48; formats.test.ts holds them against the complete Intl of Node.
 */
export const lacksGeorgian = (): boolean => Intl.DateTimeFormat.supportedLocalesOf('ka').length === 0

const months = [
  'იანვარი', 'თებერვალი', 'მარტი', 'აპრილი', 'მაისი', 'ივნისი',
  'ივლისი', 'აგვისტო', 'სექტემბერი', 'ოქტომბერი', 'ნოემბერი', 'დეკემბერი',
]
const weekdays: Record<string, string> = {
  Sun: 'კვირა', Mon: 'ორშაბათი', Tue: 'სამშაბათი', Wed: 'ოთხშაბათი', Thu: 'ხუთშაბათი', Fri: 'პარასკევი', Sat: 'შაბათი',
}

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'
type Span = { past: string; future: string; named: Record<number, string> }

const spans: Record<Unit, Span> = {
  second: { past: 'წამის', future: 'წამში', named: { 0: 'ახლა' } },
  minute: { past: 'წუთის', future: 'წუთში', named: { 0: 'ამ წუთში' } },
  hour: { past: 'საათის', future: 'საათში', named: { 0: 'ამ საათში' } },
  day: {
    past: 'დღის',
    future: 'დღეში',
    named: { [-2]: 'გუშინწინ', [-1]: 'გუშინ', 0: 'დღეს', 1: 'ხვალ', 2: 'ზეგ' },
  },
  week: { past: 'კვირის', future: 'კვირაში', named: { [-1]: 'გასულ კვირაში', 0: 'ამ კვირაში', 1: 'მომავალ კვირაში' } },
  month: { past: 'თვის', future: 'თვეში', named: { [-1]: 'გასულ თვეს', 0: 'ამ თვეში', 1: 'მომავალ თვეს' } },
  year: { past: 'წლის', future: 'წელიწადში', named: { [-1]: 'გასულ წელს', 0: 'ამ წელს', 1: 'მომავალ წელს' } },
}

// Polish writes numbers as Georgian does: a comma, and groups from five digits on.
const numbersOf = 'pl'
const plain = new Intl.NumberFormat(numbersOf)
const oneDigit = new Intl.NumberFormat(numbersOf, { maximumFractionDigits: 1 })
const shares = new Intl.NumberFormat(numbersOf, { style: 'percent', maximumFractionDigits: 1 })

export function georgianRelative(value: number, unit: Unit): string {
  const { past, future, named } = spans[unit]
  const name = named[value]
  if (name !== undefined) return name
  return value < 0 ? `${plain.format(-value)} ${past} წინ` : `${plain.format(value)} ${future}`
}

function georgianList(items: Iterable<string>, word: string): string {
  const all = [...items]
  const last = all.pop() ?? ''
  return all.length > 0 ? `${all.join(', ')} ${word} ${last}` : last
}

function georgianCompact(value: number): string {
  const size = Math.abs(value)
  if (size < 1000) return oneDigit.format(value)
  if (size < 1e6) return `${oneDigit.format(value / 1e3)}\u00a0ათ.`
  if (size < 1e9) return `${oneDigit.format(value / 1e6)}\u00a0მლნ.`
  return `${oneDigit.format(value / 1e9)}\u00a0მლრდ.`
}

export function georgianFormats(timeZone: string | undefined, currency: string) {
  const clock = new Intl.DateTimeFormat('en-GB', {
    ...(timeZone ? { timeZone } : {}),
    weekday: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'shortOffset',
  })
  const read = (at: string | number | Date) => {
    const parts = Object.fromEntries(clock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
    const month = months[Number(parts.month) - 1]!
    return { ...parts, monthName: month, shortMonth: `${month.slice(0, 3)}.` } as Record<string, string>
  }
  const date = (at: string | number | Date) => {
    const { day, shortMonth, year } = read(at)
    return `${Number(day)} ${shortMonth} ${year}`
  }
  const time = (at: string | number | Date) => {
    const { hour, minute } = read(at)
    return `${hour}:${minute}`
  }
  return {
    date,
    time,
    dateTime: (at: string | number | Date) => `${date(at)}, ${time(at)}`,
    exact: (at: string | number | Date) => {
      const { weekday, day, monthName, year, hour, minute, second, timeZoneName } = read(at)
      const clockTime = [hour, minute, second].join(':')
      return `${weekdays[weekday!]}, ${day!.padStart(2, '0')} ${monthName}, ${year}, ${clockTime} ${timeZoneName}`
    },
    number: (value: number) => plain.format(value),
    compact: georgianCompact,
    percent: (share: number) => shares.format(share),
    money: (micro: number, of: string = currency, precise = false) =>
      new Intl.NumberFormat(numbersOf, {
        style: 'currency',
        currency: of,
        currencyDisplay: 'narrowSymbol',
        ...(precise ? { maximumFractionDigits: 6 } : {}),
      }).format(micro / 1_000_000),
    list: (items: Iterable<string>) => georgianList(items, 'და'),
    eitherOf: (items: Iterable<string>) => georgianList(items, 'ან'),
  }
}
