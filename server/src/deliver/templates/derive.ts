import { ABILITIES, type Medium } from '../media.ts'
import type { Content, ContentCore, Override } from './contract.ts'
import { localeContent, resolveLocale } from './locale.ts'
import type { Field } from './weave.ts'

export type DerivedButton = { label: Field; url: Field }
/**
 * What a medium says, before it is put into the medium's shape: the core with the medium's override over it. Every
 * field knows where its author wrote it. `spill` are buttons beyond what the medium carries: they become lines of text.
 */
export type Derived = {
  medium: Medium
  locale: string
  headline: Field
  body: Field
  picture?: { url: Field; alt: Field }
  buttons: DerivedButton[]
  spill: DerivedButton[]
  subject?: Field
  preheader?: Field
  mjml?: Field
  text?: Field
  url?: Field
}

/** `locale` is what the contact wants; the result says which of the content's it came to. */
export function derive(content: Content, locale: string | undefined, medium: Medium): Derived {
  const key = resolveLocale(content, locale)
  const { core, overrides } = localeContent(content, key)
  const at = `/locales/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
  const override: Partial<Override> = overrides?.[medium] ?? {}
  const overrideAt = `${at}/overrides/${medium}`
  const coreAt = `${at}/core`

  const pick = (name: 'headline' | 'body'): Field =>
    override[name] === undefined
      ? { source: core[name], pointer: `${coreAt}/${name}` }
      : { source: override[name], pointer: `${overrideAt}/${name}` }
  const own = (name: 'subject' | 'preheader' | 'mjml' | 'text' | 'url'): Partial<Record<string, Field>> => {
    const source = override[name]
    return source === undefined || source === '' ? {} : { [name]: { source, pointer: `${overrideAt}/${name}` } }
  }

  const buttons = deriveButtons(override.buttons ?? core.buttons, override.buttons ? overrideAt : coreAt)
  const carried = ABILITIES[medium].buttons_max
  return {
    medium,
    locale: key,
    headline: pick('headline'),
    body: pick('body'),
    ...derivePicture(core, override, coreAt, overrideAt),
    buttons: buttons.slice(0, carried),
    spill: buttons.slice(carried),
    ...own('subject'),
    ...own('preheader'),
    ...own('mjml'),
    ...own('text'),
    ...own('url'),
  }
}

function deriveButtons(buttons: ContentCore['buttons'], at: string): DerivedButton[] {
  return buttons.map((button, i) => ({
    label: { source: button.label, pointer: `${at}/buttons/${i}/label` },
    url: { source: button.url, pointer: `${at}/buttons/${i}/url` },
  }))
}

function derivePicture(core: ContentCore, override: Partial<Override>, coreAt: string, overrideAt: string): Pick<Derived, 'picture'> {
  const chosen = override.picture === undefined ? core.picture : override.picture
  if (!chosen || chosen.url.trim() === '') return {}
  const at = `${override.picture === undefined ? coreAt : overrideAt}/picture`
  return { picture: { url: { source: chosen.url, pointer: `${at}/url` }, alt: { source: chosen.alt, pointer: `${at}/alt` } } }
}

/** Every field of a medium that an author wrote, for checking. */
export function fieldsOf(derived: Derived): Field[] {
  const { headline, body, picture, buttons, spill, subject, preheader, mjml, text, url } = derived
  return [
    headline, body, picture?.url, picture?.alt, subject, preheader, mjml, text, url,
    ...[...buttons, ...spill].flatMap((b) => [b.label, b.url]),
  ].filter((field): field is Field => field !== undefined)
}
