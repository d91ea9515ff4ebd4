import { sql, type Selectable } from 'kysely'
import { systemByKey, giveLease, takeLease, type DB, type Lease } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import type { Channel, Limits, SendResult, Session, SessionContext } from '../channels/index.ts'
import { channelOf, connectionFacts } from '../connections/index.ts'
import { claim, insertAttempts, leftToday, refuse, reserveBudget, settle, useToday, type Settlement } from '../messages/index.ts'
import type { RenderPool } from '../templates/index.ts'
import { prepare, type Prepared } from './prepare.ts'
import { Pace } from './pace.ts'

const BATCH = 200
/** The scan starts from zero again this often, so that rows which became visible below the floor are found. */
const FLOOR_MS = 5000

export type LineOptions = { house: House; pool: RenderPool; holder: string; emit: (connection_id: string) => SessionContext['emit'] }

/** One connection as its single owner works it: session, rate, breaker, and the loop from claim to settlement. */
export class Line {
  readonly connection_id: string
  private readonly options: LineOptions
  private readonly channel: Channel
  private readonly row: Selectable<DB['connection']>
  private lease: Lease
  private session: Promise<Session> | undefined
  private floor = 0
  private floor_at = 0
  private readonly pace: Pace
  private readonly per_day: number | undefined
  private stopping = false
  private working: Promise<void> = Promise.resolve()
  private last_work = Date.now()

  constructor(options: LineOptions, row: Selectable<DB['connection']>, lease: Lease) {
    this.options = options
    this.row = row
    this.connection_id = row.id
    this.channel = channelOf(row.channel)
    this.lease = lease
    const limits: Limits = { ...this.channel.default_limits, ...(row.limits as object) }
    this.pace = new Pace(limits)
    this.per_day = limits.per_day
  }

  /** Takes the lease of a connection and its line, or undefined while another worker has it. */
  static async open(options: LineOptions, row: Selectable<DB['connection']>): Promise<Line | undefined> {
    const lease = await takeLease(options.house.db, `connection ${row.id}`, options.holder)
    return lease && new Line(options, row, lease)
  }

  get idle_ms(): number {
    return Date.now() - this.last_work
  }

  get listens(): boolean {
    return this.channel.listens
  }

  /** Whether the connection was changed since: then the line is closed and opened anew. */
  isStale(row: Selectable<DB['connection']> | undefined): boolean {
    return !row || row.updated_at.getTime() !== this.row.updated_at.getTime()
  }

  async renew(): Promise<boolean> {
    const lease = await takeLease(this.options.house.db, this.lease.name, this.lease.holder)
    if (lease?.fence !== this.lease.fence) return false
    return true
  }

  /** Starts one round unless one is under way. */
  work(): Promise<void> {
    this.working = this.working.then(() => this.round().catch((error: unknown) => {
      this.options.house.log.error({ err: error, connection_id: this.connection_id }, 'a round of a connection failed')
      this.pace.fail()
    }))
    return this.working
  }

  async openSession(): Promise<Session> {
    const { house } = this.options
    this.session ??= this.channel.open({ house, connection: connectionFacts(house, this.row), emit: this.options.emit(this.connection_id) })
    this.session.catch(() => (this.session = undefined))
    return this.session
  }

  private async round(): Promise<void> {
    for (;;) {
      const room = this.stopping ? 0 : this.pace.room(BATCH)
      if (room <= 0) return
      const prepared = await this.take(room)
      if (prepared === undefined) return
      this.last_work = Date.now()
      if (prepared.length > 0) await this.handOver(prepared)
    }
  }

