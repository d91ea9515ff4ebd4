import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconFlask } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'
import { type Joinable, joinables } from './queries.ts'

export const area: Area = { rail: { path: '/sandbox', name: 'sandbox', icon: IconFlask, key: 'x', permission: 'sandbox:read' } }

/** A message to open, or a person's own link that was followed. */
export type SandboxSearch = { open?: string; medium?: Joinable; start?: string }

const sandbox = createRoute({
  getParentRoute: () => frameRoute,
  path: '/sandbox',
  validateSearch: (search): SandboxSearch => {
    const medium = joinables.find((each) => each === search.medium)
    return { ...(typeof search.open === 'string' ? { open: search.open } : {}), ...(medium && search.start ? { medium, start: String(search.start) } : {}) }
  },
  component: lazyRouteComponent(() => import('./sandbox.tsx'), 'Sandbox'),
})

export const frameRoutes = [sandbox] as const
