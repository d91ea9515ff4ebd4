import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import v8 from 'node:v8'
import vm from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatFor, sniffFile } from '../sniff/sniff.ts'
import { makeXlsx, makeZip, rowXml } from '../testing/make-xlsx.ts'
import { readCsv } from './csv.ts'
import { readRows, UnreadableFile, type FileRow } from './index.ts'

const MB = 1024 * 1024
const GB = 1024 * MB
let dir: string
beforeAll(() => void (dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-hostile-'))))
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))

function file(content: string | Buffer): string {
  const name = path.join(fs.mkdtempSync(path.join(dir, 'f')), 'upload')
  fs.writeFileSync(name, content)
  return name
}
async function all(content: string | Buffer): Promise<FileRow[]> {
  const at = file(content)
  const rows: FileRow[] = []
  for await (const row of readRows(at, formatFor(at, {}))) rows.push(row)
  return rows
}
const cells = async (content: string | Buffer) => (await all(content)).map((row) => row.cells)
const refused = (content: string | Buffer) => all(content).then(() => 'read', (error: unknown) => (error instanceof UnreadableFile ? error.code : Promise.reject(error)))
const workspace = { country: 'UA', default_locale: 'uk' } as Parameters<typeof sniffFile>[1]

v8.setFlagsFromString('--expose-gc')
const collect = vm.runInNewContext('gc') as () => void
/** What is held in memory. The process's size would count what V8 has not collected yet, which on a busy machine is most of it. */
function held(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

describe('a line of a gigabyte', () => {
  /** A header, a row, and then one line without end; tells how much of it was asked for. */
  function endless(unit: string, begin = 'name,email\nAnna,anna@example.com\n') {
    const chunk = Buffer.from(unit.repeat(Math.ceil((256 * 1024) / unit.length)))
    const seen = { bytes: 0, most: 0 }
    const bytes = Readable.from((function* () {
      yield Buffer.from(begin)
      while (seen.bytes < GB) {
        seen.bytes += chunk.length
        if ((seen.bytes / chunk.length) % 8 === 1) seen.most = Math.max(seen.most, held())
        yield chunk
      }
    })(), { objectMode: false })
    return { bytes, seen }
  }
  test.each([
    ['of letters', 'abcdefgh', 'record_too_long'], ['of commas', ',', 'record_too_long'], ['of zero bytes', '\0', 'record_too_long'],
    ['of quotes', '"",', 'record_too_long'], ['of short cells', 'a,', 'record_too_long'], ['of Chinese', '数据', 'record_too_long'],
  ])('%s is refused with its row, after a few megabytes, in bounded memory', async (_, unit, code) => {
    const { bytes, seen } = endless(unit)
    const before = held()
    const error = await (async () => {
      for await (const row of readCsv(bytes, { encoding: 'utf-8', delimiter: ',' })) expect(row.row).toBeLessThan(3)
    })().then(() => undefined, (thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UnreadableFile)
    expect(error).toMatchObject({ code, row: 3 })
    expect(seen.bytes).toBeLessThan(16 * MB)
    expect(seen.most - before).toBeLessThan(300 * MB)
  })
  test('a file of a gigabyte in one line is refused at its upload', async () => {
    const name = file('')
    fs.truncateSync(name, GB) // holes read as zero bytes
    await expect(sniffFile(name, workspace)).rejects.toMatchObject({ code: 'record_too_long', row: 1 })
  })
})

describe('tables wider and longer than they are', () => {
  test('a hundred thousand columns are refused in CSV and in XLSX, named or not', async () => {
    expect(await refused(`${'a,'.repeat(99_999)}b\n`)).toBe('too_many_columns')
    expect(await refused(`a,b\n1,2\n${'"x",'.repeat(99_999)}y\n`)).toBe('too_many_columns')
    expect(await refused(makeXlsx([], { sheet_xml: `<row r="1">${'<c t="inlineStr"><is><t>x</t></is></c>'.repeat(100_000)}</row>` }))).toMatch(/too_many_columns|file_broken/)
  })
  test('a sheet that claims more rows than it has costs what it has, and a claim beyond any sheet is none', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => rowXml([`p${n}@example.com`], n + 1)).join('')
    const claiming = (ref: string) => sniffFile(file(makeXlsx([], { sheet_xml: `</sheetData><dimension ref="${ref}"/><sheetData>${rows}` })), workspace)
    expect((await claiming('A1:XFD1048576')).sniffed.rows_estimate).toBe(1_048_575)
    for (const ref of ['A1:C99999999999', `A1:C${'9'.repeat(400)}`, 'A1:C0', 'nonsense']) expect((await claiming(ref)).sniffed.rows_estimate, ref).toBeLessThanOrEqual(1_048_576)
    expect((await claiming('A1:A2')).sniffed.rows_estimate).toBeGreaterThanOrEqual(200)
  })
})

