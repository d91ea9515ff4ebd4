export { eraseScores, followScores, scoreChores } from './rescore.ts'
export { scoreRoutes } from './routes.ts'
export { scoreTasks } from './settings.ts'
