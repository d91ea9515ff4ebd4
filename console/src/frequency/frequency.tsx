import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { SettingsPage } from '../accounts/settings/settings-page.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { DaysOff } from './days-off.tsx'
import { HoursForm } from './hours.tsx'
import { hoursQuery } from './queries.ts'
import { Rules } from './rules.tsx'

/** How often and at what hours one person may be written to. */
export function Frequency() {
  const { t } = useTranslation('frequency')
  const { data, error, refetch } = useQuery(hoursQuery)
  return (
    <SettingsPage title={t('title')} note={t('note')}>
      <Rules />
      {data ? <HoursForm hours={data} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}
      <DaysOff />
    </SettingsPage>
  )
}
