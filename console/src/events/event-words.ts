import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { useMergeReason } from '../people/words.ts'
import { useStageChange } from '../stages/change.ts'

type Properties = Record<string, unknown>

export type EventWords = {
  /** What happened: in words where Carillon knows the event, else by its own name. */
  title: string
  /** The product, order or page it is about. */
  about: string[]
  /** Properties that are said with this already. */
  said: ReadonlySet<string>
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() ? value : typeof value === 'number' ? String(value) : undefined)
const amount = (value: unknown): number | undefined => (value !== null && value !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined)

/** `Order Completed` and `order.ready` are order_completed and order_ready in the catalogues. */
export const keyOfType = (type: string) => type.toLowerCase().replaceAll(/[. ]/g, '_')

const productNames = (properties: Properties): string[] => {
  const list = Array.isArray(properties.products) ? (properties.products as Properties[]) : [properties]
  return list.flatMap((product) => text(product?.name) ?? text(product?.title) ?? text(product?.product_id) ?? text(product?.sku) ?? [])
}

/** Who told of an event: the house's own parts in words, a client or a server by the name it gives itself. */
export function useSourceWords(): (source: string) => string {
  const { t } = useTranslation('events')
  const { t: contacts } = useTranslation('contacts')
  return (source) => (/^[a-z_]+$/.test(source) ? word(t, `source.${source}`, word(contacts, `consent.from.${source}`, source)) : source)
}

/** An event in a few words, for whoever reads a list of them. */
export function useEventWords(): (type: string, properties: Properties) => EventWords {
  const { t } = useTranslation('events')
  const { t: contacts } = useTranslation('contacts')
  const mergeReason = useMergeReason()
  const format = useFormat()
  const stageWords = useStageChange()
  const money = (value: number | undefined, currency: unknown) => (value === undefined ? [] : [format.money(value * 1_000_000, typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : undefined)])
  const names = (properties: Properties) => {
    const all = productNames(properties)
    const rest = all.length - 3
    return all.length === 0 ? [] : [[...all.slice(0, 3), ...(rest > 0 ? [t('about.more', { n: format.number(rest) })] : [])].join(', ')]
  }
  const order = (properties: Properties) => {
    const number = text(properties.order_id ?? properties.orderId ?? properties.checkout_id)
    return number ? [t('about.order', { number })] : []
  }
  const orderKeys = ['order_id', 'orderId', 'checkout_id', 'total', 'revenue', 'refund', 'currency', 'pickup_code', 'return_id', 'reason']
  const productKeys = ['product_id', 'name', 'title', 'sku', 'price', 'price_before', 'currency', 'url', 'image_url']
  return (type, properties) => {
    const key = keyOfType(type)
    const title = word(t, `type.${key}`, word(contacts, `timeline.event.${key}`, type))
    const of = (about: string[], keys: string[]): EventWords => ({ title, about, said: new Set(keys) })
    if (key === 'page_viewed' || key === 'screen_viewed') return of([text(properties.title) ?? text(properties.name) ?? text(properties.path) ?? text(properties.url)].flatMap((name) => name ?? []), ['title', 'name', 'path'])
    if (key === 'product_price_dropped') {
      const [now, was] = [money(amount(properties.price), properties.currency)[0], money(amount(properties.price_before), properties.currency)[0]]
      return of([...names(properties), ...(now && was ? [t('about.price', { now, was })] : [])], productKeys)
    }
    if (key.startsWith('order_')) {
      const sum = properties.refund ?? properties.total ?? properties.revenue
      const code = text(properties.pickup_code)
      return of([...order(properties), ...money(amount(sum), properties.currency), ...(Array.isArray(properties.products) ? names(properties) : []), ...(code ? [t('about.code', { code })] : []), ...(key === 'order_refunded' && text(properties.reason) ? [text(properties.reason)!] : [])], orderKeys)
    }
    if (key.startsWith('cart_') || key === 'checkout_started') return of(Array.isArray(properties.products) ? names(properties) : [], ['cart_id'])
    if (key === 'form_started' || key === 'form_updated' || key === 'form_submitted') return of([text(properties.name) ?? text(properties.form_id), amount(properties.filled) ? t('about.filled', { count: amount(properties.filled) }) : undefined].flatMap((each) => each ?? []), ['form_id', 'name', 'filled'])
    if (key.startsWith('product_')) return of([...names(properties), ...money(amount(properties.price), properties.currency)], productKeys)
    if (key === 'contact_grouped') return of([text(properties.company_id)].flatMap((id) => (id ? [t('about.company', { id })] : [])), ['company_id'])
    if (key === 'contact_merged' || key === 'contact_unmerged') return of(typeof properties.reason === 'string' ? [mergeReason(properties.reason)] : [], ['merge_id', 'absorbed_id', 'reason'])
    if (key === 'stage_changed') return of(stageWords(properties), ['from', 'from_name', 'to', 'to_name', 'by_hand', 'by', 'note', 'because'])
    if (key === 'score_reached') return of([t('about.score', { score: format.number(amount(properties.score) ?? 0), threshold: format.number(amount(properties.threshold) ?? 0) })], ['score', 'threshold', 'before'])
    if (key.startsWith('task_')) return of([text(properties.title), properties.due_at ? t('about.due', { when: format.dateTime(String(properties.due_at)) }) : undefined, text(properties.by), text(properties.outcome)].flatMap((each) => each || []), ['task_id', 'title', 'due_at', 'by', 'outcome', 'stage', 'stage_name', 'score', 'threshold'])
    if (key === 'call_logged') {
      const [way, outcome, seconds] = [text(properties.direction), text(properties.outcome), amount(properties.duration_s)]
      const about = [way && word(contacts, `call.${way}`, way), outcome && word(contacts, `call.is.${outcome}`, outcome), seconds ? t('about.minutes', { n: format.number(Math.round(seconds / 6) / 10) }) : undefined, text(properties.notes)]
      return of(about.flatMap((each) => each || []), ['direction', 'outcome', 'duration_s', 'notes'])
    }
    return of([], [])
  }
}
