import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconFlame } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = {
  settings: [{ path: '/settings/score', name: 'score', icon: IconFlame, permission: 'contacts:read' }],
}

const rules = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/score',
  component: lazyRouteComponent(() => import('./score-page.tsx'), 'ScorePage'),
})

export const frameRoutes = [rules] as const
