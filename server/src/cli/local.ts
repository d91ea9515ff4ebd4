import { sql } from 'kysely'
import { buildApp, CHORES, INSIDE, TASKS, visitor } from '../app.ts'
import { PERMISSIONS } from '../accounts/index.ts'
import { startWorker } from '../deliver/index.ts'
import { makeHouse } from '../house.ts'
import { readConfig } from '../platform/config.ts'
import { joinEmbedded, migrate, own, ownerOf, startEmbedded } from '../platform/database/index.ts'
import type { House } from '../platform/house.ts'
import { newId, randomToken, sha256 } from '../platform/ids.ts'
import { prepareJobs, startJobs } from '../platform/jobs/index.ts'
import type { Session } from './session.ts'

export type Local = { house: House; /** Whether a server works in this folder right now. */ served: boolean; close(): Promise<void> }

/**
 * The installation in this folder, whether its server runs or not: joins the running database, or starts it for the time
 * of one command and then stops it again.
 */
export async function openLocal(): Promise<Local> {
  const config = { ...readConfig(), log_level: 'error' as const }
  if (config.database_url) {
    await migrate(config.database_url)
    await prepareJobs(config.database_url)
    const house = makeHouse(config, config.database_url, INSIDE)
    return { house, served: false, close: () => house.db.close() }
  }
  const owner = ownerOf(config.data_dir)
  if (owner) {
    const url = await waitForDatabase(config.data_dir)
    const house = makeHouse({ ...config, public_url: owner.base_url }, url, INSIDE)
    return { house, served: true, close: () => house.db.close() }
  }
  const release = own(config.data_dir, config.public_url)
  if (!release) throw new Error(`Another Carillon is just starting in ${config.data_dir}. Try again in a moment.`)
  const embedded = await startEmbedded(config.data_dir)
  await migrate(embedded.url)
  await prepareJobs(embedded.url)
  const house = makeHouse(config, embedded.url, INSIDE)
  return { house, served: false, async close() {
    await house.db.close()
    await embedded.stop()
    release()
  } }
}

async function waitForDatabase(data_dir: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const url = await joinEmbedded(data_dir)
    if (url) return url
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The server in ${data_dir} has no database that answers.`)
}

async function workspaceOf(house: House, wanted: string | undefined): Promise<string> {
  const rows = await house.db.system.selectFrom('workspace').select(['id', 'name']).orderBy('created_at').execute()
  if (rows.length === 0) throw new Error('There is no workspace yet. Make one with: npx carillon setup --email you@example.com --workspace "Your company" --country UA')
  const found = wanted ? rows.find((row) => row.id === wanted || row.name === wanted) : rows.length === 1 ? rows[0] : undefined
  if (!found) throw new Error(`Say which workspace with --workspace: ${rows.map((row) => `${row.name} (${row.id})`).join(', ')}`)
  return found.id
}

/** Speaks to the API of this folder's installation in the same process, with a key that lives an hour at most. */
export async function localSession(wanted: string | undefined): Promise<Session> {
  const local = await openLocal()
  const { house } = local
  try {
    const workspace_id = await workspaceOf(house, wanted)
    const key = `sk_${randomToken(43)}`
    const key_id = newId('key')
    const now = house.clock()
    await house.db.system.insertInto('api_key').values({ workspace_id, id: key_id, kind: 'secret', name: 'carillon command line', prefix: key.slice(0, 9), key_hash: sha256(key), scopes: [...PERMISSIONS], created_by: 'cli', created_at: now, expires_at: new Date(now.getTime() + 3_600_000) }).execute()
    const { app } = await buildApp(house)
    const worker = local.served ? undefined : startWorker(house, visitor(app), CHORES)
    const jobs = local.served ? undefined : await startJobs(house, TASKS)
    return {
      async call(method, path, body, raw) {
        const headers = { authorization: `Bearer ${key}`, ...(raw ? { 'content-type': raw.type } : {}) }
        const payload = raw ? raw.file : body
        const answer = await app.inject({ method, url: path, headers, ...(payload === undefined ? {} : { payload: payload as object }) })
        return { status: answer.statusCode, body: answer.body ? answer.json<unknown>() : null }
      },
      async close() {
        await worker?.stop()
        await jobs?.stop()
        await app.close()
        await sql`update api_key set revoked_at = ${house.clock()} where workspace_id = ${workspace_id} and id = ${key_id}`.execute(house.db.system)
        await local.close()
      },
    }
  } catch (error) {
    await local.close()
    throw error
  }
}
