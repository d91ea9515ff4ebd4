import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { word } from '../i18n/word.ts'
import { ServerWords, useSaid } from './said.tsx'

type ErrorWords = { title: string; text: string; server: string | null; requestId: string | undefined }

/** The words for an error, in the reader's language as far as the console knows it, else as the server wrote it. */
export function useErrorWords(): (error: unknown) => ErrorWords {
  const { t } = useTranslation('kit')
  const { t: named, i18n } = useTranslation('problems')
  const inWords = useSaid()
  return (error) => {
    if (!(error instanceof ApiError)) return { title: t('error.title'), text: t('error.ours'), server: null, requestId: undefined }
    const { code, detail, errors, instance: requestId } = error
    if (code === 'offline') return { title: t('error.offline'), text: t('error.offlineText'), server: null, requestId }
    // A state that stands in the way says which by the code of its place: that is more than "conflict" can tell.
    const [state] = code === 'conflict' ? errors : []
    const known = state && word(named, `problem.${state.code}`, '')
    if (state && i18n.language === 'en') return { title: state.detail, text: state.hint ?? '', server: null, requestId }
    if (state && known) return { title: known, text: word(named, `remedy.${state.code}`, ''), server: detail, requestId }
    const title = word(named, `problem.${code.toLowerCase()}`, error.title || t('error.title'))
    const remedy = word(named, `remedy.${code.toLowerCase()}`, t('error.server'))
    if (i18n.language === 'en' && detail) return { title, text: detail, server: null, requestId }
    const places = [...new Set(errors.flatMap((each) => Object.values({ ...inWords(each), server: '' })).filter(Boolean))]
    return { title, text: places.length > 0 ? places.join('\n') : remedy, server: i18n.language === 'en' ? null : detail, requestId }
  }
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
  const { title, text, server, requestId } = useErrorWords()(error)
  return (
    <Stack align="center" gap={8} py={56} px="md" ta="center" role="alert">
      <IconAlertTriangle size={32} stroke={1.25} aria-hidden color="var(--mantine-color-red-text)" />
      <Text fw={600} fz="lg">
        {title}
      </Text>
      <Text c="dimmed" maw={480} style={{ whiteSpace: 'pre-line' }}>
        {text}
      </Text>
      <ServerWords>{server}</ServerWords>
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
  const { title, text, server, requestId } = useErrorWords()(error)
  if (!error) return null
  return (
    <Alert color="red" icon={<IconAlertTriangle stroke={1.5} />} title={title} role="alert">
      <div style={{ whiteSpace: 'pre-line' }}>{text}</div>
      <ServerWords>{server}</ServerWords>
      <RequestId id={requestId} />
    </Alert>
  )
}
