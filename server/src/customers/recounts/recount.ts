import { sql } from 'kysely'
import { mutateAsSystem, type Cx } from '../../accounts/index.ts'
import type { SystemTx, Tx } from '../../platform/database/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { conflict } from '../../platform/problem.ts'

export type Subject = 'stages' | 'score'
type State = { state: 'running' | 'done' | 'cancelled' | 'failed'; done: number; total: number; started_at: Date; ended_at: Date | null; by: string }

export async function recountOf(tx: Tx, workspace_id: string, subject: Subject): Promise<State | null> {
  return (await sql<State>`select state, done, total, started_at, ended_at, by from recount where workspace_id = ${workspace_id} and subject = ${subject}`.execute(tx)).rows[0] ?? null
}

async function toWork(tx: SystemTx, workspace_id: string, subject: Subject, version: number): Promise<void> {
  await enqueue(tx, `${subject}.recount`, { workspace_id, payload: { version }, key: `recount ${subject} ${workspace_id}` })
}

/** Counts everybody from the beginning by the rules to be, which the caller has put down; what was under way comes to nothing. */
export async function beginRecount(tx: SystemTx, workspace_id: string, subject: Subject, by: string, now: Date): Promise<void> {
  const { rows: [row] } = await sql<{ version: number }>`insert into recount as r (workspace_id, subject, state, by, started_at) values (${workspace_id}, ${subject}, 'running', ${by}, ${now})
    on conflict (workspace_id, subject) do update set version = r.version + 1, state = 'running', parts_done = 0, done = 0, total = 0, by = excluded.by, started_at = excluded.started_at, ended_at = null returning version`.execute(tx)
  await toWork(tx, workspace_id, subject, row!.version)
}

/** Begins one anew that failed, and answers with what is counted. */
export function countAgain<T>(cx: Cx, subject: Subject, audited: 'stage' | 'score', answer: (tx: SystemTx, workspace_id: string) => Promise<T>): Promise<T> {
  return mutateAsSystem(cx, 'segments:write', async (tx, audit) => {
    if ((await recountOf(tx, cx.workspace.id, subject))?.state !== 'failed') return conflict('recount_not_failed', 'Nothing failed that could be counted again.')
    await beginRecount(tx, cx.workspace.id, subject, cx.actor.name, cx.now)
    audit(audited, cx.workspace.id)
    return answer(tx, cx.workspace.id)
  })
}

/** The rules before hold again: the caller has put away those to be. The job puts away what was counted for them. */
export async function endRecount(tx: SystemTx, workspace_id: string, subject: Subject, now: Date): Promise<void> {
  const { rows: [row] } = await sql<{ version: number }>`update recount set version = version + 1, state = 'cancelled', ended_at = ${now} where workspace_id = ${workspace_id} and subject = ${subject} and state in ('running', 'failed') returning version`.execute(tx)
  if (!row) return conflict('recount_over', 'Nobody is being counted anew; the rules hold already.')
  await toWork(tx, workspace_id, subject, row.version)
}
