import { sql, type Selectable } from 'kysely'
import { LEASE_S, systemByKey, giveLease, takeLease, type DB, type Lease } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { isOurFault, ours, type Channel, type Inbound, type Limits, type SendResult, type Session, type SessionContext } from '../channels/index.ts'
import { channelOf, connectionFacts } from '../connections/index.ts'
import { countLettersAnew } from '../frequency/index.ts'
import { claim, insertAttempts, leftToday, refuse, reserveBudgets, useToday, type Claimed } from '../messages/index.ts'
import type { RenderPool } from '../templates/index.ts'
import { lettersOf, putTogether } from './digest.ts'
import { Outcomes } from './outcomes.ts'
import { prepare, type Prepared } from './prepare.ts'
import { Pace } from './pace.ts'
import { insertShortLinks } from './short-links.ts'
import { clearSuspect, nextSuspect } from './suspects.ts'

/** Hand-overs taken one by one after a holder died: about as many as it had in hand. */
const CAREFUL = 300
/** Nothing is handed over so shortly before the lease may be another's: a socket takes its time too. */
const SAFE_MS = 1000
/** The scan starts from zero again this often, so that rows which became visible below the floor are found. */
const FLOOR_MS = 5000

/** What is carried by another's letter is not handed over itself. */
const isHandedOver = ({ carried_by, claimed }: Prepared) => carried_by === undefined || carried_by === claimed.attempt_id

type Taken = { claim_id: number | undefined; prepared: Prepared[] }

export type LineOptions = { house: House; pool: RenderPool; holder: string; emit: (connection_id: string) => SessionContext['emit'] }

/** One connection as its single owner works it: session, rate, breaker, and the loop from claim to settlement. */
export class Line {
  readonly connection_id: string
  private readonly options: LineOptions
  private readonly channel: Channel
  private readonly row: Selectable<DB['connection']>
  private lease: Lease
  /** Until then nobody else can have the lease, by our own monotonic clock. */
  private held_until: number
  private session: Promise<Session> | undefined
  private floor = 0
  private floor_at = 0
  private readonly pace: Pace
  private readonly limits: Limits
  /** Whether days are counted for it at all. */
  private readonly counted: boolean
  private careful: number
  private halted = false
  private stopping = false
  private working: Promise<void> = Promise.resolve()
  private hurrying: Promise<void> | undefined
  /** Hand-overs whose attempts are committed and whose outcomes are not on record yet. */
  private readonly in_hand = new Set<Promise<void>>()
  private readonly outcomes: Outcomes
  /** There was more to claim than room for it. */
  private hungry = false
  private last_work = performance.now()

  constructor(options: LineOptions, row: Selectable<DB['connection']>, lease: Lease, asked_at: number) {
    this.options = options
    this.row = row
    this.connection_id = row.id
    this.channel = channelOf(row.channel)
    this.lease = lease
    this.held_until = asked_at + LEASE_S * 1000
    this.careful = lease.died ? CAREFUL : 0
    const limits: Limits = { ...this.channel.default_limits, ...(row.limits as object) }
    this.pace = new Pace(limits)
    this.outcomes = new Outcomes({ house: options.house, channel: this.channel, row, lease, learn: (results) => this.pace.learn(results), written: (results) => this.haltOn(results) })
    this.limits = limits
    this.counted = limits.per_day !== undefined || limits.warm_up_from !== undefined
  }

  /** Takes the lease of a connection and its line, or undefined while another worker has it. */
  static async open(options: LineOptions, row: Selectable<DB['connection']>): Promise<Line | undefined> {
    const asked_at = performance.now()
    const lease = await takeLease(options.house.db, `connection ${row.id}`, options.holder)
    return lease && new Line(options, row, lease, asked_at)
  }

  get idle_ms(): number {
    return this.in_hand.size > 0 ? 0 : performance.now() - this.last_work
  }

  get listens(): boolean {
    return this.channel.listens
  }

  /** Whether the connection was changed since: then the line is closed and opened anew. */
  isStale(row: Selectable<DB['connection']> | undefined): boolean {
    return !row || row.updated_at.getTime() !== this.row.updated_at.getTime()
  }

