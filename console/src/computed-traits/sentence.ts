import { useTranslation } from 'react-i18next'
import type { ComputedRule } from './queries.ts'

/** A rule in words: "How often “Visit”, in the last 30 days". */
export function useSentence(): (rule: ComputedRule) => string {
  const { t } = useTranslation('computed')
  return ({ fn, type, property, where = [], in_last_days }) => {
    const limits = [...(where.length > 0 ? [t('where', { what: where.map((each) => each.property).join(', ') })] : []), ...(in_last_days ? [t('lastDays', { count: in_last_days })] : [])]
    return [t(`says.${fn}`, { event: type, property }), ...limits].join(t('comma'))
  }
}
