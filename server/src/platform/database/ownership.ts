import fs from 'node:fs'
import path from 'node:path'
import { isAlive } from './embedded.ts'

type Holder = { pid: number; started: string; base_url: string }

const lockFile = (data_dir: string) => path.join(data_dir, 'server.lock')

/** When a process began, as the kernel says: tells a recycled pid from the one that wrote the lock. */
function startOf(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[19]!
  } catch {
    return ''
  }
}

/** The live process that owns this data folder, if there is one. */
export function ownerOf(data_dir: string): Holder | undefined {
  try {
    const holder = JSON.parse(fs.readFileSync(lockFile(data_dir), 'utf8')) as Holder
    return isAlive(holder.pid) && startOf(holder.pid) === holder.started ? holder : undefined
  } catch {
    return undefined
  }
}

/**
 * Makes this process the owner of the data folder, whose embedded database only the owner starts and stops. A lock whose
 * process is gone is taken over. Returns what gives it back, or undefined when somebody else owns it.
 */
export function own(data_dir: string, base_url: string): (() => void) | undefined {
  fs.mkdirSync(data_dir, { recursive: true })
  if (ownerOf(data_dir)) return undefined
  const file = lockFile(data_dir)
  fs.rmSync(file, { force: true })
  try {
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, started: startOf(process.pid), base_url } satisfies Holder), { flag: 'wx', mode: 0o600 })
  } catch {
    return undefined
  }
  return () => fs.rmSync(file, { force: true })
}
