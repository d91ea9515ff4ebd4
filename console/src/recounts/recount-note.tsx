import type { Schema } from '@carillon/sdk'
import { Alert, Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { Confirm } from '../kit/confirm.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { ProgressBar } from '../kit/progress-bar.tsx'
import { toast } from '../kit/toast.tsx'

type Recount = Schema<'Recount'> | null
type Subject = 'stages' | 'score'

/** What shows stages or scores is read again. */
const shown = ({ queryKey }: { queryKey: readonly unknown[] }) => ['stages', 'score', 'contacts'].includes(String(queryKey[0]))

/** That everybody is counted anew by changed rules, how far, and the way back to the rules before. */
export function RecountNote({ subject, recount }: { subject: Subject; recount: Recount }) {
  const { t } = useTranslation('recount')
  const client = useQueryClient()
  const mayWrite = useCan('segments:write')
  const [leaving, setLeaving] = useState(false)
  const again = useMutation({ mutationFn: () => request('POST', `/v1/${subject}/recount`, { body: {} }), onSuccess: () => client.invalidateQueries({ predicate: shown }) })
  const state = recount?.state
  const before = useRef(state)
  useEffect(() => {
    if (before.current === 'running' && state === 'done') {
      toast(t('done'))
      void client.invalidateQueries({ predicate: shown })
    }
    before.current = state
  }, [state, client, t])
  const cancel = mayWrite && (
    <Button variant="default" onClick={() => setLeaving(true)}>
      {t('cancel')}
    </Button>
  )
  return (
    <>
      {recount && state === 'running' && (
        <Alert color="gray" mb={16}>
          <RecountProgress subject={subject} recount={recount} />
          <Group justify="space-between" mt={8} gap={12}>
            <Text size="sm" flex="1 1 240px">
              {t('meanwhile')}
            </Text>
            {cancel}
          </Group>
        </Alert>
      )}
      {state === 'failed' && (
        <Alert color="red" mb={16}>
          <ErrorNote error={again.error} />
          <Group justify="space-between" gap={12}>
            <Text size="sm" flex="1 1 240px">
              {t('failed')}
            </Text>
            {mayWrite && (
              <Group gap={8}>
                <Button loading={again.isPending} onClick={() => again.mutate()}>
                  {t('again')}
                </Button>
                {cancel}
              </Group>
            )}
          </Group>
        </Alert>
      )}
      <Confirm
        open={leaving}
        onClose={() => setLeaving(false)}
        title={t('cancelTitle')}
        action={t('cancel')}
        onConfirm={async () => {
          await request('DELETE', `/v1/${subject}/recount`)
          await client.invalidateQueries({ predicate: shown })
          toast(t('cancelled'))
        }}
      >
        {t('cancelMeans')}
      </Confirm>
    </>
  )
}

function RecountProgress({ subject, recount }: { subject: Subject; recount: NonNullable<Recount> }) {
  const { t } = useTranslation('recount')
  return <ProgressBar label={t(subject)} done={recount.done} total={recount.total} {...(recount.total === 0 ? { text: '' } : {})} />
}

/** In a list of people: what it shows is what the earlier rules say. */
export function RecountLine({ recounts }: { recounts: { subject: Subject; recount: Recount | undefined }[] }) {
  const { t } = useTranslation('recount')
  const running = recounts.find(({ recount }) => recount?.state === 'running')
  if (!running?.recount) return null
  return (
    <Alert color="gray" mb={16}>
      <RecountProgress subject={running.subject} recount={running.recount} />
      <Text size="sm" mt={8}>
        {t('inList')}
      </Text>
    </Alert>
  )
}
