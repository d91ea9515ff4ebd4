import i18next, { type BackendModule, type ReadCallback } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { lacksGeorgian } from './georgian/formats.ts'
import { loadGeorgianNames } from './georgian/names.ts'
import { withBorrowedForms, type Words } from './plural-forms.ts'
import { type Language, languageOf, languages } from './languages.ts'

const storageKey = 'carillon.language'
const catalogues = import.meta.glob<{ default: Words }>('./{en,uk,ru,ka,zh}/*.json')

/** Loads a catalogue when a screen first asks for it: one small file per language and area. */
const backend: BackendModule = {
  type: 'backend',
  init() {},
  read(language: string, area: string, done: ReadCallback) {
    const load = catalogues[`./${language}/${area}.json`]
    if (!load) return done(new Error(`There is no catalogue ${language}/${area}.json`), null)
    const words = language === 'ka' && lacksGeorgian() ? loadGeorgianNames().then(load) : load()
    words.then(
      (file) => done(null, withBorrowedForms(language, file.default)),
      (error: Error) => done(error, null),
    )
  },
}

/** The person's own choice on this machine, else the first of the browser's languages that we speak. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages]
  return wanted.map(languageOf).find((code) => code !== undefined) ?? 'en'
}

export const hasChosenLanguage = () => languageOf(localStorage.getItem(storageKey)) !== undefined

function applyToDocument(code: string): void {
  const language = languages.find((one) => one.code === code) ?? languages[0]
  document.documentElement.lang = language.tag
  document.documentElement.dir = language.dir
  // 100 slices of Noto Sans SC are named by 30 kB of CSS; a slice is only downloaded where the system has no Chinese font.
  if (code === 'zh') void import('@fontsource-variable/noto-sans-sc/wght.css')
}

export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', applyToDocument)
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      supportedLngs: languages.map(({ code }) => code),
      load: 'languageOnly',
      // catalogues.test.ts proves every language complete, so a second one is never fetched.
      fallbackLng: false,
      // An error may have to be told on any screen, and when nothing more can be fetched.
      ns: ['shell', 'kit', 'problems'],
      defaultNS: 'shell',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    })
}

export async function chooseLanguage(code: Language): Promise<void> {
  localStorage.setItem(storageKey, code)
  await i18next.changeLanguage(code)
}
