import { Button, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiError, rememberWorkspace, request } from '../api.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { queryClient } from '../query-client.ts'
import { AuthFrame } from './auth-frame.tsx'
import { PasswordField } from './password-field.tsx'
import { roleName } from './roles.ts'

type Invited = { email: string; workspace_name: string; role: string }

export function Invitation() {
  const { t } = useTranslation('accounts')
  const { token } = useSearch({ from: '/invitation' })
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => request<Invited>('GET', '/v1/invitations/by-token', { query: { token }, signal }),
    enabled: Boolean(token),
  })
  const isOver = !token || (error instanceof ApiError && [401, 403, 404, 409, 410, 422].includes(error.status))
  if (isOver)
    return (
      <AuthFrame title={t('invitation.overTitle')}>
        <Text>{t('invitation.overText')}</Text>
      </AuthFrame>
    )
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (isPending)
    return (
      <AuthFrame title={t('invitation.title')}>
        <Skeleton height={240} />
      </AuthFrame>
    )
  return <Accept token={token} invited={data} />
}

function Accept({ token, invited }: { token: string; invited: Invited }) {
  const { t } = useTranslation('accounts')
  const navigate = useNavigate()
  const form = useForm({ name: '', password: '' }, async (values) => {
    await request('POST', '/v1/invitations/accept', { body: { ...values, token } })
    rememberWorkspace(null)
    queryClient.clear()
    await navigate({ to: '/' })
  })
  return (
    <AuthFrame
      title={t('invitation.join', { workspace: invited.workspace_name })}
      note={t('invitation.note', { role: roleName(t, invited.role) })}
    >
      <form onSubmit={form.onSubmit}>
        <Stack gap="md">
          <ErrorNote error={form.problem} />
          <TextInput label={t('field.email')} value={invited.email} readOnly autoComplete="username" />
          <TextInput {...form.text('name')} label={t('field.name')} autoComplete="name" required />
          <PasswordField {...form.text('password')} fresh />
          <Button type="submit" loading={form.busy} fullWidth mt={8}>
            {t('invitation.submit')}
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  )
}