describe('ZIP and XML', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n || ''};`.repeat(10)}">`).join('')}]>`
  test('a billion laughs is refused in whichever part it stands', async () => {
    const at = (part: string) => {
      const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
      const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
      const parts: Record<string, string> = {
        'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rIdS" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
        'xl/sharedStrings.xml': `<sst xmlns="${main}"><si><t>&lol9;</t></si></sst>`,
        'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`,
      }
      return makeZip(Object.entries(parts).map(([name, data]) => ({ name, data: name === part ? laughs + data : data })))
    }
    for (const part of ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml']) expect(await refused(at(part)), part).toBe('file_broken')
    // Without a document type the entity is unknown: it stays the letters that it is, or the part is refused.
    expect(await refused(at('none'))).toMatch(/read|file_broken/)
  })
  test('a bomb inside a bomb, and a bomb of texts', async () => {
    expect(await refused(makeXlsx([[{ shared: 0 }]], { extra: [{ name: 'xl/media/inner.zip', data: makeZip([{ name: 'x', data: Buffer.alloc(50 * MB) }]) }] }))).toBe('read') // what no sheet needs is never opened
    expect(await refused(makeXlsx([[{ shared: 1 }]], { shared: ['x', `y${' '.repeat(200 * MB)}`] }))).toMatch(/file_bomb|file_broken/)
  })
  test('names that climb, are absolute, or come twice write nothing anywhere', async () => {
    const names = ['../../../climbed', '/tmp/carillon-absolute', 'C:\\windows\\x', 'xl\\..\\..\\x', 'xl/worksheets/sheet1.xml', 'con', `${'x'.repeat(60_000)}`, 'a\0b']
    const around = fs.readdirSync(path.dirname(dir)).filter((name) => /climbed|absolute/.test(name))
    for (const name of names) expect(await refused(makeXlsx([['a']], { extra: [{ name, data: 'x' }] })), name.slice(0, 40)).toMatch(/read|file_broken/)
    expect(fs.readdirSync(path.dirname(dir)).filter((name) => /climbed|absolute/.test(name))).toEqual(around)
    for (const each of fs.readdirSync(dir)) expect(fs.readdirSync(path.join(dir, each))).toEqual(['upload'])
  })
  test('a sheet that lies outside the package is not looked for on the disk', async () => {
    const secret = file('<worksheet><sheetData><row><c t="inlineStr"><is><t>secret</t></is></c></row></sheetData></worksheet>')
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    for (const target of [secret, `../../../../../..${secret}`, `file://${secret}`, 'http://127.0.0.1:1/x.xml']) {
      expect(await refused(makeZip([
        { name: 'xl/workbook.xml', data: `<workbook xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>` },
        { name: 'xl/_rels/workbook.xml.rels', data: `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="${target}" TargetMode="External"/></Relationships>` },
      ])), target).toBe('file_broken')
    }
  })
})

describe('quotes, zero bytes and formulas', () => {
  test('a quote that is never closed names its row, at the beginning and late', async () => {
    expect(await refused('"a,b\n1,2\n')).toBe('quote_not_closed')
    await expect(all(`a,b\n${'1,2\n'.repeat(5000)}3,"x`)).rejects.toMatchObject({ code: 'quote_not_closed', row: 5002 })
  })
  test('zero bytes are kept apart from their neighbours', async () => {
    expect(await cells('a,b\nx\0y,1\nz,2\n')).toEqual([['a', 'b'], ['x\0y', '1'], ['z', '2']])
    expect(await cells(Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.alloc(3)]))).toEqual([['a', 'b'], ['1', '2'], ['\0\0\0']])
  })
  test('of a formula comes what it showed, never what it would do', async () => {
    const formula = (body: string) => makeXlsx([], { sheet_xml: `<row r="1">${body}</row>` })
    expect(await cells(formula('<c r="A1" t="str"><f>HYPERLINK("http://127.0.0.1/?"&amp;B1,"click")</f><v>click</v></c><c r="B1"><f>WEBSERVICE("http://127.0.0.1")</f><v>7</v></c>'))).toEqual([['click', '7']])
    expect(await refused(formula('<c r="A1"><f>HYPERLINK("http://127.0.0.1")</f></c>'))).toBe('read')
    expect(await cells('name,note\nAnna,"=HYPERLINK(""http://127.0.0.1"",""x"")"\n')).toEqual([['name', 'note'], ['Anna', '=HYPERLINK("http://127.0.0.1","x")']])
  })
})
