import * as accounts from './accounts/routes.tsx'
import * as campaigns from './campaigns/routes.tsx'
import * as commerce from './commerce/routes.tsx'
import * as computedTraits from './computed-traits/routes.tsx'
import * as connections from './connections/routes.tsx'
import * as contacts from './contacts/routes.tsx'
import * as content from './content/routes.tsx'
import * as counter from './counter/routes.tsx'
import * as events from './events/routes.tsx'
import * as frequency from './frequency/routes.tsx'
import * as home from './home/routes.tsx'
import * as people from './people/routes.tsx'
import * as replies from './replies/routes.tsx'
import * as sandbox from './sandbox/routes.tsx'
import * as score from './score/routes.tsx'
import * as segments from './segments/routes.tsx'
import * as stages from './stages/routes.tsx'
import * as tasks from './tasks/routes.tsx'
import type { Area } from './shell/area.ts'

/** The capabilities in the order of the rail. One more is an import and a line in each of these two lists. */
export const areas: Area[] = [home.area, replies.area, tasks.area, contacts.area, segments.area, events.area, campaigns.area, content.area, commerce.ordersArea, commerce.catalogueArea, counter.area, sandbox.area, accounts.area, connections.area, frequency.area, people.area, stages.area, score.area, tasks.settingsArea, computedTraits.area]

/** Screens inside the frame, for signed-in people. */
export const frameRoutes = [
  ...home.frameRoutes,
  ...replies.frameRoutes,
  ...tasks.frameRoutes,
  ...contacts.frameRoutes,
  ...segments.frameRoutes,
  ...events.frameRoutes,
  ...campaigns.frameRoutes,
  ...content.frameRoutes,
  ...commerce.frameRoutes,
  ...sandbox.frameRoutes,
  ...accounts.frameRoutes,
  ...connections.frameRoutes,
  ...frequency.frameRoutes,
  ...people.frameRoutes,
  ...computedTraits.frameRoutes,
  ...stages.frameRoutes,
  ...score.frameRoutes,
] as const

/** Screens that stand alone: signing in, setting up. */
export const openRoutes = [...accounts.openRoutes, ...counter.openRoutes] as const
