import type { Tasks } from '../../platform/jobs/index.ts'
import { loadDemo, removeDemo } from './load.ts'

export const DEMO_TASKS: Tasks = { 'demo.load': loadDemo, 'demo.remove': removeDemo }
export { demoRoutes } from './routes.ts'
