import { Button, Skeleton, Stack } from '@mantine/core'
import { IconMapPinOff } from '@tabler/icons-react'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Door } from '../kit/door.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorState } from '../kit/error-state.tsx'

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

export function MissingScreen() {
  const { t } = useTranslation('shell')
  return (
    <EmptyState icon={IconMapPinOff} title={t('missing.title')} text={t('missing.text')}>
      <Button component={Door} href="/">
        {t('missing.home')}
      </Button>
    </EmptyState>
  )
}
