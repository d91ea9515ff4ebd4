import { buildApp, buildIngest, CHORES, INSIDE, TASKS, visitor } from './app.ts'
import { isSetUp, makeSetupLink } from './accounts/index.ts'
import { measureDelivery, startWorker } from './deliver/index.ts'
import { makeHouse } from './house.ts'
import type { Ground } from './ground.ts'
import { migrate, refuseStrongRole } from './platform/database/index.ts'
import type { House } from './platform/house.ts'
import { makeHealthServer } from './platform/http/index.ts'
import { prepareJobs, startJobs } from './platform/jobs/index.ts'

/** Brings the schema up to date, opens the face and sets the work going; ends on SIGINT and SIGTERM, draining first. */
export async function start({ config, database, release }: Ground): Promise<void> {
  const { url, embedded } = await database()
  const house = makeHouse(config, url, INSIDE)
  const [{ app }, ran] = await Promise.all([buildApp(house), prepareDatabase(house)])
  const works = config.roles.includes('worker')
  // A process without a face still says how it is, and nothing else: customers and staff never reach it.
  const [web, ingest] = [config.roles.includes('web'), config.roles.includes('ingest')]
  const face = web ? app : ingest ? await buildIngest(house) : await makeHealthServer(house, measureDelivery)
  const [jobs] = await Promise.all([works ? startJobs(house, TASKS) : undefined, face.listen({ port: config.port, host: config.host })])
  const worker = works ? startWorker(house, visitor(app), CHORES) : undefined

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    console.log('Stopping: finishing what is in hand…')
    // Whatever hangs, the database must be closed properly and the lock given back.
    const deadline = new Promise((resolve) => setTimeout(resolve, 28_000).unref())
    await Promise.race([worker?.stop(), deadline])
    await Promise.race([Promise.all([face.close(), app.close()]), deadline])
    await Promise.race([jobs?.stop(), deadline])
    await Promise.race([house.db.close(), deadline])
    await embedded?.stop()
    release()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  const ms = Math.round(performance.now())
  console.log(`Carillon ${web ? `is ready at ${config.public_url}` : ingest ? `takes events in for ${config.public_url}` : `works for ${config.public_url}`} (${ms} ms${ran.length > 0 ? `, database prepared` : ''}${embedded?.adopted ? ', recovered after an abrupt end' : ''})`)
  if (web && !(await isSetUp(house))) console.log(`\nSet it up here, once:\n  ${await makeSetupLink(house)}\n`)
}

/** The schema of today, and roles that row-level security binds. Returns the migrations that ran. */
async function prepareDatabase(house: House): Promise<string[]> {
  const ran = await migrate(house.db.url)
  const { carillon_app, carillon_system } = house.db.pools
  await Promise.all([prepareJobs(house.db.url), refuseStrongRole(carillon_app), refuseStrongRole(carillon_system)])
  return ran
}
