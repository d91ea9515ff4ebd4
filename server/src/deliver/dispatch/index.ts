export { outboundOf, withOptOut } from './outbound.ts'
export { startWorker, type Chore, type Worker } from './worker.ts'
