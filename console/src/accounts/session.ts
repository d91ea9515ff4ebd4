import { queryOptions, useQuery } from '@tanstack/react-query'
import { ApiError, currentWorkspace, rememberWorkspace, request } from '../api.ts'
import { queryClient } from '../query-client.ts'

export type Workspace = {
  id: string
  name: string
  country: string
  default_locale: string
  time_zone: string
  currency: string
  environment: 'sandbox' | 'live'
  marketing_held_at: string | null
  role: string
  permissions: string[]
  uses?: string[]
}

export type Me = {
  user: { id: string; name: string; email: string; locale: string }
  workspaces: { id: string; name: string; role: string }[]
  workspace: Workspace
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  // Asked without a connection too: where a page is kept at hand, so is the answer.
  networkMode: 'offlineFirst',
  queryFn: async ({ signal }) => {
    const ask = () => request<Me>('GET', '/v1/me', { signal })
    const me = await ask().catch((error: unknown) => {
      // The remembered workspace is gone, or this person was taken off its team: the server picks another one.
      if (!(error instanceof ApiError && error.status === 404 && currentWorkspace())) throw error
      rememberWorkspace(null)
      return ask()
    })
    if (me.workspace.id !== currentWorkspace()) rememberWorkspace(me.workspace.id)
    return me
  },
  staleTime: 60_000,
})

/** Who is signed in; undefined on the screens before signing in. */
export function useMe(): Me | undefined {
  return useQuery({ ...meQuery, enabled: false }).data
}

export const useWorkspace = (): Workspace | undefined => useMe()?.workspace

/** May this person do that (for example `campaigns:write`) in the current workspace? The server decides again. */
export function useCan(permission: string): boolean {
  return useWorkspace()?.permissions.includes(permission) ?? false
}

export function switchWorkspace(id: string): void {
  rememberWorkspace(id)
  // Nothing of the other workspace may stay on the screen or in memory.
  globalThis.location.assign('/')
}

export async function signOut(): Promise<void> {
  await request('POST', '/api/auth/sign-out', { body: {} })
  rememberWorkspace(null)
  queryClient.clear()
  // Nor what a page keeps for when there is no connection: the counter's.
  for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name)
  globalThis.location.assign('/sign-in')
}
