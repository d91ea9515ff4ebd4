import { ActionIcon, Button, Group, Skeleton, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconPencil, IconPlus, IconStairs } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { SettingsPage } from '../accounts/settings/settings-page.tsx'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { Door } from '../kit/door.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { toast } from '../kit/toast.tsx'
import { RecountNote } from '../recounts/recount-note.tsx'
import { partOf } from '../segments/rule.ts'
import { clauseIn, useTelling } from '../segments/sentence.ts'
import { type Stage, type StageList, stagesQuery } from './queries.ts'
import classes from './stages.module.css'
import { useStageName } from './words.ts'

/** The stages in their order, each with its rule as a sentence and who is in it. */
export function StagesPage() {
  const { t } = useTranslation('stages')
  const client = useQueryClient()
  const mayWrite = useCan('segments:write')
  const { data, error, refetch } = useQuery(stagesQuery)
  const stages = data?.data ?? []
  const keep = (answer: StageList) => {
    client.setQueryData(stagesQuery.queryKey, answer)
    void client.invalidateQueries({ queryKey: ['contacts'] })
  }
  const order = useMutation({ mutationFn: (ids: string[]) => request<StageList>('PUT', '/v1/stages/order', { body: { ids } }), onSuccess: keep })
  const usual = useMutation({
    mutationFn: () => request<StageList>('POST', '/v1/stages/usual', { body: {} }),
    onSuccess: (answer) => {
      keep(answer)
      toast(t('usualDone'))
    },
  })
  const swap = (at: number, by: 1 | -1) => {
    const ids = stages.map(({ id }) => id)
    ;[ids[at], ids[at + by]] = [ids[at + by]!, ids[at]!]
    order.mutate(ids)
  }
  const add = mayWrite && (
    <Button component={Door} href="/settings/stages/new" leftSection={<IconPlus size={16} stroke={1.5} />}>
      {t('add')}
    </Button>
  )
  const putUsual = mayWrite && (
    <Button variant="default" loading={usual.isPending} onClick={() => usual.mutate()}>
      {t('usual')}
    </Button>
  )
  const lacking = stages.filter(({ name }) => name === null).length < 7
  return (
    <SettingsPage title={t('title')} note={t('note')} action={stages.length > 0 ? add : undefined} secondary={stages.length > 0 && lacking ? putUsual : undefined}>
      <ErrorNote error={order.error ?? usual.error} />
      <RecountNote subject="stages" recount={data?.recount ?? null} />
      {!data ? (
        error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />
      ) : stages.length === 0 ? (
        <EmptyState icon={IconStairs} title={t('empty.title')} text={t('empty.text')}>
          <Group justify="center">
            {putUsual}
            {add}
          </Group>
        </EmptyState>
      ) : (
        <ol className={classes.stages}>
          {stages.map((stage, at) => (
            <Line key={stage.id} stage={stage} mayWrite={mayWrite} busy={order.isPending} onUp={at > 0 ? () => swap(at, -1) : undefined} onDown={at < stages.length - 1 ? () => swap(at, 1) : undefined} />
          ))}
        </ol>
      )}
    </SettingsPage>
  )
}

type LineProps = { stage: Stage; mayWrite: boolean; busy: boolean; onUp: (() => void) | undefined; onDown: (() => void) | undefined }

function Line({ stage, mayWrite, busy, onUp, onDown }: LineProps) {
  const { t } = useTranslation('stages')
  const { t: recount } = useTranslation('recount')
  const format = useFormat()
  const clause = clauseIn(useTelling())
  const name = useStageName()(stage.key, stage.name)
  return (
    <li>
      <div className={classes.grow}>
        <strong>{name}</strong>
        <Text size="sm">{clause(partOf(stage.rule))}</Text>
        {stage.by_time && (
          <Text size="xs" c="dimmed">
            {t('byTime')}
          </Text>
        )}
      </div>
      <div className={classes.count}>
        {stage.to_be && stage.people === 0 ? (
          <Text size="xs" c="dimmed">
            {recount('toCome')}
          </Text>
        ) : (
          <Door href={`/contacts?stage=${stage.key}`}>{t('people', { count: stage.people, n: format.number(stage.people) })}</Door>
        )}
        {stage.by_hand > 0 && (
          <Text size="xs" c="dimmed">
            {t('byHand', { count: stage.by_hand, n: format.number(stage.by_hand) })}
          </Text>
        )}
      </div>
      {mayWrite && (
        <Group gap={4} wrap="nowrap">
          <ActionIcon size={32} aria-label={t('earlier', { name })} disabled={!onUp || busy} onClick={onUp}>
            <IconChevronUp size={18} stroke={1.5} />
          </ActionIcon>
          <ActionIcon size={32} aria-label={t('later', { name })} disabled={!onDown || busy} onClick={onDown}>
            <IconChevronDown size={18} stroke={1.5} />
          </ActionIcon>
          <Button component={Door} href={`/settings/stages/${stage.id}`} variant="default" leftSection={<IconPencil size={16} stroke={1.5} />} aria-label={t('editNamed', { name })}>
            {t('edit')}
          </Button>
        </Group>
      )}
    </li>
  )
}
