export { TEST_TASKS } from './hand-over.ts'
export { testRoutes } from './routes.ts'
