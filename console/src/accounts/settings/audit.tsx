import { Code, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconHistory, IconKey, IconRobot, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Page, request } from '../../api.ts'
import { DataTable } from '../../kit/data-table.tsx'
import { DateTime } from '../../kit/date-time.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { SidePanel } from '../../kit/side-panel.tsx'
import { useFilter, useTable } from '../../kit/table.ts'
import { SettingsPage } from './settings-page.tsx'

type Actor = { kind: 'user' | 'key' | 'system'; id: string | null; name: string | null }
type AuditRow = {
  id: string
  at: string
  actor: Actor
  action: string
  object: { type: string; id: string } | null
  summary: Record<string, unknown>
  ip: string | null
  request_id: string | null
}

const plain = (value: unknown): string => (Array.isArray(value) ? value.map(plain).join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value))

/** What a change was about: the name of the thing alone, or what was changed and to what. */
function told({ summary, object, action }: AuditRow): string {
  const facts = Object.entries(summary).filter(([, value]) => value !== null && value !== undefined)
  if (facts.length === 1 && facts[0]![0] === 'name') return plain(facts[0]![1])
  return facts.map(([key, value]) => [key, plain(value)].join(': ')).join('; ') || object?.id || action
}

const actorGlyphs = { user: IconUser, key: IconKey, system: IconRobot } as const

function ActorName({ actor }: { actor: Actor }) {
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
  const [wanted, setWanted] = useFilter('action')
  const [action, setAction] = useState(wanted)
  const askFor = useDebouncedCallback(setWanted, 250)
  const [opened, setOpened] = useState<AuditRow | null>(null)
  const { data: members = [] } = useQuery({
    queryKey: ['members', 'names'],
    queryFn: ({ signal }) => request<Page<{ user_id: string; name: string }>>('GET', '/v1/members', { signal }),
    select: ({ data }) => data.map(({ user_id, name }) => ({ value: user_id, label: name })),
  })
  const table = useTable<AuditRow>({
    key: ['audit', { actor, wanted }],
    fetchPage: (ask, signal) =>
      request<Page<AuditRow>>('GET', '/v1/audit', { query: { ...ask, actor, action: wanted }, signal }),
    inAddress: true,
  })
  return (
    <SettingsPage title={t('audit.title')} note={t('audit.note')}>
      <DataTable
        label={t('audit.title')}
        table={table}
        rowId={({ id }) => id}
        rowName={told}
        onOpen={setOpened}
        filtered={Boolean(actor || wanted)}
        onClearFilters={() => {
          setAction('')
          void navigate({ to: '/settings/audit', replace: true })
        }}
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
            <TextInput
              aria-label={t('audit.action')}
              placeholder={t('audit.anyAction')}
              value={action}
              onChange={(event) => {
                setAction(event.currentTarget.value)
                askFor(event.currentTarget.value.trim())
              }}
            />
          </>
        }
        empty={<EmptyState icon={IconHistory} title={t('audit.emptyTitle')} text={t('audit.emptyText')} />}
        columns={[
          { id: 'what', header: t('audit.what'), cell: told },
          { id: 'action', header: t('audit.action'), wideOnly: true, cell: (row) => <Code>{row.action}</Code> },
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

function Entry({ row }: { row: AuditRow }) {
  const { t } = useTranslation('settings')
  const facts = [
    { term: t('audit.at'), value: <DateTime at={row.at} /> },
    { term: t('audit.actor'), value: <ActorName actor={row.actor} /> },
    { term: t('audit.action'), value: <Code>{row.action}</Code> },
    { term: t('audit.object'), value: row.object && <Code>{[row.object.type, row.object.id].join(' ')}</Code> },
    { term: t('audit.ip'), value: row.ip && <span className="tabular">{row.ip}</span> },
    { term: t('audit.requestId'), value: row.request_id && <Code>{row.request_id}</Code> },
  ]
  return (
    <Stack>
      <Text fz="lg" style={{ overflowWrap: 'anywhere' }}>
        {told(row)}
      </Text>
      <Stack component="dl" gap="sm" m={0}>
        {facts
          .filter(({ value }) => value)
          .map(({ term, value }) => (
            <div key={term}>
              <Text component="dt" size="xs" c="dimmed">
                {term}
              </Text>
              <Text component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
                {value}
              </Text>
            </div>
          ))}
      </Stack>
    </Stack>
  )
}
