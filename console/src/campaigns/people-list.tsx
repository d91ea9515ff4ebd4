import { Button, Skeleton, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useDelayed } from '../kit/delayed.ts'
import { ErrorState } from '../kit/error-state.tsx'
import type { Table } from '../kit/table.ts'
import classes from './people.module.css'

/** The people behind a number, a page at a time, for a side panel. */
export function PeopleList<Row>({ table, rowId, children }: { table: Table<Row>; rowId: (row: Row) => string; children: (row: Row) => ReactNode }) {
  const { t } = useTranslation('campaigns')
  const { t: tKit } = useTranslation('kit')
  const late = useDelayed(table.loading)
  if (table.error && table.rows.length === 0) return <ErrorState error={table.error} onRetry={table.retry} />
  if (table.loading) return <div style={{ minBlockSize: 240 }}>{late && [0, 1, 2, 3, 4].map((row) => <Skeleton key={row} height={40} my={12} />)}</div>
  if (table.rows.length === 0) return <Text c="dimmed">{t('nobody')}</Text>
  return (
    <>
      <ul className={classes.list}>
        {table.rows.map((row) => (
          <li key={rowId(row)} className={classes.row}>
            {children(row)}
          </li>
        ))}
      </ul>
      {(table.next || table.previous) && (
        <div className={classes.foot}>
          <Button variant="default" disabled={!table.previous} onClick={table.previous} leftSection={<IconChevronLeft size={16} stroke={1.5} className="flips" />}>
            {tKit('table.previous')}
          </Button>
          <Button variant="default" disabled={!table.next} onClick={table.next} rightSection={<IconChevronRight size={16} stroke={1.5} className="flips" />}>
            {tKit('table.next')}
          </Button>
        </div>
      )}
    </>
  )
}
