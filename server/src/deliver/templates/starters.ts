import type { Content, LocaleContent } from './contract.ts'
import { ORDER_READY, SEASON_SALE, type StarterWords } from './starter-words.ts'

export type StarterId = 'season_sale' | 'order_ready'
export type Starter = { id: StarterId; class: 'marketing' | 'transactional'; content: Content }

/** Contents to begin with, written by hand in six languages. The addresses at example.com are there to be replaced. */
export const STARTERS: Starter[] = [
  { id: 'season_sale', class: 'marketing', content: inAll(SEASON_SALE, 'https://example.com/sale') },
  { id: 'order_ready', class: 'transactional', content: inAll(ORDER_READY, 'https://example.com/orders/{{ event.order_number }}') },
]

/** A starter whose default language is the workspace's, when it has that one. */
export function starterContent(id: StarterId, default_locale: string): Content {
  const starter = STARTERS.find((s) => s.id === id)
  if (starter === undefined) throw new Error(`There is no starter "${id}".`)
  const content = structuredClone(starter.content)
  const language = default_locale.split('-')[0] ?? 'en'
  return { ...content, default_locale: language in content.locales ? language : 'en' }
}

function inAll(words: Record<string, StarterWords>, url: string): Content {
  const locales = Object.entries(words).map(([locale, { headline, body, button, sms }]): [string, LocaleContent] => [
    locale,
    { core: { headline, body, buttons: [{ label: button, url }] }, overrides: { sms: { text: `${sms} ${url}` }, push: { text: sms } } },
  ])
  return { default_locale: 'en', locales: Object.fromEntries(locales) }
}
