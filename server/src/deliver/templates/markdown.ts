import { ONE_TOKEN, type Weave } from './weave.ts'

/** The light markup of a body. Literal text still holds woven Liquid tokens. */
export type Inline =
  | { t: 'text'; text: string }
  | { t: 'bold' | 'italic'; of: Inline[] }
  | { t: 'link'; of: Inline[]; slot: number; bare: boolean }
/** A line of prose, or Liquid tags that stand on a line of their own and leave none behind. */
export type Line = { t: 'line'; of: Inline[] } | { t: 'tags'; tags: string }
export type Block =
  | { t: 'paragraph'; lines: Line[] }
  | { t: 'list'; ordered: boolean; items: Line[] }
  | { t: 'tags'; tags: string }

/** `kindOf` names the tag behind a token: it decides whether tags on their own lines close what they open. */
export type MarkupCx = { weave: Weave; pointer: string; tagDepth: (token: string) => number }

const TAG_LINE = new RegExp(`^[ \\t]*(?:${ONE_TOKEN}[ \\t]*)+$`)
const ITEM = /^[ \t]*(?:[-*•]|(\d{1,3})[.)])[ \t]+(.*)$/

export function parseMarkdown(text: string, cx: MarkupCx): Block[] {
  const blocks: Block[] = []
  for (const run of text.split(/\n(?:[ \t]*\n)+/)) {
    const lines = run.split('\n').filter((line) => line.trim() !== '')
    if (lines.length > 0) blocks.push(...parseRun(lines, cx))
  }
  return blocks
}

/** Only tags count: a line that is one `{{ output }}` is prose. */
function isTagLine(line: string, cx: MarkupCx): boolean {
  return TAG_LINE.test(line) && tokensOf(line).every((token) => !Number.isNaN(cx.tagDepth(token)))
}
const tokensOf = (line: string) => line.match(new RegExp(ONE_TOKEN, 'g')) ?? []

function isBalanced(lines: string[], cx: MarkupCx): boolean {
  let depth = 0
  for (const line of lines) {
    for (const token of isTagLine(line, cx) ? tokensOf(line) : []) {
      depth += cx.tagDepth(token)
      if (depth < 0) return false
    }
  }
  return depth === 0
}

function parseRun(lines: string[], cx: MarkupCx): Block[] {
  const balanced = isBalanced(lines, cx)
  const isItem = (line: string) => ITEM.test(line)
  if (lines.some(isItem) && lines.every((line) => isItem(line) || isTagLine(line, cx)) && balanced) return [list(lines, cx)]
  const mixed = lines.some(isItem)
  const startsWithTags = isTagLine(lines[0] as string, cx)
  if (!mixed && balanced && !startsWithTags) return [paragraph(lines, cx)]
  return split(lines, cx)
}

/** Tags that open here and close in another paragraph stand between the blocks. */
function split(lines: string[], cx: MarkupCx): Block[] {
  const blocks: Block[] = []
  let prose: string[] = []
  let items: string[] = []
  const flush = () => {
    if (prose.length > 0) blocks.push(paragraph(prose, cx))
    if (items.length > 0) blocks.push(list(items, cx))
    prose = []
    items = []
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string
    const loop = isTagLine(line, cx) ? balancedList(lines, i, cx) : undefined
    if (loop !== undefined) {
      flush()
      blocks.push(list(loop, cx))
      i += loop.length - 1
    } else if (isTagLine(line, cx)) {
      flush()
      blocks.push({ t: 'tags', tags: line.trim() })
    } else if (ITEM.test(line)) {
      if (prose.length > 0) flush()
      items.push(line)
    } else {
      if (items.length > 0) flush()
      prose.push(line)
    }
  }
  flush()
  return blocks
}

