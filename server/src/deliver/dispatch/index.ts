export { startWorker, type Chore, type Worker } from './worker.ts'
