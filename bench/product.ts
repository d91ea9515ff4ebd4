import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { joinEmbedded } from '../server/src/platform/database/index.ts'

const root = path.resolve(import.meta.dirname, '..')
const server = (file: string) => path.join(root, 'server/src', file)
/** Ticks of /proc/*\/stat a second (proc(5)); Linux has used 100 for user space on every architecture for decades. */
const TICKS = 100

/** The product as it is started, on a data folder of its own with a durable database, live and reachable under a public name. */
export type Product = {
  call<T>(method: string, path: string, body?: unknown): Promise<T>
  /** Sends a file as the body of a call. */
  upload<T>(path: string, type: string, content: string): Promise<T>
  database: pg.Pool
  workspace_id: string
  /** CPU seconds that the server and its database have used so far. */
  cpu(): { server: number; database: number }
  /** The server's peak resident memory in megabytes (VmHWM of proc(5)). */
  peak_mb(): number
  stop(): Promise<void>
}

/** A bench that is broken off leaves nothing running. */
export function endWithUs(child: ChildProcess): void {
  const end = () => child.kill('SIGINT')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
}

function processes(): { pid: number; parent: number; cpu: number }[] {
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const fields = fs.readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]!.split(' ')
      // state ppid … utime stime cutime cstime: fields 3, 4 and 14 to 17; the last two are of children that have ended.
      return [{ pid: Number(name), parent: Number(fields[1]), cpu: (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) / TICKS }]
    } catch {
      return []
    }
  })
}

/** CPU of these processes and all below them, without the branch of `except`. */
function cpuOf(roots: number[], except?: number): number {
  const all = processes()
  const wanted = new Set(roots)
  for (let before = 0; before !== wanted.size;) {
    before = wanted.size
    for (const { pid, parent } of all) if (wanted.has(parent) && pid !== except) wanted.add(pid)
  }
  return all.filter(({ pid }) => wanted.has(pid)).reduce((sum, { cpu }) => sum + cpu, 0)
}

export async function startProduct(port: number): Promise<Product> {
  const data_dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-bench-'))
  const env = { ...process.env, DATA_DIR: data_dir, PORT: String(port), PUBLIC_URL: 'https://m.example.com', SHORT_URL: 'https://ex.am', LOG_LEVEL: 'error', ALLOW_PRIVATE_NETWORK: 'true' }
  const keys = JSON.parse(execFileSync(process.execPath, [server('cli/main.ts'), 'setup', '--email', 'bench@example.com', '--workspace', 'Bench', '--country', 'UA', '--json'], { env, cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as { workspace_id: string; secret_key: string }
  // What the statements cost, for whoever looks for the dearest: BENCH_STATEMENTS=1.
  if (process.env.BENCH_STATEMENTS) fs.appendFileSync(path.join(data_dir, 'postgres/postgresql.conf'), "shared_preload_libraries = 'pg_stat_statements'\npg_stat_statements.track = all\npg_stat_statements.track_planning = on\n")
  const child: ChildProcess = spawn(process.execPath, [server('main.ts')], { env, cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  endWithUs(child)
  let said = ''
  child.stdout!.on('data', (chunk) => (said += chunk))
  while (!said.includes('is ready at')) {
    if (child.exitCode !== null) throw new Error(`the server did not start: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const url = await joinEmbedded(data_dir)
  const database = new pg.Pool({ connectionString: url!, max: 4 })
  if (process.env.BENCH_STATEMENTS) await database.query('create extension if not exists pg_stat_statements')
  const postmaster = Number(fs.readFileSync(path.join(data_dir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  return {
    database,
    workspace_id: keys.workspace_id,
    async call(method, route, body) {
      const answer = await fetch(`http://127.0.0.1:${port}${route}`, { method, headers: { authorization: `Bearer ${keys.secret_key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
      if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`)
      return await answer.json() as never
    },
    async upload(route, type, content) {
      const answer = await fetch(`http://127.0.0.1:${port}${route}`, { method: 'POST', headers: { authorization: `Bearer ${keys.secret_key}`, 'content-type': type }, body: content })
      if (!answer.ok) throw new Error(`POST ${route}: ${answer.status} ${await answer.text()}`)
      return await answer.json() as never
    },
    cpu: () => ({ server: cpuOf([child.pid!], postmaster), database: cpuOf([postmaster]) }),
    peak_mb: () => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024,
    async stop() {
      if (process.env.BENCH_STATEMENTS) await printStatements(database)
      await database.end()
      await new Promise<void>((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGINT')
      })
      fs.rmSync(data_dir, { recursive: true, force: true })
    },
  }
}

async function printStatements(database: pg.Pool): Promise<void> {
  // What triggers and foreign keys do is a part of the statement that sets them off, and shown by itself only when asked for.
  const nested = process.env.BENCH_STATEMENTS === 'nested'
  const { rows } = await database.query<{ ms: string; plan: string; calls: string; rows: string; query: string }>(`select round(total_exec_time)::text as ms, round(total_plan_time)::text as plan, calls::text, rows::text, regexp_replace(query, '\\s+', ' ', 'g') as query from pg_stat_statements where toplevel or $1 order by total_exec_time + total_plan_time desc limit $2`, [nested, nested ? 45 : 25])
  for (const { ms, plan, calls, rows: count, query } of rows) console.log(`${ms.padStart(8)} ms ${plan.padStart(6)} ms planning ${calls.padStart(7)} calls ${count.padStart(8)} rows  ${query.slice(0, 160)}`)
  const { rows: kept } = await database.query<{ part: string; updates: string; kept: string }>(`select relname as part, n_tup_upd::text as updates, n_tup_hot_upd::text as kept from pg_stat_user_tables where n_tup_upd > 1000 order by n_tup_upd desc`)
  for (const { part, updates, kept: stayed } of kept) console.log(`${part}: ${updates} updates, ${stayed} of them stayed in their page`)
}

export async function until(done: () => Promise<boolean>, ms: number, pause = 50): Promise<void> {
  const end = Date.now() + ms
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`not done in ${ms / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}