/** A loop over list items amid prose: its lines from `from`, or undefined. */
function balancedList(lines: string[], from: number, cx: MarkupCx): string[] | undefined {
  for (let to = from + 1; to <= lines.length; to++) {
    const run = lines.slice(from, to)
    const last = run.at(-1) as string
    if (!ITEM.test(last) && !isTagLine(last, cx)) return undefined
    if (run.length > 2 && run.some((line) => ITEM.test(line)) && isTagLine(last, cx) && isBalanced(run, cx)) return run
  }
  return undefined
}

const asLine = (line: string, cx: MarkupCx): Line =>
  isTagLine(line, cx) ? { t: 'tags', tags: line.trim() } : { t: 'line', of: parseInline(line.trim(), cx) }

function paragraph(lines: string[], cx: MarkupCx): Block {
  return { t: 'paragraph', lines: lines.map((line) => asLine(line, cx)) }
}

function list(lines: string[], cx: MarkupCx): Block {
  const first = lines.map((line) => ITEM.exec(line)).find(Boolean)
  return {
    t: 'list',
    ordered: first?.[1] !== undefined,
    items: lines.map((line) => asLine(ITEM.exec(line)?.[2] ?? line, cx)),
  }
}

const URL_CHARS = '[^\\s<>"\'`«»“”()\\[\\]{}（）【】「」『』《》，。；：！？、*]'
const INLINE = new RegExp(
  [
    '\\\\([\\\\*\\[\\]()_.-])', // \* is a star
    '\\[([^\\[\\]\\n]{1,500})\\]\\(\\s*([^()\\s]{1,2000})\\s*\\)',
    '\\*\\*(?=\\S)([^\\n]{1,2000}?\\S|\\S)\\*\\*',
    '(?<![0-9A-Za-z*])\\*(?=[^\\s*])([^*\\n]{1,2000})\\*(?![0-9A-Za-z*])', // not the product signs of 5*3*2
    `(https?://${URL_CHARS}+)`,
  ].join('|'),
  'g',
)

export function parseInline(text: string, cx: MarkupCx): Inline[] {
  const found: Inline[] = []
  let from = 0
  const push = (inline: Inline) => found.push(inline)
  for (const match of text.matchAll(INLINE)) {
    const [whole, escaped, label, url, bold, italic, bare] = match
    if (match.index > from) push({ t: 'text', text: text.slice(from, match.index) })
    from = match.index + whole.length
    if (escaped !== undefined) push({ t: 'text', text: escaped })
    else if (url !== undefined) push({ t: 'link', of: parseInline(label as string, cx), slot: cx.weave.link(url, 'body', cx.pointer), bare: false })
    else if (bold !== undefined) push({ t: 'bold', of: parseInline(bold, cx) })
    else if (italic !== undefined) push({ t: 'italic', of: parseInline(italic, cx) })
    else if (bare !== undefined) pushBare(bare, cx, push)
  }
  if (from < text.length) push({ t: 'text', text: text.slice(from) })
  return found
}

/** A sentence's full stop behind an address is not part of it. */
function pushBare(text: string, cx: MarkupCx, push: (inline: Inline) => void): void {
  const url = text.replace(/[.,:;!?]{1,5}$/, '')
  push({ t: 'link', of: [{ t: 'text', text: url }], slot: cx.weave.link(url, 'body', cx.pointer), bare: true })
  if (url.length < text.length) push({ t: 'text', text: text.slice(url.length) })
}

/** Text without markup, in which only addresses are found: an SMS or a chat text that its author wrote whole. */
export function parsePlain(text: string, cx: MarkupCx): Block[] {
  const lines = text.split('\n').map((line): Line => {
    if (isTagLine(line, cx)) return { t: 'tags', tags: line.trim() }
    const of: Inline[] = []
    let from = 0
    for (const match of line.matchAll(new RegExp(`https?://${URL_CHARS}+`, 'g'))) {
      if (match.index > from) of.push({ t: 'text', text: line.slice(from, match.index) })
      from = match.index + match[0].length
      pushBare(match[0], cx, (inline) => of.push(inline))
    }
    of.push({ t: 'text', text: line.slice(from) })
    return { t: 'line', of }
  })
  return [{ t: 'paragraph', lines }]
}
