import { createHash } from 'node:crypto'
import type { Tx } from '../../platform/database/index.ts'
import type { Settings, SniffedFile } from './contract.ts'
import { findSameHeaders, topicExists, type StoredImport } from './queries/imports.ts'

/** By what a file is known again: the names of its columns in their order, whatever their case. */
export function headerKey(sniffed: SniffedFile): Buffer | null {
  return sniffed.header ? createHash('sha256').update(JSON.stringify(sniffed.columns.map((column) => column.name.toLowerCase()))).digest() : null
}

/** How this workspace read the last file with these columns, with what only this file can say: its encoding, delimiter and sheet. */
export async function findRemembered(tx: Tx, workspace_id: string, found: StoredImport) {
  if (found.started_at || !found.sniffed.header) return null
  const last = await findSameHeaders(tx, workspace_id, found.id)
  if (!last) return null
  const { encoding: _encoding, delimiter: _delimiter, sheet: _sheet, ...kept } = last.settings
  const { encoding, delimiter, sheet } = found.sniffed.suggested_settings
  const settings: Settings = { ...kept, ...(encoding ? { encoding } : {}), ...(delimiter ? { delimiter } : {}), ...(sheet ? { sheet } : {}) }
  const { topic_id } = settings.consent
  if (topic_id && topic_id !== '*' && !(await topicExists(tx, workspace_id, topic_id))) settings.consent = { applies: 'none' }
  return { import_id: last.id, file_name: last.file_name, at: last.started_at, settings }
}
