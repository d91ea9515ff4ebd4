import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { segmentsQuery } from '../campaigns/queries.ts'
import { importPage } from '../contacts/import/queries.ts'
import { topicsQuery, useTopicName } from '../contacts/topics.ts'
import { type Format, useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { useMediumName } from '../kit/medium.tsx'
import { useStageName } from '../stages/words.ts'
import { isGroup, isLearned, kindOf, type Leaf, type LearnedKind, type Part, type Where } from './rule.ts'

export const importChoice = { queryKey: ['imports', 'choice'], queryFn: ({ signal }: { signal: AbortSignal }) => importPage({ limit: 100 }, signal) }

type Event = { type: string; did: boolean; times?: { op: string; n: number }; in_last_days?: number; since?: string; where?: Where[] }
type Named = { id: string }

/** What a sentence is made of besides the rule: words of the language, and the names of what the rule refers to. */
export type Telling = {
  t: TFunction<'segments'>
  format: Pick<Format, 'locale' | 'beside' | 'number' | 'date' | 'list' | 'eitherOf' | 'percent' | 'money' | 'languageName' | 'country'>
  mediumName: (medium: string) => string
  topicName: (topic: any) => string
  segments?: (Named & { name: string })[] | undefined
  imports?: (Named & { file_name: string })[] | undefined
  topics?: Named[] | undefined
  stageName?: ((key: string) => string) | undefined
}

const counted = (value: unknown, { format }: Pick<Telling, 'format'>) => ({ count: Number(value) || 0, n: format.number(Number(value) || 0) })

/** A value as it is written in the language: numbers, days, names of languages and countries. */
function scalarIn({ t, format }: Telling, value: unknown, of?: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return format.number(value)
  const text = String(value ?? '')
  if (of === 'locale' && text) return format.languageName(text)
  if (of === 'country' && /^[A-Z]{2}$/.test(text)) return format.country(text)
  if (of === 'origin') return word(t, `origin.${text}`, text)
  return /^\d{4}-\d\d-\d\d/.test(text) ? format.date(text) : text || '…'
}

/** "total is at least 100". */
export function compareIn(telling: Telling, what: string, { op, value }: { op?: unknown; value?: unknown }, of?: unknown): string {
  const { t, format } = telling
  const days = ['in_last_days', 'not_in_last_days', 'in_next_days'].includes(String(op))
  const shown = Array.isArray(value) ? format.eitherOf(value.map((one) => scalarIn(telling, one, of))) : scalarIn(telling, value, of)
  return word(t, `say.${String(op)}`, '', { what, value: shown, ...(days ? counted(value, telling) : {}) }).trim()
}

/** Gaps of parts that are left out. */
const tidy = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll(/ (?=[,.;)])/g, '').trim()

