import { randomToken } from '../../../platform/ids.ts'
import { columnOf, plainNumber, serialDate } from './cells.ts'
import { LIMITS, tooManyColumns, UnreadableFile, type FileRow } from './row.ts'
import { openSharedStrings, type SharedStrings } from './shared-strings.ts'
import { readWorkbook, type Workbook } from './workbook.ts'
import { walkXml, type XmlHandlers } from './xml.ts'
import { openPackage } from './zip.ts'

type RawCell = { column: number; type: string; style: number; value: string }
type RawRow = { row: number; cells: RawCell[] }

/** Collects the rows of a sheet; `take` hands over those that are complete. */
function sheetHandlers(): XmlHandlers & { take(): RawRow[]; last_row: number | undefined } {
  let rows: RawRow[] = []
  let row: RawRow | undefined
  let cell: RawCell | undefined
  let reading = false
  let before = 0
  const made = {
    last_row: undefined as number | undefined,
    take() {
      const done = rows
      rows = []
      return done
    },
    open(name: string, attributes: Record<string, string>) {
      if (name === 'c' && row) {
        const column = columnOf(attributes.r) ?? (row.cells.at(-1)?.column ?? -1) + 1
        if (column >= LIMITS.sheet_columns) throw new UnreadableFile('file_broken', `Row ${row.row} names a column that no sheet has.`, row.row)
        cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '' }
      } else if ((name === 'v' || name === 't') && cell) reading = true
      else if (name === 'row') {
        // The number that a row states may lie; it never goes back.
        row = { row: Math.max(Math.trunc(Number(attributes.r)) || before + 1, before + 1), cells: [] }
        if (row.row > LIMITS.sheet_rows) throw new UnreadableFile('file_broken', `The sheet names row ${row.row}, and a sheet has at most ${LIMITS.sheet_rows}.`, row.row)
        before = row.row
      } else if (name === 'dimension') {
        const claimed = Number(/:[A-Z]+(\d{1,8})$/i.exec(attributes.ref ?? '')?.[1]) || undefined
        made.last_row = claimed && claimed <= LIMITS.sheet_rows ? claimed : undefined
      }
    },
    text(text: string) {
      if (reading && cell) cell.value += text
    },
    close(name: string) {
      if (name === 'v' || name === 't') reading = false
      else if (name === 'c' && cell && row) {
        if (cell.value !== '') row.cells.push(cell)
        cell = undefined
      } else if (name === 'row' && row) {
        if (row.cells.length > 0) rows.push(row)
        row = undefined
      }
    },
  }
  return made
}

function cellText(cell: RawCell, workbook: Workbook): string {
  switch (cell.type) {
    case 'b': return cell.value === '1' ? 'TRUE' : 'FALSE'
    case 'e': return '' // #N/A and kin: a formula that found nothing
    case 'n': return workbook.date_styles[cell.style] ? serialDate(cell.value, workbook.since_1904) : plainNumber(cell.value)
    default: return cell.value
  }
}

async function toFileRow(raw: RawRow, workbook: Workbook, strings: SharedStrings): Promise<FileRow | undefined> {
  const cells: string[] = []
  const numeric = new Set<number>()
  for (const cell of raw.cells) {
    const index = Number(cell.value)
    const text = cell.type === 's' ? (strings.peek(index) ?? await strings.get(index)) : cellText(cell, workbook)
    if (text === '') continue
    if (cell.column >= LIMITS.columns) throw tooManyColumns(raw.row, cell.column + 1)
    while (cells.length < cell.column) cells.push('')
    cells[cell.column] = text
    if (cell.type === 'n' && !workbook.date_styles[cell.style]) numeric.add(cell.column)
  }
  return cells.length === 0 ? undefined : { row: raw.row, cells, ...(numeric.size > 0 ? { numeric } : {}) }
}

export type XlsxFacts = { sheets: string[]; sheet: string; last_row: number | undefined }

/** The rows of one sheet, the first unless named, one chunk of the file in memory at a time. `facts` hears what was found. */
export async function* readXlsx(path: string, options: { sheet?: string | undefined; facts?: (facts: XlsxFacts) => void }): AsyncGenerator<FileRow> {
  const pack = await openPackage(path)
  let strings: SharedStrings | undefined
  try {
    const workbook = await readWorkbook(pack)
    const sheet = options.sheet === undefined ? workbook.sheets[0]! : workbook.sheets.find((each) => each.name === options.sheet)
    if (!sheet) throw new UnreadableFile('sheet_unknown', `The workbook has no sheet "${options.sheet}". It has ${workbook.sheets.slice(0, 10).map((each) => `"${each.name}"`).join(', ')}.`)
    strings = openSharedStrings(pack, workbook.strings_part, `${path}.${randomToken(8)}.texts`)
    const handlers = sheetHandlers()
    const tell = () => options.facts?.({ sheets: workbook.sheets.map((each) => each.name), sheet: sheet.name, last_row: handlers.last_row })
    tell()
    for await (const _ of walkXml(await pack.open(sheet.part), handlers)) {
      void _
      tell()
      for (const raw of handlers.take()) {
        const row = await toFileRow(raw, workbook, strings)
        if (row) yield row
      }
    }
  } finally {
    strings?.close()
    pack.close()
  }
}
