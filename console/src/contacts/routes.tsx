import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconAddressBook } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = {
  rail: { path: '/contacts', name: 'contacts', icon: IconAddressBook, key: 'c', onPhone: true, permission: 'contacts:read' },
}

export type ContactFilters = { search?: string; after?: string; before?: string; tag?: string; medium?: string; locale?: string; segment_id?: string; stage?: string; score_from?: string; import_id?: string; anonymous?: string; sort?: string; add?: boolean }
const filterNames = ['search', 'after', 'before', 'tag', 'medium', 'locale', 'segment_id', 'stage', 'score_from', 'import_id', 'anonymous', 'sort'] as const

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts',
  validateSearch: (search): ContactFilters => ({
    ...Object.fromEntries(filterNames.filter((name) => search[name]).map((name) => [name, String(search[name])])),
    ...(search.add ? { add: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./list.tsx'), 'ContactList'),
})

const bring = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts/import',
  component: lazyRouteComponent(() => import('./import/new-import.tsx'), 'NewImport'),
})

const imports = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts/imports',
  component: lazyRouteComponent(() => import('./import/history.tsx'), 'ImportHistory'),
})

const oneImport = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts/imports/$id',
  component: lazyRouteComponent(() => import('./import/import.tsx'), 'ImportScreen'),
})

const profile = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts/$id',
  component: lazyRouteComponent(() => import('./profile.tsx'), 'Profile'),
})

export type OpenBy = { phone?: string; email?: string; external_id?: string; direction?: 'in' | 'out' }

/** As the telephone system wrote it: the router would make a number of it and lose a plus, a leading zero or digits. */
function asWritten(name: string, read: unknown): string {
  const { pathname, search } = globalThis.location
  const raw = pathname === '/open' ? new URLSearchParams(search.replaceAll('+', '%2B')).get(name) : null
  return (raw ?? String(read)).replace(/^"(.*)"$/, '$1').trim()
}

const openBy = createRoute({
  getParentRoute: () => frameRoute,
  path: '/open',
  validateSearch: (search): OpenBy => ({
    ...Object.fromEntries((['phone', 'email', 'external_id'] as const).flatMap((name) => (search[name] ? [[name, asWritten(name, search[name])]] : []))),
    ...(search.direction === 'out' ? { direction: 'out' as const } : {}),
  }),
  component: lazyRouteComponent(() => import('./open.tsx'), 'OpenProfile'),
})

export const frameRoutes = [list, bring, imports, oneImport, profile, openBy] as const
