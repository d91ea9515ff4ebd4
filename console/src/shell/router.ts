import { createRouter } from '@tanstack/react-router'
import { frameRoutes, openRoutes } from '../areas.ts'
import { queryClient } from '../query-client.ts'
import { frameRoute, missingRoute, rootRoute } from './frame-route.ts'
import { BrokenScreen, MissingScreen, Waiting } from './fallback-screens.tsx'

export const router = createRouter({
  routeTree: rootRoute.addChildren([...openRoutes, frameRoute.addChildren([...frameRoutes, missingRoute])]),
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingMs: 300,
  defaultPendingMinMs: 150,
  defaultPendingComponent: Waiting,
  defaultErrorComponent: BrokenScreen,
  defaultNotFoundComponent: MissingScreen,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
