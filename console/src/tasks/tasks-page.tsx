import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconChecklist } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { DataTable } from '../kit/data-table.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { Page } from '../kit/page.tsx'
import { useTable } from '../kit/table.ts'
import { countQuery, type Task, taskPage } from './queries.ts'
import type { TaskSearch } from './routes.tsx'
import { TaskPanel } from './task-panel.tsx'
import { Due } from './words.tsx'

const whoses = ['mine', 'nobody', 'all'] as const
const states = ['open', 'done', 'dropped'] as const

/** What is to be done about whom: late ones first. */
export function TasksPage() {
  const { t } = useTranslation('tasks')
  const format = useFormat()
  const navigate = useNavigate()
  const { whose = 'all', state = 'open', task: opened } = useSearch({ strict: false }) as TaskSearch
  const go = (search: TaskSearch) => void navigate({ to: '/tasks', search: search as never, replace: true })
  const filters: TaskSearch = { ...(whose === 'all' ? {} : { whose }), ...(state === 'open' ? {} : { state }) }
  const open = (id: string | null) => go({ ...filters, ...(table.search ? { search: table.search } : {}), ...(id ? { task: id } : {}) })
  const { data: count } = useQuery(countQuery)
  const table = useTable<Task>({ key: ['tasks', 'list', whose, state], fetchPage: (ask, signal) => taskPage({ whose, state, ...ask }, signal), refetchInterval: 15_000, inAddress: true, forward: true })
  const label = (value: (typeof whoses)[number]) => (count && state === 'open' && count[value] > 0 ? [t(value), format.number(count[value])].join(' · ') : t(value))
  return (
    <Page title={t('title')}>
      <DataTable
        label={t('title')}
        table={table}
        rowId={({ id }) => id}
        rowName={({ title }) => title}
        onOpen={({ id }) => open(id)}
        searchWords={t('search')}
        filtered={Object.keys(filters).length > 0}
        onClearFilters={() => go({})}
        filters={
          <>
            <SegmentedControl aria-label={t('whose')} value={whose} onChange={(value) => go({ ...filters, whose: value as 'mine' })} data={whoses.map((value) => ({ value: value as string, label: label(value) }))} />
            <Select aria-label={t('state')} w={150} allowDeselect={false} value={state} onChange={(value) => value && go({ ...filters, state: value as 'open' })} data={states.map((value) => ({ value: value as string, label: t(value) }))} />
          </>
        }
        empty={
          <EmptyState icon={IconChecklist} title={t('empty.title')} text={t('empty.text')}>
            <Button component={Door} href="/settings/hand-over" variant="default">
              {t('empty.rules')}
            </Button>
            {' '}
            <Button variant="subtle" onClick={() => go({ state: 'done' })}>
              {t('done')}
            </Button>
          </EmptyState>
        }
        columns={[
          { id: 'title', header: t('what'), cell: ({ title }) => title },
          { id: 'who', header: t('who'), cell: ({ contact }) => <Door href={`/contacts/${contact.id}`}>{contact.name ?? t('nameless')}</Door> },
          { id: 'due', header: state === 'open' ? t('due') : t('state'), cell: (row) => <Due task={row} /> },
          ...(state === 'open' ? [] : [{ id: 'closed', header: t('closed'), cell: ({ closed_at }: Task) => closed_at && <DateTime at={closed_at} /> }, { id: 'outcome', header: t('outcome'), cell: ({ outcome }: Task) => outcome }]),
          { id: 'assignee', header: t('assignee'), cell: ({ assignee }) => assignee?.name ?? t('nobody') },
        ]}
      />
      <TaskPanel id={opened ?? null} onClose={() => open(null)} />
    </Page>
  )
}
