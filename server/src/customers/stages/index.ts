export { eraseStages, followStages } from './restage.ts'
export { stageRoutes } from './routes.ts'
export { seedStages } from './stages.ts'
