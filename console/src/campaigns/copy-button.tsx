import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useErrorWords } from '../kit/error-state.tsx'
import { failureToast } from '../kit/toast.tsx'
import type { Campaign } from './queries.ts'

/** Begins a new draft from a campaign that cannot be changed any more. */
export function CopyButton({ id }: { id: string }) {
  const { t } = useTranslation('campaigns')
  const router = useRouter()
  const mayWrite = useCan('campaigns:write')
  const inWords = useErrorWords()
  const copy = useMutation({
    mutationFn: () => request<Campaign>('POST', `/v1/campaigns/${id}/copy`),
    onSuccess: (made) => router.history.push(`/campaigns/${made.id}`),
    onError: (error) => {
      const { text, title } = inWords(error)
      failureToast(text, title)
    },
  })
  if (!mayWrite) return null
  return (
    <Button variant="default" leftSection={<IconCopy size={16} stroke={1.5} />} loading={copy.isPending} onClick={() => copy.mutate()}>
      {t('copy')}
    </Button>
  )
}
