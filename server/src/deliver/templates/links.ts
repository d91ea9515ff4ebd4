/** Schemes that a message may link to. `javascript:`, `data:` and `file:` are never among them. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:'])

export type CheckedUrl = { ok: true; url: string; trackable: boolean } | { ok: false; detail: string }

/** A link's final text, checked and, where it holds more than ASCII, percent-encoded. */
export function checkUrl(text: string): CheckedUrl {
  const url = text.trim()
  if (url === '') return { ok: false, detail: 'the link came out empty' }
  const parsed = URL.parse(url)
  if (parsed === null) return { ok: false, detail: `"${shown(url)}" is no complete address (https://…)` }
  const { protocol, href, username, hostname } = parsed
  if (!SCHEMES.has(protocol)) return { ok: false, detail: `links may not begin with "${protocol}"` }
  const trackable = protocol === 'http:' || protocol === 'https:'
  if (trackable && (username !== '' || hostname === '')) return { ok: false, detail: `"${shown(url)}" hides its host behind a user name` }
  // the author's own spelling is kept where it is safe as it stands
  return { ok: true, url: /^[!#-;=?-~]+$/.test(url) && !/[\\^`{|}]/.test(url) ? url : href, trackable }
}

const shown = (url: string) => (url.length > 80 ? `${url.slice(0, 79)}…` : url)

/** Whether a link leads to the machine it is opened on, which is not the machine it was made on. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^0\.0\.0\.0$/.test(hostname) || hostname === '[::1]'
}
