import { read, type Cx } from '../../accounts/index.ts'
import { isLoopback } from '../../platform/config.ts'
import { MEDIA, type Medium } from '../../platform/media.ts'
import { notFound } from '../../platform/problem.ts'
import { checkBrand } from '../brand/index.ts'
import { contactScopes, scopeAs } from '../rendering/index.ts'
import { countSegments, suggestSavings, withWayOut } from '../sms-text/index.ts'
import { checkContent, compileWithProblems, render, resolveLocale, type Content, type ContentProblem, type RenderedForm } from '../templates/index.ts'
import { routesFor, waysOut } from '../connections/index.ts'
import { ownUrls, sampleShortUrl } from '../urls.ts'
import { readBrand } from './brand.ts'
import type { PreviewRequest } from './contract.ts'

/** How links stand in a preview: as they would be long, and leading nowhere. */
const SAMPLE = { token: 'preview' }

export function segmentsOf(form: RenderedForm, locale: string) {
  if (form.medium !== 'sms') return null
  const { forced_by, ...count } = countSegments(form.text)
  return { ...count, forced_by: forced_by ? { ...forced_by, code_point: String(forced_by.code_point) } : null, savings: suggestSavings(form.text, locale) }
}

/**
 * A content as one person would get it, on each medium side by side, with everything that is wrong with it. The person is
 * a contact, or typed data, or a made-up customer; the brand is the saved one, or the one given.
 */
export async function previewContent(cx: Cx, content: Content, input: PreviewRequest) {
  const media = (input.media ?? MEDIA) as Medium[]
  const { brand, scopes, routes, wayOut } = await read(cx, 'content:read', async (tx) => ({
    brand: input.brand ?? (await readBrand(tx, cx.workspace)),
    scopes: input.contact_id ? await contactScopes(tx, cx.workspace.id, [input.contact_id]) : undefined,
    routes: await routesFor(tx, cx.workspace.id, cx.workspace.environment, media, input.class ?? 'marketing'),
    wayOut: await waysOut(tx, cx.workspace.id, input.class ?? 'marketing'),
  }))
  const person = input.contact_id ? (scopes?.get(input.contact_id) ?? notFound('contact')) : undefined
  const wanted = input.locale ?? (person?.locale as string | undefined) ?? content.default_locale
  const locale = resolveLocale(content, wanted)
  const scope = scopeAs({ person, typed: input.contact, data: input.data, own: ownUrls(cx, SAMPLE.token), locale, campaign: 'Preview', brand, workspace: cx.workspace, now: cx.now })
  const marketing = (input.class ?? 'marketing') === 'marketing'
  const problems: ContentProblem[] = await checkContent(content, { media, class: marketing ? 'marketing' : 'transactional', brand, public_url_is_loopback: isLoopback(cx.config.public_url) && cx.workspace.environment === 'live' })
  const forms = await Promise.all(media.map(async (medium) => {
    const empty = { medium, ok: false, form: null, segments: null, price_micro: null, reason: null, detail: null, pointer: null, line: null }
    const { compiled, problems: own } = await compileWithProblems(content, brand, { locale, medium })
    if (!compiled) return { ...empty, reason: 'template_error', detail: own[0]?.detail ?? null, pointer: own[0]?.pointer ?? null, line: own[0]?.line ?? null }
    const result = render(compiled, scope, linksOf(cx, medium, marketing))
    if (!result.ok) return { ...empty, reason: result.reason, detail: result.detail, pointer: result.pointer ?? null, line: result.line ?? null }
    const route = routes.find((each) => each.medium === medium && each.country === cx.workspace.country) ?? routes.find((each) => each.medium === medium && each.country === '*')
    const form = result.form.medium === 'sms' ? { ...result.form, text: withWayOut(result.form.text, wayOut.get(route?.sender_id ?? null)) } : result.form
    const segments = segmentsOf(form, locale)
    return { ...empty, ok: true, form, segments, price_micro: route ? route.price_micro * (route.per === 'segment' ? (segments?.segments ?? 1) : 1) : null }
  }))
  return { locale, forms, problems, brand_problems: input.brand ? checkBrand(brand) : [] }
}

function linksOf(cx: Cx, medium: Medium, marketing: boolean) {
  const { public_url } = cx.config
  const short = sampleShortUrl(cx)
  return {
    track: (_: string, index: number) => (medium === 'sms' ? short : `${public_url}/c/${SAMPLE.token}/${index}`),
    unsubscribe_url: marketing ? (medium === 'sms' ? short : `${public_url}/u/${SAMPLE.token}`) : null,
    preferences_url: marketing && medium !== 'sms' ? `${public_url}/p/${SAMPLE.token}` : null,
  }
}
