import { Kysely, PostgresDialect, sql, type PostgresPool, type Transaction } from 'kysely'
import pg from 'pg'
import { preparedOn } from './prepared.ts'
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
  /** `system` for statements that come again and again: each connection parses and plans them once. */
  prepared: Kysely<DB>
  pools: Record<DatabaseRole, pg.Pool>
  close(): Promise<void>
}

/**
 * A process that stands still or whose host is gone keeps what its open transaction has locked, a lease among it, and all
 * who want that wait: after so long the server ends it. None of the machinery's transactions waits for the world outside.
 */
const IDLE_IN_TRANSACTION_S = 25

function pool(connectionString: string, role: DatabaseRole, max: number): pg.Pool {
  const options = [role === 'owner' ? '' : `-c role=${role}`, '-c timezone=UTC', role === 'carillon_app' ? '-c statement_timeout=30s' : '', role === 'carillon_system' ? `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_S}s` : ''].filter(Boolean).join(' ')
  const made = new pg.Pool({ connectionString, max, options, application_name: `carillon ${role}`, idleTimeoutMillis: 30_000 })
  // An idle connection that the server closes is no one's error: the pool drops it and opens another.
  made.on('error', () => undefined)
  // One that is lent out and breaks between two queries says so to nobody else: the next query fails, the process must not.
  made.on('connect', (client) => client.on('error', () => undefined))
  return made
}

export function connect(url: string, size = 10): Database {
  const pools = { owner: pool(url, 'owner', 4), carillon_app: pool(url, 'carillon_app', size), carillon_system: pool(url, 'carillon_system', size) }
  const kysely = (from: PostgresPool) => new Kysely<DB>({ dialect: new PostgresDialect({ pool: from }) })
  return {
    url,
    pools,
    app: kysely(pools.carillon_app),
    system: kysely(pools.carillon_system),
    prepared: kysely(preparedOn(pools.carillon_system)),
    async close() {
      await Promise.all(Object.values(pools).map((each) => each.end()))
    },
  }
}

const atWork = (name: string, workspace_id: string) => sql`set_config('application_name', ${`carillon ${name}`}, true), set_config('carillon.workspace_id', ${workspace_id}, true)`

/**
 * A transaction of the machinery. `name` says who is at work (pg_stat_activity shows it); `workspace_id` is the one it
 * works for, or 'all' for work across tenants, whose SQL then carries the workspace in every join.
 */
export function system<T>(db: Database, name: string, workspace_id: string, fn: (tx: SystemTx) => Promise<T>): Promise<T> {
  return db.system.transaction().execute(async (tx) => {
    await sql`select ${atWork(name, workspace_id)}`.execute(tx)
    return fn(tx as SystemTx)
  })
}

/** Plans of a transaction go by indexes alone: what is looked up has its keys, a batch of them. */
const BY_KEY = sql`set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`

/**
 * As `system`, for statements that look up a batch of rows by their keys. Tables that a campaign has just filled have the
 * statistics of empty ones, with which a planner scans them whole for each row; here it may not: 200 rows took 80 ms so,
 * and take 3 ms by the index.
 */
export function systemByKey<T>(db: Database, name: string, workspace_id: string, fn: (tx: SystemTx) => Promise<T>): Promise<T> {
  return db.system.transaction().execute(async (tx) => {
    await sql`select ${atWork(name, workspace_id)}, ${BY_KEY}`.execute(tx)
    return fn(tx as SystemTx)
  })
}

/**
 * As `systemByKey`, for statements that are the same each time: they are prepared, with one plan for all values. As it may
 * go by indexes alone, no statistics and no values can turn it into a bad one. Planning took 2 to 3 ms of each statement
 * over the partitions of messages and attempts, as much as fifty rows.
 */
export function systemPrepared<T>(db: Database, name: string, workspace_id: string, fn: (tx: SystemTx) => Promise<T>): Promise<T> {
  return db.prepared.transaction().execute(async (tx) => {
    await sql`select ${atWork(name, workspace_id)}, set_config('plan_cache_mode', 'force_generic_plan', true), ${BY_KEY}`.execute(tx)
    return fn(tx as SystemTx)
  })
}

/** A transaction under the policies of one workspace. Only accounts' `mutate` and `read` call it. */
export function inWorkspace<T>(db: Database, workspace_id: string, fn: (tx: WorkspaceTx) => Promise<T>): Promise<T> {
  return db.app.transaction().execute(async (tx) => {
    await sql`select set_config('carillon.workspace_id', ${workspace_id}, true)`.execute(tx)
    return fn(tx as WorkspaceTx)
  })
}
