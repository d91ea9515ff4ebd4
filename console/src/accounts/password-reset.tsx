import { Button, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, request } from '../api.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { queryClient } from '../query-client.ts'
import { AuthFrame } from './auth-frame.tsx'
import { PasswordField } from './password-field.tsx'

/** Where the link leads that an owner, an admin or the operator made for somebody who forgot the password. */
export function PasswordReset() {
  const { t } = useTranslation('accounts')
  const { token } = useSearch({ from: '/password-reset' })
  const [done, setDone] = useState(false)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['password-reset', token],
    queryFn: ({ signal }) => request<{ email: string }>('GET', '/v1/password-resets/by-token', { query: { token }, signal }),
    enabled: Boolean(token) && !done,
  })
  if (done)
    return (
      <AuthFrame title={t('passwordReset.doneTitle')}>
        <Stack gap="md">
          <Text>{t('passwordReset.doneText')}</Text>
          <Button component={Link} to="/sign-in" fullWidth>
            {t('passwordReset.toSignIn')}
          </Button>
        </Stack>
      </AuthFrame>
    )
  if (!token || (error instanceof ApiError && [404, 422].includes(error.status)))
    return (
      <AuthFrame title={t('passwordReset.overTitle')}>
        <Text>{t('passwordReset.overText')}</Text>
      </AuthFrame>
    )
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (isPending)
    return (
      <AuthFrame title={t('passwordReset.title')}>
        <Skeleton height={200} />
      </AuthFrame>
    )
  return <Choose token={token} email={data.email} onDone={() => setDone(true)} />
}

function Choose({ token, email, onDone }: { token: string; email: string; onDone: () => void }) {
  const { t } = useTranslation('accounts')
  const form = useForm({ password: '' }, async ({ password }) => {
    await request('POST', '/v1/password-resets/use', { body: { token, password } })
    queryClient.clear()
    onDone()
  })
  return (
    <AuthFrame title={t('passwordReset.title')} note={t('passwordReset.note', { email })}>
      <form onSubmit={form.onSubmit}>
        <Stack gap="md">
          <ErrorNote error={form.problem} />
          <TextInput label={t('field.email')} value={email} readOnly autoComplete="username" />
          <PasswordField {...form.text('password')} fresh />
          <Button type="submit" loading={form.busy} fullWidth mt={8}>
            {t('passwordReset.submit')}
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  )
}
