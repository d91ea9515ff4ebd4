import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconMathFunction } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = { settings: [{ path: '/settings/computed-traits', name: 'computedTraits', icon: IconMathFunction, permission: 'contacts:read' }] }

const page = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/computed-traits',
  component: lazyRouteComponent(() => import('./page.tsx'), 'ComputedTraits'),
})

export const frameRoutes = [page] as const
