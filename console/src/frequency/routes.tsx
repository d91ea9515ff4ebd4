import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconClockHour4 } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = { settings: [{ path: '/settings/frequency', name: 'frequency', icon: IconClockHour4, permission: 'workspace:read' }] }

const frequency = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/frequency',
  component: lazyRouteComponent(() => import('./frequency.tsx'), 'Frequency'),
})

export const frameRoutes = [frequency] as const
