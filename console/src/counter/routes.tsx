import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconCashRegister } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { requireSignedIn, rootRoute } from '../shell/frame-route.ts'

export const area: Area = { rail: { path: '/counter', name: 'counter', icon: IconCashRegister, key: 'k', permission: 'counter:use' } }

/** For a tablet at the counter: a frame of its own, without the rail. */
const counter = createRoute({
  getParentRoute: () => rootRoute,
  path: '/counter',
  validateSearch: (search): { q?: string } => (search.q ? { q: String(search.q) } : {}),
  beforeLoad: requireSignedIn,
  component: lazyRouteComponent(() => import('./counter.tsx'), 'Counter'),
})

export const openRoutes = [counter] as const
