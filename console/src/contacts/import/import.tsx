import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../kit/error-state.tsx'
import { Page } from '../../kit/page.tsx'
import { Checked } from './checked.tsx'
import { Mapping } from './mapping.tsx'
import { importQuery } from './queries.ts'
import { Result } from './result.tsx'
import { Undone } from './undone.tsx'

/** One import: what its columns mean, what would happen, what is happening, what happened. */
export function ImportScreen() {
  const { t } = useTranslation('imports')
  const { id } = useParams({ strict: false }) as { id: string }
  const [mapping, setMapping] = useState(false)
  const { data, error, refetch } = useQuery(importQuery(id))
  if (!data)
    return <Page title={t('one.title')}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}</Page>
  if (data.state === 'undoing' || data.state === 'undone') return <Undone made={data} />
  const began = data.counts.run !== null || data.state === 'running' || data.state === 'done'
  if (began) return <Result made={data} />
  const checked = data.state === 'checking' || data.state === 'checked'
  if (checked && !mapping) return <Checked made={data} onBack={() => setMapping(true)} />
  return <Mapping key={id} made={data} onChecked={() => setMapping(false)} />
}
