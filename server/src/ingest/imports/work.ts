import { workspaceFacts, type WorkspaceFacts } from '../../accounts/index.ts'
import { system } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import type { Job } from '../../platform/jobs/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { readBatches } from './batches.ts'
import type { ImportState } from './contract.ts'
import { changeImport, findImport, type StoredImport } from './queries/imports.ts'
import { UnreadableFile, type FileFormat } from './read/index.ts'
import { makePlan, type Plan } from './row/plan.ts'
import type { ReadRow } from './row/read-row.ts'
import { formatFor } from './sniff/sniff.ts'

/** Another worker has gone on with this import: this one lets go without a word. */
export class Overtaken extends Error {}

export type Work = { house: House; workspace: WorkspaceFacts; found: StoredImport; path: string; format: FileFormat; plan: Plan }
export type Verdict = 'go_on' | 'stop'

type Steps = {
  state: Extract<ImportState, 'checking' | 'running'>
  begin(work: Work): Promise<{ skip: number; skipped?: (row: ReadRow) => void; batch(rows: ReadRow[]): Promise<Verdict>; end(): Promise<void> }>
}

const isData = (error: unknown) => error instanceof UnreadableFile || (error as NodeJS.ErrnoException).code === 'ENOENT'

function sentence(error: unknown): string {
  if (error instanceof UnreadableFile) return error.message
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'The file is no longer there. Upload it again.'
  return 'The import stopped on our side several times. What was written stays; run it again to go on from there.'
}

/**
 * Leads one import through its batches: stops when asked to, puts itself off when the process ends, and leaves a sentence
 * when the file cannot be read or the last try has failed.
 */
export async function workThrough(house: House, job: Job, steps: Steps): Promise<void> {
  const { workspace_id } = job
  const id = String(job.payload.import_id)
  const enter = <T>(fn: Parameters<typeof system<T>>[3]) => system(house.db, 'import', workspace_id, fn)
  const found = await enter((tx) => findImport(tx, workspace_id, id))
  if (found?.state !== steps.state || !found.settings) return
  const finish = (change: Parameters<typeof changeImport>[3]) => enter((tx) => changeImport(tx, workspace_id, id, { ...change, cancel_requested: false, finished_at: house.clock() }))
  if (job.last_try && job.died_before) return finish({ state: 'failed', error: 'The server stopped several times while it worked on this import. It was set aside so that it does no more harm.' })
  try {
    const path = house.blobs.path(found.blob)
    const work: Work = {
      house, found, path, workspace: await workspaceFacts(house.db.system, workspace_id), format: formatFor(path, found.settings),
      // Every try of one import reads relative dates and undated consents by the same clock.
      plan: makePlan(found.kind, found.settings, { import_id: id, file_name: found.file_name }, found.started_at ?? house.clock()),
    }
    if (found.cancel_requested) return await finish({ state: 'cancelled' })
    const { skip, skipped, batch, end } = await steps.begin(work)
    for await (const rows of readBatches(work.path, work.format, work.plan, { skip, ...(skipped ? { skipped } : {}) })) {
      if ((await batch(rows)) === 'stop') return await finish({ state: 'cancelled' })
      if (job.signal.aborted) return await enter((tx) => enqueue(tx, steps.state === 'running' ? 'imports.run' : 'imports.check', { workspace_id, payload: { import_id: id } }))
    }
    await end()
  } catch (error) {
    if (error instanceof Overtaken) return
    if (!isData(error)) house.log.error({ err: error, import_id: id, workspace_id }, 'an import failed')
    if (!isData(error) && !job.last_try) throw error
    await finish({ state: 'failed', error: sentence(error) })
  }
}
