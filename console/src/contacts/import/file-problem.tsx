import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api.ts'
import { word } from '../../i18n/word.ts'
import { ErrorNote } from '../../kit/error-state.tsx'
import { ServerWords } from '../../kit/said.tsx'

/** What stands in the way, of the file or of the settings: in words by its code, else as the server wrote it. */
export function FileProblem({ error }: { error: unknown }) {
  const { t } = useTranslation('imports')
  const { t: named, i18n } = useTranslation('problems')
  if (!error) return null
  if (!(error instanceof ApiError) || error.code === 'conflict' || error.errors.length === 0) return <ErrorNote error={error} />
  return (
    <Alert color="red" icon={<IconAlertTriangle stroke={1.5} />} title={t('refusal')} role="alert">
      {error.errors.map(({ code, pointer, detail, hint }) => (
        <p key={`${pointer}/${code}`} style={{ margin: 0 }}>
          {word(named, `problem.${code}`, [detail, hint].filter(Boolean).join(' '))}
          {i18n.language !== 'en' && <ServerWords>{[detail, hint].filter(Boolean).join(' ')}</ServerWords>}
        </p>
      ))}
    </Alert>
  )
}
