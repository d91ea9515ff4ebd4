export { campaignChores } from './jobs.ts'
export { campaignRoutes } from './routes.ts'
export { startDemoCampaign } from './demo.ts'
