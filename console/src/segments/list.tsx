import { Button } from '@mantine/core'
import { IconActivity, IconArchive, IconPlus, IconUsers } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@carillon/sdk'
import { useCan } from '../accounts/session.ts'
import { request } from '../api.ts'
import { useFormat } from '../i18n/format.ts'
import { DataTable } from '../kit/data-table.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { Page } from '../kit/page.tsx'
import { useTable } from '../kit/table.ts'
import { undoToast } from '../kit/toast.tsx'
import { membershipOf, type Segment, segmentPage } from './queries.ts'
import { roughly } from './size.tsx'
import { groupOf } from './rule.ts'
import { useSentence } from './sentence.ts'

/** Saved groups of customers, each with its rule in words and how many it finds now. */
export function SegmentList() {
  const { t } = useTranslation('segments')
  const client = useQueryClient()
  const mayWrite = useCan('segments:write')
  const sentence = useSentence()
  const table = useTable<Segment>({ key: ['segments', 'list'], fetchPage: segmentPage, inAddress: true })
  const create = mayWrite && (
    <Button component={Door} href="/segments/new" leftSection={<IconPlus size={16} stroke={1.5} />}>
      {t('new')}
    </Button>
  )
  const archive = async ({ id, name }: Segment) => {
    const put = async (archived: boolean) => {
      await request('PATCH', `/v1/segments/${id}`, { body: { archived } })
      await client.invalidateQueries({ queryKey: ['segments'] })
    }
    await put(true)
    undoToast({ message: t('archived', { name }), undo: () => put(false) })
  }
  const isEmpty = !table.loading && table.rows.length === 0 && !table.search
  return (
    <Page title={t('title')} note={t('note')} action={isEmpty ? undefined : create}>
      <DataTable
        label={t('title')}
        table={table}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        rowHref={({ id }) => `/segments/${id}`}
        searchWords={t('search')}
        empty={
          <EmptyState icon={IconUsers} title={t('empty.title')} text={t('empty.text')}>
            {create}
          </EmptyState>
        }
        columns={[
          { id: 'name', header: t('name'), width: '24%', cell: ({ name, kept }) => (kept ? <Followed name={name} /> : name) },
          { id: 'rule', header: t('rule'), cell: ({ rule }) => <span style={{ whiteSpace: 'normal' }}>{sentence(groupOf(rule))}</span> },
          { id: 'count', header: t('people'), align: 'end', width: 140, cell: (segment) => <Count segment={segment} /> },
          { id: 'at', header: t('changed'), width: 140, wideOnly: true, cell: ({ updated_at }) => <DateTime at={updated_at} show="relative" /> },
        ]}
        {...(mayWrite
          ? {
              rowActions: (segment: Segment) => (
                <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconArchive size={14} stroke={1.5} />} aria-label={t('archiveNamed', { name: segment.name })} onClick={() => void archive(segment)}>
                  {t('archive')}
                </Button>
              ),
            }
          : {})}
      />
    </Page>
  )
}

function Followed({ name }: { name: string }) {
  const { t } = useTranslation('segments')
  return (
    <>
      {name} <IconActivity size={14} stroke={1.75} role="img" aria-label={t('kept.on')} title={t('kept.on')} style={{ verticalAlign: 'middle' }} />
    </>
  )
}

/** How many it finds: as kept, or exactly where that is soon told, else about. */
function Count({ segment: { id, kept } }: { segment: Segment }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const membership = useQuery({ ...membershipOf(id), enabled: kept })
  const { data } = useQuery({
    queryKey: ['segments', 'estimateOf', id],
    queryFn: ({ signal }) => request<Schema<'Estimate'>>('GET', `/v1/segments/${id}/estimate`, { signal }),
    staleTime: 60_000,
    enabled: !kept,
  })
  const words = membership.data ? format.number(membership.data.members) : !data ? '' : data.exact ? format.number(data.count) : data.count === 0 ? t('atMostNumber', { n: format.number(data.high) }) : t('aboutNumber', { n: format.number(roughly(data)) })
  return words ? (
    <span style={{ whiteSpace: 'nowrap' }}>
      <Door href={`/contacts?segment_id=${id}`}>{words}</Door>
    </span>
  ) : null
}
