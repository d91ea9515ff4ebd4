import { ConfigError, readConfig, type Config } from './platform/config.ts'
import { launchEmbedded, type Embedded } from './platform/database/embedded.ts'
import { own } from './platform/database/ownership.ts'

/** What a process stands on before it works: its settings, and a database on its way, the embedded one where no other is named. */
export type Ground = { config: Config; database(): Promise<{ url: string; embedded?: Embedded }>; release(): void }

/** Ends the process: starting it again will not help. */
export function refuse(message: string): never {
  console.error(`Carillon cannot start. ${message}`)
  process.exit(78) // EX_CONFIG of sysexits.h
}

function configuration(): Config {
  try {
    return readConfig()
  } catch (error) {
    if (error instanceof ConfigError) return refuse(error.message)
    throw error
  }
}

/** Resolves as soon as the database is being started, so that the rest of the program can be read meanwhile. It imports little on purpose. */
export async function openGround(): Promise<Ground> {
  const config = configuration()
  const url = config.database_url
  if (url) return { config, database: async () => ({ url }), release: () => undefined }
  const release = own(config.data_dir, config.public_url) ?? refuse(`Another Carillon works in ${config.data_dir}. Stop it, or set DATA_DIR to another folder.`)
  const launched = await launchEmbedded(config.data_dir)
  const database = async () => {
    const embedded = await launched.ready()
    return { url: embedded.url, embedded }
  }
  return { config, database, release }
}
