import { sql } from 'kysely'
import type { Database, SystemTx } from './connect.ts'

/** PostgreSQL's word for a statement that was ended, by its time limit or by `pg_cancel_backend`. */
export const wasEnded = (error: unknown): boolean => (error as { code?: string }).code === '57014'

/**
 * A long read for somebody who may leave meanwhile: when `signal` says so, PostgreSQL ends the statement; so it does after
 * `limit_s`. The one who ends it is the owner, since a role may not end what another signed in as. Sets of a million ids are put in hash
 * tables of up to 64 MB, which takes a third of the time that sorting them takes.
 */
export function readWhile<T>(db: Database, name: string, workspace_id: string, { signal, limit_s }: { signal: AbortSignal; limit_s: number }, fn: (tx: SystemTx) => Promise<T>): Promise<T> {
  return db.system.transaction().setAccessMode('read only').execute(async (tx) => {
    const { rows: [own] } = await sql<{ pid: number }>`select pg_backend_pid() as pid, set_config('application_name', ${`carillon ${name}`}, true), set_config('carillon.workspace_id', ${workspace_id}, true), set_config('statement_timeout', ${`${limit_s}s`}, true), set_config('work_mem', '64MB', true)`.execute(tx)
    let ending: Promise<unknown> | undefined
    const end = () => (ending = db.pools.owner.query('select pg_cancel_backend($1)', [own!.pid]).catch(() => undefined))
    signal.throwIfAborted()
    signal.addEventListener('abort', end)
    try {
      return await fn(tx as SystemTx)
    } finally {
      signal.removeEventListener('abort', end)
      // The connection is lent to the next one only when nothing is on its way to it.
      await ending
    }
  })
}
