import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconFingerprint } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = {
  settings: [{ path: '/settings/identity', name: 'identity', icon: IconFingerprint, permission: 'contacts:read' }],
}

const duplicates = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contacts/duplicates',
  component: lazyRouteComponent(() => import('./duplicates.tsx'), 'Duplicates'),
})

const rules = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/identity',
  component: lazyRouteComponent(() => import('./identity-rules.tsx'), 'IdentityRules'),
})

export const frameRoutes = [duplicates, rules] as const
