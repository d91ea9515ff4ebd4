import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconCoins, IconPlugConnected } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = {
  settings: [
    { path: '/settings/connections', name: 'connections', icon: IconPlugConnected, permission: 'connections:read' },
    { path: '/settings/senders', name: 'senders', icon: IconCoins, permission: 'connections:read' },
  ],
}

const connections = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/connections',
  component: lazyRouteComponent(() => import('./connections.tsx'), 'Connections'),
})

const senders = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/senders',
  component: lazyRouteComponent(() => import('./senders.tsx'), 'SendersAndPrices'),
})

export const frameRoutes = [connections, senders] as const
