import { failAt } from '../../platform/problem.ts'
import { CONCURRENCY, type Channel, type Limits } from '../channels/index.ts'

export const MOST_SHARES = 8

/** What goes at one time is divided among the shares, and each needs some of it. */
export function checkShares(channel: Pick<Channel, 'default_limits'>, shares: number, limits: Limits): void {
  const { concurrency = CONCURRENCY } = { ...channel.default_limits, ...limits }
  if (shares > concurrency) failAt('/shares', 'shares_beyond_concurrency', `A connection that hands over ${concurrency} at one time cannot be split into ${shares}.`, `At most ${concurrency} shares, or a higher concurrency.`)
}
