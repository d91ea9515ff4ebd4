export { chatLinksOf } from './chat-links.ts'
export { markOptedOut, receiveInbound } from './receive.ts'
export { chatLinkRoutes, webhookRoutes } from './routes.ts'
export { unfinishedChat } from './unfinished-chat.ts'
