import { decodeCursor, read, toPage, type Cx, type PageInput } from '../../accounts/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { notFound } from '../../platform/problem.ts'
import { findImport, listImportRows, NO_COUNTS, type StoredImport } from './queries/imports.ts'
import { findRemembered } from './remembered.ts'

/** So long an import can be undone after its end: what that needs is people's data, and kept no longer. */
export const UNDO_DAYS = 30

/** Until when an import can be undone; null where nothing was kept for it, or it is undone. */
export function undoUntil({ traced, state, finished_at }: Pick<StoredImport, 'traced' | 'state' | 'finished_at'>): Date | null {
  return traced && finished_at && ['done', 'cancelled', 'failed'].includes(state) ? new Date(finished_at.getTime() + UNDO_DAYS * 86_400_000) : null
}

/** An import as the API answers: all but where its file lies. */
export function showImport(row: StoredImport) {
  return { ...row, blob: undefined, undo_until: undoUntil(row), counts: { ...NO_COUNTS, ...row.counts } }
}

/** One that has not begun: with how a file like it was read the last time. */
export async function showNew(tx: Tx, workspace_id: string, row: StoredImport) {
  return { ...showImport(row), remembered: await findRemembered(tx, workspace_id, row) }
}

export function getImport(cx: Cx, id: string) {
  return read(cx, 'contacts:read', async (tx) => showNew(tx, cx.workspace.id, (await findImport(tx, cx.workspace.id, id)) ?? notFound('import')))
}

export function listImports(cx: Cx, query: PageInput) {
  return read(cx, 'contacts:read', async (tx) => {
    const key = decodeCursor(query.before ?? query.after, 2)
    const edge = key && { created_at: String(key[0]), id: String(key[1]), newer: query.before !== undefined }
    return toPage(await listImportRows(tx, edge, (query.limit ?? 50) + 1), query, (row) => [row.created_at.toISOString(), row.id])
  })
}
