import { Button, Stack, Text } from '@mantine/core'
import { IconPencil, IconPlayerStop } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { HeldBanner } from '../home/held.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { Page } from '../kit/page.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { CopyButton } from './copy-button.tsx'
import { type Campaign, campaignQuery, type Schedule } from './queries.ts'
import { stateTones } from './words.ts'

/** Waiting for its hour, or called off before it came. */
export function Scheduled({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns')
  const client = useQueryClient()
  const mayLaunch = useCan('campaigns:launch')
  const move = useMutation({
    mutationFn: (how: 'stop' | 'unschedule') => request('POST', `/v1/campaigns/${campaign.id}/${how}`),
    onSuccess: () => client.invalidateQueries({ queryKey: campaignQuery(campaign.id).queryKey }),
  })
  const { send_at } = campaign.schedule as unknown as Schedule
  const waiting = campaign.state === 'scheduled'
  return (
    <Page
      title={campaign.name}
      breadcrumb={[{ label: t('title'), href: '/campaigns' }]}
      status={<StatusBadge tone={stateTones[campaign.state]} label={t(`state.${campaign.state}`)} />}
      secondary={
        waiting && mayLaunch ? (
          <>
            <Button variant="default" leftSection={<IconPencil size={16} stroke={1.5} />} loading={move.isPending && move.variables === 'unschedule'} onClick={() => move.mutate('unschedule')}>
              {t('scheduled.toDraft')}
            </Button>
            <Button variant="default" leftSection={<IconPlayerStop size={16} stroke={1.5} />} loading={move.isPending && move.variables === 'stop'} onClick={() => move.mutate('stop')}>
              {t('scheduled.callOff')}
            </Button>
          </>
        ) : (
          <CopyButton id={campaign.id} />
        )
      }
    >
      <HeldBanner />
      <ErrorNote error={move.error} />
      <Stack gap={4} maw={640}>
        {waiting && send_at && (
          <Text fz="xl" fw={600}>
            {t('scheduled.goes')} <DateTime at={send_at} />
          </Text>
        )}
        <Text c="dimmed">{t(waiting ? 'scheduled.means' : 'scheduled.calledOff')}</Text>
        {campaign.rehearsal_run_id && <Door href={`/campaigns/${campaign.id}/rehearsal`}>{t('scheduled.rehearsal')}</Door>}
      </Stack>
    </Page>
  )
}
