import type { Tasks } from '../../platform/jobs/index.ts'
import { COMPUTE, computeTask } from './follow.ts'

export { computedChores, recompute } from './follow.ts'
export { computedTraitRoutes } from './routes.ts'
export const COMPUTED_TASKS: Tasks = { [COMPUTE]: computeTask }
