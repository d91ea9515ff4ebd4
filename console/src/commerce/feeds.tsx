import { Button, FileButton, Group, NumberInput, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { IconFileUpload, IconPlus, IconRefresh, IconRss } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request, uploadFile } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { Confirm } from '../kit/confirm.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { ProgressBar } from '../kit/progress-bar.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { toast } from '../kit/toast.tsx'
import { CataloguePage } from './catalogue-page.tsx'
import classes from './commerce.module.css'
import { type Feed, feedsQuery } from './queries.ts'

/** Where the catalogue comes from by itself. */
export function Feeds() {
  const { t } = useTranslation('commerce')
  const client = useQueryClient()
  const mayWrite = useCan('catalogue:write')
  const { data, error, refetch } = useQuery(feedsQuery)
  const [editing, setEditing] = useState<Feed | 'new' | null>(null)
  const [removing, setRemoving] = useState<Feed | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: ['commerce'] })
  return (
    <CataloguePage
      action={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEditing('new')}>
            {t('feed.add')}
          </Button>
        )
      }
    >
      {data ? (
        data.data.length === 0 ? (
          <EmptyState icon={IconRss} title={t('feed.emptyTitle')} text={t('feed.emptyText')} />
        ) : (
          <ul className={classes.feeds}>
            {data.data.map((feed) => (
              <li key={feed.id}>
                <FeedCard feed={feed} mayWrite={mayWrite} onEdit={() => setEditing(feed)} onRemove={() => setRemoving(feed)} onChanged={refresh} />
              </li>
            ))}
          </ul>
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={160} />
      )}
      <SidePanel open={editing !== null} title={t(editing === 'new' ? 'feed.add' : 'feed.edit')} onClose={() => setEditing(null)}>
        {editing && (
          <FeedForm
            feed={editing === 'new' ? undefined : editing}
            onDone={async () => {
              setEditing(null)
              await refresh()
            }}
          />
        )}
      </SidePanel>
      <Confirm
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('feed.removeTitle', { name: removing?.name })}
        action={t('feed.remove')}
        danger
        onConfirm={async () => {
          await request('DELETE', `/v1/product-feeds/${removing!.id}`)
          await refresh()
        }}
      >
        <Text>{t('feed.removeMeans')}</Text>
      </Confirm>
    </CataloguePage>
  )
}

type FeedCardProps = { feed: Feed; mayWrite: boolean; onEdit: () => void; onRemove: () => void; onChanged: () => Promise<unknown> }

function FeedCard({ feed, mayWrite, onEdit, onRemove, onChanged }: FeedCardProps) {
  const { t } = useTranslation('commerce')
  const [share, setShare] = useState<number | null>(null)
  const busy = feed.state !== 'idle'
  const read = useMutation({ mutationFn: () => request('POST', `/v1/product-feeds/${feed.id}/read`), onSuccess: onChanged })
  const send = useMutation({
    mutationFn: (file: File) => uploadFile(`/v1/product-feeds/${feed.id}/file`, file, setShare),
    onSuccess: onChanged,
    onSettled: () => setShare(null),
  })
  return (
    <article aria-labelledby={feed.id}>
      <Group justify="space-between" align="flex-start" gap={8}>
        <h2 id={feed.id} className={classes.heading}>
          {feed.name}
        </h2>
        {busy ? <StatusBadge tone="waiting" label={t(feed.state === 'reading' ? 'feed.state.reading' : 'feed.state.waiting')} /> : feed.error ? <StatusBadge tone="failed" label={t('feed.failed')} /> : feed.read_at && <StatusBadge tone="good" label={t('feed.ok')} />}
      </Group>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {feed.url ?? t('feed.byFile')}
      </Text>
      {feed.error && <FeedError error={feed.error} />}
      <Result feed={feed} />
      <ErrorNote error={read.error ?? send.error} />
      {share !== null && <ProgressBar label={t('feed.sending')} done={Math.round(share * 100)} total={100} />}
      {mayWrite && (
        <Group gap={4} mt={8}>
          {feed.url && (
            <Button variant="default" size="compact-sm" leftSection={<IconRefresh size={14} stroke={1.5} />} disabled={busy} loading={read.isPending} onClick={() => read.mutate()}>
              {t('feed.readNow')}
            </Button>
          )}
          <FileButton onChange={(file) => file && send.mutate(file)} accept=".xml,.tsv,.txt,.csv">
            {(props) => (
              <Button {...props} variant="default" size="compact-sm" leftSection={<IconFileUpload size={14} stroke={1.5} />} disabled={busy} loading={send.isPending}>
                {t('feed.sendFile')}
              </Button>
            )}
          </FileButton>
          <Button variant="subtle" size="compact-sm" onClick={onEdit} aria-label={t('feed.editNamed', { name: feed.name })}>
            {t('feed.change')}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onRemove} aria-label={t('feed.removeNamed', { name: feed.name })}>
            {t('feed.remove')}
          </Button>
        </Group>
      )}
    </article>
  )
}

