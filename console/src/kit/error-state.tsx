import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { word } from '../i18n/word.ts'

/** The words for an error, in the reader's language as far as the console knows it, else as the server wrote it. */
export function useErrorWords(error: unknown): { title: string; text: string; requestId: string | undefined } {
  const { t } = useTranslation('kit')
  if (!(error instanceof ApiError)) return { title: t('error.title'), text: t('error.ours'), requestId: undefined }
  const requestId = error.instance
  if (error.code === 'offline') return { title: t('error.offline'), text: t('error.offlineText'), requestId }
  if (error.status === 403)
    return { title: t('error.forbidden'), text: error.detail || t('error.forbiddenText'), requestId }
  if (error.status === 404) return { title: t('error.gone'), text: error.detail || t('error.goneText'), requestId }
  if (error.status === 429) return { title: t('error.busy'), text: error.detail || t('error.busyText'), requestId }
  return { title: word(t, `problem.${error.code}`, error.title || t('error.title')), text: error.detail || t('error.server'), requestId }
}

function RequestId({ id }: { id: string | undefined }) {
  const { t } = useTranslation('kit')
  if (!id) return null
  return (
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {t('error.requestId', { id })}
    </Text>
  )
}

/** In place of content that could not be had: the cause, a way to try again, and what to tell the operator. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('kit')
  const { title, text, requestId } = useErrorWords(error)
  return (
    <Stack align="center" gap={8} py={56} px="md" ta="center" role="alert">
      <IconAlertTriangle size={32} stroke={1.25} aria-hidden color="var(--mantine-color-red-text)" />
      <Text fw={600} fz="lg">
        {title}
      </Text>
      <Text c="dimmed" maw={480}>
        {text}
      </Text>
      <RequestId id={requestId} />
      {onRetry && (
        <Button variant="default" mt={8} leftSection={<IconRefresh size={16} stroke={1.5} />} onClick={onRetry}>
          {t('error.retry')}
        </Button>
      )}
    </Stack>
  )
}

/** Above a form or beside a button: what the last attempt ran into. */
export function ErrorNote({ error }: { error: unknown }) {
  const { title, text, requestId } = useErrorWords(error)
  if (!error) return null
  return (
    <Alert color="red" icon={<IconAlertTriangle stroke={1.5} />} title={title} role="alert">
      <Group gap={4}>{text}</Group>
      <RequestId id={requestId} />
    </Alert>
  )
}
