import { useTranslation } from 'react-i18next'

/** A cap as a sentence: "At most 2 marketing messages a day to one person". */
export function useCapSentence(): (cap: { class: string; per: 'day' | 'week'; max: number }) => string {
  const { t } = useTranslation('frequency')
  return ({ class: kind, per, max }) => t(`sentence.${kind === '*' ? 'every' : (kind as 'marketing' | 'transactional')}.${per}`, { count: max })
}
