export { IMPORT_TASKS } from './jobs.ts'
export { importRoutes } from './routes.ts'
