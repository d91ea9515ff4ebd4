import { ActionIcon, Alert, Button, Skeleton, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconPlus, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useWorkspace } from '../accounts/session.ts'
import { useNewCampaign } from '../campaigns/list.tsx'
import { OutcomeBar } from '../campaigns/outcome-bar.tsx'
import type { CampaignRow } from '../campaigns/queries.ts'
import { stateTones } from '../campaigns/words.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { Page } from '../kit/page.tsx'
import { HandOverDetail } from '../kit/said.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { unreadQuery } from '../replies/queries.ts'
import { Checklist } from './checklist.tsx'
import { HeldBanner, HoldButton } from './held.tsx'
import classes from './home.module.css'
import { type HomeFacts, homeQuery, recentQuery } from './queries.ts'

/** What needs a hand, what is under way, and how many can be reached. */
export function Home() {
  const { t } = useTranslation('home')
  const format = useFormat()
  const workspace = useWorkspace()
  const mayWrite = useCan('campaigns:write')
  const mayRead = useCan('campaigns:read')
  const create = useNewCampaign()
  const facts = useQuery({ ...homeQuery, refetchInterval: 30_000 })
  const campaigns = useQuery({ ...recentQuery, enabled: mayRead })
  const rows = campaigns.data?.data ?? []
  const sending = rows.filter(({ state }) => state === 'sending' || state === 'paused')
  const recent = rows.filter((row) => !sending.includes(row)).slice(0, 6)
  const reload = () => void Promise.all([facts.refetch(), campaigns.refetch()])
  return (
    <Page
      title={workspace?.name ?? t('title')}
      secondary={
        <>
          <Text size="xs" c="dimmed">
            {facts.dataUpdatedAt > 0 && t('updated', { time: format.time(facts.dataUpdatedAt) })}
          </Text>
          <ActionIcon aria-label={t('refresh')} loading={facts.isRefetching} onClick={reload}>
            <IconRefresh size={18} stroke={1.5} />
          </ActionIcon>
          <HoldButton />
        </>
      }
      action={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} stroke={1.5} />} loading={create.isPending} onClick={() => create.mutate()}>
            {t('newCampaign')}
          </Button>
        )
      }
    >
      <HeldBanner />
      <ErrorNote error={create.error} />
      {facts.error && !facts.data ? (
        <ErrorState error={facts.error} onRetry={reload} />
      ) : facts.data ? (
        <>
          {facts.data.alerts.map((alert) => (
            <HomeAlert key={`${alert.code}/${alert.connection_id}`} alert={alert} />
          ))}
          <div className={classes.grid}>
            <div className={classes.column}>
              {sending.length > 0 && <Campaigns id="sending" title={t('sending')} rows={sending} />}
              <Checklist facts={facts.data} />
              {mayRead && recent.length > 0 && (
                <Campaigns id="recent" title={t('recent')} rows={recent} more={<Door href="/campaigns">{t('allCampaigns')}</Door>} />
              )}
            </div>
            <div className={classes.column}>
              <Replies unread={facts.data.unread_replies} />
              <Reach facts={facts.data} />
            </div>
          </div>
        </>
      ) : (
        <Skeleton height={400} />
      )}
    </Page>
  )
}

/** What happened and what to do, and beneath it what the provider wrote. */
function HomeAlert({ alert: { code, name, reason, detail, connection_id } }: { alert: HomeFacts['alerts'][number] }) {
  const { t } = useTranslation('home')
  const { t: tConnections } = useTranslation('connections')
  const cause = reason ? word(tConnections, `halt.${reason}`, '') : ''
  return (
    <Alert mb="md" color="red" icon={<IconAlertTriangle stroke={1.5} />} title={word(t, `alert.${code}`, code, { name })} role="alert">
      <Text inherit>
        {cause} {word(t, `remedy.${reason}`, t('remedy.other'))}
      </Text>
      {detail && (
        <Text size="sm" my={4}>
          <HandOverDetail>{detail}</HandOverDetail>
        </Text>
      )}
      {connection_id && <Door href="/settings/connections">{t('openConnections')}</Door>}
    </Alert>
  )
}

function Campaigns({ id, title, rows, more }: { id: string; title: string; rows: CampaignRow[]; more?: React.ReactNode }) {
  const { t } = useTranslation('campaigns')
  return (
    <section aria-labelledby={id}>
      <div className={classes.head}>
        <Title order={2} size="h3" id={id}>
          {title}
        </Title>
        {more}
      </div>
      <ul className={classes.box}>
        {rows.map((row) => (
          <li key={row.id} className={classes.campaign}>
            <div>
              <Door href={`/campaigns/${row.id}`}>{row.name}</Door>
              <div className={classes.under}>
                <StatusBadge tone={stateTones[row.state]} label={t(`state.${row.state}`)} />
                {row.media.map((medium) => (
                  <MediumIcon key={medium} medium={medium} size={14} />
                ))}
                <DateTime at={row.updated_at} show="relative" />
              </div>
            </div>
            {row.totals && <OutcomeBar totals={row.totals} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Replies({ unread }: { unread: number }) {
  const { t } = useTranslation('home')
  const format = useFormat()
  const mayRead = useCan('replies:read')
  const { data } = useQuery({ ...unreadQuery, enabled: mayRead })
  const { t: tCampaigns } = useTranslation('campaigns')
  const rows = data?.data ?? []
  if (!mayRead) return null
  return (
    <section aria-labelledby="unread">
      <div className={classes.head}>
        <Title order={2} size="h3" id="unread">
          {t('unread', { n: format.number(unread) })}
        </Title>
        <Door href="/replies">{t('allReplies')}</Door>
      </div>
      {rows.length === 0 ? (
        <Text c="dimmed">{t('noReplies')}</Text>
      ) : (
        <ul className={classes.box}>
          {rows.map((reply) => (
            <li key={reply.id} className={classes.reply}>
              <Door href={`/replies?contact=${reply.contact_id}`}>{reply.contact_name ?? tCampaigns('nameless')}</Door>
              <span className={classes.words}>{reply.text}</span>
              <span className={classes.under}>
                <MediumIcon medium={reply.medium} size={14} />
                <DateTime at={reply.received_at} show="relative" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Reach({ facts }: { facts: HomeFacts }) {
  const { t } = useTranslation('home')
  const format = useFormat()
  return (
    <section aria-labelledby="reach">
      <div className={classes.head}>
        <Title order={2} size="h3" id="reach">
          {t('reach', { n: format.number(facts.contacts) })}
        </Title>
        <Door href="/contacts">{t('allContacts')}</Door>
      </div>
      <div className={classes.reach}>
        {facts.reachable.map(({ medium, count }) => (
          <Fragment key={medium}>
            <MediumIcon medium={medium} withName size={16} />
            <span className={classes.track} aria-hidden>
              <span style={{ inlineSize: `${Math.min(100, (count / Math.max(1, facts.contacts)) * 100)}%` }} />
            </span>
            <span className="tabular">{format.number(count)}</span>
          </Fragment>
        ))}
      </div>
    </section>
  )
}
