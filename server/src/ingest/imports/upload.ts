import type { Readable } from 'node:stream'
import { mutate, requirePermission, type Cx } from '../../accounts/index.ts'
import { newId } from '../../platform/ids.ts'
import { failAt } from '../../platform/problem.ts'
import type { ImportKind } from './contract.ts'
import { findImport, insertImport } from './queries/imports.ts'
import { UnreadableFile } from './read/index.ts'
import { sniffFile } from './sniff/sniff.ts'
import { headerKey } from './remembered.ts'
import { showNew } from './show.ts'

/** A name to show: the last part of whatever path came, without control characters. */
function cleanName(name: string): string {
  return (name.split(/[/\\]/).at(-1) ?? '').toWellFormed().replaceAll(/[\p{C}<>:"|?*]/gu, '').trim().slice(0, 255) || 'import'
}

/** Streams a file to the blobs and says what is in it. `isWhole` tells whether all of it came. */
export async function uploadImport(cx: Cx, file_name: string, bytes: Readable, isWhole: () => boolean, tooLarge: () => never, asked?: ImportKind) {
  requirePermission(cx, 'imports:write')
  const { name: blob, size_bytes } = await cx.blobs.put(bytes)
  try {
    if (!isWhole()) tooLarge()
    if (size_bytes === 0) failAt('/file', 'file_empty', 'The file is empty.')
    const { kind, sniffed } = await sniffFile(cx.blobs.path(blob), cx.workspace, asked).catch((error: unknown) => (error instanceof UnreadableFile ? failAt('/file', error.code, error.message) : Promise.reject(error)))
    if (sniffed.columns.length === 0) failAt('/file', 'file_empty', 'The file has no rows.')
    return await mutate(cx, 'imports:write', async (tx, audit) => {
      const id = newId('imp')
      await insertImport(tx, cx.workspace.id, { id, kind, file_name: cleanName(file_name), file_size_bytes: size_bytes, blob, sniffed, header_key: headerKey(sniffed), created_by: cx.actor.id, created_at: cx.now })
      audit('import', id, { kind, file_name: cleanName(file_name), file_size_bytes: size_bytes })
      return showNew(tx, cx.workspace.id, (await findImport(tx, cx.workspace.id, id))!)
    })
  } catch (error) {
    await cx.blobs.remove(blob)
    throw error
  }
}