  async renew(): Promise<boolean> {
    const asked_at = performance.now()
    const lease = await takeLease(this.options.house.db, this.lease.name, this.lease.holder)
    if (lease?.fence !== this.lease.fence) return false
    this.held_until = asked_at + LEASE_S * 1000
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

  /**
   * While a campaign is under way, what is transactional waits neither for its claim nor behind what of it is in hand: it
   * has a claim of its own, and the next turn.
   */
  hurry(): void {
    if (this.in_hand.size === 0 || this.careful > 0 || this.stopping) return
    this.hurrying ??= this.takeUrgent().catch((error: unknown) => this.options.house.log.error({ err: error, connection_id: this.connection_id }, 'an urgent claim failed')).finally(() => (this.hurrying = undefined))
  }

  private async takeUrgent(): Promise<void> {
    const limit = this.pace.urgentRoom()
    if (limit <= 0) return
    // Asked first: most times there is nothing, and a claim is a transaction.
    const { rows } = await sql`select from queue_item where connection_id = ${this.connection_id} and lane = 0 and not paused and not held order by connection_id, lane, id limit 1`.execute(this.options.house.db.system)
    if (rows.length > 0) this.begin(await this.take({ limit, urgent: true }))
  }

  async openSession(): Promise<Session> {
    const { house } = this.options
    this.session ??= this.channel.open({ house, connection: connectionFacts(house, this.row), emit: this.options.emit(this.connection_id) })
    this.session.catch(() => (this.session = undefined))
    return this.session
  }

  /**
   * Claims as long as there is room, and does not wait for what is on the wire: one slow answer keeps nobody else. When
   * outcomes have made room again, the next round begins.
   */
  private async round(): Promise<void> {
    while (!this.stopping) {
      const room = this.pace.room(this.in_hand.size)
      if (room <= 0) return void (this.hungry = true)
      const taken = await (this.careful > 0 ? this.takeAlone() : this.take({ limit: room }))
      if (taken === undefined) return
      this.begin(taken)
    }
  }

  /** Hands over what a claim has brought. */
  private begin(taken: Taken | undefined): void {
    if (taken?.claim_id === undefined) return
    const { claim_id, prepared } = taken
    this.last_work = performance.now()
    const handed_over = prepared.filter(isHandedOver)
    this.pace.spend(handed_over.length)
    this.outcomes.expect(claim_id, prepared.length)
    const carried = Map.groupBy(prepared.filter((each) => !isHandedOver(each)), (each) => each.carried_by)
    for (const each of handed_over) {
      const work = this.handOver(each, carried.get(each.claimed.attempt_id) ?? [], claim_id).finally(() => this.in_hand.delete(work))
      this.in_hand.add(work)
    }
  }

  /**
   * After somebody died on this connection: claimed one at a time, each noted before it is touched, so that a message
   * that kills its process while it is made ready is found and set aside in place of killing one worker after the other.
   */
  private async takeAlone(): Promise<Taken | undefined> {
    const { house } = this.options
    this.careful -= 1
    const suspect = await nextSuspect(house, this.row)
    if (!suspect) {
      this.careful = 0
      return this.take({ limit: 1 })
    }
    const taken = await this.take({ limit: 1, only: suspect.queue_id, quarantined: suspect.quarantined })
    await clearSuspect(house, suspect.queue_id)
    return taken
  }

  /** Claims, renders and commits the attempts; undefined when nothing was there. */
  private async take({ limit, only, urgent = false, quarantined = false }: { limit: number; only?: number; urgent?: boolean; quarantined?: boolean }): Promise<Taken | undefined> {
    const { house, pool } = this.options
    // From zero also where nothing is in hand, since `hurry` looks for nothing then, and where the rate is limited: the first share of it is for what is transactional.
    if (performance.now() - this.floor_at > FLOOR_MS || this.in_hand.size === 0 || !this.pace.free) {
      this.floor = 0
      this.floor_at = performance.now()
    }
    const now = house.clock()
    const asked_at = performance.now()
    const taken = await systemByKey(house.db, 'dispatch', 'all', async (tx) => {
      const left = this.counted ? Math.min(limit, await leftToday(tx, this.row, this.limits, now)) : limit
      if (left === 0) return undefined
      const claimed = await claim(tx, this.lease, this.connection_id, { limit: left, floor: this.floor, urgent, ...(only === undefined ? {} : { only }) }, now)
      const passed = claimed.findLast((each) => each.class === 'marketing' && !each.beside)?.queue_id ?? 0
      for (const each of claimed) if (quarantined && each.queue_id === only && each.verdict === 'go') each.verdict = 'quarantined'
      if (claimed.length === 0) return undefined
      const going = claimed.filter((each) => each.verdict === 'go')
      const { prepared, refusals } = await prepare(house, tx, pool, going, now)
      await refuse(tx, [...claimed.filter((each) => each.verdict !== 'go').map(byVerdict), ...refusals], now)
      const payable = await stillCounted(tx, prepared, now)
      const beyond = await reserveFor(tx, payable, now)
      await refuse(tx, payable.filter((each) => beyond.has(each.claimed.attempt_id)).map(({ claimed: each }) => ({ claimed: each, reason: 'budget' })), now)
      const kept = await stillCounted(tx, payable.filter((each) => !beyond.has(each.claimed.attempt_id)), now)
      await putTogether(house, pool, kept)
      const claim_id = await insertAttempts(tx, this.lease, kept, now)
      if (this.counted) await useToday(tx, this.row, kept.filter(isHandedOver).length, now)
      await insertShortLinks(tx, kept, now)
      return { claim_id, prepared: kept, passed }
    })
    if (!taken || urgent) return taken
    // A claim renews the lease, and what it took is behind the next one.
    this.held_until = asked_at + LEASE_S * 1000
    this.floor = Math.max(this.floor, taken.passed)
    return taken
  }

  /** One hand-over, until its outcome is on record, for all that it carries. */
  private async handOver(prepared: Prepared, carried: Prepared[], claim_id: number): Promise<void> {
    const result = await this.pace.turn(() => this.send(prepared), prepared.claimed.class !== 'marketing')
    await Promise.all([prepared, ...carried].map((each) => this.outcomes.record({ hand_over: { ...each.claimed, price_micro: each.price_micro, carried_by: each.carried_by ?? null }, result, first_hand: true }, claim_id)))
    // A round that found no room goes on now that there is some.
    if (!this.hungry || this.stopping) return
    this.hungry = false
    setImmediate(() => void this.work())
  }

  /** Resolves when what these receipts are about is on record. */
  recorded(inbound: readonly Inbound[]): Promise<void> {
    return this.outcomes.recorded(inbound)
  }

  private async send(prepared: Prepared): Promise<SendResult> {
    const end = this.options.house.metrics.send_seconds.startTimer({ channel: this.channel.id })
    let session: Session
    try {
      session = await this.openSession()
    } catch (error) {
      // No line to the provider: nothing was handed over, so it may be tried again.
      return { status: 'retry', after_s: 15, detail: ours('no_line', (error as Error).message), line: true }
    }
    // One that stood still or had no database for so long may have been given up, and what it was about to hand over asked
    // after and queued again by another: it must not come late.
    if (performance.now() > this.held_until - SAFE_MS) return { status: 'retry', after_s: 0, detail: ours('lease_over'), line: true }
    try {
      return await session.send(prepared.outbound)
    } catch (error) {
      return { status: 'unknown', detail: ours('broke_inside', (error as Error).message) }
    } finally {
      end()
    }
  }

  /** Out of credit or locked out: nobody is failed for it. The connection stops and says why. */
  private async haltOn(results: SendResult[]): Promise<void> {
    const halt = results.find(isOurFault)
    // Once: answers that were on their way would halt it again after somebody has paid.
    if (!halt || this.halted) return
    this.halted = true
    this.stopping = true
    await sql`update connection set halted = ${JSON.stringify({ code: halt.reason, reason: halt.detail, at: this.options.house.clock().toISOString() })}::jsonb, enabled = false, updated_at = ${this.options.house.clock()} where workspace_id = ${this.row.workspace_id} and id = ${this.connection_id}`.execute(this.options.house.db.system)
  }

  /** Finishes what is in hand, closes the session and gives the lease back. */
  async close(): Promise<void> {
    this.stopping = true
    await this.working
    await this.hurrying
    await Promise.all(this.in_hand)
    await (await this.session?.catch(() => undefined))?.close()
    await giveLease(this.options.house.db, this.lease)
  }
}

const byVerdict = (claimed: Claimed) => ({ claimed, reason: claimed.verdict, ...(claimed.detail ? { detail: claimed.detail } : {}) })

/** Of what is left of letters, what the caps let go when the message by which its letter was counted is gone from it. */
async function stillCounted(tx: Parameters<typeof refuse>[0], prepared: Prepared[], now: Date): Promise<Prepared[]> {
  await countLettersAnew(tx, prepared.map((each) => each.claimed), now)
  const capped = prepared.filter((each) => each.claimed.verdict !== 'go')
  await refuse(tx, capped.map(({ claimed }) => byVerdict(claimed)), now)
  return prepared.filter((each) => each.claimed.verdict === 'go')
}

/** Takes prices from the budgets: of what goes in one letter, the first that its budget suffices for. */
async function reserveFor(tx: Parameters<typeof reserveBudgets>[0], prepared: Prepared[], now: Date): Promise<Set<string>> {
  const letters = lettersOf(prepared)
  const beyond = await reserveBudgets(tx, [...prepared.filter((each) => each.claimed.letter === undefined), ...letters.map((letter) => letter[0]!)], now)
  let left = letters
  for (let n = 1; left.length > 0; n += 1) {
    left = left.filter((letter) => beyond.has(letter[n - 1]!.claimed.attempt_id) && n < letter.length)
    for (const id of await reserveBudgets(tx, left.map((letter) => letter[n]!), now)) beyond.add(id)
  }
  return beyond
}
