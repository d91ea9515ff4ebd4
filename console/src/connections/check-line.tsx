import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { word } from '../i18n/word.ts'
import { ServerWords } from '../kit/said.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'

/** One thing that a check found, and what to do where it is wrong. A check of an older version has only the server's words. */
export function CheckLine({ line: { ok, code, text, remedy } }: { line: Schema<'Check'>['lines'][number] }) {
  const { t, i18n } = useTranslation('channels')
  const ours = code && i18n.language !== 'en' ? word(t, `check.${code}`, '') : ''
  return (
    <>
      <StatusBadge tone={ok ? 'good' : 'failed'} label={ours || text} />
      {remedy && <Text size="sm">{ours ? word(t, `remedy.${code}`, remedy) : remedy}</Text>}
      {ours && <ServerWords>{text}</ServerWords>}
    </>
  )
}
