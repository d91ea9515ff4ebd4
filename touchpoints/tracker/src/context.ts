import type { Json } from './calls.ts'
import type { Kept } from './kept.ts'

export const VERSION = '0.1.0'

export const pageOf = ({ location, document }: Window, referrer: string): Json => ({ path: location.pathname, referrer, search: location.search, title: document.title, url: location.href })

/** What a browser adds to each call: by what it was sent, from which page, in which language and zone, and how its owner came. */
export function contextOf(page: Window, kept: Kept, referrer: string): Json {
  const { navigator, screen } = page
  return {
    library: { name: 'carillon.js', version: VERSION }, page: pageOf(page, referrer), userAgent: navigator.userAgent, locale: navigator.language, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    screen: { width: screen.width, height: screen.height, innerWidth: page.innerWidth, innerHeight: page.innerHeight, density: page.devicePixelRatio },
    campaign: kept.campaign, first_touch: kept.first_touch, groupId: kept.group_id,
  }
}
