import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'

/** Where somebody said yes or no: a code of the server's in words, or the sentence that a person typed as it is. */
export function useConsentSource(): (source: string) => string {
  const { t } = useTranslation('contacts')
  return (source) => (/^[a-z_]+$/.test(source) ? word(t, `consent.from.${source}`, source) : source)
}

/** Our own ids prove nothing to a reader. */
const isForReaders = ([key, value]: [string, unknown]) => !/(^|_)id$|^payload$/.test(key) && value !== null && value !== ''
const isTime = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)

/** What is kept as the proof of a consent, in words. */
export function useProofWords(): (proof: Record<string, unknown>) => string {
  const { t } = useTranslation('contacts')
  const format = useFormat()
  const inWords = (proof: Record<string, unknown>): string[] =>
    Object.entries(proof)
      .filter(isForReaders)
      .flatMap(([key, value]) => {
        // The second yes brings a proof of its own.
        if (typeof value === 'object') return inWords(value as Record<string, unknown>)
        return [[word(t, `consent.proof.${key}`, key), isTime(value) ? format.dateTime(value) : String(value)].join(': ')]
      })
  return (proof) => inWords(proof).join(', ')
}
