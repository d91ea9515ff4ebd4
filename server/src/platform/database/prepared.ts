import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'

/**
 * Statements of one process that are kept prepared: on each connection a plan takes 50 to 200 kB of the server. Those of
 * the machinery are some sixty and come first; what a template or a segment makes of its own later goes without.
 */
const MOST = 150
/** `feature_not_supported`: "cached plan must not change result type", after a migration under a running process. */
const OUTDATED = '0A000'

const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size === MOST || !/^\s*(select|with|insert|update|delete)\b/i.test(text)) return known
  const name = `carillon_${names.size}`
  names.set(text, name)
  return name
}

/** A client whose statements are sent, parsed and planned once, and from then on called by their name. */
function preparing(client: pg.PoolClient): PostgresPoolClient {
  let outdated = false
  return {
    async query<R>(text: string, values: readonly unknown[] = []): Promise<PostgresQueryResult<R>> {
      const name = nameOf(text)
      if (name === undefined) return client.query(text, [...values]) as never
      try {
        return await client.query({ name, text, values: [...values] }) as never
      } catch (error) {
        outdated ||= (error as { code?: string }).code === OUTDATED
        throw error
      }
    },
    // A connection with an outdated plan would fail each time; another one prepares anew.
    release: (destroy = false) => client.release(destroy || outdated),
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
