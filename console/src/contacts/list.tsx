import { Button, Group, Select, Switch, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAddressBook, IconPlus, IconUpload, IconUsersGroup } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LoadDemo } from '../accounts/load-demo.tsx'
import { useCan } from '../accounts/session.ts'
import { segmentsQuery } from '../campaigns/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { languages } from '../i18n/languages.ts'
import { DataTable } from '../kit/data-table.tsx'
import { DateTime } from '../kit/date-time.tsx'
import { Door } from '../kit/door.tsx'
import { EmptyState } from '../kit/empty-state.tsx'
import { media, MediumIcon, useMediumName } from '../kit/medium.tsx'
import { Page } from '../kit/page.tsx'
import { useTable } from '../kit/table.ts'
import { RecountLine } from '../recounts/recount-note.tsx'
import { scoreQuery } from '../score/queries.ts'
import { stagesQuery } from '../stages/queries.ts'
import { useStageName } from '../stages/words.ts'
import { AddContact } from './add-contact.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { importPage } from './import/queries.ts'
import { contactPage, type ContactRow, countQuery, nameOf, tagsQuery } from './queries.ts'
import type { ContactFilters } from './routes.tsx'

export function ContactList() {
  const { t } = useTranslation('contacts')
  const { t: people } = useTranslation('people')
  const format = useFormat()
  const client = useQueryClient()
  const navigate = useNavigate()
  const mediumName = useMediumName()
  const { add, after: _after, before: _before, ...filters } = useSearch({ strict: false }) as ContactFilters
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const mayWrite = useCan('contacts:write')
  const mayImport = useCan('imports:write')
  const { search: _search, sort, ...narrowing } = filters
  const set = (change: ContactFilters) => {
    setSelected(new Set())
    const next = Object.fromEntries(Object.entries({ ...filters, ...change }).filter(([, value]) => value))
    void navigate({ to: '/contacts', search: next as never, replace: true })
  }

  const table = useTable<ContactRow>({ key: ['contacts', 'list', narrowing, sort], fetchPage: (ask, signal) => contactPage({ ...narrowing, ...(sort ? { sort } : {}), ...ask }, signal), inAddress: true })
  const [typed] = useDebouncedValue(table.search.trim(), 250)
  const { data: count } = useQuery(countQuery({ ...narrowing, ...(typed ? { search: typed } : {}) }))
  const { data: tags } = useQuery(tagsQuery)
  const { data: segments } = useQuery(segmentsQuery)
  const { data: stages } = useQuery(stagesQuery)
  const stageName = useStageName()
  const { data: score } = useQuery(scoreQuery)
  const { t: points } = useTranslation('score')
  const { data: imports } = useQuery({ queryKey: ['imports', 'choice'], queryFn: ({ signal }) => importPage({ limit: 100 }, signal) })
  const refresh = () => client.invalidateQueries({ predicate: ({ queryKey }) => ['contacts', 'tags', 'segments', 'home'].includes(String(queryKey[0])) })

  const choices = useMemo(
    () => ({
      tag: (tags?.data ?? []).map((value) => ({ value, label: value })),
      medium: media.map((value) => ({ value: value as string, label: mediumName(value) })),
      locale: languages.map(({ code }) => ({ value: code as string, label: format.languageName(code) })),
      segment_id: (segments?.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
      stage: [...(stages?.data ?? []).map(({ key }) => ({ value: key, label: stageName(key) })), ...(stages?.data.length ? [{ value: 'none', label: stageName(null) }] : [])],
      score_from: (score?.thresholds ?? []).map((n) => ({ value: String(n), label: points('atLeast', { n: format.number(n) }) })),
      import_id: (imports?.data ?? []).map(({ id, file_name, created_at }) => ({ value: id, label: [file_name, format.date(created_at)].join(', ') })),
    }),
    [tags, segments, stages, stageName, score, points, imports, format, mediumName],
  )
  const isScored = Boolean(score && score.rules.length > 0)
  const nameless = (row: ContactRow) => (row.anonymous ? people('visitor') : t('nameless'))
  const filtered = Object.keys(narrowing).length > 0
  const isEmpty = !table.loading && !table.changing && table.rows.length === 0 && !filtered && !typed
  const addButton = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} variant={isEmpty ? 'default' : 'filled'} onClick={() => set({ add: true })}>
      {t('add.open')}
    </Button>
  )
  const bring = mayImport && (
    <Button component={Door} href="/contacts/import" leftSection={<IconUpload size={16} stroke={1.5} />} variant={isEmpty ? 'filled' : 'default'}>
      {t('bring')}
    </Button>
  )
  const duplicates = (
    <Button component={Door} href="/contacts/duplicates" leftSection={<IconUsersGroup size={16} stroke={1.5} />} variant="subtle" color="gray">
      {people('duplicates')}
    </Button>
  )
  return (
    <Page title={t('title')} action={isEmpty ? undefined : addButton} secondary={isEmpty ? undefined : <>{duplicates}{bring}</>} note={count && !isEmpty ? t('count', { count: count.count, n: format.number(count.count) }) : undefined}>
      <RecountLine recounts={[{ subject: 'stages', recount: stages?.recount }, { subject: 'score', recount: score?.recount }]} />
      <DataTable
        label={t('title')}
        table={table}
        rowId={({ id }) => id}
        rowName={(row) => nameOf(row) ?? nameless(row)}
        rowHref={({ id }) => `/contacts/${id}`}
        searchWords={t('search')}
        filtered={filtered}
        onClearFilters={() => void navigate({ to: '/contacts', search: {} as never, replace: true })}
        filters={(['stage', 'score_from', 'tag', 'medium', 'locale', 'segment_id', 'import_id'] as const)
          .filter((name) => choices[name].length > 0)
          .map((name): ReactNode => (
            <Select
              key={name}
              aria-label={t(`filter.${name}`)}
              placeholder={t(`filter.${name}`)}
              clearable
              searchable
              w={150}
              comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
              value={filters[name] ?? null}
              onChange={(value) => set({ [name]: value ?? '' })}
              data={choices[name]}
            />
          ))
          .concat(
            isScored
              ? [
                  <Select
                    key="sort"
                    aria-label={t('sort.by')}
                    allowDeselect={false}
                    w={210}
                    comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
                    value={sort ?? 'created'}
                    onChange={(value) => set({ sort: value === 'score' ? 'score' : '' })}
                    data={(['created', 'score'] as const).map((value) => ({ value, label: t(`sort.${value}`) }))}
                  />,
                ]
              : [],
          )
          .concat(<Switch key="visitors" label={people('visitors')} checked={Boolean(filters.anonymous)} onChange={({ currentTarget }) => set({ anonymous: currentTarget.checked ? 'true' : '' })} />)}
        {...(mayWrite
          ? {
              selection: { selected, onChange: setSelected },
              bulk: (ids: ReadonlySet<string>) => (
                <BulkBar
                  ids={[...ids]}
                  onDone={async () => {
                    setSelected(new Set())
                    await refresh()
                  }}
                />
              ),
            }
          : {})}
        empty={
          <EmptyState icon={IconAddressBook} title={t('empty.title')} text={t('empty.text')}>
            <Group justify="center">
              {bring}
              {addButton}
            </Group>
            <div style={{ maxInlineSize: 420, marginBlockStart: 24 }}>
              <LoadDemo primary={false} />
            </div>
          </EmptyState>
        }
        columns={[
          { id: 'name', header: t('column.name'), cell: (row) => row.name ?? nameOf(row) ?? nameless(row) },
          // Of a visitor nothing else is known than when they were here.
          ...(filters.anonymous ? [{ id: 'seen', header: people('lastSeen'), cell: ({ last_seen_at }: ContactRow) => last_seen_at && <DateTime at={last_seen_at} /> }] : []),
          { id: 'phone', header: t('column.phone'), cell: ({ phone }) => <bdi className="tabular">{phone}</bdi> },
          { id: 'email', header: t('column.email'), cell: ({ email }) => email },
          { id: 'locale', header: t('column.locale'), wideOnly: true, cell: ({ locale }) => locale && format.languageName(locale) },
          { id: 'stage', header: t('column.stage'), cell: ({ stage }) => stage && stageName(stage.key, stage.name) },
          ...(isScored ? [{ id: 'score', header: t('column.score'), align: 'end' as const, cell: ({ score: n }: ContactRow) => (n === 0 ? '' : format.number(n)) }] : []),
          { id: 'tags', header: t('column.tags'), cell: ({ tags: own }) => <Tags tags={own} /> },
          { id: 'media', header: t('column.media'), cell: (row) => <Media row={row} /> },
          { id: 'at', header: t('column.created'), wideOnly: true, cell: ({ created_at }) => <DateTime at={created_at} show="date" /> },
        ]}
      />
      <AddContact open={Boolean(add)} onClose={() => set({})} onAdded={refresh} />
    </Page>
  )
}

