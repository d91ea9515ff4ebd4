import { OUTCOMES, readFigures, type Figure } from '../../deliver/index.ts'
import type { Tx } from '../../platform/database/index.ts'

export type Totals = { total: number; reached: number; failed: number; skipped: number; unknown: number; stopped: number; in_flight: number }

/** A figure of the campaign as a whole, not of one step. */
export const countOf = (figures: Figure[], key: string) => figures.find((figure) => figure.step === -1 && figure.key === key)?.n ?? 0

/** The outcomes of a campaign over all its runs; they add up to its first audience at every moment. */
export function toTotals(figures: Figure[]): Totals {
  const of = (key: string) => countOf(figures, key)
  // Somebody who was tried again after a failure, and of whom the first try arrives after all, was reached twice and is one person.
  const twice = Math.min(0, of('failed'))
  const outcomes = { reached: of('reached') + twice, failed: of('failed') - twice, skipped: of('skipped'), unknown: of('unknown'), stopped: of('stopped') }
  const total = of('total')
  return { total, ...outcomes, in_flight: total - OUTCOMES.reduce((sum, key) => sum + outcomes[key], 0) }
}

/** Why people were not reached, most frequent first. */
export function toReasons(figures: Figure[]): { state: string; code: string; count: number }[] {
  return figures
    .filter((figure) => figure.key.startsWith('reason:') && figure.n > 0)
    .map(({ key, n }) => {
      const [, state, ...code] = key.split(':')
      return { state: state!, code: code.join(':'), count: n }
    })
    .filter(({ state }) => state !== 'reached')
    .toSorted((one, other) => other.count - one.count)
}

/** The outcomes of several campaigns at once, from their counters: for lists. */
export async function totalsOf(tx: Tx, workspace_id: string, campaign_ids: string[]): Promise<Map<string, Totals>> {
  const figures = await readFigures(tx, workspace_id, campaign_ids)
  return new Map([...Map.groupBy(figures, (figure) => figure.source_id)].map(([id, group]) => [id, toTotals(group)]))
}
