import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { type Found, foundIn } from '../segments/figure.ts'
import { clauseIn, useTelling } from '../segments/sentence.ts'

export type Reason = { rule: Record<string, unknown>; holds: boolean; found: Found | null }

/** Conditions and what was found of the person as one sentence: "2 orders, the last order on 3 May". */
export function useReasonWords(): (reasons: readonly Reason[]) => string {
  const { t } = useTranslation('stages')
  const format = useFormat()
  const telling = useTelling()
  const clause = clauseIn(telling)
  const one = ({ rule, holds, found }: Reason): string => {
    if (rule.purchases === 'orders' && typeof found?.value === 'number') return t('reason.orders', { count: found.value, n: format.number(found.value) })
    if (rule.purchases === 'last_order_at' && found?.at) return t('reason.last', { date: format.date(found.at) })
    if (rule.purchases === 'first_order_at' && found?.at) return t('reason.first', { date: format.date(found.at) })
    const figure = found ? foundIn(telling, rule, found) : ''
    const what = clause(rule)
    return holds ? (figure ? t('reason.with', { what, found: figure }) : what) : t('reason.not', { what })
  }
  return (reasons) => format.list([...new Set(reasons.map(one))])
}
