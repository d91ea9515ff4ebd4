import { Code, Select, Stack, Text } from '@mantine/core'
import { IconHistory, IconKey, IconRobot, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Page, request } from '../../api.ts'
import { useFormat } from '../../i18n/format.ts'
import { DataTable } from '../../kit/data-table.tsx'
import { DateTime } from '../../kit/date-time.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { SidePanel } from '../../kit/side-panel.tsx'
import { useFilter, useTable } from '../../kit/table.ts'
import { type AuditRow, nameIn, useAuditWords } from './audit-words.tsx'
import { SettingsPage } from './settings-page.tsx'

const actorGlyphs = { user: IconUser, key: IconKey, system: IconRobot } as const

function ActorName({ actor }: { actor: AuditRow['actor'] }) {
  const { t } = useTranslation('settings')
  const Glyph = actorGlyphs[actor.kind] ?? IconUser
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, verticalAlign: 'middle' }}>
      <Glyph size={16} stroke={1.5} aria-hidden />
      {actor.name ?? t('audit.system')}
      <span className="visually-hidden">{t(`audit.${actor.kind}`)}</span>
    </span>
  )
}

export function Audit() {
  const { t } = useTranslation('settings')
  const navigate = useNavigate()
  const [actor, setActor] = useFilter('actor')
  const [action, setAction] = useFilter('action')
  const words = useAuditWords()
  const actions = useActions()
  const [opened, setOpened] = useState<AuditRow | null>(null)
  const { data: members = [] } = useQuery({
    queryKey: ['members', 'names'],
    queryFn: ({ signal }) => request<Page<{ user_id: string; name: string }>>('GET', '/v1/members', { signal }),
    select: ({ data }) => data.map(({ user_id, name }) => ({ value: user_id, label: name })),
  })
  const table = useTable<AuditRow>({
    key: ['audit', { actor, action }],
    fetchPage: (ask, signal) =>
      request<Page<AuditRow>>('GET', '/v1/audit', { query: { ...ask, actor, action }, signal }),
    inAddress: true,
  })
  return (
    <SettingsPage title={t('audit.title')} note={t('audit.note')}>
      <DataTable
        label={t('audit.title')}
        table={table}
        rowId={({ id }) => id}
        rowName={(row) => [words.action(row.action), nameIn(row)].filter(Boolean).join(' · ')}
        onOpen={setOpened}
        filtered={Boolean(actor || action)}
        onClearFilters={() => void navigate({ to: '/settings/audit', replace: true })}
        filters={
          <>
            <Select
              clearable
              searchable
              aria-label={t('audit.actor')}
              placeholder={t('audit.anyone')}
              data={members}
              value={actor || null}
              onChange={setActor}
              clearButtonProps={{ 'aria-label': t('audit.anyone') }}
            />
            <Select
              clearable
              searchable
              aria-label={t('audit.action')}
              placeholder={t('audit.anyAction')}
              data={actions}
              value={action || null}
              onChange={setAction}
              clearButtonProps={{ 'aria-label': t('audit.anyAction') }}
            />
          </>
        }
        empty={<EmptyState icon={IconHistory} title={t('audit.emptyTitle')} text={t('audit.emptyText')} />}
        columns={[
          { id: 'what', header: t('audit.what'), cell: (row) => words.action(row.action) },
          { id: 'object', header: t('audit.object'), cell: (row) => row.object && <ObjectName row={row} /> },
          { id: 'actor', header: t('audit.actor'), width: 200, cell: (row) => <ActorName actor={row.actor} /> },
          { id: 'at', header: t('audit.at'), width: 190, cell: ({ at }) => <DateTime at={at} /> },
        ]}
      />
      <SidePanel open={opened !== null} onClose={() => setOpened(null)} title={t('audit.entry')}>
        {opened && <Entry row={opened} />}
      </SidePanel>
    </SettingsPage>
  )
}

/** Every action that has words, by its sentence. */
function useActions() {
  const { t } = useTranslation('audit')
  const { compare } = useFormat()
  return Object.entries(t('action', { returnObjects: true }))
    .map(([value, label]) => ({ value, label }))
    .toSorted((one, other) => compare(one.label, other.label))
}

/** The kind of the thing, and its name where the entry kept it. */
function ObjectName({ row }: { row: AuditRow }) {
  const words = useAuditWords()
  const name = nameIn(row)
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      {row.object && words.object(row.object.type)}
      {name && (
        <Text span inherit c="dimmed">
          {' · '}
          {name}
        </Text>
      )}
    </span>
  )
}

type Fact = { term: string; value: ReactNode; name?: string }

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <Stack component="dl" gap="sm" m={0}>
      {facts
        .filter(({ value }) => value)
        .map(({ term, value, name }) => (
          <div key={name ?? term}>
            <Text component="dt" size="xs" c="dimmed">
              {term}
            </Text>
            <Text component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
              {value}
            </Text>
          </div>
        ))}
    </Stack>
  )
}

function Entry({ row }: { row: AuditRow }) {
  const { t } = useTranslation('settings')
  const words = useAuditWords()
  const kept: Fact[] = words.facts(row)
  return (
    <Stack>
      <Text fz="lg" style={{ overflowWrap: 'anywhere' }}>
        {words.action(row.action)}
      </Text>
      <Facts
        facts={[
          { term: t('audit.object'), value: row.object && <ObjectName row={row} /> },
          { term: t('audit.at'), value: <DateTime at={row.at} /> },
          { term: t('audit.actor'), value: <ActorName actor={row.actor} /> },
        ]}
      />
      <details>
        <summary style={{ cursor: 'pointer', marginBlockEnd: 12 }}>{t('audit.details')}</summary>
        <Facts
          facts={[
            ...kept,
            { term: t('audit.objectId'), value: row.object && <Code>{row.object.id}</Code> },
            { term: t('audit.operation'), value: <Code>{row.action}</Code> },
            { term: t('audit.ip'), value: row.ip && <span className="tabular">{row.ip}</span> },
            { term: t('audit.requestId'), value: row.request_id && <Code>{row.request_id}</Code> },
          ]}
        />
      </details>
    </Stack>
  )
}
