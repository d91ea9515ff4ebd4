import { system } from '../../platform/database/index.ts'
import type { Task } from '../../platform/jobs/index.ts'
import type { PreviewedRow } from './contract.ts'
import { KIND } from './kinds/index.ts'
import { PREVIEW_ROWS, previewRow } from './preview.ts'
import { advance, changeImport, NO_COUNTS, planByKeys } from './queries/imports.ts'
import type { RefusalCode } from './refusal-words.ts'
import type { ReadRow } from './row/read-row.ts'
import { makeSeen } from './seen.ts'
import { emptyTally, tallyRow, type Outcome } from './tally.ts'
import { Overtaken, workThrough, type Verdict, type Work } from './work.ts'

const WHY: Partial<Record<RefusalCode, string>> = {
  identity_conflict: 'An address, number or id of this row belongs to another contact than the rest of it.',
  contact_unknown: 'Nobody here has an address, number or id of this row, and only known contacts are to be updated.',
}

async function begin({ house, workspace, found, plan }: Work) {
  const tally = emptyTally()
  const preview: PreviewedRow[] = []
  const seen = makeSeen()
  let stored = found.rows_done
  let done = 0

  function show(row: ReadRow, outcome: Outcome): void {
    if (preview.length >= PREVIEW_ROWS) return
    const shown = previewRow(row)
    if ('refused' in outcome && !row.refusal) shown.problems.unshift({ code: outcome.refused, severity: 'refused', column: null, message: outcome.message ?? WHY[outcome.refused] ?? '' })
    preview.push(shown)
  }

  async function batch(rows: ReadRow[]): Promise<Verdict> {
    const [told, answer] = await system(house.db, 'import check', workspace.id, async (tx) => {
      await planByKeys(tx)
      return [
        await KIND[plan.kind].foresee({ house, tx, workspace, plan, import_id: found.id, now: plan.now }, rows, seen),
        await advance(tx, workspace.id, found.id, 'checking', stored, done + rows.length),
      ]
    })
    if (!answer) throw new Overtaken()
    done += rows.length
    stored = done
    told.keys.forEach(seen.add)
    for (const row of rows) {
      const { outcome, duplicate } = told.outcomes.get(row) ?? { outcome: { refused: row.refusal!.code }, duplicate: false }
      tallyRow(tally, row, outcome, duplicate)
      show(row, outcome)
    }
    return answer.cancel_requested ? 'stop' : 'go_on'
  }

  const end = () => system(house.db, 'import check', workspace.id, (tx) => changeImport(tx, workspace.id, found.id, { state: 'checked', counts: { ...NO_COUNTS, dry: tally, preview }, rows_done: done, rows_total: done }))
  // A dry run that was interrupted starts over: it has nothing to lose.
  return { skip: 0, batch, end }
}

/** The dry run: what the run would do, row by row, with nothing written but its own progress. */
export const checkTask: Task = (house, job) => workThrough(house, job, { state: 'checking', begin })
