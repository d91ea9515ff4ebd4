import { sql, type Selectable } from 'kysely'
import { LEASE_S, systemPrepared, giveLease, takeLease, type DB, type Lease } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { CONCURRENCY, isOurFault, ours, type Channel, type Inbound, type Limits, type SendResult, type Session, type SessionContext } from '../channels/index.ts'
import { channelOf, connectionFacts } from '../connections/index.ts'
import { countLettersAnew } from '../frequency/index.ts'
import { claim, insertAttempts, isUrgent, leftToday, refuse, reserveBudgets, seek, useToday, type Claimed, type Share } from '../messages/index.ts'
import type { RenderPool } from '../templates/index.ts'
import { CommonPace } from './common-pace.ts'
import { lettersOf, putTogether } from './digest.ts'
import { Outcomes } from './outcomes.ts'
import { prepare, type Prepared } from './prepare.ts'
import { Pace } from './pace.ts'
import { takeShare } from './seats.ts'
import { insertShortLinks } from './short-links.ts'
import { clearSuspect, nextSuspect } from './suspects.ts'

/** Hand-overs taken one by one after a holder died: about as many as it had in hand. */
const CAREFUL = 300
/** Nothing is handed over so shortly before the lease may be another's: a socket takes its time too. */
const SAFE_MS = 1000
/** Others are told of a rest that is longer than they know by this. */
const TELL_MS = 100
/** The scan starts from zero again this often, so that rows which became visible below the floor are found. */
const FLOOR_MS = 5000
/** A scan from zero that found nothing is not repeated for so many times as long as it took: others' shares may be long. */
const SCAN_REST = 20

/** What is carried by another's letter is not handed over itself. */
const isHandedOver = ({ carried_by, claimed }: Prepared) => carried_by === undefined || carried_by === claimed.attempt_id

type Taken = { claim_id: number | undefined; prepared: Prepared[] }

export type LineOptions = { house: House; pool: RenderPool; holder: string; emit: (connection_id: string) => SessionContext['emit'] }

/** One connection, or a share of it, as its single owner works it: session, rate, breaker, and the loop from claim to settlement. */
export class Line {
  readonly connection_id: string
  readonly share: Share
  private readonly options: LineOptions
  private readonly channel: Channel
  private readonly row: Selectable<DB['connection']>
  private lease: Lease
  /** Until then nobody else can have the lease, by our own monotonic clock. */
  private held_until: number
  private session: Promise<Session> | undefined
  private floor = 0
  private floor_at = 0
  private scan_ms = 0
  /** A round looks for what is transactional, or claims it: then nobody else does. */
  private claims_urgent = false
  private readonly pace: Pace
  /** With the other shares of a connection that is split. */
  private readonly common: CommonPace | undefined
  /** Until when the others know that we rest. */
  private told_until = 0
  private readonly limits: Limits
  /** Whether days are counted for it at all. */
  private readonly counted: boolean
  private careful: number
  private lost = false
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

  constructor(options: LineOptions, row: Selectable<DB['connection']>, share: Share, lease: Lease, asked_at: number) {
    this.options = options
    this.row = row
    this.connection_id = row.id
    this.share = share
    this.channel = channelOf(row.channel)
    this.lease = lease
    this.held_until = asked_at + LEASE_S * 1000
    this.careful = lease.died ? CAREFUL : 0
    const limits: Limits = { ...this.channel.default_limits, ...(row.limits as object) }
    this.pace = new Pace(partOf(limits, share))
    this.common = share.of > 1 ? new CommonPace(options.house.db, row, share, limits.per_second) : undefined
    this.outcomes = new Outcomes({ house: options.house, channel: this.channel, row, lease, learn: (results) => this.learn(results), written: (results) => this.haltOn(results) })
    this.limits = limits
    this.counted = limits.per_day !== undefined || limits.warm_up_from !== undefined
  }

  /** Takes the lease of a connection or a share of it, and its line, or undefined while another worker has it. */
  static async open(options: LineOptions, row: Selectable<DB['connection']>, share: Share): Promise<Line | undefined> {
    const asked_at = performance.now()
    const lease = await takeShare(options.house.db, row, share, options.holder)
    return lease && new Line(options, row, share, lease, asked_at)
  }

  get name(): string {
    return this.lease.name
  }

  get idle_ms(): number {
    return this.in_hand.size > 0 ? 0 : performance.now() - this.last_work
  }

  get listens(): boolean {
    return this.channel.listens && this.share.nth === 1
  }

  /** Whether the connection was changed since: then the line is closed and opened anew. */
  isStale(row: Selectable<DB['connection']> | undefined): boolean {
    return !row || row.updated_at.getTime() !== this.row.updated_at.getTime()
  }

  /** Whether it is another's by now: what is in hand still ends, and keeps nobody. */
  get isLost(): boolean {
    return this.lost
  }

  async renew(): Promise<boolean> {
    if (this.lost) return false
    const asked_at = performance.now()
    const lease = await takeLease(this.options.house.db, this.lease.name, this.lease.holder)
    this.lost = lease?.fence !== this.lease.fence
    if (this.lost) return false
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
    if (this.in_hand.size === 0 || this.claims_urgent || this.careful > 0 || this.stopping) return
    this.hurrying ??= this.takeUrgent().catch((error: unknown) => this.options.house.log.error({ err: error, connection_id: this.connection_id }, 'an urgent claim failed')).finally(() => (this.hurrying = undefined))
  }

