import { mutate, type Audit, type Cx } from '../../accounts/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import type { WorkspaceTx } from '../../platform/database/index.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import type { ImportState, Settings } from './contract.ts'
import { changeImport, findImport, NO_COUNTS, topicExists, type StoredImport } from './queries/imports.ts'
import { checkSettings } from './row/plan.ts'
import { showImport } from './show.ts'

/** A run that had begun: it goes on where it stopped, under the settings that it began with. */
const hasBegun = (found: StoredImport) => found.started_at !== null

function refuse(state: ImportState): never {
  if (state === 'done') conflict('import_done', 'This import is done and its file was removed.', { hint: 'Upload the file again to import it again.' })
  if (state === 'undoing') conflict('import_undoing', 'This import is being undone.')
  if (state === 'undone') conflict('import_undone', 'This import was undone already.', { hint: 'Upload the file again to import it again.' })
  if (state === 'cancelled') conflict('import_cancelled', 'This import is cancelled already.')
  return conflict('import_busy', `This import is ${state}.`, { hint: 'Wait for its end, or cancel it.' })
}

function change(cx: Cx, id: string, from: readonly ImportState[], fn: (tx: WorkspaceTx, found: StoredImport, audit: Audit) => Promise<void>) {
  return mutate(cx, 'imports:write', async (tx, audit) => {
    const found = (await findImport(tx, cx.workspace.id, id, true)) ?? notFound('import')
    if (!from.includes(found.state)) refuse(found.state)
    await fn(tx, found, audit)
    return showImport((await findImport(tx, cx.workspace.id, id))!)
  })
}

async function checkTopic(tx: WorkspaceTx, workspace_id: string, settings: Settings): Promise<void> {
  const { topic_id } = settings.consent
  if (topic_id && topic_id !== '*' && !(await topicExists(tx, workspace_id, topic_id))) failAt('/settings/consent/topic_id', 'topic_unknown', 'There is no such topic in this workspace.')
}

/** Starts the dry run: every row through the same hands as in the run, and nothing written. */
export function checkImport(cx: Cx, id: string, settings: Settings) {
  return change(cx, id, ['uploaded', 'checked', 'cancelled', 'failed'], async (tx, found, audit) => {
    checkSettings(found.kind, settings)
    if (hasBegun(found)) conflict('import_begun', 'A part of this import is done already, so it can only go on.', { hint: 'Call run.' })
    await checkTopic(tx, cx.workspace.id, settings)
    await changeImport(tx, cx.workspace.id, id, { state: 'checking', settings, counts: NO_COUNTS, rows_done: 0, error: null, cancel_requested: false, finished_at: null })
    await enqueue(tx, 'imports.check', { workspace_id: cx.workspace.id, payload: { import_id: id }, key: `import ${id}` })
    audit('import', id, { kind: found.kind, mode: settings.mode })
  })
}

/** Starts the run, or goes on with one that was cancelled or failed. */
export function runImport(cx: Cx, id: string, given: Settings | undefined) {
  return change(cx, id, ['uploaded', 'checked', 'cancelled', 'failed'], async (tx, found, audit) => {
    if (found.undo) conflict('import_undoing', 'A part of this import was undone already, so it can only be undone to its end.')
    if (given) checkSettings(found.kind, given)
    if (hasBegun(found) && given) conflict('import_begun', 'This import goes on under the settings that it began with.', { hint: 'Call run without settings.' })
    const settings = given ?? found.settings ?? failAt('/settings', 'settings_missing', 'Say how the columns are to be read: send settings, or check the import first.')
    await checkTopic(tx, cx.workspace.id, settings)
    await changeImport(tx, cx.workspace.id, id, {
      state: 'running', traced: true, settings, error: null, cancel_requested: false, finished_at: null, started_at: found.started_at ?? cx.now,
      ...(hasBegun(found) ? {} : { rows_done: 0, counts: { ...NO_COUNTS, ...(given ? {} : { dry: found.counts.dry, preview: found.counts.preview }) } }),
    })
    await enqueue(tx, 'imports.run', { workspace_id: cx.workspace.id, payload: { import_id: id }, key: `import ${id}` })
    audit('import', id, { mode: settings.mode, consent_source: settings.consent.source ?? null, resumed: hasBegun(found) })
  })
}

/** Asks for a stop: what is at work ends after the batch in hand, and what that wrote stays. */
export function cancelImport(cx: Cx, id: string) {
  return change(cx, id, ['uploaded', 'checking', 'checked', 'running', 'failed'], async (tx, found, audit) => {
    const atWork = found.state === 'checking' || found.state === 'running'
    await changeImport(tx, cx.workspace.id, id, atWork ? { cancel_requested: true } : { state: 'cancelled', finished_at: cx.now })
    audit('import', id, { rows_done: found.rows_done })
  })
}
