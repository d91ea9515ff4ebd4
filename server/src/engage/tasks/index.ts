export { followMerges, handOver } from './hand-over.ts'
export { taskRoutes } from './routes.ts'
