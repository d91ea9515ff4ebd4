import { Button, Skeleton, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useKey } from '../shell/shortcuts.ts'
import { RowCards } from './data-table-cards.tsx'
import { RowTable } from './data-table-rows.tsx'
import classes from './data-table.module.css'
import { useDelayed } from './delayed.ts'
import { EmptyState } from './empty-state.tsx'
import { ErrorState } from './error-state.tsx'
import type { Table } from './table.ts'

export type Column<Row> = {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** Numbers and money stand at the end of their column. */
  align?: 'end'
  width?: number | string
  /** Left out of the cards on phones. */
  wideOnly?: boolean
}

export type DataTableProps<Row> = {
  /** What is listed: "Contacts". */
  label: string
  table: Table<Row>
  /** The first column names the row, and is what opens it. */
  columns: Column<Row>[]
  rowId: (row: Row) => string
  /** The row in one word or name, for those who hear the table. */
  rowName: (row: Row) => string
  /** Opens the row at an address … */
  rowHref?: (row: Row) => string
  /** … or in a side panel of this screen. */
  onOpen?: (row: Row) => void
  /** Buttons or a menu at the end of a row. */
  rowActions?: (row: Row) => ReactNode
  selection?: { selected: ReadonlySet<string>; onChange: (selected: Set<string>) => void }
  /** Takes the place of search and filters while rows are selected. */
  bulk?: (selected: ReadonlySet<string>) => ReactNode
  /** Shows the search box, with these words in it. */
  searchWords?: string
  filters?: ReactNode
  /** Filters other than the search are set. */
  filtered?: boolean
  onClearFilters?: () => void
  /** First use: what will be here, and the action that fills it. */
  empty: ReactNode
}

/** A server-paged list: a table on desks, cards on phones. See useTable for the rows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { table, selection, bulk, searchWords, filters, filtered = false, onClearFilters, empty } = props
  const { t } = useTranslation('kit')
  const isPhone = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false })
  const searchBox = useRef<HTMLInputElement>(null)
  const showSkeleton = useDelayed(table.loading)
  const list = useRef<HTMLDivElement>(null)

  const moveFocus = (by: 1 | -1) => {
    const openers = [...(list.current?.querySelectorAll<HTMLElement>('[data-row-focus]') ?? [])]
    const at = openers.findIndex((one) => one.closest('[data-row]')?.contains(document.activeElement))
    openers[Math.min(Math.max(at + by, 0), openers.length - 1)]?.focus()
  }
  useKey('KeyJ', () => moveFocus(1))
  useKey('KeyK', () => moveFocus(-1))
  useKey('KeyX', () => document.activeElement?.closest('[data-row]')?.querySelector<HTMLElement>('input[type=checkbox]')?.click(), Boolean(selection))
  useKey(
    'Slash',
    (event) => {
      event.preventDefault()
      searchBox.current?.focus()
    },
    searchWords !== undefined,
  )

  const searching = table.search.trim() !== ''
  const clear = () => {
    table.setSearch('')
    onClearFilters?.()
  }
  const isEmpty = !table.loading && table.rows.length === 0
  const firstUse = isEmpty && !searching && !filtered && !table.changing && !table.previous
  if (table.error && table.rows.length === 0) return <ErrorState error={table.error} onRetry={table.retry} />
  if (firstUse) return empty

  const selecting = bulk && selection && selection.selected.size > 0
  const Rows = isPhone ? RowCards : RowTable
  return (
    <div>
      {(searchWords !== undefined || filters || selecting) && (
        <div className={classes.tools}>
          {selecting ? (
            <>
              <strong aria-live="polite">{t('table.selected', { count: selection.selected.size })}</strong>
              {bulk(selection.selected)}
              <Button variant="subtle" color="gray" onClick={() => selection.onChange(new Set())}>
                {t('table.unselect')}
              </Button>
            </>
          ) : (
            <>
              {searchWords !== undefined && (
                <TextInput
                  ref={searchBox}
                  className={classes.search}
                  type="search"
                  aria-label={searchWords}
                  placeholder={searchWords}
                  leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
                  value={table.search}
                  onChange={(event) => table.setSearch(event.currentTarget.value)}
                />
              )}
              {filters}
            </>
          )}
        </div>
      )}
      <div ref={list} className={classes.frame} aria-busy={table.loading || table.changing} data-changing={table.changing || undefined}>
        {table.loading ? (
          <Skeletons show={showSkeleton} />
        ) : isEmpty ? (
          <EmptyState
            icon={IconSearch}
            title={searching ? t('table.nothingFor', { search: table.search.trim() }) : t('table.nothingFits')}
            text={t('table.nothingText')}
          >
            <Button variant="default" onClick={clear}>
              {t('table.clear')}
            </Button>
          </EmptyState>
        ) : (
          <Rows {...props} />
        )}
      </div>
      {(table.next || table.previous) && (
        <nav className={classes.foot} aria-label={[props.label, t('table.pages')].join(': ')}>
          <Button
            variant="default"
            disabled={!table.previous}
            onClick={table.previous}
            leftSection={<IconChevronLeft size={16} stroke={1.5} className="flips" />}
          >
            {t('table.previous')}
          </Button>
          <Button
            variant="default"
            disabled={!table.next}
            onClick={table.next}
            rightSection={<IconChevronRight size={16} stroke={1.5} className="flips" />}
          >
            {t('table.next')}
          </Button>
        </nav>
      )}
    </div>
  )
}

function Skeletons({ show }: { show: boolean }) {
  const { t } = useTranslation('kit')
  return (
    <div style={{ minBlockSize: 288, padding: 12 }} role="status">
      <span className="visually-hidden">{t('loading')}</span>
      {show && [0, 1, 2, 3, 4, 5, 6].map((row) => <Skeleton key={row} height={20} my={16} width={`${92 - (row % 3) * 14}%`} />)}
    </div>
  )
}
