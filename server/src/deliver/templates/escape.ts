/** How a value becomes text in each place a template writes to. */
export type Mode = 'html' | 'text' | 'url' | 'url_head'

const HTML_ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' }
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => HTML_ENTITIES[c] as string) : text
}

/** NUL and its kin break PostgreSQL, SMPP and XML; tab and line ends stay. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

function stripControls(text: string): string {
  return text.replace(CONTROLS, '').toWellFormed()
}

/** One line for headers, titles and labels: CR and LF would start a new header (RFC 5322 §2.2). */
// oxlint-disable-next-line no-control-regex
const BREAKS = /[\u0000-\u0020\u007f\u0085\u2028\u2029]+/g
export function oneLine(text: string): string {
  return text.replace(BREAKS, ' ').trim().toWellFormed()
}

/** Lists are joined; an object has no form that a customer should see. */
function stringify(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(stringify).join('')
  if (typeof value === 'object') {
    return 'toString' in value && value.toString !== Object.prototype.toString && !isPlain(value) ? String(value) : ''
  }
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : ''
}
const isPlain = (value: object) => Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null

/** A value inside a URL is one component of it: it can't add a parameter, a path or a host. */
function urlComponent(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** A value that begins a URL is the URL (`{{ event.cart_url }}`): only what would break out of it is encoded. */
function urlHead(text: string): string {
  return text.trim().replace(/[\s"<>\\^`{|}]/g, (c) => encodeURIComponent(c))
}

export const OUTPUT: Record<Mode, (value: unknown) => string> = {
  html: (value) => escapeHtml(stripControls(stringify(value))),
  text: (value) => stripControls(stringify(value)),
  url: (value) => urlComponent(stripControls(stringify(value))),
  url_head: (value) => urlHead(stripControls(stringify(value))),
}
