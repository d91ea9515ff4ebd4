import { keepPreviousData, type QueryKey, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Page } from '../api.ts'

export type PageAsk = { after?: string; before?: string; limit: number; search?: string }

type Asked = { search?: string; after?: string; before?: string } & Record<string, string | undefined>

/** What stands after the question mark, and how to change it without a step in the history. */
function useAddress() {
  const navigate = useNavigate()
  const found = useSearch({ strict: false }) as Record<string, unknown>
  const asked: Asked = Object.fromEntries(Object.entries(found).map(([name, value]) => [name, String(value)]))
  const write = (change: Record<string, string | undefined>) =>
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value))) as never,
      replace: true,
      resetScroll: false,
    })
  return { asked, write }
}

/** A filter that stands in the address; another choice starts at the first page again. */
export function useFilter(name: string): [string, (value: string | null) => void] {
  const { asked, write } = useAddress()
  return [asked[name] ?? '', (value) => write({ [name]: value ?? '', after: '', before: '' })]
}

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

/** Where in a list one is; `way` holds the pages that lie behind. */
type Cursor = { scope: string; after?: string | undefined; before?: string | undefined; way?: string[] }

/**
 * A server-paged list. `key` carries every filter: a change of it starts at the first page again.
 * `fetchPage` is one call to the API that answers `{ data, page_info }`.
 */
export function useTable<Row>(options: {
  key: QueryKey
  fetchPage: (ask: PageAsk, signal: AbortSignal) => Promise<Page<Row>>
  pageSize?: number
  refetchInterval?: number | false
  /** Search and page stand in the address, so that a reload or a link shows the same list: for a screen's own list. */
  inAddress?: boolean
  /** The server's list goes forward only: the way back is the way that was come. */
  forward?: boolean
}): Table<Row> {
  const { key, fetchPage, pageSize = 50, refetchInterval = false, inAddress = false, forward = false } = options
  const { asked, write } = useAddress()
  const start = inAddress ? asked : {}
  const [search, setSearch] = useState(start.search ?? '')
  const [debounced] = useDebouncedValue(search.trim(), 250)
  const scope = JSON.stringify([key, debounced])
  const [cursor, setCursor] = useState<Cursor>({ scope, after: start.after, before: start.before })
  // A cursor belongs to the list that issued it; with other filters it means nothing.
  const { after, before, way = [] } = cursor.scope === scope ? cursor : ({} as Partial<Cursor>)

  useEffect(() => {
    if (inAddress && (asked.search ?? '') + (asked.after ?? '') + (asked.before ?? '') !== debounced + (after ?? '') + (before ?? ''))
      write({ search: debounced, after, before })
    // Only what the list itself changed is written; an address that changes by other means is a new screen.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [debounced, after, before])

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
  const to = (part: Omit<Cursor, 'scope'>) => () => setCursor({ scope, ...part })
  const back = forward ? after && to({ after: way.at(-1), way: way.slice(0, -1) }) : info?.before && to({ before: info.before })

  return {
    rows: query.data?.data ?? [],
    loading: query.isPending,
    changing: query.isPlaceholderData,
    error: query.error,
    retry: () => void query.refetch(),
    search,
    setSearch,
    next: info?.after ? to({ after: info.after, ...(forward ? { way: after ? [...way, after] : way } : {}) }) : undefined,
    previous: back || undefined,
  }
}

/** A short list that comes in one piece: no search, no further page. */
export function wholeTable<Row>(query: UseQueryResult<{ data: Row[] }>): Table<Row> {
  return {
    rows: query.data?.data ?? [],
    loading: query.isPending,
    changing: false,
    error: query.error,
    retry: () => void query.refetch(),
    search: '',
    setSearch: () => {},
    next: undefined,
    previous: undefined,
  }
}
