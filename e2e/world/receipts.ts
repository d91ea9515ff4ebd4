import type { Entry, Ledger } from './ledger.ts'
import { chances } from './script.ts'

export type Receipt = { provider_ref: string; to: string; status: 'delivered' | 'read' | 'failed' }

/**
 * What will be reported of a message, and when: in disorder, some twice, some never. Returns whether the first report goes out
 * before the answer to the hand-over; then the caller gives it time to.
 */
export function reportOn(ledger: Ledger, entry: Entry, reads: boolean, tell: (receipt: Receipt) => void): { early: boolean } {
  const { delivered, failed, twice, early, within_ms } = ledger.scripts[entry.channel].receipts
  const chance = chances(ledger.seed, `receipt/${entry.channel}/${entry.to}/${entry.mark}`)
  const what = chance()
  const status = what < delivered ? 'delivered' : what < delivered + failed ? 'failed' : undefined
  if (!status) return { early: false }
  const said: Receipt['status'][] = [status]
  // One that was read is reported as read too, and that report may overtake the other.
  if (reads && status === 'delivered' && chance() < 0.3) said.push('read')
  if (chance() < twice) said.push(status)
  entry.told.push(...said)
  const first = chance() < early
  for (const [index, each] of said.entries()) setTimeout(tell, first && index === 0 ? 0 : chance() * within_ms, { provider_ref: entry.provider_ref, to: entry.to, status: each })
  return { early: first }
}
