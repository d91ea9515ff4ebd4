import { useFormat } from '../i18n/format.ts'
import classes from './frame.module.css'

/** How many wait behind a line of the rail. */
export function LineCount({ useCount }: { useCount: () => number }) {
  const count = useCount()
  const format = useFormat()
  return count > 0 ? <span className={classes.count}>{format.compact(count)}</span> : null
}
