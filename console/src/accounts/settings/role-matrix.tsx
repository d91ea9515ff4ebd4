import { ScrollArea, Skeleton, Table } from '@mantine/core'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { request } from '../../api.ts'
import { word } from '../../i18n/word.ts'
import { ErrorState } from '../../kit/error-state.tsx'
import { roleName } from '../roles.ts'

type RoleRow = { role: string; permissions: string[] }

export function useRoles() {
  return useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => request<{ data: RoleRow[] }>('GET', '/v1/roles', { signal }),
    select: ({ data }) => data,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** A permission in words: `campaigns:launch` is "Launch campaigns". */
export function usePermissionName(): (permission: string) => string {
  const { t } = useTranslation('settings')
  return (permission) => word(t, `permission.${permission.replace(':', '_')}`, permission)
}

/** What each role may do, as the server enforces it. */
export function RoleMatrix() {
  const { t } = useTranslation('settings')
  const { t: tAccounts } = useTranslation('accounts')
  const name = usePermissionName()
  const { data: roles, error, refetch } = useRoles()
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!roles) return <Skeleton height={240} />
  const permissions = [...new Set(roles.flatMap((role) => role.permissions))]
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('roles.title') }}>
      <Table stickyHeader aria-label={t('roles.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('roles.permission')}</Table.Th>
            {roles.map(({ role }) => (
              <Table.Th key={role} scope="col" ta="center">
                {roleName(tAccounts, role)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {permissions.map((permission) => (
            <Table.Tr key={permission}>
              <Table.Th scope="row" fw={400}>
                {name(permission)}
              </Table.Th>
              {roles.map((role) => (
                <Table.Td key={role.role} ta="center">
                  <Mark may={role.permissions.includes(permission)} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}

function Mark({ may }: { may: boolean }) {
  const { t } = useTranslation('settings')
  const Glyph = may ? IconCheck : IconMinus
  return (
    <>
      <Glyph size={16} stroke={1.75} aria-hidden color={may ? 'var(--mantine-color-green-text)' : 'var(--mantine-color-dimmed)'} />
      <span className="visually-hidden">{may ? t('roles.may') : t('roles.mayNot')}</span>
    </>
  )
}
