import { CONCURRENCY, isOurFault, type Limits, type SendResult } from '../channels/index.ts'

const BREAKER_FAILURES = 10
const BREAKER_MS = 15_000
/** In hand is what the line hands over in about this time: much saves round trips, little leaves less unknown after a crash. */
const IN_HAND_S = 0.5
const MOST = 1500
/** Claims are made for at least this share of what may be in hand, so that they are few. */
const LEAST_SHARE = 0.25

/**
 * How fast a connection may go: a rate by token bucket, a concurrency, and a breaker that rests when nothing works. Its time
 * is monotonic: a clock that is put back two hours must not make a rest of two hours.
 */
export class Pace {
  private readonly per_second: number
  private readonly concurrency: number
  private tokens: number
  private refilled_at = performance.now()
  private failures = 0
  private open_until = 0
  private busy = 0
  private readonly waiting: (() => void)[] = []
  /** Whose turn comes before all those. */
  private readonly urgent: (() => void)[] = []
  /** Hand-overs a second, as the last ones went; 0 before the first. */
  private seen = 0
  private counted = 0
  private counted_from = performance.now()

  constructor(limits: Limits) {
    this.per_second = limits.per_second ?? Number.POSITIVE_INFINITY
    this.concurrency = limits.concurrency ?? CONCURRENCY
    this.tokens = Number.isFinite(this.per_second) ? Math.max(1, this.per_second) : Number.POSITIVE_INFINITY
  }

  /** How many hand-overs may be claimed now, when so many are in hand. */
  room(in_hand: number): number {
    if (performance.now() < this.open_until) return 0
    this.refill()
    // After a rest one probe goes first.
    if (this.failures >= BREAKER_FAILURES) return in_hand > 0 ? 0 : Math.min(1, Math.floor(this.tokens))
    const most = Math.min(MOST, Math.max(2 * this.concurrency, Math.round(this.seen * IN_HAND_S)))
    const free = most - in_hand
    return free < most * LEAST_SHARE ? 0 : Math.min(free, Math.floor(this.tokens))
  }

  /** How many may be claimed that wait for no room in hand: what the rate allows, so many as go at once, and none before a probe has gone. */
  urgentRoom(): number {
    if (performance.now() < this.open_until || this.failures >= BREAKER_FAILURES) return 0
    this.refill()
    return Math.min(this.concurrency, Math.floor(this.tokens))
  }

  /** Whether the rate is unlimited: then what is urgent never waits for a share of it. */
  get free(): boolean {
    return !Number.isFinite(this.per_second)
  }

  private refill(): void {
    if (this.free) return
    const now = performance.now()
    this.tokens = Math.min(Math.max(1, this.per_second), this.tokens + ((now - this.refilled_at) / 1000) * this.per_second)
    this.refilled_at = now
  }

  /** Takes what was claimed from the rate, before the next claim asks for room. */
  spend(count: number): void {
    this.tokens -= count
  }

  /** Runs `work` when its turn has come: so many at once as the connection allows, the urgent first. */
  async turn<T>(work: () => Promise<T>, urgent = false): Promise<T> {
    if (this.busy >= this.concurrency) await new Promise<void>((resolve) => (urgent ? this.urgent : this.waiting).push(resolve))
    else this.busy += 1
    try {
      return await work()
    } finally {
      this.count()
      const next = this.urgent.shift() ?? this.waiting.shift()
      if (next) next()
      else this.busy -= 1
    }
  }

  /** Keeps the speed of about the last second. */
  private count(): void {
    this.counted += 1
    const elapsed = performance.now() - this.counted_from
    if (elapsed < 250) return
    const rate = this.counted / (elapsed / 1000)
    this.seen = elapsed > 2000 ? rate : this.seen * 0.6 + rate * 0.4
    this.counted = 0
    this.counted_from = performance.now()
  }

  learn(results: SendResult[]): void {
    const works = results.some((result) => result.status === 'accepted' || (result.status === 'rejected' && !isOurFault(result)))
    if (works) this.failures = 0
    else for (const _ of results) this.fail()
    // One letter that is greylisted for five minutes says nothing of the others.
    const wait = Math.max(0, ...results.map((result) => (result.status === 'retry' && result.line ? result.after_s : 0)))
    if (wait > 0 && !works) this.open_until = Math.max(this.open_until, performance.now() + Math.min(wait, 300) * 1000)
  }

  /** How long it rests still, and whether because nothing works. */
  get rests(): { ms: number; failing: boolean } {
    return { ms: Math.max(0, this.open_until - performance.now()), failing: this.failures >= BREAKER_FAILURES }
  }

  /** Rests as long as another says who works the same connection; where nothing works, one probe goes first here too. */
  rest({ ms, failing }: { ms: number; failing: boolean }): void {
    this.open_until = Math.max(this.open_until, performance.now() + ms)
    if (failing) this.failures = Math.max(this.failures, BREAKER_FAILURES)
  }

  fail(): void {
    this.failures += 1
    // The return is jittered, so that many lines do not come back in step.
    if (this.failures >= BREAKER_FAILURES) this.open_until = performance.now() + BREAKER_MS * (0.5 + Math.random())
  }
}
