import { sql } from 'kysely'
import { workspaceFacts } from '../../accounts/index.ts'
import { takeBackConsents } from '../../customers/index.ts'
import { system } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { enqueue, type Task } from '../../platform/jobs/index.ts'
import { changeImport, findImport, planByKeys, refreshStatistics, type Undone } from './queries/imports.ts'
import { closeTraces, nextMembers, nextTraces, removeMembers } from './queries/trace.ts'
import { UNDO_DAYS } from './show.ts'
import { takeBack } from './undo-steps.ts'

/** Rows a transaction, far below the 2 s that hold up readers of the log. */
const STEP = 500

const add = (counts: Record<string, number>, name: string, n: number): Record<string, number> => (n === 0 ? counts : { ...counts, [name]: (counts[name] ?? 0) + n })

/** One step in one transaction, with the progress that says so. False when there was nothing left to do, or nobody wants it any more. */
async function step(house: House, workspace_id: string, import_id: string): Promise<boolean> {
  const workspace = await workspaceFacts(house.db.system, workspace_id)
  return system(house.db, 'import undo', workspace_id, async (tx) => {
    const found = await findImport(tx, workspace_id, import_id, true)
    if (found?.state !== 'undoing' || !found.undo) return false
    const now = house.clock()
    let undo: Undone = found.undo
    await planByKeys(tx)
    const rows = await nextTraces(tx, workspace_id, import_id, STEP)
    const kind = rows[0]?.kind
    if (kind) {
      const { removed, restored, kept } = await takeBack(tx, workspace, import_id, kind, rows, now)
      await closeTraces(tx, workspace_id, import_id, kind, rows.map((row) => row.ref).filter((ref) => !kept.has(ref)), kept)
      let why = undo.kept
      for (const reason of kept.values()) why = add(why, `${kind}.${reason}`, 1)
      undo = { ...undo, done: undo.done + rows.length, kept: why, ...(kind === 'mark' ? {} : { removed: add(undo.removed, kind, removed.length), restored: add(undo.restored, kind, restored.length) }) }
    } else {
      // Whoever is left: what the import wrote into the ledger about them is taken back, and they are its people no more.
      const members = await nextMembers(tx, workspace_id, import_id, STEP)
      if (members.length > 0) {
        undo = { ...undo, consents: undo.consents + (await takeBackConsents(house, tx, workspace_id, members, import_id, now)), done: undo.done + members.length }
        await removeMembers(tx, workspace_id, import_id, members)
      } else {
        await changeImport(tx, workspace_id, import_id, { state: 'undone', undo: { ...undo, total: undo.done, ended_at: now.toISOString() } })
        return false
      }
    }
    await changeImport(tx, workspace_id, import_id, { undo })
    return true
  })
}

/** Takes an import back, step by step: what is taken back is no longer there to be taken back, so that a crash costs one step and a second worker none. */
export const undoTask: Task = async (house, job) => {
  const { workspace_id } = job
  const import_id = String(job.payload.import_id)
  const enter = <T>(fn: Parameters<typeof system<T>>[3]) => system(house.db, 'import undo', workspace_id, fn)
  try {
    await refreshStatistics(house.db)
    while (await step(house, workspace_id, import_id)) {
      if (job.signal.aborted) return await enter((tx) => enqueue(tx, 'imports.undo', { workspace_id, payload: { import_id } }))
    }
    const found = await enter((tx) => findImport(tx, workspace_id, import_id))
    // The file of a run that was stopped half-way would only bring the rest of it.
    if (found?.state === 'undone') await house.blobs.remove(found.blob)
  } catch (error) {
    house.log.error({ err: error, import_id, workspace_id }, 'an undo failed')
    if (!job.last_try) throw error
    await enter(async (tx) => {
      const found = await findImport(tx, workspace_id, import_id, true)
      if (found?.state === 'undoing') await changeImport(tx, workspace_id, import_id, { state: found.undo!.from, error: 'The undo stopped on our side several times. What was taken back stays so; undo it again to go on from there.' })
    })
  }
}

/** Forgets what undo would need, once it is too late for it. */
export async function forgetTraces(house: House): Promise<void> {
  const before = new Date(house.clock().getTime() - UNDO_DAYS * 86_400_000)
  const { rows } = await sql<{ workspace_id: string; id: string }>`select workspace_id, id from "import" where traced and finished_at < ${before} and state <> 'undoing' order by finished_at limit 50`.execute(house.db.system)
  for (const { workspace_id, id } of rows) {
    for (let more = true; more;) {
      more = await system(house.db, 'import traces', workspace_id, async (tx) => {
        const { numAffectedRows } = await sql`delete from import_trace where workspace_id = ${workspace_id} and import_id = ${id} and ctid = any (array(select ctid from import_trace where workspace_id = ${workspace_id} and import_id = ${id} limit 5000))`.execute(tx)
        return (numAffectedRows ?? 0n) > 0n
      })
    }
    await system(house.db, 'import traces', workspace_id, (tx) => changeImport(tx, workspace_id, id, { traced: false }))
  }
}
