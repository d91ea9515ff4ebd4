/** One record of a file. `row` is what a spreadsheet calls it: the first record is 1. */
export type FileRow = {
  row: number
  cells: string[]
  /** Columns whose cells hold a number itself, not its text: their decimal sign is a point, their digits are all there. */
  numeric?: ReadonlySet<number>
}

export const LIMITS = {
  columns: 200,
  /** One record, and one run of text in a sheet. A quote that is never closed ends here. */
  record_chars: 1_048_576,
  /** XLSX's own (ECMA-376 as Excel keeps it). */
  sheet_rows: 1_048_576,
  sheet_columns: 16_384,
}

/** A file that cannot be read as what it is: the whole import stops here, and the message says where and what to do. */
export class UnreadableFile extends Error {
  readonly code: string
  readonly row: number | undefined
  constructor(code: string, message: string, row?: number) {
    super(message)
    this.code = code
    this.row = row
  }
}

export function tooManyColumns(row: number, count: number): UnreadableFile {
  return new UnreadableFile('too_many_columns', `Row ${row} has ${count} columns, and an import takes at most ${LIMITS.columns}. Remove those that you do not need, or choose another delimiter.`, row)
}
