import { useNavigate, useSearch } from '@tanstack/react-router'

/** What is open beside the list stands in the address, so that a link opens it as well. */
export function useOpened(): [string | null, (id: string | null) => void] {
  const navigate = useNavigate()
  const { open } = useSearch({ strict: false }) as { open?: string }
  const set = (id: string | null) =>
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => Object.fromEntries(Object.entries({ ...before, open: id }).filter(([, value]) => value))) as never,
      replace: true,
      resetScroll: false,
    })
  return [open ?? null, set]
}
