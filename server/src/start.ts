import { buildApp, CHORES, INSIDE, TASKS, visitor } from './app.ts'
import { isSetUp, makeSetupLink } from './accounts/index.ts'
import { startWorker } from './deliver/index.ts'
import { makeHouse } from './house.ts'
import { ConfigError, readConfig, type Config } from './platform/config.ts'
import { migrate, own, refuseStrongRole, startEmbedded, type Embedded } from './platform/database/index.ts'
import { makeHealthServer } from './platform/http/index.ts'
import { prepareJobs, startJobs } from './platform/jobs/index.ts'

function refuse(message: string): never {
  console.error(`Carillon cannot start. ${message}`)
  process.exit(78) // EX_CONFIG of sysexits.h: starting again will not help
}

function configuration(): Config {
  try {
    return readConfig()
  } catch (error) {
    if (error instanceof ConfigError) return refuse(error.message)
    throw error
  }
}

async function start(): Promise<void> {
  const config = configuration()
  let release: (() => void) | undefined
  let embedded: Embedded | undefined
  if (!config.database_url) {
    release = own(config.data_dir, config.public_url) ?? refuse(`Another Carillon works in ${config.data_dir}. Stop it, or set DATA_DIR to another folder.`)
    embedded = await startEmbedded(config.data_dir)
  }
  const url = config.database_url ?? embedded!.url
  const ran = await migrate(url)
  const house = makeHouse(config, url, INSIDE)
  const { carillon_app, carillon_system } = house.db.pools
  await Promise.all([prepareJobs(url), refuseStrongRole(carillon_app), refuseStrongRole(carillon_system)])

  const { app } = await buildApp(house)
  const jobs = config.roles.includes('worker') ? await startJobs(house, TASKS) : undefined
  const worker = config.roles.includes('worker') ? startWorker(house, visitor(app), CHORES) : undefined
  // A process without a web role still says how it is, and nothing else: customers and staff never reach it.
  const web = config.roles.some((role) => role !== 'worker')
  const face = web ? app : await makeHealthServer(house)
  await face.listen({ port: config.port, host: config.host })

  const ms = Math.round(performance.now())
  console.log(`Carillon ${web ? `is ready at ${config.public_url}` : `works for ${config.public_url}`} (${ms} ms${ran.length > 0 ? `, database prepared` : ''}${embedded?.adopted ? ', recovered after an abrupt end' : ''})`)
  if (web && !(await isSetUp(house))) console.log(`\nSet it up here, once:\n  ${await makeSetupLink(house)}\n`)

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
    release?.()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

await start().catch((error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') refuse(`PORT: ${process.env.PORT ?? 3000} is taken by another program. Stop it, or set PORT to another number.`)
  refuse(error.message)
})
