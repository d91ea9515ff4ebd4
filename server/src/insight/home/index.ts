export { homeRoutes } from './home.ts'
