import type { Content, LocaleContent } from './contract.ts'

/** The canonical BCP 47 form ("uk-ua" → "uk-UA"), or undefined when it is none. */
export function canonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}

/** `zh-Hant-TW` → `['zh-Hant-TW', 'zh-Hant', 'zh']`. */
export function fallbackChain(tag: string): string[] {
  const subtags = (canonicalLocale(tag) ?? '').split('-').filter(Boolean)
  return subtags.map((_, i) => subtags.slice(0, subtags.length - i).join('-'))
}

/** The key of `content.locales` that serves `wanted`: `uk-UA → uk → default_locale`. */
export function resolveLocale(content: Content, wanted: string | undefined): string {
  const own = wanted === undefined ? undefined : translationFor(content, wanted)
  if (own !== undefined) return own
  const fallback = translationFor(content, content.default_locale) ?? Object.keys(content.locales)[0]
  if (fallback === undefined) throw new Error('A content has at least one locale.')
  return fallback
}

/** As `resolveLocale`, but undefined where only the default locale would do. */
export function translationFor(content: Content, wanted: string): string | undefined {
  const keys = new Map(Object.keys(content.locales).map((key) => [key.toLowerCase(), key]))
  for (const tag of fallbackChain(wanted)) {
    const key = keys.get(tag.toLowerCase())
    if (key !== undefined) return key
  }
  return undefined
}

export function localeContent(content: Content, key: string): LocaleContent {
  const found = content.locales[key]
  if (found === undefined) throw new Error(`The content has no locale "${key}".`)
  return found
}

const RTL = new Set(['ar', 'fa', 'he', 'iw', 'ps', 'sd', 'ug', 'ur', 'yi', 'dv', 'ckb'])

export function textDirection(locale: string): 'ltr' | 'rtl' {
  const [language = '', ...rest] = locale.split('-')
  if (rest.includes('Arab') || rest.includes('Hebr')) return 'rtl'
  return RTL.has(language.toLowerCase()) && !rest.includes('Latn') && !rest.includes('Cyrl') ? 'rtl' : 'ltr'
}
