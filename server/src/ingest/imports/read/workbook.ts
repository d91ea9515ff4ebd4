import { posix } from 'node:path'
import { UnreadableFile } from './row.ts'
import { walkXml, type XmlHandlers } from './xml.ts'
import type { Package } from './zip.ts'

export type Workbook = {
  sheets: { name: string; part: string }[]
  strings_part: string | undefined
  /** By the number of a cell's style: whether it shows a date. */
  date_styles: readonly boolean[]
  since_1904: boolean
}

const MAX_SHEETS = 500
const MAX_STYLES = 65_000
/** Number formats that Excel knows by number and that show dates or times (ECMA-376, 18.8.30, with the East Asian ones). */
const isDateFormat = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
const isDateCode = (code: string) => /[ymdhs]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '')) && !/general/i.test(code)

async function readPart(pack: Package, part: string, open: XmlHandlers['open'], close: XmlHandlers['close'] = () => undefined): Promise<void> {
  for await (const _ of walkXml(await pack.open(part), { open, close, text: () => undefined })) void _
}

async function readRelations(pack: Package): Promise<Map<string, { type: string; part: string }>> {
  const found = new Map<string, { type: string; part: string }>()
  await readPart(pack, 'xl/_rels/workbook.xml.rels', (name, { Id, Type, Target, TargetMode }) => {
    if (name !== 'Relationship' || !Id || !Target || TargetMode === 'External') return
    const part = Target.startsWith('/') ? Target.slice(1) : posix.normalize(posix.join('xl', Target))
    found.set(Id, { type: Type ?? '', part })
  })
  return found
}

async function readStyles(pack: Package, part: string): Promise<boolean[]> {
  const codes = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCells = false
  await readPart(pack, part, (name, attributes) => {
    if (name === 'numFmt') codes.set(Number(attributes.numFmtId), isDateCode((attributes.formatCode ?? '').slice(0, 500)))
    else if (name === 'cellXfs') inCells = true
    else if (name === 'xf' && inCells && styles.length < MAX_STYLES) {
      const id = Number(attributes.numFmtId ?? 0)
      styles.push(codes.get(id) ?? isDateFormat(id))
    }
  }, (name) => {
    if (name === 'cellXfs') inCells = false
  })
  return styles
}

/** What a workbook is made of; its sheets in their order, hidden ones last. */
export async function readWorkbook(pack: Package): Promise<Workbook> {
  const relations = await readRelations(pack)
  const sheets: { name: string; part: string; hidden: boolean }[] = []
  let since_1904 = false
  await readPart(pack, 'xl/workbook.xml', (name, attributes) => {
    if (name === 'workbookPr') since_1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
    if (name !== 'sheet' || sheets.length >= MAX_SHEETS) return
    const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1]
    const relation = id ? relations.get(id) : undefined
    if (relation?.type.endsWith('/worksheet')) sheets.push({ name: attributes.name ?? '', part: relation.part, hidden: (attributes.state ?? 'visible') !== 'visible' })
  })
  if (sheets.length === 0) throw new UnreadableFile('file_broken', 'The workbook has no sheet with cells.')
  const byType = (type: string) => [...relations.values()].find((relation) => relation.type.endsWith(type))?.part
  const stylesPart = byType('/styles')
  return {
    sheets: sheets.toSorted((a, b) => Number(a.hidden) - Number(b.hidden)),
    strings_part: byType('/sharedStrings'),
    date_styles: stylesPart && pack.has(stylesPart) ? await readStyles(pack, stylesPart) : [],
    since_1904,
  }
}
