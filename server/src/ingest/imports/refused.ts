import { Readable } from 'node:stream'
import { read, type Cx } from '../../accounts/index.ts'
import { csvLine } from '../../platform/csv.ts'
import { notFound } from '../../platform/problem.ts'
import { findImport, readRefusals } from './queries/imports.ts'
import { columnName } from './read/index.ts'
import { refusalIn } from './refusal-words.ts'
import { isReportColumn } from './sniff/headers.ts'

const PAGE = 1000

/**
 * The refused rows as a file: `_row, _code, _message` and the row as it came, to be mended and uploaded again. In UTF-8
 * with a mark, which makes Excel read it as such, and with the delimiter of the original. The reasons are in the language
 * asked for, else in the workspace's; the codes are the same in all.
 */
export async function exportRefused(cx: Cx, id: string, locale = cx.workspace.default_locale): Promise<{ file_name: string; body: Readable }> {
  const found = await read(cx, 'contacts:read', async (tx) => (await findImport(tx, cx.workspace.id, id)) ?? notFound('import'))
  const delimiter = found.settings?.delimiter ?? found.sniffed.delimiter ?? ','
  // A report that is a report of a report keeps one set of its own columns.
  const isKept = (index: number) => !isReportColumn(found.sniffed.columns[index]?.name ?? '')

  async function* lines(): AsyncGenerator<string> {
    const width = Math.max(found.sniffed.columns.length, ...(found.settings?.columns ?? []).map((column) => column.index + 1))
    const names = Array.from({ length: width }, (_, index) => found.sniffed.columns[index]?.name ?? columnName(index))
    yield `\uFEFF${csvLine(['_row', '_code', '_message', ...names.filter((_, index) => isKept(index))], delimiter)}`
    for (let after = 0; ;) {
      const rows = await read(cx, 'contacts:read', (tx) => readRefusals(tx, id, after, PAGE))
      if (rows.length > 0) yield rows.map((row) => csvLine([row.row, row.code, refusalIn(locale, row), ...Array.from({ length: Math.max(width, row.cells.length) }, (_, index) => row.cells[index] ?? '').filter((_, index) => isKept(index))], delimiter)).join('')
      if (rows.length < PAGE) return
      after = rows.at(-1)!.row
    }
  }
  return { file_name: `${found.file_name.replace(/\.[^.]{1,5}$/, '')} - refused.csv`, body: Readable.from(lines()) }
}
