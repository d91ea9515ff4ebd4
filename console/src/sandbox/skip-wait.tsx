import { Button } from '@mantine/core'
import { IconPlayerSkipForward } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useErrorWords } from '../kit/error-state.tsx'
import { failureToast, toast } from '../kit/toast.tsx'

/** In the sandbox nobody has to wait for an hour to see what happens after it. */
export function SkipWait() {
  const { t } = useTranslation('sandbox')
  const client = useQueryClient()
  const mayWrite = useCan('sandbox:write')
  const inWords = useErrorWords()
  const skip = useMutation({
    mutationFn: () => request('POST', '/v1/sandbox/skip-wait'),
    onSuccess: async () => {
      toast(t('skipped'))
      await client.invalidateQueries({ queryKey: ['sandbox'] })
    },
    onError: (error) => {
      const { text, title } = inWords(error)
      failureToast(text, title)
    },
  })
  if (!mayWrite) return null
  return (
    <Button variant="default" leftSection={<IconPlayerSkipForward size={16} stroke={1.5} className="flips" />} loading={skip.isPending} onClick={() => skip.mutate()}>
      {t('skip')}
    </Button>
  )
}
