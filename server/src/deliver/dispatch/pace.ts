import type { Limits, SendResult } from '../channels/index.ts'

const BREAKER_FAILURES = 10
const BREAKER_MS = 15_000

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

  constructor(limits: Limits) {
    this.per_second = limits.per_second ?? Number.POSITIVE_INFINITY
    this.concurrency = limits.concurrency ?? 20
    this.tokens = Number.isFinite(this.per_second) ? Math.max(1, this.per_second) : Number.POSITIVE_INFINITY
  }

  /** How many hand-overs may start now, at most `limit`. */
  room(limit: number): number {
    const now = performance.now()
    if (now < this.open_until) return 0
    if (Number.isFinite(this.per_second)) {
      this.tokens = Math.min(Math.max(1, this.per_second), this.tokens + ((now - this.refilled_at) / 1000) * this.per_second)
      this.refilled_at = now
    }
    // After a rest one probe goes first.
    return this.failures >= BREAKER_FAILURES ? Math.min(1, Math.floor(this.tokens)) : Math.min(limit, Math.floor(this.tokens))
  }

  /** Runs `work` for each item, so many at once as the connection allows; results stand in the order of the items. */
  async run<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
    this.tokens -= items.length
    const results: R[] = Array.from({ length: items.length })
    let next = 0
    const runner = async () => {
      while (next < items.length) {
        const index = next++
        results[index] = await work(items[index]!)
      }
    }
    await Promise.all(Array.from({ length: Math.min(this.concurrency, items.length) }, runner))
    return results
  }

  learn(results: SendResult[]): void {
    const works = results.some((result) => result.status === 'accepted' || (result.status === 'rejected' && !['auth', 'credit'].includes(result.reason)))
    if (works) this.failures = 0
    else for (const _ of results) this.fail()
    // One letter that is greylisted for five minutes says nothing of the others.
    const wait = Math.max(0, ...results.map((result) => (result.status === 'retry' && result.line ? result.after_s : 0)))
    if (wait > 0 && !works) this.open_until = Math.max(this.open_until, performance.now() + Math.min(wait, 300) * 1000)
  }

  fail(): void {
    this.failures += 1
    // The return is jittered, so that many lines do not come back in step.
    if (this.failures >= BREAKER_FAILURES) this.open_until = performance.now() + BREAKER_MS * (0.5 + Math.random())
  }
}
