import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { IconBuilding, IconHistory, IconKey, IconSettings, IconUsersGroup } from '@tabler/icons-react'
import { ApiError } from '../api.ts'
import type { Area } from '../shell/area.ts'
import { frameRoute, rootRoute } from '../shell/frame-route.ts'
import { meQuery } from './session.ts'

export const area: Area = {
  rail: { path: '/settings', name: 'settings', icon: IconSettings, key: 's' },
  settings: [
    { path: '/settings/workspace', name: 'workspace', icon: IconBuilding, permission: 'workspace:read' },
    { path: '/settings/team', name: 'team', icon: IconUsersGroup, permission: 'members:read' },
    { path: '/settings/api-keys', name: 'apiKeys', icon: IconKey, permission: 'keys:write' },
    { path: '/settings/audit', name: 'audit', icon: IconHistory, permission: 'audit:read' },
  ],
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

const setup = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  validateSearch: (search): { token?: string } => (search.token ? { token: String(search.token) } : {}),
  component: lazyRouteComponent(() => import('./setup.tsx'), 'Setup'),
})

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search): { next?: string } => (search.next ? { next: text(search.next) } : {}),
  beforeLoad: async ({ context }) => {
    try {
      await context.queryClient.fetchQuery(meQuery)
    } catch (error) {
      if (error instanceof ApiError && error.code === 'setup_needed') throw redirect({ to: '/setup' })
      // Not signed in, or the server cannot say: either way this is the place to be.
      return
    }
    throw redirect({ to: '/' })
  },
  component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
})

const invitation = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  validateSearch: (search): { token: string } => ({ token: text(search.token) }),
  component: lazyRouteComponent(() => import('./invitation.tsx'), 'Invitation'),
})

const passwordReset = createRoute({
  getParentRoute: () => rootRoute,
  path: '/password-reset',
  validateSearch: (search): { token: string } => ({ token: text(search.token) }),
  component: lazyRouteComponent(() => import('./password-reset.tsx'), 'PasswordReset'),
})

const welcome = createRoute({
  getParentRoute: () => frameRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./welcome.tsx'), 'Welcome'),
})

const settings = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/workspace' })
  },
})

const settingsWorkspace = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/workspace',
  component: lazyRouteComponent(() => import('./settings/workspace.tsx'), 'WorkspaceSettings'),
})

const team = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/team',
  component: lazyRouteComponent(() => import('./settings/team.tsx'), 'Team'),
})

const apiKeys = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/api-keys',
  component: lazyRouteComponent(() => import('./settings/api-keys.tsx'), 'ApiKeys'),
})

const audit = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/audit',
  component: lazyRouteComponent(() => import('./settings/audit.tsx'), 'Audit'),
})

export const openRoutes = [setup, signIn, invitation, passwordReset] as const
export const frameRoutes = [welcome, settings, settingsWorkspace, team, apiKeys, audit] as const
