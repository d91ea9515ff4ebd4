import type { ReactNode } from 'react'
import { useFormat } from '../i18n/format.ts'
import { Door } from './door.tsx'
import classes from './stat.module.css'

export type StatProps = {
  label: ReactNode
  /** A number is written in the reader's language; anything else as it is. */
  value: number | ReactNode
  hint?: ReactNode
  /** Where the people behind the number are: every count is a door, to an address … */
  href?: string
  /** … or to a side panel of this screen. */
  onOpen?: (() => void) | false | undefined
}

/** A large number with its word. */
export function Stat({ label, value, hint, href, onOpen }: StatProps) {
  const format = useFormat()
  const inside = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{typeof value === 'number' ? format.number(value) : value}</span>
      {hint && <span className={classes.hint}>{hint}</span>}
    </>
  )
  if (href)
    return (
      <Door href={href} className={classes.stat}>
        {inside}
      </Door>
    )
  if (onOpen)
    return (
      <button type="button" className={classes.stat} onClick={onOpen}>
        {inside}
      </button>
    )
  return <div className={classes.stat}>{inside}</div>
}
