import type { Cx } from '../../accounts/index.ts'
import { read } from '../../accounts/index.ts'
import { conflict, failAt, notFound } from '../../platform/problem.ts'
import { readBatches } from './batches.ts'
import type { PreviewedRow, Settings } from './contract.ts'
import { findImport, type StoredImport } from './queries/imports.ts'
import { columnName, readRows, UnreadableFile } from './read/index.ts'
import { checkSettings, makePlan } from './row/plan.ts'
import type { Customer } from './row/customer.ts'
import type { ReadRow } from './row/read-row.ts'
import { formatFor } from './sniff/sniff.ts'

export const PREVIEW_ROWS = 20

/** What a row of another kind makes; of its customer the addresses by which they are found. */
function shownThing({ order, event, product }: ReadRow): Record<string, unknown> {
  const of = (customer: Customer | undefined) => (customer ? { customer: { external_id: customer.claim.user_id, email: customer.claim.email, phone: customer.claim.phone?.e164 ?? null, name: customer.name } } : {})
  if (order) return { ...order, ...of(order.customer) }
  if (event) return { type: event.type, at: event.at, properties: event.properties, ...of(event.customer) }
  return { ...product }
}

/** A row as the mapping screen shows it: what the file says, what was mended, and whom it makes. */
export function previewRow(row: ReadRow): PreviewedRow {
  const { identities, call_name_if_none, ...rest } = row.contact ?? { identities: [] }
  const call_name = rest.call_name ?? call_name_if_none
  const values = (kind: string) => identities.filter((identity) => identity.kind === kind).map((identity) => identity.value)
  const shown = (cell: string) => cell.slice(0, 500).toWellFormed().replaceAll('\0', '\uFFFD')
  return {
    row: row.row, cells: row.cells.map(shown), problems: row.problems,
    repaired: Object.fromEntries(Object.entries(row.repaired).map(([field, { from, to }]) => [field, { from: shown(from), to }])),
    contact: row.contact ? { emails: values('email'), phones: values('phone'), external_id: values('external_id')[0] ?? null, ...rest, ...(call_name ? { call_name } : {}) } : null,
    ...(row.order || row.event || row.product ? { made: shownThing(row) } : {}),
  }
}

/** The first rows of a file under these settings, at once and without a look at who is known. */
export async function previewImport(cx: Cx, id: string, settings: Settings) {
  const found = await read(cx, 'imports:write', async (tx) => (await findImport(tx, cx.workspace.id, id)) ?? notFound('import'))
  checkSettings(found.kind, settings)
  if (found.state === 'done') conflict('import_done', 'This import is done and its file was removed.', { hint: 'Upload the file again.' })
  const path = cx.blobs.path(found.blob)
  try {
    const format = formatFor(path, settings)
    const rows: PreviewedRow[] = []
    for await (const batch of readBatches(path, format, makePlan(found.kind, settings, { import_id: id, file_name: found.file_name }, cx.now), { size: PREVIEW_ROWS })) {
      rows.push(...batch.map((row) => previewRow(row)))
      break
    }
    return { columns: await columnNames(path, settings, found), rows }
  } catch (error) {
    if (error instanceof UnreadableFile) failAt('/settings', error.code, error.message)
    throw error
  }
}

/** What the columns are called under these settings; another delimiter makes other columns. */
export async function columnNames(path: string, settings: Settings, found: Pick<StoredImport, 'sniffed'>): Promise<string[]> {
  for await (const row of readRows(path, formatFor(path, settings))) {
    const width = Math.max(row.cells.length, found.sniffed.columns.length, ...settings.columns.map((column) => column.index + 1))
    return Array.from({ length: width }, (_, index) => (settings.header && row.cells[index]?.trim()) || columnName(index))
  }
  return []
}
