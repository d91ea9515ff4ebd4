import { useTranslation } from 'react-i18next'
import { useCountries } from '../accounts/countries.tsx'
import { useFormat } from '../i18n/format.ts'

/** A sender or a price that is not of one country, operator or kind. */
export const every = '*'
const kinds = [every, 'marketing', 'transactional', 'one_time_code'] as const

export function usePlaces() {
  const { t } = useTranslation('connections')
  const format = useFormat()
  const { data: countries = [] } = useCountries()
  const nameOf = (code: string) => (code === every ? t('everyCountry') : format.country(code))
  return { nameOf, data: [every, ...countries.map(({ country }) => country)].map((value) => ({ value, label: nameOf(value) })) }
}

export function useClasses() {
  const { t } = useTranslation('connections')
  return kinds.map((value) => ({ value: value as string, label: t(`class.${value === every ? 'every' : value}`) }))
}
