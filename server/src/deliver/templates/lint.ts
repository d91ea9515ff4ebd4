import { defaultBrand, type Brand } from '../brand/index.ts'
import { ABILITIES, MEDIA, type Medium } from '../media.ts'
import { compileWithProblems } from './compile.ts'
import type { Content, ContentProblem } from './contract.ts'
import { derive, fieldsOf, type Derived } from './derive.ts'
import { checkLinks, checkRendered } from './lint-rendered.ts'
import { canonicalLocale, translationFor } from './locale.ts'
import { problem } from './problems.ts'
import { sampleScope, type Scope } from './scope.ts'
import { unknownVariables } from './variables.ts'

/** Why a person is written to; only marketing needs a way out in the message itself. */
export type MessageClass = 'marketing' | 'transactional' | 'service' | 'otp'
export type CheckOptions = {
  media: Medium[]
  locales_in_audience?: string[]
  class: MessageClass
  /** The server's own links lead to the machine it runs on: nobody else could open them. */
  public_url_is_loopback?: boolean
  brand?: Brand
  /** The names of the workspace's traits: with them, a misspelt contact.<trait> is found. */
  traits?: string[]
  /** Whom to render for; else a made-up customer. */
  scope?: Scope
}

/**
 * Everything that is wrong or doubtful in a content, before anybody receives it. Errors are what `compileContent` would
 * refuse and what would fail for every contact; the rest are warnings. Each problem is said once per place.
 */
export async function checkContent(content: Content, options: CheckOptions): Promise<ContentProblem[]> {
  const problems = checkLocales(content, options.locales_in_audience ?? [])
  const brand = options.brand ?? defaultBrand('Carillon')
  for (const locale of Object.keys(content.locales)) {
    if (canonicalLocale(locale) === undefined) continue
    for (const medium of MEDIA.filter((m) => options.media.includes(m))) {
      problems.push(...(await checkForm(content, locale, medium, brand, options)))
    }
  }
  const said = new Set<string>()
  return problems.filter(({ code, pointer, detail, line, column }) => {
    const key = `${code}|${pointer}|${detail}|${line}|${column}`
    return !said.has(key) && said.add(key)
  })
}

function checkLocales(content: Content, wanted: string[]): ContentProblem[] {
  const invalid = Object.keys(content.locales)
    .filter((key) => canonicalLocale(key) === undefined)
    .map((key) => problem('error', 'invalid_locale', `/locales/${key}`, `"${key}" is no language tag`, 'Use BCP 47, for example uk or zh-Hant.', { values: { named: key } }))
  const noDefault = translationFor(content, content.default_locale) === undefined
  return [
    ...invalid,
    ...(noDefault
      ? [problem('error', 'default_locale_missing', '/default_locale', `There is no text in the default language "${content.default_locale}"`, 'Write it, or choose another default language.', { locale: content.default_locale })]
      : []),
    ...wanted
      .filter((tag) => translationFor(content, tag) === undefined)
      .map((tag) =>
        problem('warning', 'missing_translation', '/locales', `There is no text in "${tag}", which people in the audience read`, `They will get it in "${content.default_locale}".`, { locale: tag }),
      ),
  ]
}

async function checkForm(content: Content, locale: string, medium: Medium, brand: Brand, options: CheckOptions): Promise<ContentProblem[]> {
  const derived = derive(content, locale, medium)
  const { compiled, problems } = await compileWithProblems(content, brand, { locale, medium })
  const found = [...problems, ...checkFields(derived, options)]
  if (compiled !== undefined) {
    found.push(...checkLinks(compiled, options.public_url_is_loopback ?? false))
    const broken = problems.some((p) => p.severity === 'error')
    if (!broken) found.push(...checkRendered(compiled, derived, options.scope ?? sampleScope(derived.locale), options.class === 'marketing'))
  }
  return found.map((p) => ({ ...p, locale: p.locale ?? derived.locale, medium: p.medium ?? medium }))
}

function checkFields(derived: Derived, { traits }: CheckOptions): ContentProblem[] {
  const { medium, picture, buttons, spill } = derived
  const found: ContentProblem[] = []
  if (picture && picture.alt.source.trim() === '' && medium !== 'sms') {
    found.push(problem('warning', 'missing_alt', picture.alt.pointer, 'The picture has no description', 'Say what it shows, for people who do not see it.'))
  }
  if (spill.length > 0 && medium !== 'sms') {
    const rest = medium === 'push' ? 'Only the first is used, when the notification is tapped.' : 'The others become lines of the text.'
    found.push(problem('warning', 'abilities_buttons', spill[0]?.label.pointer ?? '', `${medium} carries ${ABILITIES[medium].buttons_max} of ${buttons.length + spill.length} buttons`, rest, { medium, values: { n: buttons.length + spill.length, most: ABILITIES[medium].buttons_max } }))
  }
  for (const field of fieldsOf(derived)) {
    try {
      for (const { name, line, column, near } of unknownVariables(field.source, derived.locale, traits)) {
        const hint = near ? `Did you mean ${near}?` : 'It will be empty for everybody. Variables begin with contact, event, message, campaign or brand.'
        found.push(problem('warning', 'unknown_variable', field.pointer, `Nothing fills {{ ${name} }}`, hint, { line, column, values: { named: name } }))
      }
    } catch {
      // the field does not parse, which compileWithProblems has reported with its place
    }
  }
  return found
}
