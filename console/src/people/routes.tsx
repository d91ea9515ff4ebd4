import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconCheckbox, IconFingerprint } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = {
  settings: [{ path: '/settings/identity', name: 'identity', icon: IconFingerprint, permission: 'contacts:read' }, { path: '/settings/consent', name: 'consentRules', icon: IconCheckbox, permission: 'contacts:read' }],
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

const consentRules = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/consent',
  component: lazyRouteComponent(() => import('./consent-rules.tsx'), 'ConsentRules'),
})

export const frameRoutes = [duplicates, rules, consentRules] as const
