import classes from './data-table.module.css'
import type { DataTableProps } from './data-table.tsx'
import { Door } from './door.tsx'

/** A row's name as what opens it: a link, a button, or plain words with a place for the focus. */
export function RowOpener<Row>({ row, columns, rowHref, onOpen }: DataTableProps<Row> & { row: Row }) {
  const name = columns[0]!.cell(row)
  if (rowHref)
    return (
      <Door href={rowHref(row)} className={classes.opener} data-row-focus>
        {name}
      </Door>
    )
  if (onOpen)
    return (
      <button type="button" className={classes.opener} onClick={() => onOpen(row)} data-row-focus>
        {name}
      </button>
    )
  return name
}

/** The selection with one row turned. */
export function turned(selected: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(selected)
  if (!next.delete(id)) next.add(id)
  return next
}
