import type { House } from '../../platform/house.ts'
import type { Medium } from '../media.ts'
import { fill, wordsFor } from '../links/index.ts'
import { compiledFor } from '../rendering/index.ts'
import type { BatchItem, Content, RenderPool } from '../templates/index.ts'
import { letterUrl, openPixel, preferencesUrl, unsubscribeUrl } from '../urls.ts'
import type { Prepared } from './prepare.ts'

/** What goes in one letter, in order: the first is handed over, and pays. */
export const lettersOf = (rows: Prepared[]): Prepared[][] => [...Map.groupBy(rows.filter((row) => row.claimed.letter !== undefined), (row) => row.claimed.letter!).values()]

/** The letter that lists others: the reader's own language, the first one's brand. */
function contentIn(locale: string): Content {
  const words = wordsFor(locale)
  const body = `{% for item in message.items %}**{{ item.title }}**\n{{ item.text }}\n[${words.digest_read}]({{ item.url }})\n\n{% endfor %}`
  return { default_locale: words.lang, locales: { [words.lang]: { core: { headline: fill(words.digest_title, { brand: '{{ brand.name }}' }), body, buttons: [] }, overrides: { email: { subject: '{{ message.subject }}', preheader: '{{ message.preheader }}' } } } } }
}

const letterOf = ({ outbound }: Prepared) => outbound.form as Extract<Prepared['outbound']['form'], { medium: 'email' }>

function itemFor(house: House, letter: Prepared[]): BatchItem {
  const [lead] = letter
  const { scope, token } = lead!.made_of
  const titles = letter.map((each) => letterOf(each).subject)
  const message = {
    subject: `${lead!.outbound.brand_name}: ${titles[0]} (+${titles.length - 1})`, preheader: titles.slice(1).join(' · '),
    items: letter.map((each) => ({ title: letterOf(each).subject, text: letterOf(each).preheader ?? '', url: letterUrl(house, each.made_of.token) })),
  }
  return { scope: { ...scope, message }, links: null, unsubscribe_url: unsubscribeUrl(house, token), preferences_url: preferencesUrl(house, token) }
}

/**
 * Puts together what goes in one letter: the first of each is handed over as the letter that lists them all, the others
 * are carried by it; what each says stays to be read behind its link. One alone goes as it is, and so do all where their
 * letter cannot be made.
 */
export async function putTogether(house: House, pool: RenderPool, rows: Prepared[]): Promise<void> {
  for (const letter of lettersOf(rows)) {
    const [lead] = letter
    if (!lead || letter.length === 1) continue
    const { brand, scope, token } = lead.made_of
    const locale = wordsFor((scope.contact.locale as string | null) ?? lead.claimed.locale).lang
    const compiled = await compiledFor(`digest ${lead.claimed.content_id}`, contentIn(locale), brand, locale, 'email' satisfies Medium)
    const [result] = await pool.renderBatch(compiled, [itemFor(house, letter)])
    if (!result?.ok || result.form.medium !== 'email') {
      house.log.error({ attempt_id: lead.claimed.attempt_id, detail: result?.ok === false ? result.detail : undefined }, 'a digest could not be made: its letters go one by one')
      continue
    }
    for (const each of letter) {
      each.carried_by = lead.claimed.attempt_id
      each.rendered = { ...(each.rendered as object), letter: letterOf(each).html }
      if (each !== lead) each.price_micro = 0
    }
    const seen = letter.map((each) => `<img src="${openPixel(house, each.made_of.token)}" width="1" height="1" alt="" style="display:none">`).join('')
    lead.outbound = { ...lead.outbound, locale, form: { ...result.form, html: result.form.html.replace(/<\/body>/i, () => `${seen}</body>`) }, list: lead.outbound.list && { ...lead.outbound.list, unsubscribe_url: unsubscribeUrl(house, token) } }
  }
}
