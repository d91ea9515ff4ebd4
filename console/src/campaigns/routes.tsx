import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconSpeakerphone } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'

export const area: Area = {
  rail: { path: '/campaigns', name: 'campaigns', icon: IconSpeakerphone, key: 'm', onPhone: true, permission: 'campaigns:read' },
}

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/campaigns',
  component: lazyRouteComponent(() => import('./list.tsx'), 'CampaignList'),
})

const one = createRoute({
  getParentRoute: () => frameRoute,
  path: '/campaigns/$id',
  component: lazyRouteComponent(() => import('./campaign.tsx'), 'CampaignScreen'),
})

const rehearsal = createRoute({
  getParentRoute: () => frameRoute,
  path: '/campaigns/$id/rehearsal',
  component: lazyRouteComponent(() => import('./rehearsal.tsx'), 'RehearsalScreen'),
})

export const frameRoutes = [list, one, rehearsal] as const
