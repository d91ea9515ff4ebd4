import type { Schema } from '@carillon/sdk'
import { word } from '../i18n/word.ts'
import { kindOf, type Leaf } from './rule.ts'
import { compareIn, type Telling } from './sentence.ts'

export type Found = Schema<'Found'>
type Asked = { op: string; n: number }

/** What the house knows of the person about one condition, in words. */
export function foundIn(telling: Telling, leaf: Leaf, found: Found): string {
  const { t, format } = telling
  const days = (key: 'why.days' | 'why.daysUntil' | 'why.daysSince', count: number) => t(key, { count, n: format.number(Math.round(count * 10) / 10) })
  const kind = kindOf(leaf)
  const parts: string[] = []
  const last = found.at ? t('why.last', { date: format.date(found.at) }) : ''
  const times = (count: number) => parts.push(count === 0 ? t('why.never') : t('why.times', { count, n: format.number(count) }))
  switch (kind) {
    case 'rfm':
      parts.push(found.kind ? word(t, `rfm.${found.kind}`, found.kind) : t('why.notBuyer'))
      break
    case 'anniversary':
      if (found.at) parts.push(format.date(found.at))
      if (typeof found.days === 'number') parts.push(Number((leaf.anniversary as Leaf).in_days) < 0 ? days('why.daysSince', found.ago ?? 0) : found.days === 0 ? t('why.today') : days('why.daysUntil', found.days))
      return parts.length > 0 ? format.beside(parts) : t('why.nothing')
    case 'stage':
      parts.push(found.text ?? (found.kind ? (telling.stageName?.(found.kind) ?? found.kind) : t('why.noStage')))
      return format.beside(parts)
    case 'unfinished':
      if (!found.at) return t('why.nothingLeft')
      if (typeof found.value === 'number') parts.push(format.money(found.value * 1e6))
      if (found.times) parts.push(format.number(found.times))
      parts.push(last)
      return format.beside(parts)
    case 'sample':
      return t('why.drawn', { percent: format.percent((found.percent ?? 0) / 100) })
    case 'aggregate':
      parts.push(typeof found.value === 'number' ? format.number(found.value) : t('why.nothing'))
      if ((leaf.aggregate as Leaf).fn !== 'count') parts.push(t('why.over', { count: found.times ?? 0, n: format.number(found.times ?? 0) }))
      return format.beside(parts)
    default:
      if (typeof found.times === 'number') times(found.times)
      if (typeof found.value === 'number') parts.push(format.number(found.value))
      if (found.text) parts.push(found.text)
      if (typeof found.times !== 'number' && found.at) return format.date(found.at)
  }
  if (last && found.times !== 0) parts.push(last)
  if (kind === 'sequence' && found.times) parts.push(typeof found.days === 'number' ? days('why.days', found.days) : t('why.noNext'))
  return parts.length > 0 ? format.beside(parts) : t('why.nothing')
}

/** What the condition asks, where it is a figure. */
function askedIn(telling: Telling, leaf: Leaf): string {
  const { t, format } = telling
  const kind = kindOf(leaf)
  const inner = (kind ? leaf[kind] : {}) as Leaf
  const times = (asked: Asked | undefined, did: unknown) => {
    const one = asked && !(asked.op === 'at_least' && asked.n === 1) ? word(t, `say.times.${asked.op}`, '', { count: asked.n }) : did ? t('say.times.any') : ''
    return did ? one : one ? t('why.not', { what: one }) : t('why.never')
  }
  switch (kind) {
    case 'event': return times(inner.times as Asked | undefined, inner.did)
    case 'engagement':
    case 'interest': return times(undefined, inner.did)
    case 'sequence': return t('why.within', { count: Number(inner.within_days), n: format.number(Number(inner.within_days)) })
    case 'aggregate':
    case 'score': return compareIn(telling, '', inner)
    case 'purchases':
    case 'field':
    case 'trait': return compareIn(telling, '', leaf, leaf.field)
    case 'rfm': return format.eitherOf(((inner.in ?? []) as string[]).map((one) => word(t, `rfm.${one}`, one)))
    case 'sample': return t(inner.inside ? 'why.below' : 'why.from', { percent: format.percent(Number(inner.percent) / 100) })
    default: return ''
  }
}

/** "2 times, last on 20 November; asked: at least 3 times". Nothing where the mark says it all. */
export function figureIn(telling: Telling, leaf: Leaf, found: Found | null): string {
  if (!found) return ''
  const asked = askedIn(telling, leaf)
  const known = foundIn(telling, leaf, found)
  return asked ? telling.t('why.figure', { found: known, asked }) : known
}
