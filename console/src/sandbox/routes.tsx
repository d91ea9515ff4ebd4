import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconFlask } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = { rail: { path: '/sandbox', name: 'sandbox', icon: IconFlask, key: 'x', permission: 'sandbox:read' } }

const sandbox = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sandbox',
  component: lazyRouteComponent(() => import('./sandbox.tsx'), 'Sandbox'),
})

export const frameRoutes = [sandbox] as const
