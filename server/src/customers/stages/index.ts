export { eraseStages, followStages, restageByScore } from './restage.ts'
export { stageRoutes } from './routes.ts'
export { seedStages, stageChores, stageTasks } from './stages.ts'
