export { enqueue, type NewJob } from './enqueue.ts'
export { prepareJobs } from './prepare.ts'
export { runJobs, startJobs, type Job, type Task, type Tasks } from './run.ts'
