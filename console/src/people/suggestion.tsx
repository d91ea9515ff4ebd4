import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useErrorWords } from '../kit/error-state.tsx'
import { failureToast, undoToast } from '../kit/toast.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { type MergeSuggestion, useRefreshPeople } from './queries.ts'
import { useSideName } from './words.ts'

/** The same, after a look at what it would make; or not. `contactId`: from whose profile one asks, who then stays. */
export function SuggestionButtons({ suggestion, contactId }: { suggestion: MergeSuggestion; contactId?: string }) {
  const { t } = useTranslation('people')
  const name = useSideName()
  const inWords = useErrorWords()
  const refresh = useRefreshPeople()
  const mayWrite = useCan('contacts:write')
  const [open, setOpen] = useState(false)
  const dismiss = useMutation({
    mutationFn: () => request('DELETE', `/v1/merge-suggestions/${suggestion.id}`),
    onSuccess: async () => {
      undoToast({
        message: t('dismissed'),
        undo: async () => {
          await request('POST', `/v1/merge-suggestions/${suggestion.id}/restore`)
          await refresh()
        },
      })
      await refresh()
    },
    onError: (error) => failureToast(inWords(error).text, inWords(error).title),
  })
  if (!mayWrite) return null
  const [stays, joins] = suggestion.other.id === contactId ? [suggestion.other, suggestion.contact] : [suggestion.contact, suggestion.other]
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('same')}
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" loading={dismiss.isPending} aria-label={t('notSameNamed', { one: name(stays), other: name(joins) })} onClick={() => dismiss.mutate()}>
        {t('notSame')}
      </Button>
      <MergeDialog open={open} onClose={() => setOpen(false)} contactId={stays.id} otherId={joins.id} />
    </>
  )
}
