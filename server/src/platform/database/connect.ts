import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DatabaseRole } from './roles.ts'
import type { DB } from './tables.ts'

// bigint columns hold counts, sizes and micro-units, all far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// A date without a time is text: as a Date it would be midnight in some zone.
pg.types.setTypeParser(pg.types.builtins.DATE, String)

declare const tenant: unique symbol
/** A transaction of one person's command in one workspace, under row-level security. */
export type WorkspaceTx = Transaction<DB> & { readonly [tenant]: 'workspace' }
/** A transaction of the machinery; its SQL names the workspace itself. */
export type SystemTx = Transaction<DB> & { readonly [tenant]: 'system' }
/** What a query function that writes asks for. */
export type Tx = WorkspaceTx | SystemTx

export type Database = {
  url: string
  app: Kysely<DB>
  system: Kysely<DB>
  pools: Record<DatabaseRole, pg.Pool>
  close(): Promise<void>
}

function pool(connectionString: string, role: DatabaseRole, max: number): pg.Pool {
  const options = [role === 'owner' ? '' : `-c role=${role}`, '-c timezone=UTC', role === 'carillon_app' ? '-c statement_timeout=30s' : ''].filter(Boolean).join(' ')
  const made = new pg.Pool({ connectionString, max, options, application_name: `carillon ${role}`, idleTimeoutMillis: 30_000 })
  // An idle connection that the server closes is no one's error: the pool drops it and opens another.
  made.on('error', () => undefined)
  // One that is lent out and breaks between two queries says so to nobody else: the next query fails, the process must not.
  made.on('connect', (client) => client.on('error', () => undefined))
  return made
}

export function connect(url: string, size = 10): Database {
  const pools = { owner: pool(url, 'owner', 4), carillon_app: pool(url, 'carillon_app', size), carillon_system: pool(url, 'carillon_system', size) }
  const kysely = (from: pg.Pool) => new Kysely<DB>({ dialect: new PostgresDialect({ pool: from }) })
  return {
    url,
    pools,
    app: kysely(pools.carillon_app),
    system: kysely(pools.carillon_system),
    async close() {
      await Promise.all(Object.values(pools).map((each) => each.end()))
    },
  }
}

/**
 * A transaction of the machinery. `name` says who is at work (pg_stat_activity shows it); `workspace_id` is the one it
 * works for, or 'all' for work across tenants, whose SQL then carries the workspace in every join.
 */
export function system<T>(db: Database, name: string, workspace_id: string, fn: (tx: SystemTx) => Promise<T>): Promise<T> {
  return db.system.transaction().execute(async (tx) => {
    await sql`select set_config('application_name', ${`carillon ${name}`}, true), set_config('carillon.workspace_id', ${workspace_id}, true)`.execute(tx)
    return fn(tx as SystemTx)
  })
}

/**
 * As `system`, for statements that look up a batch of rows by their keys. Tables that a campaign has just filled have the
 * statistics of empty ones, with which a planner scans them whole for each row; here it may not: 200 rows took 80 ms so,
 * and take 3 ms by the index.
 */
export function systemByKey<T>(db: Database, name: string, workspace_id: string, fn: (tx: SystemTx) => Promise<T>): Promise<T> {
  return db.system.transaction().execute(async (tx) => {
    await sql`select set_config('application_name', ${`carillon ${name}`}, true), set_config('carillon.workspace_id', ${workspace_id}, true),
      set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`.execute(tx)
    return fn(tx as SystemTx)
  })
}

/**
 * Runs `fn` with joins by hashing only: for a statement that pairs a batch with the rows which the same transaction has
 * just written. A planner that knows nothing of these yet expects one, and compares each with each: 2,000 took a second.
 */
export async function hashed<T>(tx: SystemTx, fn: () => Promise<T>): Promise<T> {
  await sql`set local enable_nestloop = off`.execute(tx)
  const result = await fn()
  await sql`set local enable_nestloop = on`.execute(tx)
  return result
}

/** A transaction under the policies of one workspace. Only accounts' `mutate` and `read` call it. */
export function inWorkspace<T>(db: Database, workspace_id: string, fn: (tx: WorkspaceTx) => Promise<T>): Promise<T> {
  return db.app.transaction().execute(async (tx) => {
    await sql`select set_config('carillon.workspace_id', ${workspace_id}, true)`.execute(tx)
    return fn(tx as WorkspaceTx)
  })
}