function Tags({ tags }: { tags: string[] }) {
  const shown = tags.slice(0, 3)
  return (
    <Text span size="xs" c="dimmed" title={tags.join(', ')}>
      {shown.join(', ')}
      {tags.length > shown.length && ` +${tags.length - shown.length}`}
    </Text>
  )
}

/** Channels that reach the person; a channel without a consent to marketing is dimmed, and says so. */
function Media({ row }: { row: ContactRow }) {
  const { t } = useTranslation('contacts')
  const name = useMediumName()
  return (
    <Group gap={6} wrap="nowrap">
      {row.media.map((medium) => {
        const agreed = row.consented.includes(medium) || row.consented.includes('*')
        const label = t(agreed ? 'agreed' : 'notAgreed', { medium: name(medium) })
        return (
          <span key={medium} title={label} style={{ display: 'inline-flex', alignItems: 'center', color: agreed ? 'var(--mantine-color-green-text)' : 'var(--mantine-color-dimmed)' }}>
            <span aria-hidden>
              <MediumIcon medium={medium} size={16} />
            </span>
            <span aria-hidden style={{ fontSize: 12 }}>{agreed ? '✓' : ''}</span>
            <span className="visually-hidden">{label}</span>
          </span>
        )
      })}
    </Group>
  )
}