  private async takeUrgent(): Promise<void> {
    const limit = this.pace.urgentRoom()
    if (limit <= 0) return
    // Asked first: most times there is nothing, and a claim is a transaction.
    if (await isUrgent(this.options.house.db, this.connection_id, this.share)) this.begin(await this.byLeave(limit, (left) => this.take({ limit: left, urgent: true })))
  }

  async openSession(): Promise<Session> {
    const { house } = this.options
    this.session ??= this.channel.open({ house, connection: connectionFacts(house, this.row), emit: this.options.emit(this.connection_id), ...(this.share.nth === 1 ? {} : { send_only: true as const }) })
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
      const taken = await (this.common ? this.takeOwn(room) : this.careful > 0 ? this.takeAlone() : this.take({ limit: room }))
      if (taken === undefined) return
      this.begin(taken)
    }
  }

  /** Of a share: what is transactional, or else what is not, each in its order and never by two claims at once. */
  private async takeOwn(room: number): Promise<Taken | undefined> {
    await this.hurrying
    this.claims_urgent = true
    try {
      const lane = await this.firstLane()
      this.claims_urgent = lane === 0
      if (lane === undefined) return undefined
      if (this.careful > 0) return await this.byLeave(room, () => this.takeAlone())
      let found_none = lane === 1
      const urgent = lane === 0 ? await this.byLeave(room, async (limit) => {
        const taken = await this.take({ limit, urgent: true })
        found_none = taken === undefined
        return taken
      }) : undefined
      // What is transactional may be in somebody's hands for a while, as when two people become one: the rest goes on meanwhile.
      return found_none ? await this.byLeave(room, (limit) => this.take({ limit })) : urgent
    } finally {
      this.claims_urgent = false
    }
  }

  /** Looks for the first that waits for this share, and has the next claim begin there: what lies before is the others'. */
  private async firstLane(): Promise<number | undefined> {
    const asked_at = performance.now()
    const anew = asked_at - this.floor_at > Math.min(FLOOR_MS, this.scan_ms * SCAN_REST)
    if (anew) this.floor = 0
    const { first, last } = await seek(this.options.house.db, this.connection_id, this.share, this.floor)
    // Where something transactional was found, the rest was not looked for.
    if (anew && first?.lane !== 0) {
      this.floor_at = performance.now()
      this.scan_ms = this.floor_at - asked_at
    }
    if (!first) this.floor = Math.max(this.floor, last)
    else if (first.lane === 1) this.floor = first.id - 1
    return first?.lane
  }

  /** Claims as many as the shares of a connection may hand over between them; what is not used of it is the others'. */
  private async byLeave(wanted: number, claimed: (limit: number) => Promise<Taken | undefined>): Promise<Taken | undefined> {
    const { common } = this
    if (!common) return claimed(wanted)
    const { granted, rest_ms, failing } = await common.ask(wanted)
    if (rest_ms > 0) {
      this.told_until = Math.max(this.told_until, performance.now() + rest_ms)
      this.pace.rest({ ms: rest_ms, failing })
    }
    if (granted === 0) return undefined
    let left = granted
    try {
      const taken = await claimed(granted)
      left -= taken?.prepared.filter(isHandedOver).length ?? 0
      return taken
    } finally {
      await common.giveBack(left)
    }
  }

  /** Tells the others of a rest, unless the connection was changed or halted since. */
  private learn(results: SendResult[]): void {
    this.pace.learn(results)
    const { ms, failing } = this.pace.rests
    const until = performance.now() + ms
    if (!this.common || this.stopping || ms === 0 || until <= this.told_until + TELL_MS) return
    this.told_until = until
    this.common.rest(ms, failing).catch((error: unknown) => this.options.house.log.warn({ err: error, connection_id: this.connection_id }, 'the other shares could not be told of a rest'))
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
    const suspect = await nextSuspect(house, this.row, this.share)
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
    // A share has looked for where its own begin.
    if (!this.common && (performance.now() - this.floor_at > FLOOR_MS || this.in_hand.size === 0 || !this.pace.free)) {
      this.floor = 0
      this.floor_at = performance.now()
    }
    const now = house.clock()
    const asked_at = performance.now()
    const taken = await systemPrepared(house.db, 'dispatch', 'all', async (tx) => {
      const left = this.counted ? Math.min(limit, await leftToday(tx, this.row, this.limits, now)) : limit
      if (left === 0) return undefined
      const claimed = await claim(tx, this.lease, this.connection_id, { limit: left, floor: this.floor, urgent, share: this.share, ...(only === undefined ? {} : { only }) }, now)
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
    // Nor by one of another share, whose answers come later still: it says nothing of a connection that was changed since.
    await sql`update connection set halted = ${JSON.stringify({ code: halt.reason, reason: halt.detail, at: this.options.house.clock().toISOString() })}::jsonb, enabled = false, updated_at = ${this.options.house.clock()} where workspace_id = ${this.row.workspace_id} and id = ${this.connection_id} and date_trunc('milliseconds', updated_at) = ${this.row.updated_at}`.execute(this.options.house.db.system)
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

/** What one share may do on its own: its part of what goes at one time. The rate is asked for. */
function partOf(limits: Limits, { nth, of }: Share): Limits {
  if (of === 1) return limits
  const { per_second: _, concurrency = CONCURRENCY, ...rest } = limits
  return { ...rest, concurrency: Math.max(1, Math.floor(concurrency / of) + (nth <= concurrency % of ? 1 : 0)) }
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
