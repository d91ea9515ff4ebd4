export { outboundOf, withOptOut } from './outbound.ts'
export { measureDelivery } from './measures.ts'
export { startWorker, type Chore, type Worker } from './worker.ts'
