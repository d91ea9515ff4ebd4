import { Button, Code, Stack, Text, TextInput } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { ApiError, rememberWorkspace, request } from '../api.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { queryClient } from '../query-client.ts'
import { AuthFrame } from './auth-frame.tsx'
import { CountrySelect, likelyCountry, useCountries } from './countries.tsx'
import { PasswordField } from './password-field.tsx'

/** The link was used already, was mistyped, or belongs to another start: nothing in the form can mend that. */
function isAboutToken(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return [401, 403, 404, 410].includes(error.status) || error.errors.some(({ pointer }) => pointer.endsWith('/token'))
}

function NoLink({ used }: { used: boolean }) {
  const { t } = useTranslation('accounts')
  return (
    <AuthFrame title={used ? t('setup.usedTitle') : t('setup.noLinkTitle')}>
      <Stack gap="md">
        <IconLink size={32} stroke={1.25} aria-hidden color="var(--mantine-color-dimmed)" />
        <Text>
          <Trans
            t={t}
            i18nKey={used ? 'setup.usedText' : 'setup.noLinkText'}
            components={{ code: <Code /> }}
          />
        </Text>
        <Button component="a" href="/sign-in" variant="default" style={{ alignSelf: 'start' }}>
          {t('setup.haveAccount')}
        </Button>
      </Stack>
    </AuthFrame>
  )
}

/** The first visit of all: makes the instance's first person and workspace. */
export function Setup() {
  const { t, i18n } = useTranslation('accounts')
  const { token } = useSearch({ from: '/setup' })
  const navigate = useNavigate()
  const { data: countries } = useCountries()
  const [tokenRefused, setTokenRefused] = useState(false)

  const guessed = countries ? likelyCountry(countries) : ''
  const form = useForm({ name: '', email: '', password: '', company: '', country: '' }, async (values) => {
    try {
      const { workspace } = await request<{ workspace: { id: string } }>('POST', '/v1/setup', {
        body: { ...values, country: values.country || guessed, token, locale: i18n.language },
      })
      rememberWorkspace(workspace.id)
      queryClient.clear()
      await navigate({ to: '/welcome' })
    } catch (error) {
      if (isAboutToken(error)) setTokenRefused(true)
      throw error
    }
  })

  if (!token || tokenRefused) return <NoLink used={tokenRefused} />
  return (
    <AuthFrame title={t('setup.title')} note={t('setup.note')}>
      <form onSubmit={form.onSubmit}>
        <Stack gap="md">
          <ErrorNote error={form.problem} />
          <TextInput {...form.text('name')} label={t('field.name')} autoComplete="name" required data-autofocus />
          <TextInput {...form.text('email')} label={t('field.email')} type="email" autoComplete="username" required />
          <PasswordField {...form.text('password')} fresh />
          <TextInput
            {...form.text('company')}
            label={t('field.company')}
            description={t('field.companyHint')}
            autoComplete="organization"
            required
          />
          <CountrySelect
            {...form.choice('country')}
            value={form.values.country || guessed}
            label={t('field.country')}
          />
          <Button type="submit" loading={form.busy} fullWidth mt={8}>
            {t('setup.submit')}
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  )
}
