import { setTimeout } from 'node:timers/promises'
import { sql, type Selectable } from 'kysely'
import { giveLease, lookAtGrown, takeLease, type DB, type Lease } from '../../platform/database/index.ts'
import { gathering } from '../../platform/gather.ts'
import type { House } from '../../platform/house.ts'
import { randomToken } from '../../platform/ids.ts'
import { CHANNELS, runSandbox, type Inbound, type Visit } from '../channels/index.ts'
import { forgetOldUse } from '../frequency/index.ts'
import { receiveInbound } from '../inbound/index.ts'
import { applyWaiting, DUE_AT_ONCE, foldDeltas, reapAttempts, runDue } from '../messages/index.ts'
import { openRenderPool, type RenderPool } from '../templates/index.ts'
import { keepPartitions } from './keep.ts'
import { Line } from './line.ts'
import { Seats } from './seats.ts'

const TICK_MS = 100
const RENEW_MS = 3000
const IDLE_MS = 20_000

/** A chore that exactly one worker does at a time; returns whether there was anything to do. */
export type Chore = { name: string; every_ms: number; run(house: House, tools: { pool: RenderPool; lease: Lease }): Promise<unknown> }

const CHORES: Chore[] = [
  { name: 'due', every_ms: 100, run: async (house) => {
    // Once there is much, two batches are under way at once: one decides in the database while the other is read and written here.
    while ((await runDue(house)) >= DUE_AT_ONCE) await Promise.all([runDue(house), runDue(house)])
  } },
  { name: 'fold', every_ms: 1000, run: async (house) => { while ((await house.db.system.transaction().execute((tx) => foldDeltas(tx as never))) >= 5000); } },
  { name: 'receipts', every_ms: 1000, run: (house) => applyWaiting(house) },
  { name: 'statistics', every_ms: 1000, run: (house) => lookAtGrown(house.db) },
  { name: 'partitions', every_ms: 6 * 3_600_000, run: keepPartitions },
  { name: 'old caps', every_ms: 3_600_000, run: forgetOldUse },
  { name: 'reaper', every_ms: 5000, run: (house, { lease }) => reapAttempts(house, lease) },
]

export type Worker = { stop(): Promise<void> }

