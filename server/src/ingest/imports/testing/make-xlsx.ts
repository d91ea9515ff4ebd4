import zlib from 'node:zlib'

export type ZipPart = { name: string; data: string | Buffer; /** what the headers say instead of the truth */ claimed_size?: number }

/** A ZIP file, honest or not. */
export function makeZip(parts: ZipPart[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name)
    const data = Buffer.from(part.data)
    const packed = zlib.deflateRawSync(data)
    const size = part.claimed_size ?? data.length
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(0x0800, 6)
    header.writeUInt16LE(8, 8)
    header.writeUInt32LE(zlib.crc32(data), 14)
    header.writeUInt32LE(packed.length, 18)
    header.writeUInt32LE(size, 22)
    header.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    entry.writeUInt16LE(20, 6)
    header.copy(entry, 8, 6, 30)
    entry.writeUInt32LE(offset, 42)
    files.push(header, name, packed)
    directory.push(entry, name)
    offset += header.length + name.length + packed.length
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, ...directory, end])
}

export type Cell = string | number | boolean | null | { date: number } | { shared: number } | { raw: string }

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const column = (index: number): string => (index >= 26 ? column(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

function cellXml(cell: Cell, reference: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${Number(cell)}</v></c>`
  if (typeof cell === 'string') return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`
  if ('date' in cell) return `<c r="${reference}" s="1"><v>${cell.date}</v></c>`
  if ('shared' in cell) return `<c r="${reference}" t="s"><v>${cell.shared}</v></c>`
  return `<c r="${reference}"><v>${cell.raw}</v></c>`
}

export const rowXml = (cells: Cell[], row: number): string => `<row r="${row}">${cells.map((cell, index) => cellXml(cell, `${column(index)}${row}`)).join('')}</row>`

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook as Excel writes it, in its least form. `sheet_xml` replaces the sheet's data. */
export function makeXlsx(rows: Cell[][], options: { shared?: string[]; sheet_xml?: string; extra?: ZipPart[]; sheets?: string[]; claimed_size?: number } = {}): Buffer {
  const names = options.sheets ?? ['Sheet1']
  return makeZip([
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: 'xl/workbook.xml', data: `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', data: `<Relationships>${names.map((_, n) => `<Relationship Id="rId${n + 1}" Type="${office}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`).join('')}<Relationship Id="rIdS" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rIdY" Type="${office}/styles" Target="styles.xml"/></Relationships>` },
    { name: 'xl/styles.xml', data: `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>` },
    { name: 'xl/sharedStrings.xml', data: `<sst xmlns="${main}">${(options.shared ?? []).map((text) => `<si><r><t>${escape(text.slice(0, 2))}</t></r><r><t xml:space="preserve">${escape(text.slice(2))}</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>`).join('')}</sst>` },
    ...names.map((name, n) => ({ name: `xl/worksheets/sheet${n + 1}.xml`, ...(options.claimed_size === undefined ? {} : { claimed_size: options.claimed_size }),
      data: `<?xml version="1.0"?><worksheet xmlns="${main}"><dimension ref="A1:C${rows.length}"/><sheetData>${n === 0 ? options.sheet_xml ?? rows.map((row, index) => rowXml(row, index + 1)).join('') : rowXml([name], 1)}</sheetData></worksheet>` })),
    ...(options.extra ?? []),
  ])
}
