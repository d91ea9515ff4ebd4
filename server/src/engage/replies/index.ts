export { replyRoutes } from './replies.ts'
