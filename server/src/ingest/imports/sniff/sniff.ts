import fs from 'node:fs'
import type { WorkspaceFacts } from '../../../accounts/index.ts'
import type { ImportKind, Settings, SniffedFile } from '../contract.ts'
import { columnName, formatOf, readRows, type FileFormat, type FileRow, type XlsxFacts } from '../read/index.ts'
import { guessDateOrder } from '../repair/dates.ts'
import { guessDecimal } from '../repair/numbers.ts'
import { repairEmails } from '../repair/email.ts'
import { repairPhones } from '../repair/phone.ts'
import { cleanCell } from '../repair/text.ts'
import { sniffDelimiter, type Delimiter } from './delimiter.ts'
import { sniffEncoding, type Encoding } from './encoding.ts'
import { isReportColumn, targetByHeader } from './headers.ts'
import { guessKind, targetOfKind } from './kinds.ts'
import { suggestMapping, type Column } from './suggest.ts'

const HEAD_BYTES = 1024 * 1024
const SAMPLE_ROWS = 200

function readHead(path: string): Buffer {
  const fd = fs.openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(HEAD_BYTES)
    return buffer.subarray(0, fs.readSync(fd, buffer, 0, HEAD_BYTES, 0))
  } finally {
    fs.closeSync(fd)
  }
}

/** A first row that holds an address or a number is a person already, unless its cells name columns. */
function hasHeader(first: FileRow | undefined, country: string): boolean {
  if (!first) return true
  if (first.cells.some(isReportColumn)) return true
  const other = guessKind(first.cells)
  if (other !== 'contacts' && first.cells.filter((cell) => targetOfKind(other, cell)).length > 1) return true
  return !first.cells.some((cell) => (cell.includes('@') && repairEmails(cell).emails.length > 0) || (!targetByHeader(cell) && repairPhones(cell, country).phones.length > 0))
}

/** The order of day and month where a file's own dates do not tell. */
function usualDateOrder(workspace: Pick<WorkspaceFacts, 'country'>): Settings['date_order'] {
  return ['US', 'PH'].includes(workspace.country) ? 'mdy' : ['CN', 'JP', 'KR', 'TW', 'HU', 'MN'].includes(workspace.country) ? 'ymd' : 'dmy'
}

function usualDecimal(workspace: Pick<WorkspaceFacts, 'default_locale'>): Settings['decimal'] {
  return new Intl.NumberFormat(workspace.default_locale).format(0.5).includes(',') ? ',' : '.'
}

export type Chosen = { encoding?: Encoding | undefined; delimiter?: Delimiter | undefined; sheet?: string | undefined }

/** How a file is read: what was chosen, else what its beginning shows. */
export function formatFor(path: string, chosen: Chosen): FileFormat {
  const head = readHead(path)
  if (formatOf(head) === 'xlsx') return { format: 'xlsx', sheet: chosen.sheet }
  const encoding = chosen.encoding ?? sniffEncoding(head)
  const delimiter = chosen.delimiter ?? sniffDelimiter(new TextDecoder(encoding).decode(head))
  return { format: 'csv', encoding, delimiter }
}

/** What is in a file by its first rows: what it holds unless somebody said so, how to read it, its columns, and settings to begin with. Throws UnreadableFile. */
export async function sniffFile(path: string, workspace: WorkspaceFacts, asked?: ImportKind, chosen: Chosen = {}): Promise<{ kind: ImportKind; sniffed: SniffedFile }> {
  const format = formatFor(path, chosen)
  let facts: XlsxFacts | undefined
  const rows: FileRow[] = []
  for await (const row of readRows(path, format, (found) => (facts = found))) {
    rows.push(row)
    if (rows.length > SAMPLE_ROWS) break
  }
  const header = hasHeader(rows[0], workspace.country)
  const data = header ? rows.slice(1) : rows
  const width = Math.max(0, ...rows.map((row) => row.cells.length))
  const columns: Column[] = Array.from({ length: width }, (_, index) => ({
    index, name: (header && cleanCell(rows[0]!.cells[index] ?? '').slice(0, 200)) || columnName(index), values: data.map((row) => row.cells[index] ?? ''),
  }))
  const kind = asked ?? (header ? guessKind(columns.map((column) => column.name)) : 'contacts')
  const suggested = suggestMapping(kind, columns, workspace.country)
  const samples = columns.flatMap((column) => column.values.slice(0, SAMPLE_ROWS))
  const settings: Settings = {
    header,
    ...(format.format === 'csv' ? { encoding: format.encoding, delimiter: format.delimiter as Delimiter } : facts ? { sheet: facts.sheet } : {}),
    columns: suggested.map(({ index, suggestion: { target, trait } }) => ({ index, target, ...(trait ? { trait } : {}) })),
    date_order: guessDateOrder(samples) ?? usualDateOrder(workspace),
    decimal: guessDecimal(samples) ?? usualDecimal(workspace),
    phone_country: workspace.country,
    consent: { applies: 'none' },
    tags: [],
    mode: 'upsert',
  }
  const sniffed: SniffedFile = {
    format: format.format,
    encoding: format.format === 'csv' ? format.encoding : null,
    delimiter: format.format === 'csv' ? format.delimiter : null,
    sheets: facts?.sheets ?? null,
    header, rows_estimate: estimateRows(path, rows, data.length, facts), columns: suggested, suggested_settings: settings,
  }
  return { kind, sniffed }
}

function estimateRows(path: string, rows: FileRow[], data: number, facts: XlsxFacts | undefined): number {
  if (rows.length <= SAMPLE_ROWS) return data
  if (facts) return Math.max(data, (facts.last_row ?? data) - 1)
  const bytes = rows.reduce((sum, row) => sum + Buffer.byteLength(row.cells.join(',')) + 2, 0)
  return Math.max(data, Math.round((fs.statSync(path).size * rows.length) / bytes) - 1)
}
