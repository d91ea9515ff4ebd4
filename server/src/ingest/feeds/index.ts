import type { Tasks } from '../../platform/jobs/index.ts'
import { readFeedTask, startDueFeeds } from './read-task.ts'

export { feedRoutes } from './routes.ts'
export { toProduct, type FeedProblem } from './to-product.ts'
export const FEED_TASKS: Tasks = { 'feeds.read': readFeedTask }
export const feedChores = [{ name: 'product feeds', every_ms: 30_000, run: startDueFeeds }]