function FeedError({ error }: { error: NonNullable<Feed['error']> }) {
  const { t } = useTranslation('commerce')
  return (
    <Text size="sm" c="red" style={{ overflowWrap: 'anywhere' }}>
      {word(t, `feed.error.${error.code}`, error.detail)}
      {error.named ? ` (${error.named})` : ''}
    </Text>
  )
}

function Result({ feed: { result, problems, read_at, next_at } }: { feed: Feed }) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  if (!result || !read_at) return null
  const parts = (['created', 'changed', 'unchanged', 'gone', 'kept', 'refused', 'told'] as const).filter((key) => result[key] > 0)
  return (
    <>
      <Text size="sm">
        {t('feed.readAt')} <DateTime at={read_at} />
        {': '}
        {t('feed.rows', { count: result.rows, n: format.number(result.rows) })}
        {parts.length > 0 && ` · ${parts.map((key) => t(`feed.result.${key}`, { n: format.number(result[key]) })).join(' · ')}`}
      </Text>
      {next_at && (
        <Text size="sm" c="dimmed">
          {t('feed.next')} <DateTime at={next_at} />
        </Text>
      )}
      {problems.length > 0 && (
        <details>
          <summary>{t('feed.problems', { n: format.number(result.refused) })}</summary>
          <ul className={classes.lines}>
            {problems.map((problem) => (
              <li key={problem.row}>
                <Text span size="sm" c="dimmed">
                  {t('feed.row', { n: format.number(problem.row) })}
                </Text>
                <Text span size="sm" className={classes.grow}>
                  {word(t, `feed.problem.${problem.code}`, problem.code)}
                  {(problem.value ?? problem.id) && (
                    <>
                      {': '}
                      <bdi>{problem.value ?? problem.id}</bdi>
                    </>
                  )}
                </Text>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function FeedForm({ feed, onDone }: { feed: Feed | undefined; onDone: () => Promise<unknown> }) {
  const { t } = useTranslation('commerce')
  const form = useForm({ name: feed?.name ?? '', url: feed?.url ?? '', every_hours: (feed?.every_hours ?? 24) as number | '' }, async ({ name, url, every_hours }) => {
    const body = { name: name.trim(), url: url.trim() || null, every_hours: Number(every_hours) }
    await (feed ? request('PATCH', `/v1/product-feeds/${feed.id}`, { body }) : request('POST', '/v1/product-feeds', { body }))
    toast(t('feed.saved'))
    await onDone()
  })
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        <ErrorNote error={form.problem} />
        <TextInput {...form.text('name')} label={t('feed.name')} required maxLength={200} data-autofocus />
        <TextInput {...form.text('url')} label={t('feed.url')} description={t('feed.urlMeans')} type="url" maxLength={2000} />
        {form.values.url.trim() !== '' && (
          <NumberInput
            label={t('feed.every')}
            description={t('feed.everyMeans')}
            min={1}
            max={168}
            allowDecimal={false}
            value={form.values.every_hours}
            onChange={(value) => form.set('every_hours', value === '' ? '' : Number(value))}
            error={form.error('every_hours')}
          />
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={form.busy} disabled={!form.dirty || form.values.name.trim() === '' || form.values.every_hours === ''}>
            {t('feed.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
