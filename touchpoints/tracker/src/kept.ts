import { newAnonymousId } from './ids.ts'
import type { Shelf } from './shelf.ts'
import { campaignOf, touchOf, type Campaign, type Touch } from './touch.ts'

export const KEY = 'carillon'

/** What is remembered of a browser between pages. */
export type Kept = { anonymous_id: string; user_id?: string | undefined; group_id?: string | undefined; first_touch?: Touch | undefined; campaign?: Campaign | undefined; campaign_at?: number | undefined }

/** A campaign is named by the calls that follow for so long, unless another comes. */
const CAMPAIGN_MS = 30 * 86_400_000

/** Undefined where nothing was kept, or what was kept is not ours. */
export function readKept(shelf: Shelf): Kept | undefined {
  try {
    const kept = JSON.parse(shelf.read(KEY) ?? 'null') as Kept | null
    return typeof kept?.anonymous_id === 'string' ? kept : undefined
  } catch {
    return undefined
  }
}

export function writeKept(shelf: Shelf, kept: Kept): void {
  // A cookie may be too small for how somebody came; the ids come first.
  if (!shelf.write(KEY, JSON.stringify(kept))) shelf.write(KEY, JSON.stringify({ ...kept, first_touch: undefined, campaign: undefined }))
}

/** A browser that is seen here for the first time. */
export const newcomer = (location: Location, referrer: string, now: Date): Kept => seenAt({ anonymous_id: newAnonymousId(), first_touch: touchOf(location.href, referrer, location.search, now) }, location, now)

/** The campaign of this page's address holds from here on; an old one is forgotten. */
export function seenAt(kept: Kept, location: Location, now: Date): Kept {
  const campaign = campaignOf(location.search)
  if (campaign) return { ...kept, campaign, campaign_at: now.getTime() }
  return (kept.campaign_at ?? 0) < now.getTime() - CAMPAIGN_MS ? { ...kept, campaign: undefined, campaign_at: undefined } : kept
}
