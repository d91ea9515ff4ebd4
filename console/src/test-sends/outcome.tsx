import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { Door } from '../kit/door.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { HandOverDetail } from '../kit/said.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { testQuery } from './queries.ts'

/** What became of a test, as soon as it is known. */
export function Outcome({ id }: { id: string }) {
  const { t } = useTranslation('tests')
  const mayLook = useCan('sandbox:read')
  const { data: test, error } = useQuery(testQuery(id))
  if (!test) return error ? <ErrorNote error={error} /> : <StatusBadge tone="waiting" label={t('sending')} />
  const name = test.connection_name
  const tone = test.state === 'sent' ? 'good' : test.state === 'queued' ? 'waiting' : test.reason === 'unknown' ? 'attention' : 'failed'
  return (
    <Stack gap={4}>
      <StatusBadge sentence tone={tone} label={test.reason ? t(`reason.${test.reason}`, { name }) : t('sendingBy', { name })} />
      {test.state === 'failed' && test.said && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {test.reason === 'template' ? <span lang="en">{test.said}</span> : <HandOverDetail>{test.said}</HandOverDetail>}
        </Text>
      )}
      {test.state === 'sent' && test.environment === 'sandbox' && mayLook && test.provider_ref && (
        <Text size="sm">
          <Door href={`/sandbox?open=${test.provider_ref}`}>{t('look')}</Door>
        </Text>
      )}
      {test.warnings.length > 0 && <StatusBadge sentence tone="attention" label={t('loopback')} />}
    </Stack>
  )
}
