import { mutate, read, type Cx } from '../../accounts/index.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import type { ImportKind } from './contract.ts'
import { findImport, changeImport } from './queries/imports.ts'
import { UnreadableFile } from './read/index.ts'
import { headerKey } from './remembered.ts'
import { showNew } from './show.ts'
import { sniffFile, type Chosen } from './sniff/sniff.ts'

/** Reads the beginning of the file again in another way: another encoding, delimiter or sheet makes other columns, another kind gives them other meanings. */
export async function rereadImport(cx: Cx, id: string, { kind: asked, ...chosen }: Chosen & { kind?: ImportKind }) {
  const found = await read(cx, 'imports:write', async (tx) => (await findImport(tx, cx.workspace.id, id)) ?? notFound('import'))
  const refuse = () => conflict('import_begun', 'This import has begun, so its file is read as it was.', { hint: 'Upload the file again to read it in another way.' })
  if (found.started_at) refuse()
  const { kind, sniffed } = await sniffFile(cx.blobs.path(found.blob), cx.workspace, asked ?? found.kind, chosen).catch((error: unknown) => (error instanceof UnreadableFile ? failAt('/file', error.code, error.message) : Promise.reject(error)))
  return mutate(cx, 'imports:write', async (tx, audit) => {
    const now = (await findImport(tx, cx.workspace.id, id, true)) ?? notFound('import')
    if (now.started_at || now.state === 'checking') refuse()
    await changeImport(tx, cx.workspace.id, id, { kind, sniffed, header_key: headerKey(sniffed), rows_total: sniffed.rows_estimate })
    audit('import', id, { ...(asked ? { kind } : {}), ...chosen })
    return showNew(tx, cx.workspace.id, (await findImport(tx, cx.workspace.id, id))!)
  })
}
