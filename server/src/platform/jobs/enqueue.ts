import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'

export type NewJob = {
  workspace_id: string
  payload?: Record<string, unknown>
  /** A waiting job with the same key is replaced. */
  key?: string
  run_at?: Date
}

/** Enqueues inside the caller's transaction: the job is there if and only if its cause is. */
export async function enqueue(tx: Tx, task: string, job: NewJob): Promise<void> {
  await sql`select enqueue_job(${task}, ${job.workspace_id}, ${JSON.stringify(job.payload ?? {})}::jsonb, ${job.key ?? null}, ${job.run_at ?? null})`.execute(tx)
}
