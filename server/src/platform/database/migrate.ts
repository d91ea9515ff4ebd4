import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { sha256 } from '../ids.ts'
import { ROOT } from '../root.ts'
import { makePartitions } from './partitions.ts'
import { ensureRoles } from './roles.ts'

const FOLDER = path.join(ROOT, 'server/migrations')
/** Any number that nothing else takes: one process migrates at a time. */
const LOCK = 7_314_001

type Migration = { name: string; sql: string; hash: string }

function readMigrations(): Migration[] {
  return fs.readdirSync(FOLDER).filter((name) => name.endsWith('.sql')).toSorted().map((name) => {
    const sql = fs.readFileSync(path.join(FOLDER, name), 'utf8')
    return { name, sql, hash: sha256(sql).toString('hex') }
  })
}

/** Makes the database named in `url` when it is not there; a user without that right must bring one. */
async function ensureDatabase(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  const server = new URL(url)
  server.pathname = '/postgres'
  const probe = new pg.Client({ connectionString: url })
  try {
    await probe.connect()
    await probe.end()
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw error
    const client = new pg.Client({ connectionString: server.href })
    await client.connect()
    await client.query(`create database ${pg.escapeIdentifier(name)} template template0 encoding 'UTF8'`)
    await client.end()
  }
}

/** Brings the schema up to date, forward only. Returns the names of the migrations it ran. */
export async function migrate(url: string): Promise<string[]> {
  await ensureDatabase(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ version: number }>(`select current_setting('server_version_num')::int as version`)
    if (rows[0]!.version < 150_000) throw new Error('PostgreSQL 15 or newer is needed')
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await ensureRoles(client)
    await client.query(`create table if not exists schema_migration (name text primary key, hash text not null, ran_at timestamptz not null default now())`)
    const done = await client.query<{ name: string; hash: string }>('select name, hash from schema_migration')
    const ran: string[] = []
    for (const migration of readMigrations()) {
      const before = done.rows.find((row) => row.name === migration.name)
      if (before && before.hash !== migration.hash) throw new Error(`migration ${migration.name} was changed after it ran: migrations only go forward, add a new one`)
      if (before) continue
      await client.query('begin')
      try {
        await client.query(migration.sql)
        await client.query('insert into schema_migration (name, hash) values ($1, $2)', [migration.name, migration.hash])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${migration.name} failed: ${(error as Error).message}`, { cause: error })
      }
      ran.push(migration.name)
    }
    await makePartitions(client)
    return ran
  } finally {
    await client.end()
  }
}
