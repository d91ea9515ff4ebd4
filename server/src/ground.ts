import { ConfigError, readConfig, type Config } from './platform/config.ts'
import { launchEmbedded, type Embedded } from './platform/database/embedded.ts'
import { own } from './platform/database/ownership.ts'

/** What a process stands on before it works: its settings, and a database on its way, the embedded one where no other is named. */
export type Ground = { config: Config; database(): Promise<{ url: string; embedded?: Embedded }>; release(): void; /** when the start is refused: no database is left running that nobody uses */ abandon(): Promise<void> }

/** Whether an error says that the database is not there at this moment, which passes by itself. */
export function isAway(error: unknown): boolean {
  const { code = '', message } = error as NodeJS.ErrnoException
  // 57P0x: it is stopping, has crashed or is starting; 08: the connection (PostgreSQL manual, appendix A)
  return /^(ECONN|ETIMEDOUT|EAI_AGAIN|EPIPE|57P0|08)/.test(code) || message.startsWith('Connection terminated')
}

/** Which setting keeps the server from listening. */
export function whyNoFace(error: unknown, { host, port }: Config): string | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `PORT: ${port} is taken by another program. Stop it, or set PORT to another number.`
  if (code === 'EACCES' && syscall === 'listen') return `PORT: this user may not listen on ${port}. Set PORT to a number from 1024 on.`
  const { hostname } = error as { hostname?: string }
  if (code === 'EADDRNOTAVAIL' || hostname === host) return `HOST: "${host}" is no address of this machine. Leave it out to listen here only, or set it to 0.0.0.0 for all addresses.`
  return undefined
}

/** Ends the process. By sysexits.h a supervisor knows whether to start it again: 75 (EX_TEMPFAIL) yes, 78 (EX_CONFIG) it will not help. */
export function refuse(message: string, code: 75 | 78 = 78): never {
  console.error(`Carillon cannot start. ${message}`)
  process.exit(code)
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
  if (url) return { config, database: async () => ({ url }), release: () => undefined, abandon: async () => undefined }
  const release = own(config.data_dir, config.public_url) ?? refuse(`Another Carillon works in ${config.data_dir}. Stop it, or set DATA_DIR to another folder.`)
  const launched = await launchEmbedded(config.data_dir)
  const database = async () => {
    const embedded = await launched.ready()
    return { url: embedded.url, embedded }
  }
  const abandon = async () => {
    const embedded = await launched.ready().catch(() => undefined)
    await embedded?.stop()
    release()
  }
  return { config, database, release, abandon }
}
