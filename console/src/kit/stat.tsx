import type { ReactNode } from 'react'
import { useFormat } from '../i18n/format.ts'
import { Door } from './door.tsx'
import classes from './stat.module.css'

export type StatProps = {
  label: ReactNode
  /** A number is written in the reader's language; anything else as it is. */
  value: number | ReactNode
  hint?: ReactNode
  /** Where the people behind the number are: every count is a door. */
  href?: string
}

export function Stat({ label, value, hint, href }: StatProps) {
  const format = useFormat()
  const inside = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{typeof value === 'number' ? format.number(value) : value}</span>
      {hint && <span className={classes.hint}>{hint}</span>}
    </>
  )
  return href ? (
    <Door href={href} className={classes.stat}>
      {inside}
    </Door>
  ) : (
    <div className={classes.stat}>{inside}</div>
  )
}
