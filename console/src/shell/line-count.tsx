import { useFormat } from '../i18n/format.ts'
import classes from './frame.module.css'

/** How many wait behind a line of the rail; nothing where none do. */
export function LineCount({ count }: { count: number }) {
  const format = useFormat()
  return count > 0 ? <span className={classes.count}>{format.compact(count)}</span> : null
}
