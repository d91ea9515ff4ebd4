import { Button, Group, Menu, Skeleton, Switch, Text } from '@mantine/core'
import { IconArchive, IconChevronDown, IconPlugConnected, IconPlus, IconRefresh, IconSettings } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { SettingsPage } from '../accounts/settings/settings-page.tsx'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { CopyField } from '../kit/copy-field.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { HandOverDetail } from '../kit/said.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { undoToast } from '../kit/toast.tsx'
import { SendTest } from '../test-sends/send-test.tsx'
import { CheckLine } from './check-line.tsx'
import { ConnectionForm } from './connection-form.tsx'
import classes from './connections.module.css'
import { type Channel, channelsQuery, type Connection, connectionsQuery } from './queries.ts'
import { useChannelName } from './words.ts'

type Opened = { channel: Channel; connection?: Connection }

/** The accounts with providers, and whether each of them works. */
export function Connections() {
  const { t } = useTranslation('connections')
  const channelName = useChannelName()
  const mayWrite = useCan('connections:write')
  const { data, error, refetch } = useQuery(connectionsQuery)
  const { data: channels } = useQuery(channelsQuery)
  const [opened, setOpened] = useState<Opened | null>(null)
  const channelOf = (connection: Connection) => channels?.data.find(({ id }) => id === connection.channel)
  const addable = (channels?.data ?? []).filter(({ id }) => id !== 'sandbox')
  const add = mayWrite && addable.length > 0 && (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} stroke={1.5} />} rightSection={<IconChevronDown size={14} stroke={1.5} />}>
          {t('add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {addable.map((channel) => (
          <Menu.Item key={channel.id} leftSection={<MediumIcon medium={channel.media[0]!} size={16} />} onClick={() => setOpened({ channel })}>
            {channelName(channel)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
  return (
    <SettingsPage title={t('title')} note={t('note')} action={add}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton height={240} />
      ) : data.data.length === 0 ? (
        <EmptyState icon={IconPlugConnected} title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <ul className={classes.cards}>
          {data.data.map((connection) => {
            const channel = channelOf(connection)
            return <Card key={connection.id} connection={connection} channel={channel} onEdit={channel && mayWrite ? () => setOpened({ channel, connection }) : undefined} />
          })}
        </ul>
      )}
      <SidePanel open={opened !== null} title={opened && (opened.connection?.name ?? channelName(opened.channel))} onClose={() => setOpened(null)}>
        {opened && <ConnectionForm {...opened} onClose={() => setOpened(null)} />}
      </SidePanel>
    </SettingsPage>
  )
}

/** A few words that say which connection they came by. */
function TestButton({ connection }: { connection: Connection }) {
  const { t, i18n } = useTranslation('connections')
  const locale = i18n.language
  const core = { headline: t('test.headline'), body: t('test.body', { connection: connection.name }), buttons: [] }
  return <SendTest label={t('test.test')} content={{ default_locale: locale, locales: { [locale]: { core } } }} kind="transactional" media={connection.media} locale={locale} connectionId={connection.id} />
}

function Card({ connection, channel, onEdit }: { connection: Connection; channel: Channel | undefined; onEdit: (() => void) | undefined }) {
  const { t } = useTranslation('connections')
  const format = useFormat()
  const channelName = useChannelName()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: connectionsQuery.queryKey })
  const change = useMutation({ mutationFn: (body: Schema<'ConnectionChange'>) => request('PATCH', `/v1/connections/${connection.id}`, { body }), onSuccess: refresh })
  const check = useMutation({ mutationFn: () => request<Schema<'Check'>>('POST', `/v1/connections/${connection.id}/check`, { body: {} }), onSettled: refresh })
  const archive = async () => {
    await change.mutateAsync({ archived: true })
    undoToast({ message: t('archived', { name: connection.name }), undo: () => change.mutateAsync({ archived: false }) })
  }
  const { checked, halted } = connection
  const lines = check.data?.lines ?? checked?.lines ?? []
  const state = halted
    ? ({ tone: 'failed', label: t('state.halted') } as const)
    : !connection.enabled
      ? ({ tone: 'neutral', label: t('state.off') } as const)
      : checked && !checked.ok
        ? ({ tone: 'attention', label: t('state.broken') } as const)
        : checked || connection.environment === 'sandbox'
          ? ({ tone: 'good', label: t('state.works') } as const)
          : ({ tone: 'waiting', label: t('state.unchecked') } as const)
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <div>
          <h2>{connection.name}</h2>
          <Text size="xs" c="dimmed">
            {[channel && channelName(channel), t(`environment.${connection.environment}`)].filter(Boolean).join(' · ')}
          </Text>
        </div>
        <StatusBadge {...state} />
      </div>
      <Group gap="sm">
        {connection.media.map((medium) => (
          <MediumIcon key={medium} medium={medium} withName size={16} />
        ))}
      </Group>
      {halted && (
        <Text size="sm">
          {halted.code && word(t, `halt.${halted.code}`, '')} <HandOverDetail>{halted.reason}</HandOverDetail>
          {' · '}
          <DateTime at={halted.at} />
        </Text>
      )}
      {lines.length > 0 && (
        <ul className={classes.lines} aria-label={t('checkedLines')} aria-live="polite">
          {lines.map((line, index) => (
            <li key={index}>
              <CheckLine line={line} />
            </li>
          ))}
        </ul>
      )}
      {connection.used_today !== null && connection.limit_today !== null && (
        <Text size="sm" className="tabular">
          {t('usedToday', { used: format.number(connection.used_today), limit: format.number(connection.limit_today) })}
        </Text>
      )}
      {checked && (
        <Text size="xs" c="dimmed">
          {t('checkedAt')} <DateTime at={checked.at} show="relative" />
        </Text>
      )}
      {connection.webhook_url && <CopyField label={t('webhook')} value={connection.webhook_url} />}
      <ErrorNote error={change.error ?? check.error} />
      {!onEdit && (
        <div className={classes.only}>
          <TestButton connection={connection} />
        </div>
      )}
      {onEdit && (
        <Group gap={8} mt="auto">
          <Button variant="default" leftSection={<IconRefresh size={16} stroke={1.5} />} loading={check.isPending} onClick={() => check.mutate()}>
            {t('check')}
          </Button>
          <TestButton connection={connection} />
          <Button variant="default" leftSection={<IconSettings size={16} stroke={1.5} />} onClick={onEdit}>
            {t('settings')}
          </Button>
          <Switch checked={connection.enabled} label={t('enabled')} disabled={change.isPending} onChange={({ currentTarget: { checked: enabled } }) => change.mutate({ enabled })} />
          {connection.channel !== 'sandbox' && (
            <Button variant="subtle" color="gray" leftSection={<IconArchive size={16} stroke={1.5} />} onClick={() => void archive()}>
              {t('archive')}
            </Button>
          )}
        </Group>
      )}
    </li>
  )
}
