import type { Campaign, Harness } from './harness.ts'
import type { Allowance } from './judge.ts'
import { CHANNELS, type ChannelName } from './script.ts'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** What can be done to the product, each with what it may cost in outcomes that nobody knows. */
export type Faults = {
  allowance: Allowance
  killWorker(which?: number): Promise<void>
  drainWorker(): Promise<{ code: number | null; left: number; ms: number }>
  killDatabase(down_ms: number): Promise<void>
  cutDatabase(): Promise<void>
  databaseAway(ms: number): Promise<void>
  cutChannel(name: ChannelName): Promise<void>
  channelDown(name: ChannelName, down_ms: number): Promise<void>
}

/** With `hurry` the leases of a killed worker run out at once: what comes after is the same, ten seconds sooner. */
export function faultsOf(h: Harness, { hurry = false }: { hurry?: boolean } = {}): Faults {
  const allowance: Allowance = { crashed: 0, broken: 0 }
  const sending = async (where = 'true', values: unknown[] = []) => (await h.db.query<{ n: number }>(`select count(*)::int as n from attempt where state = 'sending' and ${where}`, values))[0]!.n
  const of = (pid: number | undefined) => sending('holder like $1', [`${pid}.%`])
  return {
    allowance,
    async killWorker(which = 0) {
      const worker = h.workers[which % h.workers.length]
      if (!worker) return void h.startWorker()
      await h.processes.kill(worker, 'SIGKILL')
      // The dead change nothing more: exactly these were in flight.
      allowance.crashed += await of(worker.child.pid)
      if (hurry) await h.db.query('update lease set expires_at = clock_timestamp() where holder like $1', [`${worker.child.pid}.%`])
      h.startWorker()
    },
    async drainWorker() {
      const worker = h.workers[0] ?? h.startWorker()
      // Who is only starting has nothing to finish, and ends as any process does.
      await Promise.race([worker.ready, worker.ended])
      const started = Date.now()
      const { code } = await h.processes.kill(worker, 'SIGTERM')
      const left = await of(worker.child.pid)
      allowance.crashed += left
      h.startWorker()
      return { code, left, ms: Date.now() - started }
    },
    async killDatabase(down_ms) {
      const before = await sending()
      h.db.kill()
      await sleep(down_ms)
      await h.db.restart()
      // A worker that lives may still write what it knows; what it cannot is among those that were there at either moment.
      allowance.crashed += before + (await sending())
    },
    async cutDatabase() {
      allowance.crashed += await sending()
      h.db.cut()
    },
    async databaseAway(ms) {
      allowance.crashed += await sending()
      await h.db.refuse(ms)
    },
    async cutChannel(name) {
      allowance.broken += await sending('connection_id = $1', [h.connections[name]])
      await h.providers.order({ cut: name })
    },
    async channelDown(name, down_ms) {
      allowance.broken += await sending('connection_id = $1', [h.connections[name]])
      await h.providers.order({ down: name })
      await sleep(down_ms)
      await h.providers.order({ up: name })
    },
  }
}

/** Hand-overs whose answer the providers kept, by what they did. One broken SMPP line takes its whole window along. */
export async function brokenBy(h: Harness): Promise<number> {
  const deeds = await h.providers.deeds()
  const window = 40
  return CHANNELS.reduce((sum, name) => sum + ((deeds[name].reset ?? 0) + (deeds[name].cut ?? 0) + (deeds[name].late ?? 0)) * (name === 'smpp' ? window : 1), 0)
}

/** So long nothing at all may change before it is said that nothing will: more than any rest of a line. */
const STILL_MS = 240_000

/**
 * Lets what is left come to its end, however long that takes, as long as it comes nearer. Limits are passed by moving the
 * clock on, since nobody waits an hour for them. @throws with the last reports when nothing changes any more
 */
export async function finish(h: Harness, campaigns: Campaign[]): Promise<void> {
  let last = ''
  for (let changed_at = Date.now(); ;) {
    const reports = await Promise.all(campaigns.map((each) => h.report(each)))
    if (reports.every((each) => each && each.finished_at !== null && each.totals.in_flight === 0)) return
    const now = JSON.stringify(reports.map((each) => each && [each.totals, each.steps]))
    // One that could not be read tells nothing.
    if (now !== last && reports.every(Boolean)) {
      last = now
      changed_at = Date.now()
    } else await h.clock.move(700_000)
    if (Date.now() - changed_at > STILL_MS) throw new Error(`nothing changed for ${STILL_MS / 1000} s: ${last.slice(0, 3000)}`)
    await new Promise((resolve) => setTimeout(resolve, 600))
  }
}
