import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './data-table.module.css'
import type { DataTableProps } from './data-table.tsx'
import { RowOpener, turned } from './row-opener.tsx'

/** The same rows on a phone: the first column as the card's head, the others as its facts. */
export function RowCards<Row>(props: DataTableProps<Row>) {
  const { label, table, columns, rowId, rowName, rowActions, selection } = props
  const { t } = useTranslation('kit')
  /** What a row does not have takes no line. */
  const factsOf = (row: Row) =>
    columns
      .slice(1)
      .filter(({ wideOnly }) => !wideOnly)
      .map(({ id, header, cell }) => ({ id, header, value: cell(row) }))
      .filter(({ value }) => value !== null && value !== undefined && value !== '')
  return (
    <ul className={classes.cards} aria-label={label}>
      {table.rows.map((row) => {
        const id = rowId(row)
        const isSelected = selection?.selected.has(id)
        return (
          <li key={id} data-row className={classes.card} data-selected={isSelected || undefined}>
            {selection && (
              <Checkbox
                aria-label={t('table.selectRow', { name: rowName(row) })}
                checked={Boolean(isSelected)}
                onChange={() => selection.onChange(turned(selection.selected, id))}
              />
            )}
            <div className={classes.cardBody}>
              <div className={classes.cardHead}>
                <span>
                  <RowOpener {...props} row={row} />
                </span>
                {rowActions?.(row)}
              </div>
              <dl className={classes.facts}>
                {factsOf(row).map(({ id: column, header, value }) => (
                  <div key={column} style={{ display: 'contents' }}>
                    <dt>{header}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
