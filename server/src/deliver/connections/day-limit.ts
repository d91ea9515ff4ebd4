import type { Limits } from '../channels/index.ts'

const DAY_MS = 86_400_000
/** A warm-up that has come this far is over: no provider's own limit is higher. */
const OVER = 10_000_000

/**
 * How many hand-overs a connection may start on `day` ("2026-11-24", as days go in its workspace's zone); undefined without
 * a limit. A new sender warms up: it begins with a number a day that grows by a share daily, until the day's own limit is
 * reached. Mailbox providers take a sudden crowd from an unknown sender for spam.
 */
export function dayLimit({ per_day, warm_up_from, warm_up_growth = 50, warm_up_since }: Limits, day: string): number | undefined {
  if (warm_up_from === undefined || warm_up_since === undefined) return per_day
  const days = Math.max(0, Math.round((Date.parse(day) - Date.parse(warm_up_since)) / DAY_MS))
  const warm = Math.floor(warm_up_from * (1 + warm_up_growth / 100) ** Math.min(days, 1000))
  return warm >= OVER ? per_day : Math.min(warm, per_day ?? warm)
}
