import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sniffDelimiter } from '../sniff/delimiter.ts'
import { sniffEncoding } from '../sniff/encoding.ts'
import { makeXlsx, makeZip, rowXml } from '../testing/make-xlsx.ts'
import { columnName, columnOf, plainNumber, serialDate } from './cells.ts'
import { formatOf, readRows, UnreadableFile, type FileRow } from './index.ts'

let dir: string
beforeAll(() => void (dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-read-'))))
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))

let made = 0
function file(content: string | Buffer): string {
  const name = path.join(dir, `f${made += 1}`)
  fs.writeFileSync(name, content)
  return name
}

async function all(content: string | Buffer, sheet?: string): Promise<FileRow[]> {
  const bytes = Buffer.from(content)
  const format = formatOf(bytes) === 'xlsx' ? { format: 'xlsx' as const, sheet } : { format: 'csv' as const, encoding: sniffEncoding(bytes), delimiter: sniffDelimiter(new TextDecoder(sniffEncoding(bytes)).decode(bytes)) }
  const rows: FileRow[] = []
  for await (const row of readRows(file(bytes), format)) rows.push(row)
  return rows
}
const cells = async (content: string | Buffer, sheet?: string) => (await all(content, sheet)).map((row) => row.cells)
const refused = async (content: string | Buffer) => all(content).then(() => 'read', (error: UnreadableFile) => error.code)

const TEXT = "Ім'я;Телефон\r\nЇжакевич Ганна;0671234567\r\nИван Ёлкин;0501234567\r\n"
function windows1251(text: string): Buffer {
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1251').decode(Uint8Array.of(byte)), byte]))
  return Buffer.from(Array.from(text, (char) => table.get(char) ?? 63))
}
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
// 姓名,电话 / 王小明,138 / 李娜,139 in GB 18030, as Excel in China saves it.
const GB = Buffer.from('d0d5c3fb2cb5e7bbb00acdf5d0a1c3f72c3133380ac0eec4c82c313339', 'hex')

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'], ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'], ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE with a mark', utf16be(`\uFEFF${TEXT}`), 'utf-16be'], ['UTF-16 LE', Buffer.from(TEXT, 'utf16le'), 'utf-16le'], ['UTF-16 BE', utf16be(TEXT), 'utf-16be'], ['windows-1251', windows1251(TEXT), 'windows-1251'],
  ])('%s', async (_, bytes, encoding) => {
    expect(sniffEncoding(bytes)).toBe(encoding)
    expect(await cells(bytes)).toEqual([["Ім'я", 'Телефон'], ['Їжакевич Ганна', '0671234567'], ['Иван Ёлкин', '0501234567']])
  })
  test('capitals in windows-1251, Chinese in GB 18030, Georgian in UTF-16', async () => {
    expect(sniffEncoding(windows1251('ПРІЗВИЩЕ,ІМ\'Я\nКОВАЛЬ,ГАННА\nЩЕРБАК,ІГОР'))).toBe('windows-1251')
    expect(sniffEncoding(GB)).toBe('gb18030')
    expect((await cells(GB))[1]).toEqual(['王小明', '138'])
    expect(sniffEncoding(Buffer.from('სახელი,ტელეფონი\nგიორგი,555123456\n', 'utf16le'))).toBe('utf-16le')
  })
  test('a character that the first megabyte cuts in two does not make it another encoding', () => {
    expect(sniffEncoding(Buffer.from('ія').subarray(0, 3))).toBe('utf-8')
  })
  test.each([['a,b\n1,2', ','], ['a;b\n1,5;2', ';'], ['a\tb\n1\t2', '\t'], ['a|b|c\n1|2|3', '|'], ['name;note\n"a;b,c,d";x\n"e,,,";y', ';'], ['sep=;\na,b;c', ';'], ['alone\n1\n2', ','], ['', ',']])('%j is split by %j', (text, delimiter) => {
    expect(sniffDelimiter(text)).toBe(delimiter)
  })
})

describe('CSV', () => {
  test('rows are numbered as a spreadsheet does; quotes, blank lines and sep= are understood', async () => {
    expect(await all('sep=,\na,b\n\n"x ""y""\nz",2\nfoo "bar" baz,3\n')).toEqual([{ row: 1, cells: ['a', 'b'] }, { row: 3, cells: ['x "y"\nz', '2'] }, { row: 4, cells: ['foo "bar" baz', '3'] }])
  })
  test('a quote that is never closed ends after a megabyte, whatever follows', async () => {
    const before = process.memoryUsage().rss
    const error: UnreadableFile = await all(`a,b\n1,2\n3,"${'x,y\n'.repeat(12_500_000)}`).then(() => { throw new Error('read') }, (thrown) => thrown)
    expect(error).toMatchObject({ code: 'record_too_long', row: 3 })
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024)
    expect(await refused('a,b\n1,"x')).toBe('quote_not_closed')
  })
  test('a hundred thousand columns are refused; empty ones at the end are nothing', async () => {
    expect(await refused(`${'a,'.repeat(100_000)}b\n`)).toBe('too_many_columns')
    expect(await refused(`a,b${','.repeat(300)}\n`)).toBe('read')
  })
})

