export { timelineRoutes } from './timeline.ts'
