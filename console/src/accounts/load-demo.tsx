import { Button, Title } from '@mantine/core'
import { IconConfetti } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { Door } from '../kit/door.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { ProgressBar } from '../kit/progress-bar.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'

/** `progress` is a share: 0 to 1. */
type Demo = { status: 'absent' | 'loading' | 'loaded' | 'removing' | 'failed'; progress: number }

/** Fills the workspace with a made-up shop, its customers and what was sent to them. */
export function LoadDemo({ className, primary }: { className?: string | undefined; primary: boolean }) {
  const { t } = useTranslation('accounts')
  const format = useFormat()
  const client = useQueryClient()
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => request<Demo>('GET', '/v1/demo', { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'loading' || state.data?.status === 'removing' ? 1000 : false),
  })
  const load = useMutation({
    mutationFn: () => request('POST', '/v1/demo', { body: {} }),
    onSuccess: () => client.setQueryData<Demo>(['demo'], { status: 'loading', progress: 0 }),
  })
  const remove = useMutation({
    mutationFn: () => request('DELETE', '/v1/demo'),
    onSuccess: () => client.setQueryData<Demo>(['demo'], { status: 'removing', progress: 0 }),
  })
  const status = demo.data?.status
  const progress = demo.data?.progress ?? 0
  useEffect(() => {
    // What was empty a moment ago is full now.
    if (status === 'loaded' || status === 'absent') void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'demo' })
  }, [status, client])

  return (
    <div className={className}>
      <IconConfetti size={24} stroke={1.5} aria-hidden />
      <Title order={2} size="h3">{t('demo.title')}</Title>
      <p>{t('demo.text')}</p>
      {status === 'loading' ? (
        <div>
          <ProgressBar label={t('demo.loading')} done={progress} total={1} text={format.percent(progress)} />
        </div>
      ) : status === 'removing' ? (
        <StatusBadge tone="waiting" label={t('demo.removing')} />
      ) : status === 'loaded' ? (
        <>
          <StatusBadge tone="good" label={t('demo.loaded')} />
          <Button component={Door} href="/" variant={primary ? 'filled' : 'default'}>
            {t('demo.look')}
          </Button>
          <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('demo.remove')}
          </Button>
        </>
      ) : (
        <Button variant={primary ? 'filled' : 'default'} loading={load.isPending} onClick={() => load.mutate()}>
          {t('demo.load')}
        </Button>
      )}
      {status === 'failed' && <StatusBadge tone="failed" label={t('demo.failed')} />}
      <ErrorNote error={load.error ?? remove.error} />
    </div>
  )
}
