import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconChecks } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { word } from '../../i18n/word.ts'
import { DataTable } from '../../kit/data-table.tsx'
import { Door } from '../../kit/door.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Page } from '../../kit/page.tsx'
import { ProgressBar } from '../../kit/progress-bar.tsx'
import { Stat } from '../../kit/stat.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { useTable } from '../../kit/table.ts'
import classes from './import.module.css'
import { type Import, type Kept, keptPage, sum } from './queries.ts'
import { stateTones } from './words.ts'

const things = ['contact', 'order', 'event', 'product', 'basket'] as const

/** An import that is being taken back, or was: how far, what went, and what stayed and why. */
export function Undone({ made }: { made: Import }) {
  const { t } = useTranslation('imports')
  const client = useQueryClient()
  const { undo, state } = made
  useEffect(() => {
    if (state === 'undone') void client.invalidateQueries({ predicate: ({ queryKey }) => ['contacts', 'segments', 'tags', 'traits', 'home', 'orders', 'products', 'events'].includes(String(queryKey[0])) })
  }, [state, client])
  if (!undo) return null
  const removed = undo.removed as Record<string, number>
  const restored = undo.restored as Record<string, number>
  const kept = sum(undo.kept as Record<string, number>)
  return (
    <Page
      title={made.file_name}
      status={<StatusBadge tone={stateTones[state]} label={t(`state.${state}`)} />}
      breadcrumb={[
        { label: t('contacts'), href: '/contacts' },
        { label: t('history.title'), href: '/contacts/imports' },
      ]}
      action={
        state === 'undone' ? (
          <Button component={Door} href="/contacts/import">
            {t('history.bring')}
          </Button>
        ) : undefined
      }
    >
      <Stack gap="lg">
        {state === 'undoing' ? <ProgressBar label={t('undo.running')} done={undo.done} total={undo.total} /> : <Alert color="gray">{t('undo.finished')}</Alert>}
        <section aria-labelledby="undone">
          <h2 id="undone" className={classes.heading}>
            {t('undo.allStays')}
          </h2>
          <div className={classes.stats}>
            {things
              .filter((kind) => (removed[kind] ?? 0) + (restored[kind] ?? 0) > 0)
              .map((kind) => (
                <Stat key={kind} label={t(`undo.thing.${kind}`)} value={(removed[kind] ?? 0) + (restored[kind] ?? 0)} />
              ))}
            {undo.consents > 0 && <Stat label={t('undo.consents')} value={undo.consents} />}
          </div>
        </section>
        {kept > 0 && state === 'undone' && <Stayed id={made.id} />}
        {kept === 0 && state === 'undone' && <Text c="dimmed">{t('undo.keptEmpty')}</Text>}
      </Stack>
    </Page>
  )
}

function Stayed({ id }: { id: string }) {
  const { t } = useTranslation('imports')
  const table = useTable<Kept>({ key: ['imports', 'kept', id], fetchPage: keptPage(id) })
  return (
    <section aria-labelledby="kept">
      <h2 id="kept" className={classes.heading}>
        {t('undo.keptTitle')}
      </h2>
      <DataTable
        label={t('undo.keptTitle')}
        table={table}
        rowId={({ kind, ref }) => `${kind} ${ref}`}
        rowName={({ name, ref }) => name ?? ref}
        rowHref={({ kind, ref, contact_id }) => (kind === 'product' ? `/catalogue?search=${encodeURIComponent(ref)}` : kind === 'order' ? `/orders?search=${encodeURIComponent(ref)}` : `/contacts/${contact_id}`)}
        empty={<EmptyState icon={IconChecks} title={t('undo.keptEmpty')} text={t('undo.finished')} />}
        columns={[
          { id: 'name', header: t('undo.who'), cell: ({ kind, name, ref }) => (kind === 'order' ? ref : (name ?? ref)) },
          { id: 'kind', header: t('undo.what'), cell: ({ kind }) => t(`undo.thing.${kind}`) },
          { id: 'reason', header: t('undo.reason'), cell: ({ reason }) => word(t, `undo.why.${reason}`, reason) },
        ]}
      />
    </section>
  )
}
