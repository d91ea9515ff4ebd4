import { fontStack, luminance, paperOf, readableOn, shade, type Brand } from '../brand/index.ts'
import { emailWords, socialName } from './email-words.ts'
import { escapeHtml } from './escape.ts'
import { textDirection } from './locale.ts'
import type { Weave } from './weave.ts'

/** The letter's words, marked up already; links are woven tokens. */
export type EmailParts = {
  locale: string
  headline: string
  body: string
  picture?: { src: string; alt: string; link?: string }
  buttons: { label: string; href: string }[]
}

/** The colours of a letter, each legible on its ground. */
export function emailColours(brand: Brand) {
  const paper = paperOf(brand)
  const { primary, background, text, button_text } = brand.colours
  return {
    page: background,
    paper,
    text,
    muted: readableOn(shade(text, luminance(background) > 0.5 ? 0.35 : -0.25), background),
    link: readableOn(primary, paper),
    button: primary,
    button_text,
    dark_link: readableOn(primary, '#1e1c20'),
  }
}

/** The MJML of a letter: one column of 600 px, large enough to tap, whose colours a dark reader can turn. */
export function emailDocument(parts: EmailParts, brand: Brand, weave: Weave): string {
  const c = emailColours(brand)
  const font = fontStack(brand, parts.locale)
  const dir = textDirection(parts.locale)
  const start = dir === 'rtl' ? 'right' : 'left'
  const words = (text: string) => escapeHtml(weave.literal(text))
  return `<mjml lang="${parts.locale}" dir="${dir}">
<mj-head>
<mj-title>${parts.headline}</mj-title>
<mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="format-detection" content="telephone=no,date=no,address=no,email=no"></mj-raw>
<mj-attributes>
<mj-all font-family="${font}" />
<mj-text font-size="16px" line-height="1.55" color="${c.text}" align="${start}" padding="0" />
<mj-section padding="0" />
<mj-column padding="0" />
</mj-attributes>
<mj-style>${DARK(c.dark_link)}</mj-style>
</mj-head>
<mj-body background-color="${c.page}" width="600px" css-class="page">
<mj-section padding="28px 24px 20px" css-class="page"><mj-column>${masthead(brand, c, words)}</mj-column></mj-section>
<mj-section background-color="${c.paper}" css-class="paper" border-radius="10px" padding="32px 28px 28px"><mj-column>
${picture(parts)}
${parts.headline === '' ? '' : `<mj-text font-size="26px" line-height="1.25" font-weight="700" padding="0 0 14px" css-class="ink"><h1 style="margin:0;font-size:26px;line-height:1.25;font-weight:700">${parts.headline}</h1></mj-text>`}
${parts.body === '' ? '' : `<mj-text css-class="ink">${parts.body}</mj-text>`}
${parts.buttons.map((b, i) => button(b, i, start, c)).join('\n')}
</mj-column></mj-section>
<mj-section padding="24px 24px 36px" css-class="page"><mj-column>${footer(brand, parts.locale, c, words, weave)}</mj-column></mj-section>
</mj-body>
</mjml>`
}

type Colours = ReturnType<typeof emailColours>
type Words = (text: string) => string

/** Readers that support it turn paper and ink; the brand's button keeps its colours, which are checked as a pair. */
const DARK = (link: string) => `
:root{color-scheme:light dark;supported-color-schemes:light dark}
.ink p:last-child,.ink ul:last-child,.ink ol:last-child{margin-bottom:0 !important}
@media (prefers-color-scheme:dark){
body,.page,.page>table,.page>div{background:#131215 !important;background-color:#131215 !important}
.paper,.paper>table{background:#1e1c20 !important;background-color:#1e1c20 !important}
.ink div,.ink h1,.ink p,.ink li{color:#ece8e2 !important}
.quiet div,.quiet a{color:#a8a29a !important}
.ink a.link{color:${link} !important}
}
@media (max-width:480px){.button table,.button a{width:100% !important;box-sizing:border-box}}`

function masthead(brand: Brand, c: Colours, words: Words): string {
  if (brand.logo_url !== undefined) {
    return `<mj-image src="${words(brand.logo_url)}" alt="${words(brand.name)}" width="160px" align="center" padding="0" />`
  }
  return `<mj-text align="center" font-size="18px" font-weight="700" color="${readableOn(c.button, c.page)}" css-class="ink">${words(brand.name)}</mj-text>`
}

function picture({ picture }: EmailParts): string {
  if (picture === undefined) return ''
  const href = picture.link === undefined ? '' : ` href="${picture.link}"`
  return `<mj-image src="${picture.src}" alt="${picture.alt}"${href} padding="0 0 24px" border-radius="6px" fluid-on-mobile="true" />`
}

function button(b: EmailParts['buttons'][number], index: number, start: string, c: Colours): string {
  return `<mj-button css-class="button" href="${b.href}" align="${start}" background-color="${c.button}" color="${c.button_text}" border-radius="8px" font-size="16px" font-weight="600" line-height="1.3" inner-padding="14px 28px" padding="${index === 0 ? 22 : 12}px 0 0">${b.label}</mj-button>`
}

function footer(brand: Brand, locale: string, c: Colours, words: Words, weave: Weave): string {
  const say = emailWords(locale)
  const style = `color:${c.muted};text-decoration:underline`
  const lines = [
    brand.footer_text.trim() === '' ? '' : words(brand.footer_text.trim()).replaceAll('\n', '<br>'),
    brand.social.map((s) => `<a href="${words(s.url)}" style="${style}">${words(socialName(s.kind, s.url))}</a>`).join(' · '),
    [brand.name, brand.postal_address.trim()].filter(Boolean).map(words).join(', ').replaceAll('\n', ', '),
    `${weave.own('{% if links.unsubscribe_url %}')}<a href="${weave.own('{{ links.unsubscribe_url }}')}" style="${style}">${say.unsubscribe}</a>${weave.own('{% endif %}{% if links.preferences_url %}{% if links.unsubscribe_url %}')} · ${weave.own('{% endif %}')}<a href="${weave.own('{{ links.preferences_url }}')}" style="${style}">${say.preferences}</a>${weave.own('{% endif %}')}`,
  ]
  return lines
    .filter(Boolean)
    .map((line) => `<mj-text align="center" font-size="13px" line-height="1.6" color="${c.muted}" padding="0 0 8px" css-class="quiet">${line}</mj-text>`)
    .join('\n')
}

/** The foot of the plain-text part. */
export function textFooter(brand: Brand, locale: string, weave: Weave): string {
  const say = emailWords(locale)
  return [
    '-- \n',
    brand.footer_text.trim() === '' ? '' : `${weave.literal(brand.footer_text.trim())}\n`,
    `${weave.literal([brand.name, brand.postal_address.trim()].filter(Boolean).join(', '))}\n`,
    weave.own(`{% if links.unsubscribe_url %}${say.unsubscribe}: {{ links.unsubscribe_url }}\n{% endif %}`),
    weave.own(`{% if links.preferences_url %}${say.preferences}: {{ links.preferences_url }}\n{% endif %}`),
  ].join('')
}
