import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconStairs } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = {
  settings: [{ path: '/settings/stages', name: 'stages', icon: IconStairs, permission: 'contacts:read' }],
}

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/stages',
  component: lazyRouteComponent(() => import('./stages-page.tsx'), 'StagesPage'),
})

const made = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/stages/new',
  component: lazyRouteComponent(() => import('./editor.tsx'), 'NewStage'),
})

const one = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/stages/$id',
  component: lazyRouteComponent(() => import('./editor.tsx'), 'StageScreen'),
})

export const frameRoutes = [list, made, one] as const
