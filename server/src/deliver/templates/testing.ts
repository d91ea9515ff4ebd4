import { defaultBrand, type Brand } from '../brand/index.ts'
import type { Medium } from '../media.ts'
import { compileContent, render, type Content, type LinkOptions, type RenderResult, type Scope } from './index.ts'

/** For the tests beside: one language, one medium, one contact. */
export const NOW = '2026-11-25T10:00:00Z'
export const LINKS: LinkOptions = { track: (_, index) => `https://l.example/${index}`, unsubscribe_url: 'https://l.example/u', preferences_url: 'https://l.example/p' }

type Core = Content['locales'][string]['core']
type Overrides = NonNullable<Content['locales'][string]['overrides']>

export function contentOf(core: Partial<Core>, locale = 'en', overrides?: Overrides): Content {
  const whole = { headline: '', body: '', buttons: [], ...core }
  return { default_locale: locale, locales: { [locale]: { core: whole, ...(overrides && { overrides }) } } }
}

export function scopeOf(contact: Record<string, unknown> = {}, more: Partial<Scope> = {}): Scope {
  return { now: NOW, contact, workspace: { currency: 'UAH' }, ...more }
}

export async function renderOne(content: Content, medium: Medium, scope = scopeOf(), links = LINKS, brand: Brand = defaultBrand('Tom & Co')): Promise<RenderResult> {
  return render(await compileContent(content, brand, { locale: content.default_locale, medium }), scope, links)
}

/** The text of an SMS whose whole text is `source`. */
export async function smsText(source: string, locale = 'en', scope = scopeOf()): Promise<string> {
  const result = await renderOne(contentOf({}, locale, { sms: { text: source } }), 'sms', scope)
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}`)
  return (result.form as { text: string }).text
}
