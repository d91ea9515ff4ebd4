import { contrast, luminance, readableOn, type Brand } from '../brand/index.ts'

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const colour = (value: string, otherwise: string) => (/^#[0-9a-f]{3,8}$/i.test(value) ? value : otherwise)

/** Paper and ink at night, as in the company's letters. */
const NIGHT = { ground: '#1e1c20', ink: '#ece8e2' }

/**
 * The same page for who reads at night: turned paper and ink, and the brand's colour lightened until it can be read (4.5 to 1).
 * The button keeps its pair, which is checked; where it would sink into the ground it gets an edge (3 to 1, WCAG 2.2, 1.4.11).
 * A brand whose own paper is dark has no other form.
 */
function nightOf({ colours: { primary, background } }: Brand): string {
  if (luminance(background) < 0.18) return ''
  const accent = readableOn(colour(primary, '#9a5b13'), NIGHT.ground)
  const edge = contrast(primary, NIGHT.ground) >= 3 ? '' : `button:not(.plain){outline:1px solid ${accent};outline-offset:-1px}`
  return `@media (prefers-color-scheme:dark){body{background:${NIGHT.ground};color:${NIGHT.ink}}.brand{color:${accent}}input{accent-color:${accent}}.done{border-color:#5fbf87}${edge}}`
}

/** A page of the company's own look that works without script; `body` is HTML made of escaped parts. */
export function page(brand: Brand, lang: string, title: string, body: string): string {
  const { primary, background, text, button_text } = brand.colours
  const night = nightOf(brand)
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>
:root{color-scheme:${night ? 'light dark' : 'dark'}}body{margin:0;background:${colour(background, '#fff')};color:${colour(text, '#1c1a17')};font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans Georgian","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-inline-size:34rem;margin:0 auto;padding:2.5rem 1.25rem}h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}h2{font-size:1.125rem;margin:2.5rem 0 .5rem}p{margin:0 0 1rem}.brand{font-weight:600;color:${readableOn(colour(primary, '#9a5b13'), colour(background, '#ffffff'))};margin-block-end:2rem}
button{font:inherit;font-weight:600;background:${colour(primary, '#9a5b13')};color:${colour(button_text, '#fff')};border:0;border-radius:6px;padding:.75rem 1.25rem;min-block-size:44px;cursor:pointer}
a.button{display:inline-block;font-weight:600;background:${colour(primary, '#9a5b13')};color:${colour(button_text, '#fff')};border-radius:6px;padding:.75rem 1.25rem;text-decoration:none}ul.lines{list-style:none;margin:0 0 1rem;padding:0}blockquote{margin:0 0 1rem;border-inline-start:4px solid color-mix(in srgb,currentColor 20%,transparent);padding-inline-start:.75rem;overflow-wrap:anywhere;white-space:pre-wrap}ul.lines li{overflow-wrap:anywhere;padding:.5rem 0;border-block-end:1px solid color-mix(in srgb,currentColor 20%,transparent)}
button.plain{background:none;color:inherit;font-weight:inherit;text-align:start;text-decoration:underline;padding-inline:0}a{color:inherit}label{display:block;padding:.35rem 0}fieldset{border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:6px;margin:0 0 1rem;padding:.75rem 1rem}legend{font-weight:600;padding:0 .25rem}
small{display:block;opacity:.75}textarea,select{font:inherit;inline-size:100%;box-sizing:border-box;padding:.5rem;border:1px solid color-mix(in srgb,currentColor 55%,transparent);border-radius:6px;background:transparent;color:inherit}
input{accent-color:${colour(primary, '#9a5b13')}}input[type=checkbox]{inline-size:1.15rem;block-size:1.15rem;vertical-align:-.2rem;margin-inline-end:.5rem}.done{border-inline-start:4px solid #2f7d4f;padding-inline-start:.75rem}
${night}:focus-visible{outline:3px solid currentColor !important;outline-offset:2px !important}
</style></head><body><main><div class="brand">${escapeHtml(brand.name)}</div><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`
}

/** Nothing on these pages is loaded from anywhere, and no script runs. */
export const PAGE_CSP = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
