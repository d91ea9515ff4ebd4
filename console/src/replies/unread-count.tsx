import { useQuery } from '@tanstack/react-query'
import { useCan } from '../accounts/session.ts'
import { LineCount } from '../shell/line-count.tsx'
import { countQuery } from './queries.ts'

/** How many replies nobody has read. */
export function UnreadCount() {
  const { data } = useQuery({ ...countQuery, enabled: useCan('replies:read') })
  return <LineCount count={data?.unread ?? 0} />
}
