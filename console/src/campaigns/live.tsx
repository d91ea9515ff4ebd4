import { Alert, Button, Group, Skeleton, Text } from '@mantine/core'
import { useThrottledValue } from '@mantine/hooks'
import { IconFlask, IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconRocket } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { HeldBanner } from '../home/held.tsx'
import { useFormat } from '../i18n/format.ts'
import { Confirm } from '../kit/confirm.tsx'
import { Door } from '../kit/door.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { Page } from '../kit/page.tsx'
import { ProgressBar } from '../kit/progress-bar.tsx'
import { HandOverDetail } from '../kit/said.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { CopyButton } from './copy-button.tsx'
import classes from './figures.module.css'
import { OutcomeBar } from './outcome-bar.tsx'
import { useProgress } from './progress.ts'
import { type Campaign, campaignQuery, type Report } from './queries.ts'
import { ReportFigures } from './report.tsx'
import { SkipWait } from '../sandbox/skip-wait.tsx'
import { stateTones, usePeople, useRoughly } from './words.ts'

/** What is being sent, and what came of it: the figures move while it runs and stay when it is over. */
export function Live({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns')
  const { report, lost } = useProgress(campaign)
  const { data } = report
  const sandbox = data?.environment === 'sandbox'
  const over = ['done', 'stopped'].includes(campaign.state)
  return (
    <Page
      title={campaign.name}
      breadcrumb={[{ label: t('title'), href: '/campaigns' }]}
      status={<StatusBadge tone={stateTones[campaign.state]} label={t(`state.${campaign.state}`)} />}
      secondary={
        <>
          {sandbox && (
            <Button component={Door} href="/sandbox" variant="default" leftSection={<IconFlask size={16} stroke={1.5} />}>
              {t('live.sandbox')}
            </Button>
          )}
          {over && <CopyButton id={campaign.id} />}
        </>
      }
      action={
        sandbox && campaign.state === 'done' ? (
          <Button component={Door} href="/" leftSection={<IconRocket size={16} stroke={1.5} />}>
            {t('live.goLive')}
          </Button>
        ) : undefined
      }
    >
      <HeldBanner />
      {lost && (
        <Alert mb="md" color="amber">
          {t('live.lost')}
        </Alert>
      )}
      {report.error && !data ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      ) : data ? (
        <>
          {data.obstacles.map(({ code, connection_id, name, detail }) => (
            <Alert key={connection_id} mb="md" color="amber">
              {t(`live.obstacle.${code}`, { name, detail })} {code === 'connection_halted' && detail && <HandOverDetail>{detail}</HandOverDetail>} <Door href="/settings/connections">{t('live.obstacle.open')}</Door>
            </Alert>
          ))}
          <Progress campaign={campaign} report={data} />
          <ReportFigures campaign={campaign} report={data} />
        </>
      ) : (
        <Skeleton height={400} />
      )}
    </Page>
  )
}

function Progress({ campaign, report }: { campaign: Campaign; report: Report }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const roughly = useRoughly()
  const { totals } = report
  const running = campaign.state === 'sending' && !report.finished_at
  const done = totals.total - totals.in_flight
  const label = t(report.finished_at ? 'live.over' : campaign.state === 'paused' ? 'live.paused' : 'live.sending')
  const words = [
    t('live.settled', { done: format.number(done), total: format.number(totals.total) }),
    running && report.rate_per_s > 0 && t('live.rate', { n: format.number(report.rate_per_s) }),
    running && report.left_s !== null && report.left_s > 0 && t('live.left', { time: roughly(report.left_s) }),
  ]
    .filter(Boolean)
    .join(' · ')
  const spoken = useThrottledValue([label, words].join(': '), 5000)
  if (!report.planned)
    return (
      <div className={classes.live}>
        <ProgressBar label={t('live.planning')} done={done} total={totals.total} />
        <Controls campaign={campaign} report={report} />
      </div>
    )
  return (
    <div className={classes.live}>
      <Group justify="space-between" gap={8}>
        <Text fw={600}>{label}</Text>
        <Text c="dimmed" className="tabular">
          {words}
        </Text>
      </Group>
      <div aria-live="polite" className="visually-hidden">
        {spoken}
      </div>
      <OutcomeBar totals={totals} />
      <Controls campaign={campaign} report={report} />
    </div>
  )
}

type Move = 'pause' | 'resume' | 'stop' | 'continue'

function Controls({ campaign, report }: { campaign: Campaign; report: Report }) {
  const { t } = useTranslation('campaigns')
  const client = useQueryClient()
  const people = usePeople()
  const mayLaunch = useCan('campaigns:launch')
  const [stopping, setStopping] = useState(false)
  const move = useMutation({
    mutationFn: (how: Move) => request('POST', `/v1/campaigns/${campaign.id}/${how}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['campaigns'] })
      await client.invalidateQueries({ queryKey: campaignQuery(campaign.id).queryKey })
    },
  })
  const { state } = campaign
  const rest = report.totals.in_flight
  const busy = (how: Move) => move.isPending && move.variables === how
  if (!mayLaunch) return null
  return (
    <>
      <div className={classes.controls}>
        {state === 'sending' && !report.finished_at && (
          <Button variant="default" leftSection={<IconPlayerPause size={16} stroke={1.5} />} loading={busy('pause')} onClick={() => move.mutate('pause')}>
            {t('live.pause')}
          </Button>
        )}
        {state === 'paused' && (
          <Button variant="default" leftSection={<IconPlayerPlay size={16} stroke={1.5} />} loading={busy('resume')} onClick={() => move.mutate('resume')}>
            {t('live.resume')}
          </Button>
        )}
        {(state === 'sending' || state === 'paused') && !report.finished_at && (
          <Button variant="default" color="red" leftSection={<IconPlayerStop size={16} stroke={1.5} />} onClick={() => setStopping(true)}>
            {t('live.stop', { people: people(rest) })}
          </Button>
        )}
        {state === 'stopped' && report.totals.stopped > 0 && (
          <Button leftSection={<IconPlayerPlay size={16} stroke={1.5} />} loading={busy('continue')} onClick={() => move.mutate('continue')}>
            {t('live.continue', { people: people(report.totals.stopped) })}
          </Button>
        )}
        {report.environment === 'sandbox' && (rest > 0 || state === 'done') && <SkipWait />}
      </div>
      {(state === 'sending' || state === 'paused') && !report.finished_at && (
        <Text size="xs" c="dimmed">
          {t(state === 'sending' ? 'live.pauseMeans' : 'live.resumeMeans')}
        </Text>
      )}
      <ErrorNote error={move.error} />
      <Confirm open={stopping} onClose={() => setStopping(false)} title={t('live.stopTitle', { name: campaign.name })} action={t('live.stop', { people: people(rest) })} danger onConfirm={() => move.mutateAsync('stop')}>
        {t('live.stopMeans')}
      </Confirm>
    </>
  )
}

