export { followCommerce } from './record.ts'
export { commerceRoutes } from './routes.ts'
