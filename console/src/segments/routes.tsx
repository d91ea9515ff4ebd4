import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconUsers } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = {
  rail: { path: '/segments', name: 'segments', icon: IconUsers, key: 'e', permission: 'segments:read' },
}

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/segments',
  component: lazyRouteComponent(() => import('./list.tsx'), 'SegmentList'),
})

const made = createRoute({
  getParentRoute: () => frameRoute,
  path: '/segments/new',
  component: lazyRouteComponent(() => import('./editor.tsx'), 'NewSegment'),
})

const one = createRoute({
  getParentRoute: () => frameRoute,
  path: '/segments/$id',
  component: lazyRouteComponent(() => import('./editor.tsx'), 'SegmentScreen'),
})

export const frameRoutes = [list, made, one] as const
