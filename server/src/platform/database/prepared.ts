import { hash } from 'node:crypto'
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'

/**
 * Statements that a connection keeps: each plan takes 50 to 200 kB of the server. Those of the machinery are some sixty; what
 * templates make of their own comes on top, and a connection that has had too many is given up for one without.
 */
const MOST = 200
/** `feature_not_supported`: "cached plan must not change result type", after a migration under a running process. */
const OUTDATED = '0A000'

/** A client whose statements are sent, parsed and planned once, and from then on called by their name. */
function preparing(client: pg.PoolClient): PostgresPoolClient {
  const names = new Set<string>()
  let outdated = false
  return {
    async query<R>(text: string, values: readonly unknown[] = []): Promise<PostgresQueryResult<R>> {
      // Begin and commit are no statements to plan.
      if (!/^\s*(select|with|insert|update|delete)\b/i.test(text)) return client.query(text, [...values]) as never
      const name = `carillon_${hash('md5', text)}`
      names.add(name)
      try {
        return await client.query({ name, text, values: [...values] }) as never
      } catch (error) {
        outdated ||= (error as { code?: string }).code === OUTDATED
        throw error
      }
    },
    // With an outdated plan it would fail each time; another connection prepares anew.
    release: (destroy = false) => client.release(destroy || outdated || names.size > MOST),
  } as PostgresPoolClient
}

/** The same pool for Kysely, with statements that are prepared. Ending it is its owner's business. */
export function preparedOn(pool: pg.Pool): PostgresPool {
  const made = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect()
      const before = made.get(client)
      if (before) return before
      const fresh = preparing(client)
      made.set(client, fresh)
      return fresh
    },
    end: () => Promise.resolve(),
  }
}
