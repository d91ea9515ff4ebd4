import { request } from '../api.ts'
import type { Preview } from './queries.ts'

const fixed = /\{\{.*?\}\}|\{%.*?%\}|https?:\/\/\S+/gs
/** Longer than a part of either encoding, so that the server offers every saving however short the text is. */
const filler = ` ${'A'.repeat(400)}`

/**
 * The text as its author wrote it in the cheaper spelling that the server offers for what is rendered: variables and
 * addresses are put aside, and back again.
 */
export async function cheaperSpelling(text: string, locale: string, kind: string): Promise<string> {
  const aside: string[] = []
  const masked = text.replaceAll(fixed, (part) => `[${aside.push(part) - 1}]`)
  const preview = await request<Preview>('POST', '/v1/templates/preview', {
    body: {
      content: { default_locale: locale, locales: { [locale]: { core: { headline: '', body: '', buttons: [] }, overrides: { sms: { text: masked + filler } } } } },
      media: ['sms'],
      class: 'transactional',
      locale,
    },
  })
  const offer = preview.forms[0]?.segments?.savings.find((one) => one.kind === kind)
  if (!offer) return text
  return offer.text.replace(filler, '').replaceAll(/\[(\d+)\]/g, (whole, index) => aside[Number(index)] ?? whole)
}
