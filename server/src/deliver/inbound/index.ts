export { markOptedOut, receiveInbound } from './receive.ts'
export { chatLinkRoutes, webhookRoutes } from './routes.ts'
