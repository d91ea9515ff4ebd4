import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Page } from '../api.ts'

export type PageAsk = { after?: string; before?: string; limit: number; search?: string }

export type Table<Row> = {
  rows: Row[]
  /** Nothing has come yet. */
  loading: boolean
  /** The next page or search is on its way while the previous one is still shown. */
  changing: boolean
  error: unknown
  retry: () => void
  search: string
  setSearch: (text: string) => void
  /** Undefined where there is no further page. */
  next: (() => void) | undefined
  previous: (() => void) | undefined
}

/**
 * A server-paged list. `key` carries every filter: a change of it starts at the first page again.
 * `fetchPage` is one call to the API that answers `{ data, page_info }`.
 */
export function useTable<Row>(options: {
  key: QueryKey
  fetchPage: (ask: PageAsk, signal: AbortSignal) => Promise<Page<Row>>
  pageSize?: number
  refetchInterval?: number | false
  /** What an address asked for. */
  initialSearch?: string
}): Table<Row> {
  const { key, fetchPage, pageSize = 50, refetchInterval = false, initialSearch = '' } = options
  const [search, setSearch] = useState(initialSearch)
  const [debounced] = useDebouncedValue(search.trim(), 250)
  const scope = JSON.stringify([key, debounced])
  const [cursor, setCursor] = useState<{ scope: string; after?: string; before?: string }>({ scope })
  // A cursor belongs to the list that issued it; with other filters it means nothing.
  const { after, before } = cursor.scope === scope ? cursor : {}

  const query = useQuery({
    queryKey: [...key, { search: debounced, after, before, pageSize }],
    queryFn: ({ signal }) =>
      fetchPage(
        {
          limit: pageSize,
          ...(debounced ? { search: debounced } : {}),
          ...(after ? { after } : {}),
          ...(before ? { before } : {}),
        },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval,
  })
  const info = query.data?.page_info
  const to = (part: { after?: string; before?: string }) => () => setCursor({ scope, ...part })

  return {
    rows: query.data?.data ?? [],
    loading: query.isPending,
    changing: query.isPlaceholderData,
    error: query.error,
    retry: () => void query.refetch(),
    search,
    setSearch,
    next: info?.after ? to({ after: info.after }) : undefined,
    previous: info?.before ? to({ before: info.before }) : undefined,
  }
}
