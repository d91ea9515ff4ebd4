import { useTranslation } from 'react-i18next'
import { type Reason, useReasonWords } from './reasons.ts'
import { useStageName } from './words.ts'

/** An event of another stage: from where to where, by whom or why. */
export function useStageChange(): (properties: Record<string, unknown>) => string[] {
  const { t } = useTranslation('stages')
  const name = useStageName()
  const inWords = useReasonWords()
  const text = (value: unknown) => (typeof value === 'string' && value ? value : null)
  return ({ from, from_name, to, to_name, by, note, because }) => {
    const reasons = Array.isArray(because) ? inWords(because as Reason[]) : ''
    return [t('move', { from: name(text(from), text(from_name)), to: name(text(to), text(to_name)) }), text(by) ?? '', text(note) ?? '', reasons ? t(text(to) ? 'because' : 'noLonger', { reasons }) : ''].filter(Boolean)
  }
}
