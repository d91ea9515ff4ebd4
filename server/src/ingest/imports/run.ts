import { system } from '../../platform/database/index.ts'
import type { Task } from '../../platform/jobs/index.ts'
import { advance, changeImport, insertMembers, insertRefusals, NO_COUNTS, planByKeys, readRefusedRows, refreshStatistics, type Counts, type StoredRefusal } from './queries/imports.ts'
import { KIND, type Told } from './kinds/index.ts'
import { reachOfImport } from './queries/reach.ts'
import type { ReadRow, Refusal } from './row/read-row.ts'
import { makeSeen } from './seen.ts'
import { emptyTally, tallyRow } from './tally.ts'
import { Overtaken, workThrough, type Verdict, type Work } from './work.ts'

/** Rows written since the begin of this try after which the planner is told. */
const GROWN = [1000, 10_000, 100_000]

/** Data that PostgreSQL refuses for a reason that we did not foresee (SQLSTATE classes 22, 23, 54): one row's fault, not the batch's. */
const isPoison = (error: unknown) => /^(22|23|54)/.test(String((error as { code?: unknown }).code ?? ''))

async function begin({ house, workspace, found, plan }: Work) {
  let counts: Counts = { ...NO_COUNTS, ...found.counts, run: found.counts.run ?? emptyTally() }
  let done = found.rows_done
  const seen = makeSeen()
  const refusedBefore = done > 0 ? await system(house.db, 'import run', workspace.id, (tx) => readRefusedRows(tx, workspace.id, found.id)) : new Set<number>()

  /** One transaction: contacts, membership, refusals, and the progress that says so. */
  async function commit(rows: ReadRow[], poison?: Refusal): Promise<Verdict> {
    const tally = structuredClone(counts.run!)
    const next: Counts = { ...counts, run: tally }
    const { moved, keys } = await system(house.db, 'import run', workspace.id, async (tx) => {
      await planByKeys(tx)
      const taken: Told = poison ? { outcomes: new Map(), keys: [], members: [] } : await KIND[plan.kind].write({ house, tx, workspace, plan, import_id: found.id, now: house.clock() }, rows, seen)
      const refusals: StoredRefusal[] = []
      for (const row of rows) {
        const refused = poison ?? row.refusal
        const { outcome, duplicate } = taken.outcomes.get(row) ?? { outcome: { refused: refused!.code, message: refused!.message }, duplicate: false }
        if ('refused' in outcome) refusals.push({ row: row.row, code: outcome.refused, message: outcome.message ?? '', place: refused?.place ?? null, cells: row.cells })
        tallyRow(tally, row, outcome, duplicate)
      }
      await insertMembers(tx, workspace.id, found.id, taken.members)
      await insertRefusals(tx, workspace.id, found.id, refusals)
      const answer = await advance(tx, workspace.id, found.id, 'running', done, done + rows.length, next)
      if (!answer) throw new Overtaken()
      return { moved: answer, keys: taken.keys }
    })
    keys.forEach(seen.add)
    counts = next
    done += rows.length
    return moved.cancel_requested ? 'stop' : 'go_on'
  }

  async function batch(rows: ReadRow[]): Promise<Verdict> {
    try {
      const verdict = await commit(rows)
      if (GROWN.includes(done - found.rows_done)) await refreshStatistics(house.db)
      return verdict
    } catch (error) {
      if (!isPoison(error)) throw error
      if (rows.length === 1) return commit(rows, { code: 'row_refused', message: 'The database refuses a value of this row.' })
      const middle = Math.ceil(rows.length / 2)
      return (await batch(rows.slice(0, middle))) === 'stop' ? 'stop' : batch(rows.slice(middle))
    }
  }

  async function end(): Promise<void> {
    const reach = plan.kind === 'products' ? null : await system(house.db, 'import reach', workspace.id, (tx) => reachOfImport(tx, workspace.id, found.id, plan.settings.consent.topic_id ?? '*'))
    await system(house.db, 'import run', workspace.id, (tx) => changeImport(tx, workspace.id, found.id, { state: 'done', counts: { ...counts, reach }, rows_total: done, cancel_requested: false, finished_at: house.clock() }))
    // People's data has no business in a file that nothing needs any more; the refused rows are in their table.
    await house.blobs.remove(found.blob)
  }

  const skipped = (row: ReadRow) => {
    if (!refusedBefore.has(row.row)) KIND[plan.kind].keysOf(row).forEach(seen.add)
  }
  return { skip: found.rows_done, skipped, batch, end }
}

/** The run: from the row after the last one that is committed, to the end of the file. */
export const runTask: Task = (house, job) => workThrough(house, job, { state: 'running', begin })
