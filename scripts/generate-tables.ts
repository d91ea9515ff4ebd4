import { Kysely, PostgresDialect as Dialect } from 'kysely'
import { generate, PostgresDialect } from 'kysely-codegen'
import pg from 'pg'

/** The table types, read from a database that has just been migrated. */
export async function generateTables(url: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: url })
  pool.on('error', () => undefined)
  const db = new Kysely<Record<string, never>>({ dialect: new Dialect({ pool }) })
  try {
    return await generate({
      db,
      dialect: new PostgresDialect(),
      // As connect.ts parses them: bigint as number, date as text; jsonb is written as text and read as it is.
      typeMapping: { int8: 'number', date: 'string', jsonb: 'ColumnType<unknown, string, string>' },
      excludePattern: '{graphile_worker.*,*.*_20??_??,*_20??_??,event_old,event_key_?,schema_migration}',
    })
  } finally {
    await db.destroy()
  }
}
