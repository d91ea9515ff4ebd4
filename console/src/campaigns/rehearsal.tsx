import { Alert, Button, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconFlask, IconRefresh, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { HeldBanner } from '../home/held.tsx'
import { useFormat } from '../i18n/format.ts'
import { Confirm } from '../kit/confirm.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { Page } from '../kit/page.tsx'
import { ProgressBar } from '../kit/progress-bar.tsx'
import { Stat } from '../kit/stat.tsx'
import { EntriesPanel, type EntryFilter } from './entries.tsx'
import { NumberDoor } from './number-door.tsx'
import classes from './figures.module.css'
import { ProblemList } from './problems.tsx'
import { type Campaign, campaignQuery, mediaOf, type Rehearsal, rehearsalQuery, type Schedule } from './queries.ts'
import { usePeople, useReason } from './words.ts'

const route = getRouteApi('/frame/campaigns/$id/rehearsal')
/** From here on a send to real people is confirmed by typing its number. */
const many = 1000
/** What scrolls sideways must be reachable by the keyboard. */
const scrolls = { tabIndex: 0 }

export function RehearsalScreen() {
  const { id } = route.useParams()
  const { t } = useTranslation('campaigns')
  const client = useQueryClient()
  const mayWrite = useCan('campaigns:write')
  const campaign = useQuery(campaignQuery(id))
  const rehearsal = useQuery({ ...rehearsalQuery(id), staleTime: 0 })
  const again = useMutation({
    mutationFn: () => request('POST', `/v1/campaigns/${id}/rehearsal`),
    onSuccess: () => client.invalidateQueries({ queryKey: rehearsalQuery(id).queryKey }),
  })
  const error = campaign.error ?? rehearsal.error
  if (error && !(campaign.data && rehearsal.data)) return <ErrorState error={error} onRetry={() => void Promise.all([campaign.refetch(), rehearsal.refetch()])} />
  if (!campaign.data || rehearsal.data === undefined) return <Skeleton height={480} width="auto" m="lg" />
  const open = ['draft', 'scheduled'].includes(campaign.data.state)
  const repeat = mayWrite && open && (
    <Button variant="default" leftSection={<IconRefresh size={16} stroke={1.5} />} loading={again.isPending} onClick={() => again.mutate()}>
      {t('rehearsal.again')}
    </Button>
  )
  const data = rehearsal.data
  return (
    <Page
      title={t('rehearsal.title')}
      breadcrumb={[
        { label: t('title'), href: '/campaigns' },
        { label: campaign.data.name, href: `/campaigns/${id}` },
      ]}
      secondary={data && data.state !== 'planning' && repeat}
      action={data && data.state === 'done' && !data.stale && campaign.data.state === 'draft' && <Launch campaign={campaign.data} rehearsal={data} />}
    >
      <HeldBanner />
      <ErrorNote error={again.error} />
      {data === null ? (
        <EmptyState title={t('rehearsal.none')} text={t('rehearsal.noneText')}>
          {repeat}
        </EmptyState>
      ) : data.state === 'planning' ? (
        <ProgressBar label={t('rehearsal.running')} done={data.rehearsed} total={data.total} />
      ) : data.state === 'failed' ? (
        <Alert color="red" icon={<IconAlertTriangle stroke={1.5} />} title={t('rehearsal.failed')} />
      ) : (
        <>
          {data.stale && open && (
            <Alert mb="md" color="amber" icon={<IconAlertTriangle stroke={1.5} />} title={t('rehearsal.stale')}>
              {t('rehearsal.staleText')}
            </Alert>
          )}
          {data.environment === 'sandbox' && (
            <Alert mb="md" color="blue" icon={<IconFlask stroke={1.5} />} title={t('rehearsal.sandbox')} />
          )}
          <Result id={id} campaign={campaign.data} rehearsal={data} />
        </>
      )}
    </Page>
  )
}

function Launch({ campaign, rehearsal }: { campaign: Campaign; rehearsal: Rehearsal }) {
  const { t } = useTranslation('campaigns')
  const router = useRouter()
  const client = useQueryClient()
  const format = useFormat()
  const mayLaunch = useCan('campaigns:launch')
  const [asking, setAsking] = useState(false)
  const [now] = useState(() => Date.now())
  const launch = useMutation({
    mutationFn: () => request('POST', `/v1/campaigns/${campaign.id}/launch`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['campaigns'] })
      router.history.push(`/campaigns/${campaign.id}`)
    },
  })
  const { going } = rehearsal
  const blocked = rehearsal.problems.some(({ severity }) => severity === 'error') || going === 0
  const n = format.number(going)
  const later = (campaign.schedule as unknown as Schedule).send_at
  const action = later && new Date(later).getTime() > now ? t('rehearsal.schedule', { count: going, n }) : t('rehearsal.send', { count: going, n })
  if (!mayLaunch) return null
  return (
    <>
      <Button
        leftSection={<IconSend size={16} stroke={1.5} />}
        disabled={blocked}
        loading={launch.isPending}
        onClick={() => (rehearsal.environment === 'live' && going > many ? setAsking(true) : launch.mutate())}
      >
        {action}
      </Button>
      <ErrorNote error={launch.error} />
      <Confirm open={asking} onClose={() => setAsking(false)} title={action} phrase={n} action={action} onConfirm={() => launch.mutateAsync()}>
        {t('rehearsal.confirm', { name: campaign.name, price: format.money(rehearsal.price_expected_micro, rehearsal.currency) })}
      </Confirm>
    </>
  )
}

