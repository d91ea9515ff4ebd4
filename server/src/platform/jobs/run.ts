import { EventEmitter } from 'node:events'
import { run, runOnce, type Runner, type WorkerEvents, type Task as GraphileTask, type TaskList } from 'graphile-worker'
import pg from 'pg'
import type { House } from '../house.ts'
import { randomToken } from '../ids.ts'
import { jobLogger } from './logger.ts'

export type Job = {
  workspace_id: string
  payload: Record<string, unknown>
  /** Set when the process is about to end: a long task commits what it has, enqueues itself again and returns. */
  signal: AbortSignal
  /** No further try follows this one. */
  last_try: boolean
  /** Earlier tries ended without an error on record: the process died in the midst of them. */
  died_before: boolean
}

/** A task enters `system` itself, for the job's workspace, as often as it commits. */
export type Task = (house: House, job: Job) => Promise<void>
export type Tasks = Readonly<Record<string, Task>>

/** Jobs at once in one process: an import of a million rows must not keep short chores waiting. */
const WORKERS = 3

function taskList(house: House, tasks: Tasks, signal: AbortSignal): TaskList {
  const wrap = (task: Task): GraphileTask => async (payload, { job }) => {
    const { workspace_id, ...rest } = payload as Record<string, unknown>
    if (typeof workspace_id !== 'string') throw new Error(`the job ${job.id} names no workspace`)
    await task(house, { workspace_id, payload: rest, signal, last_try: job.attempts >= job.max_attempts, died_before: job.attempts > 1 && job.last_error === null })
  }
  return Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, wrap(task)]))
}

/**
 * Gives back the jobs of dead processes, which graphile-worker would keep locked for four hours. A process is alive while
 * it has a connection under its name; our workers' names begin with their process's.
 */
async function releaseDead(pool: pg.Pool): Promise<void> {
  await pool.query(`
    select graphile_worker.force_unlock_workers(array(
      select distinct j.locked_by from graphile_worker._private_jobs j
      where j.locked_by is not null and not exists (
        select from pg_stat_activity a where a.datname = current_database() and a.application_name = split_part(j.locked_by, '#', 1))))`)
}

/**
 * Makes graphile-worker (0.18) lock jobs under this name. It locks them under the id of its pool, a random word that no
 * connection bears; `releaseDead` would take every worker for dead and hand a running job to a second one.
 */
function namedPool(name: string): { events: WorkerEvents } {
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => void Object.assign(workerPool, { id: name }))
  return { events }
}

/** graphile-worker connects as the owner; a connection that breaks is dropped by the pool and no one's error. */
function ownerPool(house: House, name: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: house.db.url, max: WORKERS + 3, application_name: name, options: '-c timezone=UTC' })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}

/** Starts working on jobs, as the owner of graphile-worker's tables. `stop` lets running jobs finish or put themselves off. */
export async function startJobs(house: House, tasks: Tasks): Promise<{ stop(): Promise<void> }> {
  const name = `carillon jobs ${randomToken(16)}`
  const pool = ownerPool(house, name)
  const stopping = new AbortController()
  await releaseDead(pool)
  const list = taskList(house, tasks, stopping.signal)
  const options = { pgPool: pool, taskList: list, parsedCronItems: [], noHandleSignals: true, concurrency: 1, pollInterval: 2000, logger: jobLogger(house.log) }
  const runners: Runner[] = await Promise.all(Array.from({ length: WORKERS }, (_, n) => run({ ...options, ...namedPool(`${name}#${n}`) })))
  const keeper = setInterval(() => void releaseDead(pool).catch((err: unknown) => house.log.warn({ err }, 'jobs of dead processes could not be released')), 30_000)
  return {
    async stop() {
      clearInterval(keeper)
      stopping.abort()
      await Promise.allSettled(runners.map((runner) => runner.stop()))
      await pool.end()
    },
  }
}

/** Works through the jobs that are due, once; for tests and one-off commands. */
export async function runJobs(house: House, tasks: Tasks): Promise<void> {
  const name = `carillon jobs ${randomToken(16)}`
  const pgPool = ownerPool(house, name)
  try {
    await runOnce({ ...namedPool(`${name}#0`), pgPool, taskList: taskList(house, tasks, new AbortController().signal), parsedCronItems: [], noHandleSignals: true, logger: jobLogger(house.log) })
  } finally {
    await pgPool.end()
  }
}
