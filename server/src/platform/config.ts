import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

export type Role = 'web' | 'ingest' | 'worker'

export type Config = {
  data_dir: string
  port: number
  host: string
  public_url: string
  short_url: string
  database_url: string | undefined
  secret_key: string
  roles: Role[]
  log_level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  allow_private_network: boolean
  /** Months after which history is dropped; undefined keeps all of it. */
  retention_months: number | undefined
}

/** A setting that cannot be used: names the variable and says what it takes. */
export class ConfigError extends Error {
  readonly variable: string
  constructor(variable: string, message: string) {
    super(`${variable}: ${message}`)
    this.variable = variable
  }
}

type Env = Record<string, string | undefined>

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const ROLES = ['web', 'ingest', 'worker'] as const

/** Reads `NAME`, or the file that `NAME_FILE` points to; an empty value counts as absent. */
function setting(env: Env, name: string): string | undefined {
  const file = env[`${name}_FILE`]
  if (env[name] && file) throw new ConfigError(name, `set either ${name} or ${name}_FILE, not both`)
  if (!file) return env[name] || undefined
  try {
    return fs.readFileSync(file, 'utf8').trim() || undefined
  } catch (error) {
    throw new ConfigError(`${name}_FILE`, `cannot read ${file}: ${(error as Error).message}`)
  }
}

function url(variable: string, value: string, protocols: string[]): string {
  const parsed = URL.parse(value)
  if (!parsed || !protocols.includes(parsed.protocol))
    throw new ConfigError(variable, `"${value}" is not a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`)
  return value.replace(/\/+$/, '')
}

function publicUrl(variable: string, value: string): string {
  const clean = url(variable, value, ['http:', 'https:'])
  const { pathname, search, hash } = new URL(clean)
  if (pathname !== '/' || search || hash) throw new ConfigError(variable, 'must be an origin such as https://crm.example.com, without a path')
  return clean
}

function list<T extends string>(variable: string, value: string, known: readonly T[]): T[] {
  const parts = value.split(',').map((part) => part.trim()).filter(Boolean)
  const wrong = parts.find((part) => !known.includes(part as T))
  if (wrong || parts.length === 0) throw new ConfigError(variable, `takes some of ${known.join(', ')}, separated by commas; got "${wrong ?? value}"`)
  return parts as T[]
}

/** The key that all secrets derive from: given, or made once and kept beside the data. */
function secretKey(env: Env, data_dir: string): string {
  const given = setting(env, 'SECRET_KEY')
  if (given) {
    if (given.length < 32) throw new ConfigError('SECRET_KEY', 'needs at least 32 characters; `openssl rand -base64 32` makes one')
    return given
  }
  if (setting(env, 'DATABASE_URL') && setting(env, 'ROLES'))
    throw new ConfigError('SECRET_KEY', 'is required when processes share a DATABASE_URL, and must be the same for each of them')
  const file = path.join(data_dir, 'secret_key')
  if (!fs.existsSync(file)) {
    fs.mkdirSync(data_dir, { recursive: true })
    try {
      fs.writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return fs.readFileSync(file, 'utf8').trim()
}

function retention(env: Env): number | undefined {
  if (!env.RETENTION_MONTHS) return undefined
  const months = Number(env.RETENTION_MONTHS)
  if (!Number.isInteger(months) || months < 2 || months > 1200) throw new ConfigError('RETENTION_MONTHS', `"${env.RETENTION_MONTHS}" is not a whole number of months from 2 to 1200`)
  return months
}

/** The whole configuration from the environment. Throws {@link ConfigError} on the first variable that is wrong. */
export function readConfig(env: Env = process.env): Config {
  const data_dir = path.resolve(env.DATA_DIR || 'data')
  const port = Number(env.PORT || 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new ConfigError('PORT', `"${env.PORT}" is not a port number from 0 to 65535`)
  const host = env.HOST || '127.0.0.1'
  const log_level = (env.LOG_LEVEL || 'info') as Config['log_level']
  if (!LEVELS.includes(log_level)) throw new ConfigError('LOG_LEVEL', `takes one of ${LEVELS.join(', ')}; got "${log_level}"`)
  const privateNetwork = env.ALLOW_PRIVATE_NETWORK || 'false'
  if (!['true', 'false'].includes(privateNetwork)) throw new ConfigError('ALLOW_PRIVATE_NETWORK', `takes true or false; got "${privateNetwork}"`)
  const database_url = setting(env, 'DATABASE_URL')
  const public_url = publicUrl('PUBLIC_URL', env.PUBLIC_URL || `http://localhost:${port}`)
  return {
    data_dir,
    port,
    host,
    public_url,
    short_url: publicUrl('SHORT_URL', env.SHORT_URL || public_url),
    database_url: database_url && url('DATABASE_URL', database_url, ['postgres:', 'postgresql:']),
    secret_key: secretKey(env, data_dir),
    roles: env.ROLES ? list('ROLES', env.ROLES, ROLES) : [...ROLES],
    log_level,
    allow_private_network: privateNetwork === 'true',
    retention_months: retention(env),
  }
}

/** Whether links on this URL can only be opened on this machine. */
export function isLoopback(public_url: string): boolean {
  const { hostname } = new URL(public_url)
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname.startsWith('127.') || hostname === '0.0.0.0'
}
