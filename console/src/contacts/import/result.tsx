import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconDownload, IconPlayerPause } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../accounts/session.ts'
import { downloadFile, request } from '../../api.ts'
import { useFormat } from '../../i18n/format.ts'
import { Door } from '../../kit/door.tsx'
import { ErrorNote } from '../../kit/error-state.tsx'
import { MediumIcon } from '../../kit/medium.tsx'
import { Page } from '../../kit/page.tsx'
import { ProgressBar } from '../../kit/progress-bar.tsx'
import { Stat } from '../../kit/stat.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { useWriteTo } from '../queries.ts'
import classes from './import.module.css'
import { type Import, importQuery, refusedOf } from './queries.ts'
import { Tallies } from './tallies.tsx'
import { UndoImport } from './undo.tsx'
import { stateTones } from './words.ts'

const looks = { orders: { href: '/orders', words: 'one.lookOrders' }, events: { href: '/events?source=import', words: 'one.lookEvents' }, products: { href: '/catalogue', words: 'one.lookProducts' } } as const

/** A run: its bar while it lasts, and then who can be reached. */
export function Result({ made }: { made: Import }) {
  const { t, i18n } = useTranslation('imports')
  const format = useFormat()
  const client = useQueryClient()
  const mayCampaign = useCan('campaigns:write')
  const maySegment = useCan('segments:write')
  const mayWrite = mayCampaign && maySegment
  const put = (next: Import) => client.setQueryData(importQuery(made.id).queryKey, next)
  const act = useMutation({ mutationFn: (verb: 'run' | 'cancel') => request<Import>('POST', `/v1/imports/${made.id}/${verb}`, { body: {} }), onSuccess: put })
  const refused = useMutation({ mutationFn: () => downloadFile(`/v1/imports/${made.id}/refused.csv?locale=${i18n.language}`, 'refused.csv') })
  const write = useWriteTo()
  const running = made.state === 'running'
  useEffect(() => {
    if (made.state === 'done') void client.invalidateQueries({ predicate: ({ queryKey }) => ['contacts', 'segments', 'tags', 'traits', 'home', 'orders', 'products', 'events'].includes(String(queryKey[0])) })
  }, [made.state, client])
  const { run, reach } = made.counts
  const people = `/contacts?import_id=${made.id}`
  const look = made.kind === 'contacts' ? { href: people, words: 'one.look' as const } : looks[made.kind]
  const refusedCount = run ? refusedOf(run) : 0
  return (
    <Page
      title={made.file_name}
      status={<StatusBadge tone={stateTones[made.state]} label={t(`state.${made.state}`)} />}
      breadcrumb={[
        { label: t('contacts'), href: '/contacts' },
        { label: t('history.title'), href: '/contacts/imports' },
      ]}
      action={
        made.state === 'done' ? (
          mayWrite && made.kind === 'contacts' && Boolean(reach?.contacts) ? (
            <Button loading={write.isPending} onClick={() => write.mutate({ name: t('one.segment', { file: made.file_name, date: format.date(made.created_at) }), rule: { import: made.id } as never })}>
              {t('one.write')}
            </Button>
          ) : undefined
        ) : running || made.undo ? undefined : (
          <Button loading={act.isPending} onClick={() => act.mutate('run')}>
            {t('one.goOn')}
          </Button>
        )
      }
      secondary={
        running ? (
          <Button variant="default" leftSection={<IconPlayerPause size={16} stroke={1.5} />} loading={act.isPending || made.cancel_requested} onClick={() => act.mutate('cancel')}>
            {t('one.stop')}
          </Button>
        ) : (
          <>
            <UndoImport made={made} />
            <Button component={Door} href={look.href} variant="default">
              {t(look.words)}
            </Button>
          </>
        )
      }
    >
      <Stack gap="lg">
        <ErrorNote error={act.error ?? write.error ?? refused.error} />
        {made.error && <Alert color="red">{made.error}</Alert>}
        {made.state !== 'done' && <ProgressBar label={t(running ? 'one.running' : 'one.stopped')} done={made.rows_done} total={made.rows_total ?? made.sniffed.rows_estimate} />}
        {!running && made.state !== 'done' && <Text c="dimmed">{t('one.stoppedMeans')}</Text>}
        {reach && (
          <section aria-labelledby="reach">
            <h2 id="reach" className={classes.heading}>
              {t('one.reach')}
            </h2>
            <div className={classes.stats}>
              <Stat label={t(made.kind === 'contacts' ? 'one.people' : 'one.customers')} value={reach.contacts} href={people} />
              {reach.media
                .filter(({ endpoints }) => endpoints > 0)
                .map(({ medium, endpoints, consented }) => (
                  <Stat
                    key={medium}
                    label={<MediumIcon medium={medium} withName size={16} />}
                    value={consented}
                    hint={t('one.haveAddress', { n: format.number(endpoints) })}
                    href={`${people}&medium=${medium}`}
                  />
                ))}
            </div>
            <Text size="xs" c="dimmed" mt={6}>
              {t('one.reachMeans')}
            </Text>
          </section>
        )}
        {refusedCount > 0 && !running && (
          <Alert color="amber" title={t('one.refused', { count: refusedCount, n: format.number(refusedCount) })}>
            <Text mb={8}>{t('one.refusedMeans')}</Text>
            <Button variant="default" leftSection={<IconDownload size={16} stroke={1.5} />} loading={refused.isPending} onClick={() => refused.mutate()}>
              {t('one.refusedFile')}
            </Button>{' '}
            <Button component={Door} href="/contacts/import" variant="subtle">
              {t('one.another')}
            </Button>
          </Alert>
        )}
        {run && <Tallies kind={made.kind} tally={run} href={made.kind === 'contacts' ? people : look.href} />}
      </Stack>
    </Page>
  )
}
