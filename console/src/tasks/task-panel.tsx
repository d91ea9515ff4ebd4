import { Button, Group, Select, Skeleton, Stack, Text, Textarea } from '@mantine/core'
import { IconCheck, IconRotate } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { toast, undoToast } from '../kit/toast.tsx'
import { type Task, taskQuery, useColleagues } from './queries.ts'
import { dueOf, isWhen, type When, WhenField } from './when.tsx'
import { Due, MadeBy } from './words.tsx'

/** One task beside whatever list it stands in. */
export function TaskPanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('tasks')
  const { data, error, refetch } = useQuery({ ...taskQuery(id ?? ''), enabled: id !== null })
  return (
    <SidePanel open={id !== null} title={data?.title ?? t('one')} onClose={onClose}>
      {data ? <Body key={data.id} task={data} onClose={onClose} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={240} />}
    </SidePanel>
  )
}

type Change = { state?: Task['state']; outcome?: string; assignee_id?: string | null; due_at?: string; within_hours?: number }

function Body({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation('tasks')
  const format = useFormat()
  const client = useQueryClient()
  const mayWrite = useCan('tasks:write')
  const colleagues = useColleagues()
  const [outcome, setOutcome] = useState(task.outcome)
  const [when, setWhen] = useState<When | null>(null)
  const change = useMutation({
    mutationFn: (body: Change) => request<Task>('PATCH', `/v1/tasks/${task.id}`, { body }),
    onSuccess: async (next) => {
      client.setQueryData(taskQuery(task.id).queryKey, next)
      await client.invalidateQueries({ predicate: ({ queryKey }) => (queryKey[0] === 'tasks' && queryKey[1] !== 'one') || (queryKey[0] === 'contacts' && queryKey[1] === 'timeline') })
    },
  })
  const close = async (state: 'done' | 'dropped') => {
    await change.mutateAsync({ state, outcome: outcome.trim() })
    undoToast({ message: t(state === 'done' ? 'wasDone' : 'wasDropped', { title: task.title }), undo: () => change.mutateAsync({ state: 'open' }) })
    onClose()
  }
  const give = async (assignee_id: string | null) => {
    const next = await change.mutateAsync({ assignee_id })
    toast(next.assignee ? t('given', { who: next.assignee.name }) : t('freed'))
  }
  const putOff = async (until: When) => {
    const next = await change.mutateAsync(dueOf(until, format.timeZone))
    setWhen(null)
    toast(t('isPutOff', { when: format.dateTime(next.due_at) }))
  }
  const isOpen = task.state === 'open'
  const known = colleagues.some(({ value }) => value === task.assignee?.user_id)
  return (
    <Stack>
      <ErrorNote error={change.error} />
      <div>
        <Door href={`/contacts/${task.contact.id}`}>{task.contact.name ?? t('nameless')}</Door>
        <MadeBy task={task} />
      </div>
      {task.note && <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{task.note}</Text>}
      <Group gap="xs">
        <Text c="dimmed" size="sm">
          {isOpen ? t('due') : t('state')}
        </Text>
        <Due task={task} />
        {task.closed_at && <DateTime at={task.closed_at} />}
      </Group>
      {isOpen && mayWrite && (
        <>
          {when ? (
            <Stack gap="xs">
              <WhenField value={when} onChange={setWhen} />
              <Group>
                <Button variant="default" loading={change.isPending} disabled={!isWhen(when)} onClick={() => void putOff(when)}>
                  {t('putOff')}
                </Button>
                <Button variant="subtle" color="gray" onClick={() => setWhen(null)}>
                  {t('cancel', { ns: 'kit' })}
                </Button>
              </Group>
            </Stack>
          ) : (
            <Group>
              <Button variant="default" size="compact-sm" onClick={() => setWhen({ within: '8', at: '' })}>
                {t('putOff')}
              </Button>
            </Group>
          )}
          <Select label={t('assignee')} allowDeselect={false} value={task.assignee?.user_id ?? ''} onChange={(value) => value !== null && void give(value || null)} data={[{ value: '', label: t('nobody') }, ...colleagues, ...(task.assignee && !known ? [{ value: task.assignee.user_id, label: task.assignee.name }] : [])]} />
          <Textarea label={t('outcome')} description={t('outcomeMeans')} value={outcome} onChange={({ currentTarget }) => setOutcome(currentTarget.value)} autosize minRows={2} maxRows={8} maxLength={4000} />
          <Group>
            <Button leftSection={<IconCheck size={16} stroke={1.75} />} loading={change.isPending} onClick={() => void close('done')}>
              {t('doneDo')}
            </Button>
            <Button variant="default" disabled={change.isPending} onClick={() => void close('dropped')}>
              {t('dropDo')}
            </Button>
          </Group>
        </>
      )}
      {!isOpen && (
        <>
          <Text size="sm">{task.outcome || (task.closed_by === null && task.state === 'dropped' ? t('mergedAway') : '')}</Text>
          {mayWrite && (
            <Group>
              <Button variant="default" leftSection={<IconRotate size={16} stroke={1.5} />} loading={change.isPending} onClick={() => change.mutate({ state: 'open' })}>
                {t('reopen')}
              </Button>
            </Group>
          )}
        </>
      )}
    </Stack>
  )
}
