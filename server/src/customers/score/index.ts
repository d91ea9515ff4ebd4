export { eraseScores, followScores, scoreChores } from './rescore.ts'
export { scoreRoutes } from './routes.ts'
