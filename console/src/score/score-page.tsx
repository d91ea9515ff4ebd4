import { Button, Group, Skeleton, TagsInput, Text } from '@mantine/core'
import { IconFlame, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { SettingsPage } from '../accounts/settings/settings-page.tsx'
import { request } from '../api.ts'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { toast } from '../kit/toast.tsx'
import { RecountNote } from '../recounts/recount-note.tsx'
import { type Draft, draftOf, isWhole, newId, storedOf, usual } from './draft.ts'
import { Histogram } from './histogram.tsx'
import { type ScoreSettings, scoreQuery } from './queries.ts'
import { RuleCard } from './rule-card.tsx'
import classes from './score.module.css'

/** What gives points and how many, with how many people that would give how many before it is saved. */
export function ScorePage() {
  const { t } = useTranslation('score')
  const { data, error, refetch } = useQuery(scoreQuery)
  if (data) return <Editor key={data.updated_at ?? ''} stored={data} />
  return (
    <SettingsPage title={t('title')} note={t('note')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}
    </SettingsPage>
  )
}

const blank = (): Draft => ({ id: newId(), each: true, group: { mode: 'all', parts: [] }, event: { type: '' }, points: 5, most: 20, half_days: 30 })

function Editor({ stored }: { stored: ScoreSettings }) {
  const { t } = useTranslation('score')
  const client = useQueryClient()
  const mayWrite = useCan('segments:write')
  const [start] = useState(() => JSON.stringify([stored.rules.map(draftOf).map(storedOf), stored.thresholds]))
  const [drafts, setDrafts] = useState<Draft[]>(() => stored.rules.map(draftOf))
  const [thresholds, setThresholds] = useState<number[]>(stored.thresholds)
  const rules = drafts.map(storedOf)
  const ready = drafts.every(isWhole)
  const dirty = JSON.stringify([rules, thresholds]) !== start
  const save = useMutation({
    mutationFn: () => request<ScoreSettings>('PUT', '/v1/score', { body: { rules, thresholds } }),
    onSuccess: (saved) => {
      client.setQueryData(scoreQuery.queryKey, saved)
      void client.invalidateQueries({ queryKey: ['contacts'] })
      toast(t('saved'))
    },
  })
  const put = (draft: Draft) => setDrafts(drafts.map((each) => (each.id === draft.id ? draft : each)))
  const add = (
    <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setDrafts([...drafts, blank()])}>
      {t('add')}
    </Button>
  )
  return (
    <SettingsPage
      title={t('title')}
      note={t('note')}
      action={
        mayWrite && (drafts.length > 0 || dirty) ? (
          <Button loading={save.isPending} disabled={!ready || !dirty} onClick={() => save.mutate()}>
            {t('save')}
          </Button>
        ) : undefined
      }
    >
      <ErrorNote error={save.error} />
      <RecountNote subject="score" recount={stored.recount} />
      {drafts.length === 0 && !dirty ? (
        <EmptyState icon={IconFlame} title={t('empty.title')} text={t('empty.text')}>
          {mayWrite && (
            <Group justify="center">
              <Button
                onClick={() => {
                  setDrafts(usual.map(draftOf))
                  setThresholds([50])
                }}
              >
                {t('usual')}
              </Button>
              {add}
            </Group>
          )}
        </EmptyState>
      ) : (
        <div className={classes.layout}>
          <div>
            <ul className={classes.rules} aria-label={t('title')}>
              {drafts.map((draft) => (
                <RuleCard key={draft.id} draft={draft} disabled={!mayWrite} onChange={put} onRemove={() => setDrafts(drafts.filter(({ id }) => id !== draft.id))} />
              ))}
            </ul>
            {mayWrite && add}
            <TagsInput mt={20} label={t('thresholds')} description={t('thresholdsMean')} disabled={!mayWrite} maxTags={5} value={thresholds.map(String)} onChange={(values) => setThresholds([...new Set(values.map(Number).filter((n) => Number.isInteger(n) && n > 0 && n <= 100_000))].toSorted((a, b) => a - b))} />
            <Text size="sm" c="dimmed" mt={12}>
              {t('quiet')}
            </Text>
          </div>
          <Histogram rules={rules} ready={ready} />
        </div>
      )}
    </SettingsPage>
  )
}
