import { judge } from './judge.ts'
import { bytesOf, type Outbox } from './outbox.ts'

const BATCH_ITEMS = 50
const BATCH_BYTES = 200_000
/** Browsers let a page leave 64 kB behind. */
const BEACON_BYTES = 60_000
const TIMEOUT_MS = 30_000

export type Sender = {
  /** Something waits: sent in `after_ms` at the latest, with what comes meanwhile. */
  wake(after_ms: number): void
  /** Sends what waits now; resolved when it is gone or has to wait. */
  flush(): Promise<void>
  /** The page is being left. What goes this way has no answer, so it stays kept until a later page has one. */
  leave(): void
  stop(): void
}

/** Sends an outbox in order, one batch at a time. Text in plain, with the key in it, so that a browser need not ask for leave first. */
export function startSender(page: Window, url: string, write_key: string, outbox: Outbox): Sender {
  let timer: number | undefined
  let due = 0
  let waits_until = 0
  let running: Promise<void> | undefined
  let failures = 0
  let stopped = false
  /** Calls that left by beacon while this page was hidden; they need not go twice each time it is hidden. */
  const left = new Set<string>()

  const bodyOf = (items: readonly { text: string }[]) => `{"writeKey":${JSON.stringify(write_key)},"sentAt":${JSON.stringify(new Date().toISOString())},"batch":[${items.map((item) => item.text).join(',')}]}`

  async function post(body: string): Promise<{ status: number; retry_after: string | null }> {
    const giveUp = new AbortController()
    const limit = page.setTimeout(() => giveUp.abort(), TIMEOUT_MS)
    try {
      const answer = await page.fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/plain' }, credentials: 'omit', keepalive: bytesOf(body) < BEACON_BYTES, signal: giveUp.signal })
      return { status: answer.status, retry_after: answer.headers.get('retry-after') }
    } catch {
      return { status: 0, retry_after: null }
    } finally {
      page.clearTimeout(limit)
    }
  }

  async function run(): Promise<void> {
    for (;;) {
      const batch = outbox.first(BATCH_ITEMS, BATCH_BYTES)
      if (batch.length === 0 || stopped) return
      const { status, retry_after } = await post(bodyOf(batch))
      if (stopped) return
      const verdict = judge(status, retry_after, failures + 1, Math.random())
      if (typeof verdict === 'object') {
        failures += 1
        waits_until = Date.now() + verdict.again_ms
        wake(verdict.again_ms)
        return
      }
      failures = 0
      outbox.remove(batch)
      for (const item of batch) left.delete(item.id)
    }
  }

  function flush(): Promise<void> {
    page.clearTimeout(timer)
    timer = undefined
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }

  function wake(after_ms: number): void {
    const at = Math.max(Date.now() + after_ms, waits_until)
    if (stopped || (timer !== undefined && due <= at && due >= waits_until)) return
    page.clearTimeout(timer)
    due = at
    timer = page.setTimeout(() => void flush(), at - Date.now())
  }

  function leave(): void {
    const leaving = outbox.first(Infinity, Infinity).filter((item) => !left.has(item.id))
    for (let from = 0; from < leaving.length && !stopped;) {
      let bytes = 200
      let to = from
      while (to < leaving.length && (bytes += bytesOf(leaving[to]!.text) + 1) <= BEACON_BYTES) to += 1
      // Larger than all that may be left behind: it stays kept for the next page.
      if (to === from) { from += 1; continue }
      const items = leaving.slice(from, to)
      if (!page.navigator.sendBeacon?.(url, new Blob([bodyOf(items)], { type: 'text/plain' }))) return
      for (const item of items) left.add(item.id)
      from = to
    }
  }

  return { wake, flush, leave, stop() {
    stopped = true
    page.clearTimeout(timer)
  } }
}
