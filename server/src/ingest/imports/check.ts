import { system } from '../../platform/database/index.ts'
import type { Task } from '../../platform/jobs/index.ts'
import type { PreviewedRow } from './contract.ts'
import { foresee } from './foresee.ts'
import { PREVIEW_ROWS, previewRow } from './preview.ts'
import { advance, changeImport, NO_COUNTS, planByKeys } from './queries/imports.ts'
import { readKnown } from './queries/known.ts'
import { takeTurns } from './repeats.ts'
import type { ReadRow } from './row/read-row.ts'
import { makeSeen } from './seen.ts'
import { emptyTally, tallyRow, type Outcome } from './tally.ts'
import { Overtaken, workThrough, type Verdict, type Work } from './work.ts'

const WHY: Record<string, string> = {
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
    if ('refused' in outcome && !row.refusal) shown.problems.unshift({ code: outcome.refused, severity: 'refused', column: null, message: WHY[outcome.refused]! })
    preview.push(shown)
  }

  async function batch(rows: ReadRow[]): Promise<Verdict> {
    const [known, answer] = await system(house.db, 'import check', workspace.id, async (tx) => {
      await planByKeys(tx)
      return [
        await readKnown(tx, workspace.id, rows.flatMap((row) => row.contact ?? [])),
        await advance(tx, workspace.id, found.id, 'checking', stored, done + rows.length),
      ]
    })
    if (!answer) throw new Overtaken()
    done += rows.length
    stored = done
    const { mode } = plan.settings
    const { outcomes, keys } = await takeTurns<Outcome>(rows, seen,
      // Whoever an earlier row would create is not stored yet: by then, it would be.
      async (turns) => turns.map(({ contact, duplicate }) => foresee(contact, known, duplicate ? 'upsert' : mode)), (outcome) => 'fate' in outcome)
    keys.forEach(seen.add)
    for (const row of rows) {
      const { outcome, duplicate } = outcomes.get(row) ?? { outcome: { refused: row.refusal!.code }, duplicate: false }
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
