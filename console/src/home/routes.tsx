import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { IconHome } from '@tabler/icons-react'
import { meQuery } from '../accounts/session.ts'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'
import { homeQuery } from './queries.ts'

export const area: Area = { rail: { path: '/', name: 'home', icon: IconHome, key: 'h', onPhone: true } }

const home = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  // With nobody to write to there is nothing to come home to yet.
  beforeLoad: async ({ context }) => {
    const { workspace } = await context.queryClient.ensureQueryData(meQuery)
    if (!workspace.permissions.includes('workspace:write')) return
    const facts = await context.queryClient.fetchQuery({ ...homeQuery, staleTime: 0 }).catch(() => undefined)
    if (facts?.contacts === 0) throw redirect({ to: '/welcome' })
  },
  component: lazyRouteComponent(() => import('./home.tsx'), 'Home'),
})

export const frameRoutes = [home] as const
