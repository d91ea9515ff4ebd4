import module from 'node:module'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError } from '../platform/config.ts'
import { Problem } from '../platform/problem.ts'
import { ROOT } from '../platform/root.ts'
import { launch } from './campaign.ts'
import { checkFile, importFile } from './import.ts'
import { CliError, EXIT } from './output.ts'
import { remoteSession, type Session } from './session.ts'

// Shared with the server: commands that work in this folder load all of it.
module.enableCompileCache(path.join(ROOT, 'node_modules/.cache/carillon'))

const HELP = `Carillon

  npx carillon setup --email E --workspace W --country UA   the first workspace, with its keys
  npx carillon import FILE [--source S] [--dry-run]          people from a .csv or .xlsx; S: where they agreed;
                       [--kind K]                           or orders, events, products: guessed unless said
  npx carillon campaign launch ID [--watch]                  launch, and follow it to its end
  npx carillon reset-password [--email E]                    a link for a new password, the owner's unless said
  npx carillon doctor                                        what is wrong, and how to mend it

Everywhere: --json for programs. The installation in DATA_DIR (./data) is used, or any server by
--url and --key (CARILLON_URL and CARILLON_KEY). --workspace says which when there are several.
Exit codes: 0 done, 1 failed, 2 wrong usage, 69 server not reachable, 77 not allowed, 78 wrong setting.`

const options = {
  json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, email: { type: 'string' }, workspace: { type: 'string' }, country: { type: 'string' }, name: { type: 'string' }, password: { type: 'string' },
  watch: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, source: { type: 'string' }, kind: { type: 'string' }, media: { type: 'string' }, settings: { type: 'string' }, url: { type: 'string' }, key: { type: 'string' },
} as const

/** What works in this folder loads the whole server; what speaks to another does not wait for that. */
async function withSession(flags: { url?: string; key?: string; workspace?: string }, work: (session: Session) => Promise<void>): Promise<void> {
  const key = flags.key ?? process.env.CARILLON_KEY
  const session = key ? remoteSession(flags.url ?? process.env.CARILLON_URL ?? 'http://localhost:3000', key) : await (await import('./local.ts')).localSession(flags.workspace)
  try {
    await work(session)
  } finally {
    await session.close()
  }
}

async function run(argv: string[]): Promise<void> {
  const { values: flags, positionals } = parseArgs({ args: argv, options, allowPositionals: true })
  const [command, ...rest] = positionals
  if (flags.help || !command) return void process.stdout.write(`${HELP}\n`)
  if (command === 'setup') return (await import('./setup.ts')).setup(flags)
  if (command === 'reset-password') return (await import('./reset-password.ts')).resetPassword(flags)
  if (command === 'doctor') return (await import('./doctor.ts')).doctor(flags)
  if (command === 'import') {
    const file = checkFile(rest[0])
    return withSession(flags, (session) => importFile(session, file, flags))
  }
  if (command === 'campaign' && rest[0] === 'launch') return withSession(flags, (session) => launch(session, rest[1], flags))
  throw new CliError(`There is no command "${positionals.join(' ')}".\n\n${HELP}`, EXIT.usage)
}

function exitOf(error: unknown): number {
  if (error instanceof CliError) return error.exit
  if (error instanceof ConfigError) return EXIT.config
  const { code } = error as { code?: string; cause?: { code?: string } }
  if (code?.startsWith('ERR_PARSE_ARGS')) return EXIT.usage
  return (error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED' ? EXIT.unavailable : EXIT.failed
}

try {
  await run(process.argv.slice(2))
  process.exitCode = EXIT.ok
} catch (error) {
  const json = process.argv.includes('--json')
  const { message } = error as Error
  if (message) process.stderr.write(`${json ? JSON.stringify({ error: message, ...(error instanceof Problem ? { code: error.code, errors: error.errors } : {}) }) : message}\n`)
  process.exitCode = exitOf(error)
}
