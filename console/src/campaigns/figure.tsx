import type { ReactNode } from 'react'
import { useFormat } from '../i18n/format.ts'
import classes from './figures.module.css'

/** A large number with its word; a door to the people behind it where there are any. */
export function Figure({ label, value, hint, onOpen }: { label: ReactNode; value: number | string; hint?: ReactNode; onOpen?: (() => void) | false | undefined }) {
  const format = useFormat()
  const inside = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{typeof value === 'number' ? format.number(value) : value}</span>
      {hint && <span className={classes.hint}>{hint}</span>}
    </>
  )
  return onOpen ? (
    <button type="button" className={classes.figure} onClick={onOpen}>
      {inside}
    </button>
  ) : (
    <div className={classes.figure}>{inside}</div>
  )
}

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
