import fs from 'node:fs'
import type { Encoding } from '../sniff/encoding.ts'
import { readCsv } from './csv.ts'
import { UnreadableFile, type FileRow } from './row.ts'
import { readXlsx, type XlsxFacts } from './xlsx.ts'

export { columnName } from './cells.ts'
export { UnreadableFile, type FileRow } from './row.ts'
export type { XlsxFacts } from './xlsx.ts'

export type FileFormat = { format: 'csv'; encoding: Encoding; delimiter: string } | { format: 'xlsx'; sheet?: string | undefined }

/** What a file is by its first bytes; a name says nothing. */
export function formatOf(head: Buffer): 'csv' | 'xlsx' {
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004' || head.subarray(0, 4).toString('latin1') === 'PK\u0005\u0006') return 'xlsx'
  if (head.subarray(0, 4).toString('hex') === 'd0cf11e0') throw new UnreadableFile('xls_old', 'This is a workbook of the old kind (.xls), or one with a password. Save it as .xlsx without a password, or as CSV.')
  if (head.subarray(0, 4).toString('latin1') === '%PDF') throw new UnreadableFile('file_unknown', 'This is a PDF. An import takes CSV or XLSX.')
  return 'csv'
}

/** The rows of a file in their order, the header among them, in bounded memory. Throws UnreadableFile. */
export function readRows(path: string, format: FileFormat, facts?: (facts: XlsxFacts) => void): AsyncGenerator<FileRow> {
  return format.format === 'xlsx' ? readXlsx(path, { sheet: format.sheet, ...(facts ? { facts } : {}) }) : readCsv(fs.createReadStream(path, { highWaterMark: 256 * 1024 }), format)
}
