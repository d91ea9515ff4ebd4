import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { builtServer } from '../server.ts'

const CLOCK = pathToFileURL(path.join(import.meta.dirname, 'clock.mjs')).href

export type Running = { name: string; child: ChildProcess; /** it has said that it works */ ready: Promise<void>; ended: Promise<{ code: number | null; ordered: boolean }> }
export type Processes = {
  start(name: string, env: Record<string, string>): Running
  kill(one: Running, signal: NodeJS.Signals): Promise<{ code: number | null }>
  /** Ends all, and starts none again. */
  close(): Promise<void>
  /** Ends that nobody ordered, as a supervisor sees them. */
  deaths: { name: string; code: number | null }[]
  log(): string
}

/** The product's processes, each started as an operator would, with what they say in one file. */
export function processes(dir: string, common: Record<string, string>): Processes {
  const main = builtServer()
  const file = path.join(dir, 'processes.log')
  const all = new Set<Running>()
  const ordered = new WeakSet<ChildProcess>()
  const deaths: Processes['deaths'] = []
  return {
    deaths,
    start(name, env) {
      const log = fs.openSync(file, 'a')
      const child = spawn(process.execPath, [main], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', LOG_LEVEL: 'warn', DATA_DIR: path.join(dir, name), NODE_OPTIONS: `--import=${CLOCK}`, ...common, ...env }, stdio: ['ignore', 'pipe', log],
      })
      fs.closeSync(log)
      const ready = new Promise<void>((resolve) => child.stdout!.on('data', (said: Buffer) => {
        fs.appendFileSync(file, said)
        if (/Carillon (?:works for|is ready at|takes events in)/.test(said.toString())) resolve()
      }))
      const ended: Running['ended'] = new Promise((resolve) => child.once('exit', (code) => {
        if (!ordered.has(child)) deaths.push({ name, code })
        all.delete(running)
        resolve({ code, ordered: ordered.has(child) })
      }))
      const running: Running = { name, child, ready, ended }
      all.add(running)
      return running
    },
    kill(one, signal) {
      ordered.add(one.child)
      one.child.kill(signal)
      return one.ended
    },
    async close() {
      for (const { child } of all) {
        ordered.add(child)
        child.kill('SIGKILL')
      }
      await Promise.all([...all].map((one) => one.ended))
    },
    log: () => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''),
  }
}
