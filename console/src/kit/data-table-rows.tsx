import { Checkbox } from '@mantine/core'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './data-table.module.css'
import type { DataTableProps } from './data-table.tsx'
import { RowOpener, turned } from './row-opener.tsx'

/** A click on the empty part of a row opens it as well; one on something of its own, or at the end of a selection, does not. */
function openFromRow(event: MouseEvent<HTMLTableRowElement>): void {
  const target = event.target as HTMLElement
  if (target.closest('a, button, input, label') || String(getSelection())) return
  event.currentTarget.querySelector<HTMLElement>('[data-row-focus]')?.click()
}

export function RowTable<Row>(props: DataTableProps<Row>) {
  const { label, table, columns, rowId, rowName, rowHref, onOpen, rowActions, selection } = props
  const { t } = useTranslation('kit')
  const ids = table.rows.map(rowId)
  const chosen = selection ? ids.filter((id) => selection.selected.has(id)).length : 0
  const all = chosen === ids.length
  const opens = Boolean(rowHref ?? onOpen)

  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {selection && (
              <th className={classes.select} scope="col">
                <Checkbox
                  size="xs"
                  aria-label={t('table.selectPage')}
                  checked={all}
                  indeterminate={chosen > 0 && !all}
                  onChange={() => selection.onChange(all ? new Set() : new Set([...selection.selected, ...ids]))}
                />
              </th>
            )}
            {columns.map(({ id, header, align, width }) => (
              <th key={id} scope="col" className={align && classes.end} style={width ? { inlineSize: width } : undefined}>
                {header}
              </th>
            ))}
            {rowActions && (
              <th scope="col">
                <span className="visually-hidden">{t('table.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => {
            const id = rowId(row)
            const isSelected = selection?.selected.has(id)
            return (
              <tr
                key={id}
                data-row
                data-opens={opens || undefined}
                data-selected={isSelected || undefined}
                className={classes.row}
                onClick={opens ? openFromRow : undefined}
              >
                {selection && (
                  <td className={classes.select}>
                    <Checkbox
                      size="xs"
                      aria-label={t('table.selectRow', { name: rowName(row) })}
                      checked={Boolean(isSelected)}
                      onChange={() => selection.onChange(turned(selection.selected, id))}
                    />
                  </td>
                )}
                {columns.map(({ id: column, cell, align }, index) => (
                  <td key={column} className={align && classes.end}>
                    {index === 0 ? <RowOpener {...props} row={row} /> : cell(row)}
                  </td>
                ))}
                {rowActions && <td className={classes.end}>{rowActions(row)}</td>}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
