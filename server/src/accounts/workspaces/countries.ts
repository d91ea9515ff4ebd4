/** Currencies by the countries that use them (ISO 4217 and 3166-1): the one thing of a country that Intl does not know. */
const CURRENCIES: Record<string, string> = {
  EUR: 'AD AT AX BE BL BG CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA XK YT',
  USD: 'AS BQ EC FM GU IO MH MP PR PW SV TC TL UM US VG VI ZW', XOF: 'BF BJ CI GW ML NE SN TG', XAF: 'CF CG CM GA GQ TD',
  AUD: 'AU CC CX KI NF NR TV', NZD: 'CK NU NZ PN TK', XPF: 'NC PF WF', XCD: 'AG AI DM GD KN LC MS VC', DKK: 'DK FO GL', NOK: 'BV NO SJ', CHF: 'CH LI',
  GBP: 'GB GG IM JE GS', ILS: 'IL PS', MAD: 'EH MA', ANG: 'CW SX', UAH: 'UA', RUB: 'RU', GEL: 'GE', CNY: 'CN', KZT: 'KZ', BYN: 'BY', PLN: 'PL', CZK: 'CZ',
  HUF: 'HU', RON: 'RO', MDL: 'MD', TRY: 'TR', AZN: 'AZ', AMD: 'AM', UZS: 'UZ', KGS: 'KG', TJS: 'TJ', TMT: 'TM', MNT: 'MN', SEK: 'SE', ISK: 'IS', RSD: 'RS',
  BAM: 'BA', MKD: 'MK', ALL: 'AL', CAD: 'CA', MXN: 'MX', BRL: 'BR', ARS: 'AR', CLP: 'CL', COP: 'CO', PEN: 'PE', UYU: 'UY', PYG: 'PY', BOB: 'BO', VES: 'VE',
  CRC: 'CR', GTQ: 'GT', HNL: 'HN', NIO: 'NI', PAB: 'PA', DOP: 'DO', CUP: 'CU', JMD: 'JM', HTG: 'HT', TTD: 'TT', BBD: 'BB', BSD: 'BS', BZD: 'BZ', GYD: 'GY',
  SRD: 'SR', AWG: 'AW', BMD: 'BM', KYD: 'KY', FKP: 'FK', INR: 'IN BT', PKR: 'PK', BDT: 'BD', LKR: 'LK', NPR: 'NP', MVR: 'MV', AFN: 'AF', IRR: 'IR', IQD: 'IQ',
  SAR: 'SA', AED: 'AE', QAR: 'QA', KWD: 'KW', BHD: 'BH', OMR: 'OM', YER: 'YE', JOD: 'JO', LBP: 'LB', SYP: 'SY', EGP: 'EG', JPY: 'JP', KRW: 'KR', KPW: 'KP',
  TWD: 'TW', HKD: 'HK', MOP: 'MO', SGD: 'SG', MYR: 'MY', IDR: 'ID', THB: 'TH', VND: 'VN', PHP: 'PH', LAK: 'LA', KHR: 'KH', MMK: 'MM', BND: 'BN', PGK: 'PG',
  FJD: 'FJ', SBD: 'SB', TOP: 'TO', VUV: 'VU', WST: 'WS', ZAR: 'ZA LS NA', NGN: 'NG', KES: 'KE', GHS: 'GH', TZS: 'TZ', UGX: 'UG', RWF: 'RW', ETB: 'ET',
  DZD: 'DZ', TND: 'TN', LYD: 'LY', SDG: 'SD', SSP: 'SS', SOS: 'SO', DJF: 'DJ', ERN: 'ER', AOA: 'AO', MZN: 'MZ', ZMW: 'ZM', MWK: 'MW', BWP: 'BW', SZL: 'SZ',
  MGA: 'MG', MUR: 'MU', SCR: 'SC', KMF: 'KM', CDF: 'CD', BIF: 'BI', GMD: 'GM', GNF: 'GN', LRD: 'LR', SLE: 'SL', CVE: 'CV', STN: 'ST', MRU: 'MR', SHP: 'SH AC TA', GIP: 'GI',
}

export type CountryFacts = { country: string; default_locale: string; time_zone: string; currency: string }

// CLDR names the most spoken language; where a company writes in another one by default, that is listed here.
const LOCALES: Record<string, string> = { CN: 'zh', SG: 'en', HK: 'zh', TW: 'zh' }
// The zone of the seat of government, where Intl lists several.
const ZONES: Record<string, string> = { RU: 'Europe/Moscow', UA: 'Europe/Kyiv', CN: 'Asia/Shanghai', US: 'America/New_York', CA: 'America/Toronto', AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo', MX: 'America/Mexico_City', KZ: 'Asia/Almaty', ID: 'Asia/Jakarta', MN: 'Asia/Ulaanbaatar', ES: 'Europe/Madrid', PT: 'Europe/Lisbon',
  CL: 'America/Santiago', AR: 'America/Argentina/Buenos_Aires', NZ: 'Pacific/Auckland', DE: 'Europe/Berlin', UZ: 'Asia/Tashkent', MY: 'Asia/Kuala_Lumpur', CD: 'Africa/Kinshasa', EC: 'America/Guayaquil' }

type LocaleWithZones = Intl.Locale & { getTimeZones?(): string[]; timeZones?: string[] }

/** All zones of a country. Kyiv is listed by Intl under its older name. */
export function timeZonesOf(country: string): string[] {
  const locale = new Intl.Locale(`und-${country}`) as LocaleWithZones
  return (locale.getTimeZones?.() ?? locale.timeZones ?? []).map((zone) => (zone === 'Europe/Kiev' ? 'Europe/Kyiv' : zone))
}

/** The zone of a country that has only one, in which clocks agree everywhere; undefined where it could be another. */
export function onlyTimeZone(country: string): string | undefined {
  if (!onlyZones.has(country)) onlyZones.set(country, findOnlyZone(country))
  return onlyZones.get(country)
}

// Intl takes 0.2 ms to list a country's zones, and an import asks for every phone.
const onlyZones = new Map<string, string | undefined>()

function findOnlyZone(country: string): string | undefined {
  const zones = timeZonesOf(country)
  if (country === 'UA') return 'Europe/Kyiv' // Intl still lists Uzhhorod and Zaporizhzhia, which keep Kyiv's time
  return zones.length === 1 ? zones[0] : undefined
}

let facts: Map<string, CountryFacts> | undefined
/** Made when first asked for: Intl takes its time over every country's zones. */
function factsOf(): Map<string, CountryFacts> {
  facts ??= new Map(Object.entries(CURRENCIES).flatMap(([currency, countries]) => countries.split(' ').map((country): [string, CountryFacts] => [country, {
    country,
    currency,
    default_locale: LOCALES[country] ?? new Intl.Locale(`und-${country}`).maximize().language,
    time_zone: ZONES[country] ?? timeZonesOf(country)[0] ?? 'UTC',
  }])))
  return facts
}

export function countryFacts(country: string): CountryFacts | undefined {
  return factsOf().get(country)
}

export function listCountries(): CountryFacts[] {
  return [...factsOf().values()].toSorted((a, b) => a.country.localeCompare(b.country))
}
