import { Button, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Page, request } from '../../api.ts'
import { DataTable } from '../../kit/data-table.tsx'
import { DateTime } from '../../kit/date-time.tsx'
import { ErrorNote } from '../../kit/error-state.tsx'
import { useTable } from '../../kit/table.ts'
import { roleName } from '../roles.ts'

type Invitation = { id: string; email: string; role: string; created_at?: string; expires_at?: string | null }

/** Those who have not followed their link yet. */
export function Invitations() {
  const { t } = useTranslation('settings')
  const { t: tAccounts } = useTranslation('accounts')
  const client = useQueryClient()
  const table = useTable<Invitation>({
    key: ['invitations'],
    fetchPage: (query, signal) => request<Page<Invitation>>('GET', '/v1/invitations', { query, signal }),
  })
  const withdraw = useMutation({
    mutationFn: ({ id }: Invitation) => request('DELETE', `/v1/invitations/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  })
  if (table.rows.length === 0 && !table.error) return null
  return (
    <section aria-labelledby="invited">
      <Title order={2} id="invited" mb="sm">
        {t('invitations.title')}
      </Title>
      <ErrorNote error={withdraw.error} />
      <DataTable
        label={t('invitations.title')}
        table={table}
        rowId={({ id }) => id}
        rowName={({ email }) => email}
        empty={null}
        columns={[
          { id: 'email', header: t('invite.email'), cell: ({ email }) => email },
          { id: 'role', header: t('team.role'), width: 220, cell: ({ role }) => roleName(tAccounts, role) },
          {
            id: 'expires',
            header: t('invitations.expires'),
            width: 140,
            cell: ({ expires_at }) => (expires_at ? <DateTime at={expires_at} show="relative" /> : null),
          },
        ]}
        rowActions={(invitation) => (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={t('invitations.withdrawNamed', { email: invitation.email })}
            onClick={() => withdraw.mutate(invitation)}
          >
            {t('invitations.withdraw')}
          </Button>
        )}
      />
    </section>
  )
}
