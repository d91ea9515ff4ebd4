import { Alert, Button, Stack, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiError, request } from '../api.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { queryClient } from '../query-client.ts'
import { AuthFrame } from './auth-frame.tsx'
import { PasswordField } from './password-field.tsx'
import { safeNext } from './safe-next.ts'

export function SignIn() {
  const { t } = useTranslation('accounts')
  const { next } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const form = useForm({ email: '', password: '' }, async (body) => {
    await request('POST', '/api/auth/sign-in/email', { body })
    queryClient.clear()
    router.history.push(safeNext(next))
  })
  const refused = form.problem instanceof ApiError && form.problem.status === 401
  return (
    <AuthFrame title={t('signIn.title')} note={t('signIn.note')}>
      <form onSubmit={form.onSubmit}>
        <Stack gap="md">
          {refused ? (
            <Alert
              role="alert"
              color="red"
              icon={<IconAlertTriangle stroke={1.5} />}
              title={t('signIn.refused')}
            >
              {t('signIn.refusedText')}
            </Alert>
          ) : (
            <ErrorNote error={form.problem} />
          )}
          <TextInput {...form.text('email')} label={t('field.email')} type="email" autoComplete="username" required />
          <PasswordField {...form.text('password')} />
          <Button type="submit" loading={form.busy} fullWidth mt={8}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  )
}
