import { Alert, Button, Group } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Me, meQuery, useCan, useWorkspace } from '../accounts/session.ts'
import { request } from '../api.ts'
import { Confirm } from '../kit/confirm.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { homeQuery } from './queries.ts'

function useHold() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (held: boolean) => request<{ marketing_held_at: string | null }>('POST', '/v1/marketing/hold', { body: { held } }),
    onSuccess: ({ marketing_held_at }) => {
      client.setQueryData(meQuery.queryKey, (me: Me | undefined) => me && { ...me, workspace: { ...me.workspace, marketing_held_at } })
      void client.invalidateQueries({ queryKey: homeQuery.queryKey })
    },
  })
}

/** Wherever something waits because all marketing is held: says so, and releases it. */
export function HeldBanner() {
  const { t } = useTranslation('home')
  const since = useWorkspace()?.marketing_held_at
  const may = useCan('marketing:hold')
  const hold = useHold()
  if (!since) return null
  return (
    <Alert mb="md" color="amber" icon={<IconHandStop stroke={1.5} />} title={t('held.title')}>
      <Group justify="space-between" gap="sm">
        <span>
          {t('held.text')} {t('held.since')} <DateTime at={since} />
        </span>
        {may && (
          <Button size="compact-sm" variant="default" loading={hold.isPending} onClick={() => hold.mutate(false)}>
            {t('held.release')}
          </Button>
        )}
      </Group>
      <ErrorNote error={hold.error} />
    </Alert>
  )
}

/** One stop for everything that is not about an order. */
export function HoldButton() {
  const { t } = useTranslation('home')
  const since = useWorkspace()?.marketing_held_at
  const may = useCan('marketing:hold')
  const hold = useHold()
  const [asking, setAsking] = useState(false)
  if (!may || since) return null
  return (
    <>
      <Button variant="default" leftSection={<IconHandStop size={16} stroke={1.5} />} onClick={() => setAsking(true)}>
        {t('held.hold')}
      </Button>
      <Confirm open={asking} onClose={() => setAsking(false)} title={t('held.ask')} action={t('held.hold')} onConfirm={() => hold.mutateAsync(true)}>
        {t('held.means')}
      </Confirm>
    </>
  )
}
