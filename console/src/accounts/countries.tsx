import { Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'

export type Country = { country: string; default_locale: string; time_zone: string; currency: string }

export function useCountries() {
  return useQuery({
    queryKey: ['countries'],
    queryFn: ({ signal }) => request<{ data: Country[] }>('GET', '/v1/countries', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ data }) => data,
  })
}

/** The country of the browser's language or time zone, when that leaves no doubt. */
export function likelyCountry(countries: Country[]): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const byZone = countries.filter(({ time_zone }) => time_zone === zone)
  if (byZone.length === 1) return byZone[0]!.country
  const region = navigator.languages.map((tag) => new Intl.Locale(tag).region).find(Boolean)
  return countries.some(({ country }) => country === region) ? region! : ''
}

type CountrySelectProps = {
  label: string
  name: string
  value: string
  error: ReactNode
  onChange: (value: string | null) => void
  disabled?: boolean
}

/** Countries named and ordered in the reader's language; beneath, what the chosen one sets. */
export function CountrySelect(props: CountrySelectProps) {
  const { t } = useTranslation('accounts')
  const format = useFormat()
  const { data: countries = [], isPending } = useCountries()
  const options = useMemo(
    () =>
      countries
        .map(({ country }) => ({ value: country, label: format.country(country) }))
        .sort((one, other) => format.compare(one.label, other.label)),
    [countries, format],
  )
  const chosen = countries.find(({ country }) => country === props.value)
  return (
    <div>
      <Select
        {...props}
        required
        searchable
        autoComplete="off"
        data={options}
        disabled={props.disabled || isPending}
        nothingFoundMessage={t('country.nothing')}
        placeholder={t('country.search')}
        maxDropdownHeight={280}
      />
      {chosen && (
        <Text size="xs" c="dimmed" mt={4} aria-live="polite">
          {t('country.sets', {
            language: format.languageName(chosen.default_locale),
            zone: chosen.time_zone.replaceAll('_', ' '),
            currency: chosen.currency,
          })}
        </Text>
      )}
    </div>
  )
}
