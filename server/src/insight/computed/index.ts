export { computedRoutes } from './computed.ts'
