import type { Session } from './session.ts'
import { CliError, EXIT, expect, print, progressBar } from './output.ts'

type Report = { state: string; finished_at: string | null; totals: Record<string, number>; rate_per_s: number; left_s: number | null; price_micro: number; currency: string }

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Launches a campaign; with `watch`, follows it to its end. */
export async function launch(session: Session, id: string | undefined, flags: { watch?: boolean; json?: boolean }): Promise<void> {
  if (!id) throw new CliError('Usage: npx carillon campaign launch cmp_… [--watch] [--json]', EXIT.usage)
  const json = flags.json ?? false
  const moved = expect<{ state: string; run_id: string | null; total: number | null }>(await session.call('POST', `/v1/campaigns/${id}/launch`))
  if (!flags.watch || !moved.run_id) return print(json, moved, `${id} is ${moved.state}${moved.total === null ? '' : ` to ${moved.total} people`}.`)
  const bar = progressBar(json)
  for (;;) {
    const report = expect<Report>(await session.call('GET', `/v1/campaigns/${id}/report`))
    const { total = 0, in_flight = 0, reached = 0, failed = 0, skipped = 0, unknown = 0 } = report.totals
    bar.show(total - in_flight, total, `${reached} reached, ${failed} failed, ${skipped} skipped, ${unknown} unknown, ${report.rate_per_s}/s${report.left_s ? `, ${report.left_s} s left` : ''}`)
    if (report.finished_at && in_flight === 0) {
      bar.end()
      return print(json, report, `Done: ${reached} of ${total} reached for ${(report.price_micro / 1e6).toFixed(2)} ${report.currency}.`)
    }
    await sleep(500)
  }
}
