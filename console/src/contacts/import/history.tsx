import { Button } from '@mantine/core'
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../accounts/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { DataTable } from '../../kit/data-table.tsx'
import { DateTime } from '../../kit/date-time.tsx'
import { Door } from '../../kit/door.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Page } from '../../kit/page.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { useTable } from '../../kit/table.ts'
import { importPage, type ImportRow, refusedOf, takenOf } from './queries.ts'
import { stateTones } from './words.ts'

/** Every file that was brought, newest first. */
export function ImportHistory() {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const table = useTable<ImportRow>({ key: ['imports', 'list'], fetchPage: importPage, refetchInterval: 5000 })
  const bring = useCan('imports:write') && (
    <Button component={Door} href="/contacts/import" leftSection={<IconUpload size={16} stroke={1.5} />}>
      {t('history.bring')}
    </Button>
  )
  return (
    <Page title={t('history.title')} breadcrumb={[{ label: t('contacts'), href: '/contacts' }]} action={bring}>
      <DataTable
        label={t('history.title')}
        table={table}
        rowId={({ id }) => id}
        rowName={({ file_name }) => file_name}
        rowHref={({ id }) => `/contacts/imports/${id}`}
        empty={<EmptyState icon={IconFileSpreadsheet} title={t('history.emptyTitle')} text={t('history.emptyText')} />}
        columns={[
          { id: 'file', header: t('history.file'), cell: ({ file_name }) => file_name },
          { id: 'kind', header: t('history.kind'), cell: ({ kind }) => t(`kind.${kind}`) },
          { id: 'state', header: t('history.state'), cell: ({ state }) => <StatusBadge tone={stateTones[state]} label={t(`state.${state}`)} /> },
          { id: 'rows', header: t('history.rows'), align: 'end', cell: ({ rows_total }) => (rows_total === null ? '' : format.number(rows_total)) },
          { id: 'taken', header: t('history.count'), align: 'end', cell: ({ run }) => run && format.number(takenOf(run)) },
          { id: 'refused', header: t('tally.refused'), align: 'end', cell: ({ run }) => run && format.number(refusedOf(run)) },
          { id: 'at', header: t('history.at'), cell: ({ created_at }) => <DateTime at={created_at} /> },
        ]}
      />
    </Page>
  )
}
