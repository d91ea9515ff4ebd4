import { useQuery } from '@tanstack/react-query'
import { useCan } from '../accounts/session.ts'
import { LineCount } from '../shell/line-count.tsx'
import { countQuery } from './queries.ts'

/** How many of mine and of nobody's are overdue. */
export function OverdueCount() {
  const { data } = useQuery({ ...countQuery, enabled: useCan('tasks:read') })
  return <LineCount count={data?.overdue ?? 0} />
}
