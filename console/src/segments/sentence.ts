import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { segmentsQuery } from '../campaigns/queries.ts'
import { importPage } from '../contacts/import/queries.ts'
import { topicsQuery, useTopicName } from '../contacts/topics.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { useMediumName } from '../kit/medium.tsx'
import { isGroup, isLearned, kindOf, type Leaf, type LearnedKind, type Part } from './rule.ts'

export const importChoice = { queryKey: ['imports', 'choice'], queryFn: ({ signal }: { signal: AbortSignal }) => importPage({ limit: 100 }, signal) }

type Event = { type: string; did: boolean; times?: { op: string; n: number }; in_last_days?: number; since?: string; where?: { property: string; op: string; value?: unknown }[] }

/** A rule as one would say it aloud. */
export function useSentence(): (part: Part) => string {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const mediumName = useMediumName()
  const topicName = useTopicName()
  const { data: segments } = useQuery(segmentsQuery)
  const { data: imports } = useQuery(importChoice)
  const { data: topics } = useQuery(topicsQuery)

  const scalar = (value: unknown, of?: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (typeof value === 'number') return format.number(value)
    const text = String(value ?? '')
    if (of === 'locale' && text) return format.languageName(text)
    if (of === 'country' && /^[A-Z]{2}$/.test(text)) return format.country(text)
    if (of === 'origin') return word(t, `origin.${text}`, text)
    return /^\d{4}-\d\d-\d\d/.test(text) ? format.date(text) : text || '…'
  }
  const compare = (what: string, { op, value }: { op?: unknown; value?: unknown }, of?: unknown) => {
    const days = op === 'in_last_days' || op === 'not_in_last_days'
    const shown = Array.isArray(value) ? format.eitherOf(value.map((one) => scalar(one, of))) : scalar(value, of)
    return word(t, `say.${String(op)}`, '', { what, value: shown, ...(days ? { count: Number(value) || 0 } : {}) })
  }
  const event = ({ type, did, times, in_last_days, since, where = [] }: Event) => {
    const when = in_last_days ? t('say.lastDays', { count: in_last_days }) : since ? t('say.since', { date: format.date(since) }) : t('say.ever')
    const often = times ? word(t, `say.times.${times.op}`, '', { count: times.n }) : t('say.times.any')
    const base = did ? t('say.did', { event: type || '…', times: often, when }) : t('say.didNot', { event: type || '…', when })
    return where.length ? t('say.where', { event: base, where: format.list(where.map((one) => compare(one.property || '…', one))) }) : base
  }
  const learned = (kind: LearnedKind, part: Leaf): string => {
    const inner = part[kind] as { in?: string[]; did?: boolean; inside?: boolean; first?: Leaf; next?: Leaf; op?: unknown; value?: unknown } & Record<string, unknown>
    const lately = inner.in_last_days ? t('say.lastDays', { count: Number(inner.in_last_days) }) : t('say.ever')
    switch (kind) {
      case 'purchases': return compare(word(t, `purchases.${String(part.purchases)}`, String(part.purchases)), part)
      case 'rfm': return t('say.rfm', { kinds: format.eitherOf((inner.in ?? []).map((one) => word(t, `rfm.${one}`, one))) })
      case 'interest': return t(inner.did ? 'say.interest' : 'say.noInterest', { sign: word(t, `sign.${String(inner.sign)}`, ''), what: String(inner.product || inner.category || t('say.anyProduct')), when: lately })
      case 'engagement': return t(inner.did ? 'say.engagement' : 'say.noEngagement', { what: word(t, `engaged.${String(inner.what)}`, ''), medium: inner.medium ? mediumName(String(inner.medium)) : t('anyChannel'), when: lately })
      case 'sequence': return t(inner.did ? 'say.sequence' : 'say.noSequence', { first: String(inner.first?.type || '…'), next: String(inner.next?.type || '…'), days: format.number(Number(inner.within_days)) })
      case 'aggregate': return compare(t('say.aggregate', { fn: word(t, `fn.${String(inner.fn)}`, ''), property: inner.fn === 'count' ? '' : String(inner.property || '…'), event: String(inner.type || '…'), when: lately }).replaceAll(/\s+/g, ' '), inner)
      case 'anniversary': return t('say.anniversary', { trait: String(inner.trait || '…'), days: format.number(Number(inner.in_days)) })
      case 'sample': return t(inner.inside ? 'say.sample' : 'say.noSample', { percent: format.percent(Number(inner.percent) / 100), name: String(inner.salt) })
    }
  }
  const leaf = (part: Leaf): string => {
    const medium = (value: unknown) => (value === '*' ? t('anyChannel') : mediumName(String(value)))
    const kind = kindOf(part)
    if (isLearned(kind)) return learned(kind, part)
    switch (kind) {
      case 'tag':
        return t(part.has === false ? 'say.noTag' : 'say.tag', { tag: String(part.tag) || '…' })
      case 'trait':
        return compare(String(part.trait) || '…', part)
      case 'field':
        return compare(word(t, `field.${String(part.field)}`, String(part.field)), part, part.field)
      case 'consent': {
        const topic = topics?.data.find(({ id }) => id === part.topic_id)
        const about = topic ? topicName(topic) : t('anyTopic')
        return t(part.holds === false ? 'say.noConsent' : 'say.consent', { medium: medium(part.consent), topic: about })
      }
      case 'endpoint':
        return t(part.exists === false ? 'say.noEndpoint' : 'say.endpoint', { medium: medium(part.endpoint), state: part.state ? t(`state.${part.state as 'active'}`) : t('state.any') })
      case 'identity':
        return t(part.exists === false ? 'say.noIdentity' : 'say.identity', { kind: word(t, `identity.${String(part.identity)}`, String(part.identity)) })
      case 'event':
        return event(part.event as Event)
      case 'import':
        return t('say.import', { file: imports?.data.find(({ id }) => id === part.import)?.file_name ?? '…' })
      case 'segment':
        return t('say.segment', { name: segments?.data.find(({ id }) => id === part.segment)?.name ?? '…' })
      default:
        return '…'
    }
  }
  const say = (part: Part, nested: boolean): string => {
    if (!isGroup(part)) return leaf(part)
    const parts = part.parts.map((one) => say(one, true))
    if (parts.length === 0) return t('say.everybody')
    if (part.mode === 'none') return t('say.none', { parts: format.eitherOf(parts) })
    const joined = part.mode === 'any' ? format.eitherOf(parts) : format.list(parts)
    return nested && parts.length > 1 ? t('say.nested', { parts: joined }) : joined
  }
  return (part) => (isGroup(part) && part.parts.length === 0 ? t('say.all') : t('say.top', { rule: say(part, false) }))
}
