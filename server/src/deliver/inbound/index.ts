export { markOptedOut, receiveInbound } from './receive.ts'
export { webhookRoutes } from './routes.ts'
