import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { meQuery } from '../accounts/session.ts'
import { ApiError } from '../api.ts'
import { hasChosenLanguage } from '../i18n/index.ts'
import { languageOf } from '../i18n/languages.ts'
import { BrokenConsole, MissingScreen } from './fallback-screens.tsx'

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()()

type Entry = { context: { queryClient: QueryClient }; location: { href: string } }

/** Lets signed-in people in, in their own language; sends others to where they sign in. */
export async function requireSignedIn({ context, location }: Entry): Promise<void> {
  try {
    const me = await context.queryClient.ensureQueryData(meQuery)
    const own = languageOf(me.user.locale)
    if (own && own !== i18next.language && !hasChosenLanguage()) await i18next.changeLanguage(own)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.code === 'setup_needed') throw redirect({ to: '/setup' })
    if (error.status === 401) throw redirect({ to: '/sign-in', search: { next: location.href } })
    throw error
  }
}

/** Parent of every screen that needs a signed-in person; draws the rail around them. */
export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  beforeLoad: async (entry) => {
    await requireSignedIn(entry)
    // Whoever stands at a counter may see nothing else of the console, so they come straight to it.
    const { workspace } = await entry.context.queryClient.ensureQueryData(meQuery)
    if (workspace.permissions.includes('counter:use') && !workspace.permissions.includes('contacts:read')) throw redirect({ to: '/counter' })
  },
  component: lazyRouteComponent(() => import('./frame.tsx'), 'Frame'),
  errorComponent: BrokenConsole,
})

/** Any address that is no screen's: said inside the frame, so that there is a way on. */
export const missingRoute = createRoute({ getParentRoute: () => frameRoute, path: '$', component: MissingScreen })
