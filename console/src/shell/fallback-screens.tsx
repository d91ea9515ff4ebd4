import { Button, Skeleton, Stack } from '@mantine/core'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Door } from '../kit/door.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { Page } from '../kit/page.tsx'

/** While a screen's code or first data is on its way. */
export function Waiting() {
  const { t } = useTranslation('shell')
  return (
    <Stack p="lg" gap="md" aria-busy aria-label={t('loading')} role="status">
      <Skeleton height={32} width={240} />
      <Skeleton height={160} />
    </Stack>
  )
}

export function BrokenScreen({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const again = () => {
    reset()
    void router.invalidate()
  }
  return <ErrorState error={error} onRetry={again} />
}

/** The same where not even the frame could be drawn. */
export function BrokenConsole(props: ErrorComponentProps) {
  return (
    <main>
      <BrokenScreen {...props} />
    </main>
  )
}

export function MissingScreen() {
  const { t } = useTranslation('shell')
  return (
    <Page title={t('missing.title')} note={t('missing.text')}>
      <Button component={Door} href="/">
        {t('missing.home')}
      </Button>
    </Page>
  )
}
