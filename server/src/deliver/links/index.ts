export { linkRoutes } from './routes.ts'
export { sealTest } from './test-page.ts'
export { sealTarget } from './tokens.ts'
export { withUtm } from './utm.ts'
