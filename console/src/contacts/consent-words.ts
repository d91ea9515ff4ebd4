import { useTranslation } from 'react-i18next'
import { word } from '../i18n/word.ts'

/** Where somebody said yes or no: a code of the server's in words, or the sentence that a person typed as it is. */
export function useConsentSource(): (source: string) => string {
  const { t } = useTranslation('contacts')
  return (source) => (/^[a-z_]+$/.test(source) ? word(t, `consent.from.${source}`, source) : source)
}

/** Our own ids prove nothing to a reader. */
const isForReaders = ([key, value]: [string, unknown]) => !/(^|_)id$|^payload$/.test(key) && value !== null && value !== ''

/** What is kept as the proof of a consent, in words. */
export function useProofWords(): (proof: Record<string, unknown>) => string {
  const { t } = useTranslation('contacts')
  return (proof) =>
    Object.entries(proof)
      .filter(isForReaders)
      .map(([key, value]) => [word(t, `consent.proof.${key}`, key), String(value)].join(': '))
      .join(', ')
}
