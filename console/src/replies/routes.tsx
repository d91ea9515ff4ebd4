import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { IconMessages } from '@tabler/icons-react'
import type { Area } from '../shell/area.ts'
import { frameRoute } from '../shell/frame-route.ts'
import { UnreadCount } from './unread-count.tsx'

export const area: Area = {
  rail: { path: '/replies', name: 'replies', icon: IconMessages, key: 'r', onPhone: true, permission: 'replies:read', count: UnreadCount },
}

export type ReplyFilter = 'open' | 'unread' | 'review' | 'handled'
export type ReplySearch = { state?: ReplyFilter; contact?: string }
const filters: ReplyFilter[] = ['open', 'unread', 'review', 'handled']

const replies = createRoute({
  getParentRoute: () => frameRoute,
  path: '/replies',
  validateSearch: (search): ReplySearch => ({
    ...(filters.includes(search.state as ReplyFilter) ? { state: search.state as ReplyFilter } : {}),
    ...(typeof search.contact === 'string' ? { contact: search.contact } : {}),
  }),
  component: lazyRouteComponent(() => import('./replies.tsx'), 'Replies'),
})

export const frameRoutes = [replies] as const
