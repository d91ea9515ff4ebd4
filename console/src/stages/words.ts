import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { word } from '../i18n/word.ts'
import { stagesQuery } from './queries.ts'

/** A stage's name: as somebody wrote it, else ours in the reader's language. Nothing is "no stage yet". */
export function useStageName(): (key: string | null, name?: string | null) => string {
  const { t } = useTranslation('stages')
  const { data } = useQuery(stagesQuery)
  const stages = data?.data
  return useCallback((key, name) => (key === null ? t('nobody') : (name ?? stages?.find((stage) => stage.key === key)?.name ?? word(t, `house.${key}`, key))), [t, stages])
}
