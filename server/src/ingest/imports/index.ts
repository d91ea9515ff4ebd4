export { IMPORT_TASKS, importChores } from './jobs.ts'
export { importRoutes } from './routes.ts'
