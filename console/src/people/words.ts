import { useTranslation } from 'react-i18next'
import { word } from '../i18n/word.ts'

/** What made two one, or may: "Same e-mail". */
export function useMergeReason(): (reason: string) => string {
  const { t } = useTranslation('people')
  return (reason) => word(t, `reason.${reason}`, reason)
}

/** A person's name, an address, or that they are a visitor without any. */
export function useSideName(): (side: { name: string | null; email?: string | null; phone?: string | null }) => string {
  const { t } = useTranslation('people')
  return ({ name, email, phone }) => name ?? email ?? phone ?? t('visitor')
}
