import { upsertContacts, type UpsertOutcome } from '../../customers/index.ts'
import { system } from '../../platform/database/index.ts'
import type { Task } from '../../platform/jobs/index.ts'
import { advance, changeImport, insertMembers, insertRefusals, NO_COUNTS, planByKeys, readRefusedRows, refreshStatistics, type Counts, type StoredRefusal } from './queries/imports.ts'
import { reachOfImport } from './queries/reach.ts'
import { keysOf, takeTurns } from './repeats.ts'
import type { ReadRow, Refusal } from './row/read-row.ts'
import { makeSeen } from './seen.ts'
import { emptyTally, tallyRow, type Outcome } from './tally.ts'
import { Overtaken, workThrough, type Verdict, type Work } from './work.ts'

/** Rows written since the begin of this try after which the planner is told. */
const GROWN = [1000, 10_000, 100_000]

const FATES = { created: 'create', updated: 'update', unchanged: 'unchanged' } as const

function refusalOf(outcome: Exclude<UpsertOutcome, { contact_id: string }>): Refusal {
  if (outcome.status === 'conflict') return { code: 'identity_conflict', message: outcome.detail }
  return { code: 'contact_unknown', message: 'Nobody here has an address, number or id of this row, and only known contacts were to be updated.' }
}

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
      const options = { now: house.clock(), origin: 'live' as const, mode: plan.settings.mode }
      const taken = await takeTurns<UpsertOutcome>(poison ? [] : rows, seen,
        (turns) => upsertContacts(house, tx, workspace, turns.map((turn) => turn.contact), options), (outcome) => 'contact_id' in outcome)
      const refusals: StoredRefusal[] = []
      const members = new Set<string>()
      for (const row of rows) {
        const { outcome, duplicate } = taken.outcomes.get(row) ?? { outcome: undefined, duplicate: false }
        let fate: Outcome
        if (outcome && 'contact_id' in outcome) {
          members.add(outcome.contact_id)
          fate = { fate: FATES[outcome.status], kept_opt_outs: outcome.kept_opt_outs }
        } else {
          const refusal = poison ?? row.refusal ?? refusalOf(outcome!)
          refusals.push({ row: row.row, ...refusal, cells: row.cells })
          fate = { refused: refusal.code }
        }
        tallyRow(tally, row, fate, duplicate)
      }
      await insertMembers(tx, workspace.id, found.id, [...members])
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
    const reach = await system(house.db, 'import reach', workspace.id, (tx) => reachOfImport(tx, workspace.id, found.id, plan.settings.consent.topic_id ?? '*'))
    await system(house.db, 'import run', workspace.id, (tx) => changeImport(tx, workspace.id, found.id, { state: 'done', counts: { ...counts, reach }, rows_total: done, cancel_requested: false, finished_at: house.clock() }))
    // People's data has no business in a file that nothing needs any more; the refused rows are in their table.
    await house.blobs.remove(found.blob)
  }

  const skipped = (row: ReadRow) => {
    if (!refusedBefore.has(row.row)) keysOf(row).forEach(seen.add)
  }
  return { skip: found.rows_done, skipped, batch, end }
}

/** The run: from the row after the last one that is committed, to the end of the file. */
export const runTask: Task = (house, job) => workThrough(house, job, { state: 'running', begin })
