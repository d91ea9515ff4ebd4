import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './data-table.module.css'
import type { DataTableProps } from './data-table.tsx'
import { RowOpener, turned } from './row-opener.tsx'

/** The same rows on a phone: the first column as the card's head, the others as its facts. */
export function RowCards<Row>(props: DataTableProps<Row>) {
  const { label, table, columns, rowId, rowName, rowActions, selection } = props
  const { t } = useTranslation('kit')
  const facts = columns.slice(1).filter(({ wideOnly }) => !wideOnly)
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
                <RowOpener {...props} row={row} />
              </div>
              <dl className={classes.facts}>
                {facts.map(({ id: column, header, cell }) => (
                  <div key={column} style={{ display: 'contents' }}>
                    <dt>{header}</dt>
                    <dd>{cell(row)}</dd>
                  </div>
                ))}
              </dl>
            </div>
            {rowActions?.(row)}
          </li>
        )
      })}
    </ul>
  )
}
