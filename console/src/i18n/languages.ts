/** The languages of the interface, each named in itself. `tag` goes into <html lang>. */
export const languages = [
  { code: 'en', tag: 'en', name: 'English', dir: 'ltr' },
  { code: 'uk', tag: 'uk', name: 'Українська', dir: 'ltr' },
  { code: 'ru', tag: 'ru', name: 'Русский', dir: 'ltr' },
  { code: 'ka', tag: 'ka', name: 'ქართული', dir: 'ltr' },
  { code: 'zh', tag: 'zh-Hans', name: '简体中文', dir: 'ltr' },
] as const

export type Language = (typeof languages)[number]['code']

export function languageOf(locale: string | null | undefined): Language | undefined {
  const base = locale?.toLowerCase().split(/[-_]/)[0]
  return languages.find(({ code }) => code === base)?.code
}
