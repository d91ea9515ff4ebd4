import { useFormat } from '../i18n/format.ts'
import classes from './figures.module.css'

/** A number in a line or a table that opens its people; nothing to open where it is none. */
export function NumberDoor({ count, label, onOpen }: { count: number; label: string; onOpen: () => void }) {
  const format = useFormat()
  if (count === 0) return <span className="tabular">{format.number(0)}</span>
  return (
    <button type="button" className={classes.door} aria-label={label} onClick={onOpen}>
      {format.number(count)}
    </button>
  )
}