/** Works every connection, or share of one, that has something to send and that no other worker has, and the chores of the machinery. */
export function startWorker(house: House, visit: Visit, more: readonly Chore[] = []): Worker {
  const holder = `${process.pid}.${randomToken(12)}`
  const pool = openRenderPool({ threads: 1 })
  /** By lease. */
  const lines = new Map<string, Line>()
  /** Lines that finish what they have in hand: until then nobody else has their leases. */
  const closing = new Map<Line, Promise<void>>()
  const seats = new Seats(house.db, holder)
  const ours = (connection_id: string) => [...lines.values()].filter((line) => line.connection_id === connection_id)
  const emit = (connection_id: string) => {
    const gathered = gathering<Inbound>((inbound) => receiveInbound(house, connection_id, inbound))
    return async (inbound: Inbound[]) => {
      await Promise.all(ours(connection_id).map((line) => line.recorded(inbound)))
      return gathered(inbound)
    }
  }
  const chores: Chore[] = [...CHORES, { name: 'sandbox', every_ms: 150, run: (each) => runSandbox(each, (id, inbound) => receiveInbound(each, id, inbound), visit) }, ...more]
  const ending = new AbortController()
  let stopping = false
  let renewed_at = performance.now()

  async function openLines(): Promise<void> {
    // Whether something waits is asked only of connections that have no line here, or of which others may have a share: an
    // open one finds its own work. Asked with LIMIT, since EXISTS may be answered by hashing the whole queue, and in the order of the index, or a queue that is
    // one connection's is read whole for each other one.
    const here = [...new Set([...lines.values()].map((line) => line.connection_id))]
    const { rows } = await sql<Selectable<DB['connection']> & { wanted: boolean }>`
      select * from (select c.*, c.channel = any (${LISTENING}::text[]) or c.id = any (${[...lines.values()].filter((line) => line.idle_ms < IDLE_MS).map((line) => line.connection_id)}::text[])
          or case when c.shares = 1 and c.id = any (${here}::text[]) then false else coalesce((select true from queue_item q where q.connection_id = c.id and not q.paused and not q.held order by q.connection_id, q.lane, q.id limit 1), false) end as wanted
        from connection c where c.enabled and c.archived_at is null) c where c.wanted or c.id = any (${here}::text[])`.execute(house.db.system)
    const known = new Map(rows.map((row) => [row.id, row]))
    for (const line of lines.values()) {
      const row = known.get(line.connection_id)
      if (line.isStale(row) || !row?.wanted) close(line)
    }
    if (stopping) return
    const { take, give } = await seats.look(rows.filter((each) => each.wanted), (id) => ({ mine: ours(id).map((line) => line.share), closing: [...closing.keys()].some((line) => line.connection_id === id && !line.isLost) }))
    for (const name of give) close(lines.get(name)!)
    for (const { row, share } of take) {
      const line = await Line.open({ house, pool, holder, emit }, row, share)
      if (!line) continue
      lines.set(line.name, line)
      if (line.listens) line.openSession().catch((error: unknown) => house.log.warn({ err: error, connection_id: row.id }, 'a connection did not open'))
    }
  }

  function close(line: Line): void {
    lines.delete(line.name)
    const closed = line.close().catch((error: unknown) => house.log.error({ err: error, connection_id: line.connection_id }, 'a connection did not close')).finally(() => closing.delete(line))
    closing.set(line, closed)
  }

  async function renew(): Promise<void> {
    if (performance.now() - renewed_at < RENEW_MS) return
    renewed_at = performance.now()
    for (const line of closing.keys()) await line.renew()
    for (const line of lines.values()) if (!(await line.renew())) close(line)
  }

  const loop = async (name: string, pause_ms: number, step: () => Promise<unknown>) => {
    while (!stopping) {
      try {
        await step()
      } catch (error) {
        if (!stopping) house.log.error({ err: error, chore: name }, 'a chore failed')
        await pause(1000, ending.signal)
      }
      await pause(pause_ms, ending.signal)
    }
  }

  /** A chore may take longer than its lease lasts: it is renewed until the chore is done. */
  async function whileRenewing(lease: Lease, work: () => Promise<unknown>): Promise<void> {
    const timer = setInterval(() => void takeLease(house.db, lease.name, lease.holder).catch(() => undefined), RENEW_MS)
    try {
      await work()
    } finally {
      clearInterval(timer)
    }
  }

  const running = [
    loop('lines', TICK_MS, async () => {
      await renew()
      await openLines()
      for (const line of lines.values()) {
        line.hurry()
        void line.work()
      }
    }),
    loop('renewal', RENEW_MS, renew),
    ...chores.map((chore) => {
      // Kept between rounds: a lease is written to disk, and a chore may have ten rounds a second.
      let kept: { lease: Lease; until: number } | undefined
      return loop(chore.name, chore.every_ms, async () => {
        if (!kept || performance.now() > kept.until) {
          const until = performance.now() + RENEW_MS
          const lease = await takeLease(house.db, `chore ${chore.name}`, holder)
          kept = lease && { lease, until }
          if (!lease) return pause(1000, ending.signal)
        }
        const { lease } = kept!
        await whileRenewing(lease, () => chore.run(house, { pool, lease }))
      })
    }),
  ]

  return {
    async stop() {
      stopping = true
      ending.abort()
      await Promise.all(running)
      for (const line of lines.values()) close(line)
      await Promise.all(closing.values())
      for (const chore of chores) {
        const lease = await takeLease(house.db, `chore ${chore.name}`, holder)
        if (lease) await giveLease(house.db, lease)
      }
      await pool.close()
    },
  }
}

/** Channels whose session stays open with nothing to send. */
const LISTENING = CHANNELS.filter((channel) => channel.listens).map((channel) => channel.id)

/** Waits so long, or until the worker ends. */
const pause = (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal }).catch(() => undefined)
