export { campaignChores, campaignRoutes } from './campaigns/index.ts'
export { DEMO_TASKS, demoRoutes } from './demo/index.ts'
export { replyRoutes } from './replies/index.ts'
export { followMerges, handOver, taskRoutes } from './tasks/index.ts'
