import { createTracker } from './tracker.ts'

export { createTracker, type Consent, type Options, type Tracker } from './tracker.ts'

/** The tracker of this page. */
export const carillon = createTracker(window)