describe('XLSX', () => {
  test('numbers keep all their digits, dates are dates by their format, texts come from wherever they are', async () => {
    const rows = await all(makeXlsx([['name', { shared: 1 }, 'born', 'ok', 'sum'], [{ shared: 0 }, 380671234567, { date: 36526 }, true, 1234.5], [null, { raw: '3.80671234567E11' }, { date: 45292.5 }], []], { shared: ['Ганна & Co', 'phone'] }))
    expect(rows[0]!.cells).toEqual(['name', 'phone', 'born', 'ok', 'sum'])
    expect(rows[1]).toEqual({ row: 2, cells: ['Ганна & Co', '380671234567', '2000-01-01', 'TRUE', '1234.5'], numeric: new Set([1, 4]) })
    expect(rows[2]!.cells).toEqual(['', '380671234567', '2024-01-01T12:00:00'])
    expect(rows).toHaveLength(3)
  })
  test('a sheet is chosen by its name', async () => {
    expect(await cells(makeXlsx([['a']], { sheets: ['One', 'Two'] }), 'Two')).toEqual([['Two']])
    await expect(all(makeXlsx([['a']]), 'Nine')).rejects.toMatchObject({ code: 'sheet_unknown' })
  })
  test('rows that lie about their numbers come in order', async () => {
    expect((await all(makeXlsx([], { sheet_xml: `${rowXml(['a'], 5)}${rowXml(['b'], 2)}<row><c t="inlineStr"><is><t>c</t></is></c></row>` }))).map((row) => row.row)).toEqual([5, 6, 7])
  })
  test('texts beyond what memory keeps are read back from where they were spilled', async () => {
    const shared = Array.from({ length: 50_000 }, (_, n) => `text ${n} ${'ї'.repeat(n % 50)}`)
    const order = shared.map((_, n) => [{ shared: (n * 7919) % shared.length }])
    expect(await cells(makeXlsx(order, { shared }))).toEqual(order.map(([cell]) => [shared[cell!.shared]]))
    expect(fs.readdirSync(dir).filter((name) => name.includes('.texts'))).toEqual([])
  })
  test.each([
    ['a bomb', () => makeXlsx([], { sheet_xml: `<row r="1"><c r="A1"><v>1</v></c></row>${' '.repeat(300_000_000)}` }), /file_bomb|file_broken/],
    ['one endless text', () => makeXlsx([], { sheet_xml: `<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(12_000_000)}</t></is></c></row>` }), /file_broken/],
    ['headers that lie', () => makeXlsx(Array.from({ length: 1000 }, (_, n) => [n]), { claimed_size: 10 }), /file_broken/],
    ['a document type', () => makeZip([{ name: 'xl/_rels/workbook.xml.rels', data: '<Relationships/>' }, { name: 'xl/workbook.xml', data: '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>' }]), /file_broken/],
    ['a foreign ZIP', () => makeZip([{ name: 'readme.txt', data: 'hello' }]), /file_broken/],
    ['a path that climbs', () => makeZip([{ name: '../../etc/passwd', data: 'x' }]), /file_broken/],
    ['a column that no sheet has', () => makeXlsx([], { sheet_xml: '<row r="1"><c r="ZZZ1"><v>1</v></c></row>' }), /file_broken/],
    ['a column beyond ours', () => makeXlsx([], { sheet_xml: '<row r="1"><c r="XFD1"><v>1</v></c></row>' }), /too_many_columns/],
    ['a row that no sheet has', () => makeXlsx([], { sheet_xml: '<row r="99999999"><c r="A1"><v>1</v></c></row>' }), /file_broken/],
    ['an old workbook', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), /xls_old/],
  ])('%s is refused', async (_, make, code) => {
    expect(await Promise.resolve().then(() => refused(make())).catch((error: UnreadableFile) => error.code)).toMatch(code)
  })
})

test('any bytes are rows or a refusal, never a crash', async () => {
  const book = makeXlsx([['a', 1], ['b', 2]], { shared: ['x'] })
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }).map((each) => Buffer.from(each)),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'a', 'ї', '\0', '\t'), maxLength: 300 }).map((each) => Buffer.from(each)),
    fc.array(fc.tuple(fc.nat(book.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }).map((changes) => {
      const copy = Buffer.from(book)
      for (const [at, byte] of changes) copy[at] = byte
      return copy
    }),
    fc.nat(book.length).map((end) => book.subarray(0, end)),
  )
  await fc.assert(fc.asyncProperty(bytes, async (content) => {
    try {
      for (const row of await all(content)) expect(row.row).toBeGreaterThan(0)
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
    }
  }), { numRuns: 400 })
})

test('serial days, references and long numbers', () => {
  expect([serialDate('1', false), serialDate('61', false), serialDate('36526', false), serialDate('1', true), serialDate('0.5', false)]).toEqual(['1900-01-01', '1900-03-01', '2000-01-01', '1904-01-02', '12:00:00'])
  expect([plainNumber('3.80671234567E11'), plainNumber('1E3'), plainNumber('1.5E-3'), plainNumber('-1.25E1'), plainNumber('42')]).toEqual(['380671234567', '1000', '1.5E-3', '-12.5', '42'])
  expect([columnOf('A1'), columnOf('AB12'), columnOf('12'), columnName(0), columnName(27)]).toEqual([0, 27, undefined, 'A', 'AB'])
})