/** A rule, or a part of one, as a clause. */
export function clauseIn(telling: Telling): (part: Part) => string {
  const { t, format, mediumName, topicName, segments, imports, topics, stageName } = telling
  const compare = (what: string, compared: { op?: unknown; value?: unknown }, of?: unknown) => compareIn(telling, what, compared, of)
  const lately = (days: unknown) => (days ? t('say.lastDays', { count: Number(days) }) : '')
  const clauses = (where: Where[]) => format.list(where.map((one) => compare(one.property || '…', one)))
  /** An event with what it must say. */
  const match = (event: Leaf) => {
    const where = (event.where ?? []) as Where[]
    const name = String(event.type || '…')
    return where.length > 0 ? t('say.matchWhere', { event: name, where: clauses(where) }) : t('say.match', { event: name })
  }
  const event = ({ type, did, times, in_last_days, since, where = [] }: Event) => {
    const when = [lately(in_last_days), since ? t('say.since', { date: format.date(since) }) : ''].filter(Boolean).join(', ') || (did ? '' : t('say.ever'))
    const often = times ? word(t, `say.times.${times.op}`, '', { count: times.n }) : t('say.times.any')
    // "Did not, at least twice" is said as it is meant.
    const said = did ? 'say.did' : times && !(times.op === 'at_least' && times.n === 1) ? 'say.didNotSo' : 'say.didNot'
    const base = tidy(t(said, { event: type || '…', times: often, when }))
    return where.length > 0 ? t('say.where', { event: base, where: clauses(where) }) : base
  }
  const interestIn = ({ product, category }: Leaf) =>
    product !== undefined && category !== undefined ? t('say.productOf', { product: String(product || '…'), category: String(category || '…') })
      : product !== undefined ? t('say.product', { product: String(product || '…') })
        : category !== undefined ? t('say.category', { category: String(category || '…') }) : t('say.anyProduct')
  const round = (trait: string, days: number) =>
    days === 0 ? t('say.anniversaryToday', { trait }) : t(days > 0 ? 'say.anniversaryIn' : 'say.anniversaryAgo', { trait, ...counted(Math.abs(days), telling) })
  const left = ({ what, has, form, product, category, at_least, idle_hours, in_last_days }: Leaf) => {
    const base = word(t, `say.${has === false ? 'noLeft' : 'left'}.${String(what)}`, '')
    const how = [
      form !== undefined ? t('say.leftForm', { form: String(form) }) : '',
      product !== undefined || category !== undefined ? interestIn({ product, category }) : '',
      at_least !== undefined ? t('say.worth', { price: format.money(Number(at_least) * 1e6) }) : '',
      idle_hours !== undefined ? t('say.idle', counted(idle_hours, telling)) : '',
      in_last_days !== undefined ? t('say.touched', counted(in_last_days, telling)) : '',
    ].filter(Boolean)
    return how.length > 0 ? t('say.leftWith', { what: base, how: format.list(how) }) : base
  }
  const learned = (kind: LearnedKind, part: Leaf): string => {
    const inner = part[kind] as { in?: string[]; did?: boolean; inside?: boolean; first?: Leaf; next?: Leaf; op?: unknown; value?: unknown } & Record<string, unknown>
    const when = lately(inner.in_last_days)
    const whenOrNever = when || (inner.did ? '' : t('say.ever'))
    switch (kind) {
      case 'purchases': return compare(word(t, `purchases.${String(part.purchases)}`, String(part.purchases)), part)
      case 'rfm': return t('say.rfm', { kinds: format.eitherOf((inner.in ?? []).map((one) => word(t, `rfm.${one}`, one))) })
      case 'interest': return tidy(t(inner.did ? 'say.interest' : 'say.noInterest', { sign: word(t, `sign.${String(inner.sign)}`, ''), what: interestIn(inner), when: whenOrNever }))
      case 'unfinished': return left(inner)
      case 'engagement': return tidy(t(inner.did ? 'say.engagement' : 'say.noEngagement', { what: word(t, `engaged.${String(inner.what)}`, ''), medium: inner.medium ? mediumName(String(inner.medium)) : t('anyChannel'), when: whenOrNever }))
      case 'sequence': return tidy(t(inner.did ? 'say.sequence' : 'say.noSequence', { first: match(inner.first ?? {}), next: match(inner.next ?? {}), when, ...counted(inner.within_days, telling) }))
      case 'aggregate': return compare(tidy(inner.fn === 'count' ? t('say.aggregateCount', { event: match(inner), when: when || t('say.overall') }) : t('say.aggregate', { fn: word(t, `fn.${String(inner.fn)}`, ''), property: String(inner.property || '…'), event: match(inner), when: when || t('say.overall') })), inner)
      case 'anniversary': return round(String(inner.trait || '…'), Number(inner.in_days))
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
        const topic = topics?.find(({ id }) => id === part.topic_id)
        const about = topic ? topicName(topic) : t('anyTopic')
        return t(part.holds === false ? 'say.noConsent' : 'say.consent', { medium: medium(part.consent), topic: about })
      }
      case 'endpoint':
        return t(part.exists === false ? 'say.noEndpoint' : 'say.endpoint', { medium: medium(part.endpoint), state: t(`state.${(part.state ?? 'active') as 'active'}`) })
      case 'identity':
        return t(part.exists === false ? 'say.noIdentity' : 'say.identity', { kind: word(t, `identity.${String(part.identity)}`, String(part.identity)) })
      case 'event':
        return event(part.event as Event)
      case 'import':
        return t('say.import', { file: imports?.find(({ id }) => id === part.import)?.file_name ?? '…' })
      case 'stage': {
        const asked = part.stage as { in?: string[]; holds?: boolean }
        return t(asked.holds === false ? 'say.noStage' : 'say.stage', { stages: format.eitherOf((asked.in ?? []).map((key) => stageName?.(key) ?? key)) || '…' })
      }
      case 'score':
        return compare(t('kind.score'), part.score as { op?: unknown; value?: unknown })
      case 'segment':
        return t('say.segment', { name: segments?.find(({ id }) => id === part.segment)?.name ?? '…' })
      default:
        return '…'
    }
  }
  /** Clauses that have commas of their own are parted by semicolons, and Chinese ones always: the 和 of its lists joins nouns alone. */
  const join = (parts: string[], any: boolean) =>
    parts.length > 1 && (format.locale.startsWith('zh') || parts.some((one) => /[,，、]/.test(one))) ? parts.reduce((before, last) => t(any ? 'say.or' : 'say.and', { before, last })) : any ? format.eitherOf(parts) : format.list(parts)
  const say = (part: Part, nested: boolean): string => {
    if (!isGroup(part)) return leaf(part)
    const parts = part.parts.map((one) => say(one, true))
    if (parts.length === 0) return t('say.everybody')
    if (part.mode === 'none') return t('say.none', { parts: format.eitherOf(parts) })
    const joined = join(parts, part.mode === 'any')
    return nested && parts.length > 1 ? t('say.nested', { parts: joined }) : joined
  }
  return (part) => say(part, false)
}

/** A rule as one would say it aloud. */
export function sentenceIn(telling: Telling): (part: Part) => string {
  const { t } = telling
  const clause = clauseIn(telling)
  return (part) => (isGroup(part) && part.parts.length === 0 ? t('say.all') : t('say.top', { rule: clause(part) }))
}

/** What sentences about rules are made of, in the language of the console. */
export function useTelling(): Telling {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const mediumName = useMediumName()
  const topicName = useTopicName()
  const { data: segments } = useQuery(segmentsQuery)
  const { data: imports } = useQuery(importChoice)
  const { data: topics } = useQuery(topicsQuery)
  const stageName = useStageName()
  return { t, format, mediumName: mediumName as Telling['mediumName'], topicName, segments: segments?.data, imports: imports?.data, topics: topics?.data, stageName }
}

export const useSentence = () => sentenceIn(useTelling())
