import type { DayOffBody } from './contract.ts'

/** Countries and years whose public holidays are known here; any other is entered or imported. */
export const COUNTRIES = ['UA', 'RU', 'KZ', 'GE', 'CN'] as const
export const YEARS = [2026, 2027] as const

type Named = [date: string, name: string]
type Year = (typeof YEARS)[number]

const DAY_MS = 86_400_000
const plus = (date: string, days: number) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
/** 0 is Sunday. */
const weekday = (date: string) => new Date(date).getUTCDay()
const isWeekend = (date: string) => weekday(date) % 6 === 0

/** Orthodox Easter in the calendar of today, by Meeus' rule for the Julian one; 13 days apart until 2100. */
export function orthodoxEaster(year: number): string {
  const d = (19 * (year % 19) + 15) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  const month = Math.floor((d + e + 114) / 31)
  const day = ((d + e + 114) % 31) + 1
  return plus(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, 13)
}

/** Each holiday on a weekend adds the next day that is neither weekend nor holiday, as the labour codes of Russia and Kazakhstan say. */
function withSubstitutes(days: Named[], also: string[] = []): Named[] {
  const off = new Set([...days.map(([date]) => date), ...also])
  const added: Named[] = []
  for (const [date, name] of days) {
    if (!isWeekend(date)) continue
    let next = plus(date, 1)
    while (isWeekend(next) || off.has(next)) next = plus(next, 1)
    off.add(next)
    added.push([next, name])
  }
  return [...days, ...added]
}

const on = (year: number, dates: Record<string, string>): Named[] => Object.entries(dates).map(([date, name]) => [`${year}-${date}`, name])

/** While martial law lasts these days are worked in Ukraine; many companies keep silent on them all the same. */
function ukraine(year: number): Named[] {
  const easter = orthodoxEaster(year)
  return [
    ...on(year, { '01-01': 'Новий рік', '03-08': 'Міжнародний жіночий день', '05-01': 'День праці', '05-08': 'День пам’яті та перемоги над нацизмом', '06-28': 'День Конституції України', '07-15': 'День Української Державності', '08-24': 'День Незалежності України', '10-01': 'День захисників і захисниць України', '12-25': 'Різдво Христове' }),
    [easter, 'Великдень'], [plus(easter, 49), 'Трійця'],
  ]
}

/** What the government moves by decree each year: days off of 2026 by the decree of September 2025; of 2027 none is built in. */
const RUSSIA_MOVED: Record<Year, Named[]> = { 2026: [['2026-01-09', 'Новогодние каникулы'], ['2026-12-31', 'Перенос выходного дня']], 2027: [] }

function russia(year: Year): Named[] {
  const january = Array.from({ length: 8 }, (_, n): Named => [`${year}-01-0${n + 1}`, n === 6 ? 'Рождество Христово' : 'Новогодние каникулы'])
  return [...january, ...withSubstitutes(on(year, { '02-23': 'День защитника Отечества', '03-08': 'Международный женский день', '05-01': 'Праздник Весны и Труда', '05-09': 'День Победы', '06-12': 'День России', '11-04': 'День народного единства' })), ...RUSSIA_MOVED[year]]
}

/** The first day of Kurban Ait follows the moon; like Christmas it has no substitute. */
const KURBAN_AIT: Record<Year, string> = { 2026: '2026-05-27', 2027: '2027-05-16' }

function kazakhstan(year: Year): Named[] {
  const fixed = on(year, { '01-01': 'Жаңа жыл', '01-02': 'Жаңа жыл', '03-08': 'Халықаралық әйелдер күні', '03-21': 'Наурыз мейрамы', '03-22': 'Наурыз мейрамы', '03-23': 'Наурыз мейрамы', '05-01': 'Қазақстан халқының бірлігі мерекесі', '05-07': 'Отан қорғаушы күні', '05-09': 'Жеңіс күні', '07-06': 'Астана күні', '08-30': 'Конституция күні', '10-25': 'Республика күні', '12-16': 'Тәуелсіздік күні' })
  return [...withSubstitutes(fixed, [`${year}-01-07`]), [`${year}-01-07`, 'Рождество'], [KURBAN_AIT[year], 'Құрбан айт']]
}

function georgia(year: number): Named[] {
  const easter = orthodoxEaster(year)
  return [
    ...on(year, { '01-01': 'ახალი წელი', '01-02': 'ბედობა', '01-07': 'შობა', '01-19': 'ნათლისღება', '03-03': 'დედის დღე', '03-08': 'ქალთა საერთაშორისო დღე', '04-09': 'ეროვნული ერთიანობის დღე', '05-09': 'ფაშიზმზე გამარჯვების დღე', '05-12': 'წმინდა ანდრია მოციქულის დღე', '05-17': 'ოჯახის სიწმინდისა და მშობლების პატივისცემის დღე', '05-26': 'დამოუკიდებლობის დღე', '08-28': 'მარიამობა', '10-14': 'სვეტიცხოვლობა', '11-23': 'გიორგობა' }),
    [plus(easter, -2), 'წითელი პარასკევი'], [plus(easter, -1), 'დიდი შაბათი'], [easter, 'აღდგომა'], [plus(easter, 1), 'მიცვალებულთა მოხსენიების დღე'],
  ]
}

const span = (from: string, days: number, name: string): Named[] => Array.from({ length: days }, (_, n) => [plus(from, n), name])

/** 2026 as the State Council gave notice of it in November 2025; of 2027 the days that the law fixes, without those its notice will move. */
const CHINA: Record<Year, { off: Named[]; work: Named[] }> = {
  2026: {
    off: [...span('2026-01-01', 3, '元旦'), ...span('2026-02-15', 9, '春节'), ...span('2026-04-04', 3, '清明节'), ...span('2026-05-01', 5, '劳动节'), ...span('2026-06-19', 3, '端午节'), ...span('2026-09-25', 3, '中秋节'), ...span('2026-10-01', 7, '国庆节')],
    work: [['2026-01-04', '元旦调休'], ['2026-02-14', '春节调休'], ['2026-02-28', '春节调休'], ['2026-05-09', '劳动节调休'], ['2026-09-20', '国庆节调休'], ['2026-10-10', '国庆节调休']],
  },
  2027: {
    off: [...span('2027-01-01', 1, '元旦'), ...span('2027-02-05', 4, '春节'), ...span('2027-04-05', 1, '清明节'), ...span('2027-05-01', 2, '劳动节'), ...span('2027-06-09', 1, '端午节'), ...span('2027-09-15', 1, '中秋节'), ...span('2027-10-01', 3, '国庆节')],
    work: [],
  },
}

function daysOff(country: string, year: Year): Named[] {
  if (country === 'UA') return ukraine(year)
  if (country === 'RU') return russia(year)
  if (country === 'KZ') return kazakhstan(year)
  return country === 'GE' ? georgia(year) : CHINA[year].off
}

/** The public holidays of a country and year as they are known here; undefined where they are not. */
export function publishedDays(country: string, year: number): DayOffBody[] | undefined {
  const known = YEARS.find((each) => each === year)
  if (!known || !COUNTRIES.some((each) => each === country)) return undefined
  const days = (list: Named[], kind: 'off' | 'work') => list.map(([date, name]): DayOffBody => ({ country, date, kind, name }))
  return [...days(daysOff(country, known), 'off'), ...(country === 'CN' ? days(CHINA[known].work, 'work') : [])].toSorted((a, b) => a.date.localeCompare(b.date))
}