  /** Claims, renders and commits the attempts; undefined when nothing was there. */
  private take(limit: number): Promise<Prepared[] | undefined> {
    const { house, pool } = this.options
    if (Date.now() - this.floor_at > FLOOR_MS) {
      this.floor = 0
      this.floor_at = Date.now()
    }
    const now = house.clock()
    return systemByKey(house.db, 'dispatch', 'all', async (tx) => {
      const left = this.per_day === undefined ? limit : Math.min(limit, await leftToday(tx, this.row, this.per_day, now))
      if (left === 0) return undefined
      const claimed = await claim(tx, this.lease, this.connection_id, left, this.floor, now)
      if (claimed.length === 0) return undefined
      const going = claimed.filter((each) => each.verdict === 'go')
      const { prepared, refusals } = await prepare(house, tx, pool, going, now)
      const beyond = await reserveBudget(tx, prepared)
      const kept = prepared.filter((each) => !beyond.has(each.claimed.attempt_id))
      await refuse(tx, [
        ...claimed.filter((each) => each.verdict !== 'go').map((each) => ({ claimed: each, reason: each.verdict, ...(each.detail ? { detail: each.detail } : {}) })), ...refusals,
        ...prepared.filter((each) => beyond.has(each.claimed.attempt_id)).map((each) => ({ claimed: each.claimed, reason: 'budget' })),
      ], now)
      await insertAttempts(tx, this.lease, kept, now)
      if (this.per_day !== undefined) await useToday(tx, this.row, kept.length, now)
      await insertShortLinks(tx, kept, now)
      return kept
    })
  }

  private async handOver(prepared: Prepared[]): Promise<void> {
    const { house } = this.options
    const results = await this.pace.run(prepared, (each) => this.send(each))
    const settlements: Settlement[] = prepared.map((each, index) => ({ hand_over: { ...each.claimed, price_micro: each.price_micro }, result: results[index]! }))
    for (const { result } of settlements) house.metrics.messages.inc({ channel: this.channel.id, status: result.status })
    this.pace.learn(results)
    await retrying(house, () => systemByKey(house.db, 'dispatch', 'all', (tx) => settle(house, tx, { name: this.lease.holder, fence: this.lease.fence }, settlements, house.clock())))
    await this.haltOn(results)
  }

  private async send(prepared: Prepared): Promise<SendResult> {
    const end = this.options.house.metrics.send_seconds.startTimer({ channel: this.channel.id })
    let session: Session
    try {
      session = await this.openSession()
    } catch (error) {
      // No line to the provider: nothing was handed over, so it may be tried again.
      return { status: 'retry', after_s: 15, detail: (error as Error).message }
    }
    try {
      return await session.send(prepared.outbound)
    } catch (error) {
      return { status: 'unknown', detail: (error as Error).message }
    } finally {
      end()
    }
  }

  /** Out of credit or locked out: nobody is failed for it. The connection stops and says why. */
  private async haltOn(results: SendResult[]): Promise<void> {
    const halt = results.find((result) => result.status === 'rejected' && (result.reason === 'credit' || result.reason === 'auth'))
    if (!halt || halt.status !== 'rejected') return
    this.stopping = true
    await sql`update connection set halted = ${JSON.stringify({ code: halt.reason, reason: halt.detail, at: this.options.house.clock().toISOString() })}::jsonb, enabled = false, updated_at = ${this.options.house.clock()} where workspace_id = ${this.row.workspace_id} and id = ${this.connection_id}`.execute(this.options.house.db.system)
  }

  /** Finishes what is in hand, closes the session and gives the lease back. */
  async close(): Promise<void> {
    this.stopping = true
    await this.working
    await (await this.session?.catch(() => undefined))?.close()
    await giveLease(this.options.house.db, this.lease)
  }
}

async function insertShortLinks(tx: Parameters<typeof insertAttempts>[0], prepared: Prepared[], now: Date): Promise<void> {
  const rows = prepared.flatMap(({ claimed, short_links }) => short_links.map((link) => ({ ...link, claimed })))
  if (rows.length === 0) return
  await sql`insert into short_link (code, workspace_id, bucket, attempt_id, slot, target, created_at)
    select r.code, r.workspace_id, r.bucket, r.attempt_id, r.slot, r.target, ${now}
    from unnest(${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.claimed.workspace_id)}::text[], ${rows.map((r) => r.claimed.bucket)}::date[], ${rows.map((r) => r.claimed.attempt_id)}::text[], ${rows.map((r) => r.slot)}::int[], ${rows.map((r) => r.target)}::text[])
      as r (code, workspace_id, bucket, attempt_id, slot, target)`.execute(tx)
}

/** The outcome of a hand-over must not be lost to a passing fault of the database: it is written until it is. */
async function retrying<T>(house: House, fn: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await fn()
    } catch (error) {
      if (tries >= 8) throw error
      house.log.warn({ err: error, tries }, 'settling failed; trying again')
      await new Promise((resolve) => setTimeout(resolve, Math.min(tries * 500, 3000)))
    }
  }
}
