import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconChecklist, IconHeartHandshake } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'
import { OverdueCount } from './overdue-count.tsx'

export const area: Area = {
  rail: { path: '/tasks', name: 'tasks', icon: IconChecklist, key: 't', permission: 'tasks:read', count: OverdueCount },
}

/** Its page of Settings stands behind the stages. */
export const settingsArea: Area = {
  settings: [{ path: '/settings/hand-over', name: 'handOver', icon: IconHeartHandshake, permission: 'tasks:read' }],
}

const whose = ['mine', 'nobody', 'all'] as const
const states = ['open', 'done', 'dropped'] as const
export type TaskSearch = { whose?: (typeof whose)[number]; state?: (typeof states)[number]; task?: string; search?: string; after?: string }
const oneOf = <T extends string>(among: readonly T[], value: unknown): T | undefined => among.find((each) => each === value)

const list = createRoute({
  getParentRoute: () => frameRoute,
  path: '/tasks',
  validateSearch: (search): TaskSearch => {
    const [by, state] = [oneOf(whose, search.whose), oneOf(states, search.state)]
    const text = (name: 'task' | 'search' | 'after') => (typeof search[name] === 'string' && search[name] ? { [name]: search[name] } : {})
    return { ...(by ? { whose: by } : {}), ...(state ? { state } : {}), ...text('task'), ...text('search'), ...text('after') }
  },
  component: lazyRouteComponent(() => import('./tasks-page.tsx'), 'TasksPage'),
})

const handOver = createRoute({
  getParentRoute: () => frameRoute,
  path: '/settings/hand-over',
  component: lazyRouteComponent(() => import('./hand-over.tsx'), 'HandOver'),
})

export const frameRoutes = [list, handOver] as const
