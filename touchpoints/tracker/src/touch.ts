/** What an advertisement or letter says of itself in a link, by the names that the tracking family has for it. */
export type Campaign = Record<string, string>
/** How somebody came: on which page, from where, by which campaign, and when. */
export type Touch = { at: string; url: string; referrer: string; campaign?: Campaign }

const UTM: Record<string, string> = { utm_source: 'source', utm_medium: 'medium', utm_campaign: 'name', utm_term: 'term', utm_content: 'content', utm_id: 'id' }
/** The click numbers of Google, Meta, Microsoft, Yandex, TikTok, X and LinkedIn. */
const CLICK_IDS = ['gclid', 'gbraid', 'wbraid', 'fbclid', 'msclkid', 'yclid', 'ttclid', 'twclid', 'li_fat_id']
const MOST_CHARS = 200
const MOST_URL_CHARS = 500

/** The campaign in a page's address; undefined where it names none. */
export function campaignOf(search: string): Campaign | undefined {
  const campaign: Campaign = {}
  const query = new URLSearchParams(search)
  for (const [parameter, name] of [...Object.entries(UTM), ...CLICK_IDS.map((id) => [id, id] as const)]) {
    const value = query.get(parameter)
    if (value) campaign[name] = value.slice(0, MOST_CHARS)
  }
  return Object.keys(campaign).length > 0 ? campaign : undefined
}

export function touchOf(url: string, referrer: string, search: string, at: Date): Touch {
  const campaign = campaignOf(search)
  return { at: at.toISOString(), url: url.slice(0, MOST_URL_CHARS), referrer: referrer.slice(0, MOST_URL_CHARS), ...(campaign ? { campaign } : {}) }
}
