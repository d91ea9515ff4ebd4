import type { House } from '../../platform/house.ts'

/** How long an outcome is held on to while the database cannot take it: longer than any restart of one. */
const PATIENCE_MS = 600_000

/** The outcome of a hand-over must not be lost to a database that is away for a while: it is written once that is back. */
export async function untilWritten<T>(house: House, fn: () => Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE_MS
  for (let tries = 1; ; tries += 1) {
    try {
      return await fn()
    } catch (error) {
      if (performance.now() > end) throw error
      if (tries % 10 === 1) house.log.warn({ err: error, tries }, 'settling failed; trying again')
      await new Promise((resolve) => setTimeout(resolve, Math.min(tries * 200, 3000)))
    }
  }
}
