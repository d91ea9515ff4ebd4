import * as accounts from './accounts/routes.tsx'
import type { Area } from './shell/area.ts'

/** The capabilities in the order of the rail. One more is an import and a line in each of these two lists. */
export const areas: Area[] = [accounts.area]

/** Screens inside the frame, for signed-in people. */
export const frameRoutes = [...accounts.frameRoutes] as const

/** Screens that stand alone: signing in, setting up. */
export const openRoutes = [...accounts.openRoutes] as const