function Result({ id, campaign, rehearsal }: { id: string; campaign: Campaign; rehearsal: Rehearsal }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const reason = useReason()
  const people = usePeople()
  const [open, setOpen] = useState<{ title: string; filter: EntryFilter } | null>(null)
  const money = (micro: number) => format.money(micro, rehearsal.currency)
  const { going, skipped, problems, first_at, last_at, deferred, digest } = rehearsal
  const errors = problems.filter(({ severity }) => severity === 'error')
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  const saved = rehearsal.all_sms_micro - rehearsal.price_expected_micro
  return (
    <>
      {errors.length > 0 && (
        <Alert mb="md" color="red" icon={<IconAlertTriangle stroke={1.5} />} title={t('rehearsal.errors', { count: errors.length })} role="alert">
          <ProblemList problems={errors} />
          <Text mt={8} size="sm">
            <Door href={`/campaigns/${id}`}>{t('rehearsal.mend')}</Door>
          </Text>
        </Alert>
      )}
      <div className={classes.figures}>
        <Stat label={t('rehearsal.going')} value={going} hint={t('rehearsal.of', { people: people(rehearsal.total) })} onOpen={going > 0 && (() => setOpen({ title: t('rehearsal.going'), filter: { state: 'planned' } }))} />
        <Stat label={t('rehearsal.skipped')} value={skipped} onOpen={skipped > 0 && (() => setOpen({ title: t('rehearsal.skipped'), filter: { state: 'skipped' } }))} />
        <Stat
          label={t('rehearsal.price')}
          value={money(rehearsal.price_expected_micro)}
          hint={rehearsal.price_from_micro === rehearsal.price_to_micro ? undefined : t('fromTo', { from: money(rehearsal.price_from_micro), to: money(rehearsal.price_to_micro) })}
        />
        {rehearsal.all_sms_micro > 0 && (
          <Stat label={t('report.allSms')} value={money(rehearsal.all_sms_micro)} hint={saved > 0 ? t('rehearsal.saves', { price: money(saved) }) : undefined} />
        )}
      </div>
      <div className={classes.parts} style={{ marginBlockStart: 0 }}>
        <section aria-labelledby="first">
          <Title order={2} size="h3" id="first" mb={4}>
            {t('rehearsal.first')}
          </Title>
          <ul className={classes.lines}>
            {rehearsal.first.map(({ step, medium, count, price_micro }) => (
              <li key={`${step}/${medium}`}>
                <MediumIcon medium={medium} withName />
                <span>
                  <NumberDoor count={count} label={t('rehearsal.openFirst', { people: people(count) })} onOpen={() => setOpen({ title: t('rehearsal.first'), filter: { state: 'planned', step, medium } })} />
                  <Text span c="dimmed" size="xs">
                    {' '}
                    {money(price_micro)}
                  </Text>
                </span>
              </li>
            ))}
          </ul>
          {first_at && (
            <Text size="xs" c="dimmed" mt={8}>
              {first_at === last_at || !last_at ? (
                <>
                  {t('rehearsal.at')} <DateTime at={first_at} />
                </>
              ) : (
                <>
                  {t('rehearsal.between')} <DateTime at={first_at} /> – <DateTime at={last_at} />
                </>
              )}
            </Text>
          )}
          <Waiting kind="deferred" wait={deferred} onOpen={(title) => setOpen({ title, filter: { state: 'planned', deferred: true } })} />
          <Waiting kind="digest" wait={digest} onOpen={(title) => setOpen({ title, filter: { state: 'planned', digest: true } })} />
        </section>
        <section aria-labelledby="reasons">
          <Title order={2} size="h3" id="reasons" mb={4}>
            {t('rehearsal.reasons')}
          </Title>
          {rehearsal.reasons.length === 0 && <Text c="dimmed">{t('rehearsal.nobodySkipped')}</Text>}
          <ul className={classes.lines}>
            {rehearsal.reasons.map(({ code, count }) => (
              <li key={code}>
                <span>{reason(code)}</span>
                <NumberDoor count={count} label={t('rehearsal.openReason', { people: people(count), reason: reason(code) })} onOpen={() => setOpen({ title: reason(code), filter: { state: 'skipped', reason: code } })} />
              </li>
            ))}
          </ul>
          {rehearsal.reasons.some(({ code }) => code === 'capped' || code === 'duplicate') && (
            <Text size="xs" c="dimmed" mt={8}>
              {t('rehearsal.forecast')}
            </Text>
          )}
        </section>
        <section aria-labelledby="locales">
          <Title order={2} size="h3" id="locales" mb={4}>
            {t('rehearsal.locales')}
          </Title>
          <ul className={classes.lines}>
            {rehearsal.locales.map(({ code, count }) => (
              <li key={code}>
                <span>{format.languageName(code)}</span>
                <NumberDoor count={count} label={t('rehearsal.openLocale', { people: people(count), language: format.languageName(code) })} onOpen={() => setOpen({ title: format.languageName(code), filter: { state: 'planned', locale: code } })} />
              </li>
            ))}
          </ul>
        </section>
      </div>
      <section aria-labelledby="steps">
        <Title order={2} size="h3" id="steps" mb={4}>
          {t('rehearsal.steps')}
        </Title>
        <div className={classes.table} {...scrolls} role="group" aria-labelledby="steps">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('report.step')}</th>
                <th scope="col">{t('rehearsal.reach')}</th>
                <th scope="col">{t('rehearsal.expected')}</th>
                <th scope="col">{t('report.price')}</th>
              </tr>
            </thead>
            <tbody>
              {rehearsal.steps.map(({ step, reach, expected, price_micro }) => (
                <tr key={step}>
                  <th scope="row">
                    <Media media={campaign.cascade[step]?.media ?? []} />
                  </th>
                  <td className="tabular">{format.number(reach)}</td>
                  <td className="tabular">{format.number(Math.round(expected))}</td>
                  <td className="tabular">{money(price_micro)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <Rates campaign={campaign} rehearsal={rehearsal} />
      {warnings.length > 0 && (
        <section aria-labelledby="warnings" style={{ marginBlockStart: '1.5rem' }}>
          <Title order={2} size="h3" id="warnings" mb={4}>
            {t('rehearsal.warnings')}
          </Title>
          <ProblemList problems={warnings} />
        </section>
      )}
      {open && <EntriesPanel id={id} title={open.title} filter={open.filter} onClose={() => setOpen(null)} />}
    </>
  )
}

/** Who gets it later than it goes, and between which hours. */
function Waiting({ kind, wait: { count, first_at, last_at }, onOpen }: { kind: 'deferred' | 'digest'; wait: Rehearsal['deferred']; onOpen: (title: string) => void }) {
  const { t } = useTranslation('campaigns')
  const people = usePeople()
  if (count === 0 || !first_at) return null
  const [title, text, label] = kind === 'deferred' ? [t('rehearsal.deferred'), t('rehearsal.deferredText'), t('rehearsal.openDeferred', { people: people(count) })] : [t('rehearsal.digest'), t('rehearsal.digestText'), t('rehearsal.openDigest', { people: people(count) })]
  return (
    <ul className={classes.lines} style={{ marginBlockStart: '0.5rem' }}>
      <li>
        <span>
          {title}
          <Text size="xs" c="dimmed">
            {text} <DateTime at={first_at} />
            {last_at && last_at !== first_at && (
              <>
                {' – '}
                <DateTime at={last_at} />
              </>
            )}
          </Text>
        </span>
        <NumberDoor count={count} label={label} onOpen={() => onOpen(title)} />
      </li>
    </ul>
  )
}

function Media({ media }: { media: string[] }) {
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 12 }}>
      {media.map((medium) => (
        <MediumIcon key={medium} medium={medium} withName size={16} />
      ))}
    </span>
  )
}

