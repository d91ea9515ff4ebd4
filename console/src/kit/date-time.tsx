import { useEffect, useState } from 'react'
import { useFormat } from '../i18n/format.ts'

export type DateTimeProps = { at: string; show?: 'dateTime' | 'date' | 'time' | 'relative' }

/** A moment in the workspace's time zone; the exact one, with the zone, on hover. */
export function DateTime({ at, show = 'dateTime' }: DateTimeProps) {
  const format = useFormat()
  const [, tick] = useState(0)
  useEffect(() => {
    if (show !== 'relative') return
    const timer = setInterval(() => tick((count) => count + 1), 30_000)
    return () => clearInterval(timer)
  }, [show])
  return (
    // A day is one word: broken over three lines it makes every row of a table as high as four.
    <time dateTime={at} title={format.exact(at)} {...(show === 'date' ? { style: { whiteSpace: 'nowrap' } } : {})}>
      {format[show](at)}
    </time>
  )
}
