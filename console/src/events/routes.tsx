import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconBolt } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = {
  rail: { path: '/events', name: 'events', icon: IconBolt, key: 'v', permission: 'contacts:read' },
}

/** The filters that stand in an address, as texts. */
const filters = (...names: string[]) => (search: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(names.filter((name) => search[name]).map((name) => [name, String(search[name])]))

const live = createRoute({
  getParentRoute: () => frameRoute,
  path: '/events',
  validateSearch: filters('type', 'source', 'all', 'after'),
  component: lazyRouteComponent(() => import('./live.tsx'), 'LiveEvents'),
})

const refused = createRoute({
  getParentRoute: () => frameRoute,
  path: '/events/refused',
  validateSearch: filters('code', 'after'),
  component: lazyRouteComponent(() => import('./refused.tsx'), 'RefusedEvents'),
})

export const frameRoutes = [live, refused] as const
