import type { House } from '../../platform/house.ts'
import { forgetRejected } from './rejected.ts'
import { MANY, resolveTracked } from './resolve.ts'

export { rejectedRoutes } from './rejected.ts'
export { trackingRoutes } from './routes.ts'
export { scriptRoutes } from './script.ts'

/** What a worker does for the tracking API; each by one worker at a time. */
export const trackingChores = [
  // A few calls cost as many statements as hundreds: what comes one by one gathers until the next turn.
  { name: 'tracking', every_ms: 150, run: async (house: House) => { while ((await resolveTracked(house)) >= MANY); } },
  { name: 'rejected events', every_ms: 3_600_000, run: forgetRejected },
]