/** By which shares the expected figures are reckoned. */
function Rates({ campaign, rehearsal }: { campaign: Campaign; rehearsal: Rehearsal }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const rates = rehearsal.rates as Record<string, { delivered: number; read: number; clicked: number } | undefined>
  return (
    <Stack gap={4} mt="lg" component="section" aria-labelledby="rates">
      <Title order={2} size="h3" id="rates">
        {t('rehearsal.rates')}
      </Title>
      <Text c="dimmed" size="xs">
        {t(rehearsal.environment === 'sandbox' ? 'rehearsal.ratesSandbox' : 'rehearsal.ratesLive')}
      </Text>
      <div className={classes.table} {...scrolls} role="group" aria-labelledby="rates">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('column.channels')}</th>
            <th scope="col">{t('mark.delivered')}</th>
            <th scope="col">{t('mark.read')}</th>
            <th scope="col">{t('mark.clicked')}</th>
          </tr>
        </thead>
        <tbody>
          {mediaOf(campaign.cascade).map((medium) => {
            const rate = rates[medium]
            return (
              rate && (
                <tr key={medium}>
                  <th scope="row">
                    <MediumIcon medium={medium} withName size={16} />
                  </th>
                  <td className="tabular">{format.percent(rate.delivered)}</td>
                  <td className="tabular">{format.percent(rate.read)}</td>
                  <td className="tabular">{format.percent(rate.clicked)}</td>
                </tr>
              )
            )
          })}
        </tbody>
      </table>
      </div>
    </Stack>
  )
}
