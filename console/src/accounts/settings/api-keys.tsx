import { Button, Code } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Page, request } from '../../api.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { DateTime } from '../../kit/date-time.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { useTable } from '../../kit/table.ts'
import { NewKey } from './new-key.tsx'
import { SettingsPage } from './settings-page.tsx'

export type ApiKey = {
  id: string
  name: string
  kind: 'secret' | 'write'
  scopes: string[]
  /** The beginning of the key, by which its owner knows it again. */
  prefix?: string
  created_at: string
  last_used_at: string | null
  expires_at: string | null
  revoked_at?: string | null
}

const isPast = (at: string | null): boolean => at !== null && Date.parse(at) < Date.now()

function KeyState({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('settings')
  if (apiKey.revoked_at) return <StatusBadge tone="failed" label={t('keys.revoked')} />
  if (isPast(apiKey.expires_at)) return <StatusBadge tone="attention" label={t('keys.expired')} />
  return <StatusBadge tone="good" label={t('keys.works')} />
}

export function ApiKeys() {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const table = useTable<ApiKey>({
    key: ['api-keys'],
    fetchPage: (query, signal) => request<Page<ApiKey>>('GET', '/v1/api-keys', { query, signal }),
  })
  const create = (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setMaking(true)}>
      {t('keys.create')}
    </Button>
  )
  return (
    <SettingsPage title={t('keys.title')} note={t('keys.note')} action={create}>
      <DataTable
        label={t('keys.title')}
        table={table}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        empty={
          <EmptyState icon={IconKey} title={t('keys.emptyTitle')} text={t('keys.emptyText')} />
        }
        columns={[
          { id: 'name', header: t('keys.name'), cell: ({ name }) => name },
          { id: 'prefix', header: t('keys.begins'), wideOnly: true, cell: ({ prefix }) => prefix && <Code>{prefix}…</Code> },
          { id: 'kind', header: t('keys.kind'), cell: ({ kind }) => t(`keys.${kind}`) },
          { id: 'state', header: t('keys.state'), cell: (apiKey) => <KeyState apiKey={apiKey} /> },
          {
            id: 'used',
            header: t('keys.lastUsed'),
            cell: ({ last_used_at }) =>
              last_used_at ? <DateTime at={last_used_at} show="relative" /> : t('keys.never'),
          },
          {
            id: 'expires',
            header: t('keys.expires'),
            cell: ({ expires_at }) => (expires_at ? <DateTime at={expires_at} show="date" /> : t('keys.noEnd')),
          },
        ]}
        rowActions={(apiKey) =>
          !apiKey.revoked_at && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              aria-label={t('keys.revokeNamed', { name: apiKey.name })}
              onClick={() => setRevoking(apiKey)}
            >
              {t('keys.revoke')}
            </Button>
          )
        }
      />
      <NewKey open={making} onClose={() => setMaking(false)} />
      <Confirm
        open={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('keys.revokeTitle', { name: revoking?.name })}
        action={t('keys.revokeNamed', { name: revoking?.name })}
        danger
        onConfirm={async () => {
          await request('DELETE', `/v1/api-keys/${revoking?.id}`)
          await client.invalidateQueries({ queryKey: ['api-keys'] })
        }}
      >
        {t('keys.revokeText')}
      </Confirm>
    </SettingsPage>
  )
}
