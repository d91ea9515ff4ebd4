import { Button, Group, Select, Stack, Text, Title } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Page, request } from '../../api.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { DateTime } from '../../kit/date-time.tsx'
import { useErrorWords } from '../../kit/error-state.tsx'
import { useTable } from '../../kit/table.ts'
import { toast } from '../../kit/toast.tsx'
import { roleName } from '../roles.ts'
import { useCan, useMe } from '../session.ts'
import { Invitations } from './invitations.tsx'
import { Invite } from './invite.tsx'
import { ResetPassword } from './reset-password.tsx'
import { RoleMatrix, useRoles } from './role-matrix.tsx'
import { SettingsPage } from './settings-page.tsx'

type Member = { user_id: string; name: string; email: string; role: string; created_at?: string }

/** Who works here, who was invited, and what each role may do. */
export function Team() {
  const { t } = useTranslation('settings')
  const mayWrite = useCan('members:write')
  const [inviting, setInviting] = useState(false)
  return (
    <SettingsPage
      title={t('team.title')}
      note={t('team.note')}
      action={
        mayWrite && (
          <Button leftSection={<IconUserPlus size={16} stroke={1.5} />} onClick={() => setInviting(true)}>
            {t('team.invite')}
          </Button>
        )
      }
    >
      <Stack gap="xl">
        <Members />
        {mayWrite && <Invitations />}
        <section aria-labelledby="roles">
          <Title order={2} id="roles" mb={4}>
            {t('roles.title')}
          </Title>
          <Text c="dimmed" mb="sm">
            {t('roles.note')}
          </Text>
          <RoleMatrix />
        </section>
      </Stack>
      <Invite open={inviting} onClose={() => setInviting(false)} />
    </SettingsPage>
  )
}

function Members() {
  const { t } = useTranslation('settings')
  const client = useQueryClient()
  const me = useMe()
  const mayWrite = useCan('members:write')
  const [leaving, setLeaving] = useState<Member | null>(null)
  const [forgetful, setForgetful] = useState<Member | null>(null)
  const table = useTable<Member>({
    key: ['members'],
    fetchPage: (query, signal) => request<Page<Member>>('GET', '/v1/members', { query, signal }),
  })
  const changed = () => client.invalidateQueries({ queryKey: ['members'] })

  return (
    <>
      <DataTable
        label={t('team.members')}
        table={table}
        rowId={(member) => member.user_id}
        rowName={(member) => member.name}
        empty={null}
        columns={[
          {
            id: 'name',
            header: t('team.person'),
            cell: (member) => (
              <>
                <Text fw={500} span>
                  {member.user_id === me?.user.id ? t('team.you', { name: member.name }) : member.name}
                </Text>
                <Text size="xs" c="dimmed">
                  {member.email}
                </Text>
              </>
            ),
          },
          { id: 'role', header: t('team.role'), width: 220, cell: (member) => <Role member={member} onChange={changed} /> },
          {
            id: 'since',
            header: t('team.since'),
            width: 140,
            cell: ({ created_at }) => (created_at ? <DateTime at={created_at} show="date" /> : null),
          },
        ]}
        {...(mayWrite
          ? {
              rowActions: (member: Member) =>
                member.user_id !== me?.user.id && (
                  <Group gap="xs" wrap="nowrap" justify="flex-end">
                    {(member.role !== 'owner' || me?.workspace.role === 'owner') && (
                      <Button size="compact-sm" variant="subtle" aria-label={t('team.resetNamed', { name: member.name })} onClick={() => setForgetful(member)}>
                        {t('team.reset')}
                      </Button>
                    )}
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      color="red"
                      aria-label={t('team.removeNamed', { name: member.name })}
                      onClick={() => setLeaving(member)}
                    >
                      {t('team.remove')}
                    </Button>
                  </Group>
                ),
            }
          : {})}
      />
      <Confirm
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('team.removeTitle', { name: leaving?.name })}
        action={t('team.removeNamed', { name: leaving?.name })}
        danger
        onConfirm={async () => {
          await request('DELETE', `/v1/members/${leaving?.user_id}`)
          await changed()
        }}
      >
        {t('team.removeText', { email: leaving?.email })}
      </Confirm>
      <ResetPassword member={forgetful} onClose={() => setForgetful(null)} />
    </>
  )
}

function Role({ member, onChange }: { member: Member; onChange: () => Promise<void> }) {
  const { t } = useTranslation('settings')
  const { t: tAccounts } = useTranslation('accounts')
  const me = useMe()
  const mayWrite = useCan('members:write')
  const { data: roles = [] } = useRoles()
  const save = useMutation({
    mutationFn: (role: string) => request('PATCH', `/v1/members/${member.user_id}`, { body: { role } }),
    onSuccess: async (_answer, role) => {
      await onChange()
      toast(t('team.roleChanged', { name: member.name, role: roleName(tAccounts, role) }))
    },
    onError: () => void onChange(),
  })
  const words = useErrorWords()(save.error)
  if (!mayWrite || member.user_id === me?.user.id) return <>{roleName(tAccounts, member.role)}</>
  return (
    <Select
      size="xs"
      allowDeselect={false}
      aria-label={t('team.roleOf', { name: member.name })}
      data={roles.map(({ role }) => ({ value: role, label: roleName(tAccounts, role) }))}
      value={save.variables && save.isPending ? save.variables : member.role}
      error={save.error ? <>{words.title}<br />{words.text}</> : undefined}
      onChange={(role) => role && role !== member.role && save.mutate(role)}
    />
  )
}
