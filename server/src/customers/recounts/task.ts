import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { system, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { enqueue, type Job, type Task } from '../../platform/jobs/index.ts'
import { catchUp, type Follower } from '../segments/index.ts'
import type { Subject } from './recount.ts'

/** How a subject is counted beside what holds, put in its place, and what is left over put away. */
export type Plan = {
  /** What is to be counted, in an order that stays: each part asks everybody at once, which as a set takes no longer than some thousands one by one. */
  parts(tx: SystemTx, workspace_id: string): Promise<((now: Date) => Promise<void>)[]>
  swap(tx: SystemTx, workspace_id: string, now: Date): Promise<void>
  tidy(tx: SystemTx, workspace_id: string): Promise<void>
}

type Row = { parts_done: number; total: number }
class Overtaken extends Error {}

/**
 * Waits for whoever writes and does not know yet that the rules to be read it: their change is noted for nobody, and must be
 * there before it is counted. False when the process is about to end.
 */
async function settled(house: House, signal: AbortSignal): Promise<boolean> {
  const { rows: [edge] } = await sql<{ at: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as at`.execute(house.db.system)
  for (;;) {
    const { rows: [now] } = await sql<{ past: boolean }>`select pg_snapshot_xmin(pg_current_snapshot()) >= ${edge!.at}::xid8 as past`.execute(house.db.system)
    if (now!.past) return true
    if (signal.aborted) return false
    await sleep(50)
  }
}

/** Counts the next part, or puts all in place; the row is written last, so that a change of rules never waits for a step. */
async function step(house: House, workspace_id: string, subject: Subject, version: number, plan: Plan, followers: readonly Follower[]): Promise<'more' | 'later' | 'over'> {
  return system(house.db, 'recount', workspace_id, async (tx) => {
    const { rows: [row] } = await sql<Row>`select parts_done, total from recount where workspace_id = ${workspace_id} and subject = ${subject} and version = ${version} and state = 'running'`.execute(tx)
    if (!row) return 'over'
    const now = house.clock()
    const total = row.total || (await sql<{ n: number }>`select count(*)::int as n from contact where workspace_id = ${workspace_id} and id = person_id`.execute(tx)).rows[0]!.n
    const write = async (set: object) => {
      const { numUpdatedRows } = await tx.updateTable('recount').set({ total, ...set }).where('workspace_id', '=', workspace_id).where('subject', '=', subject).where('version', '=', version).executeTakeFirst()
      if (numUpdatedRows === 0n) throw new Overtaken()
    }
    const parts = await plan.parts(tx, workspace_id)
    const part = parts[row.parts_done]
    if (part) {
      await part(now)
      await write({ parts_done: row.parts_done + 1, done: Math.floor((total * (row.parts_done + 1)) / parts.length) })
      return 'more'
    }
    // Whoever did something before is told of by the rules that held then.
    if (!(await catchUp(house, tx, workspace_id, followers))) return 'later'
    await plan.swap(tx, workspace_id, now)
    await write({ state: 'done', done: total, ended_at: now })
    return 'over'
  })
}

async function toEnd(house: House, { workspace_id, payload, signal }: Job, subject: Subject, plan: Plan, followers: readonly Follower[]): Promise<void> {
  const version = Number(payload.version)
  const putOff = () => system(house.db, 'recount', workspace_id, (tx) => enqueue(tx, `${subject}.recount`, { workspace_id, payload: { version } }))
  if (!(await settled(house, signal))) return putOff()
  for (;;) {
    const at = await step(house, workspace_id, subject, version, plan, followers)
    if (at === 'over') break
    if (signal.aborted) return putOff()
    if (at === 'later') await sleep(250)
  }
  await system(house.db, 'recount', workspace_id, (tx) => plan.tidy(tx, workspace_id))
}

export const recountTask = (subject: Subject, plan: Plan, followers: readonly Follower[]): Task => async (house, job) => {
  try {
    await toEnd(house, job, subject, plan, followers)
  } catch (error) {
    // The later change has a job of its own.
    if (error instanceof Overtaken) return
    if (job.last_try) await sql`update recount set state = 'failed', ended_at = ${house.clock()} where workspace_id = ${job.workspace_id} and subject = ${subject} and version = ${Number(job.payload.version)} and state = 'running'`.execute(house.db.system)
    throw error
  }
}
