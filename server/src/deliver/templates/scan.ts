/** Finds the Liquid in a text without parsing it: what lies between is the author's prose, to be marked up and escaped. */
export type Segment = { kind: 'text' | 'output' | 'tag'; raw: string; begin: number; name: string }

export type ScanFault = { detail: string; at: number }

/** Deeper than any template needs; the parser beneath is recursive and would exhaust its stack at some thousands. */
const NESTING_MAX = 40
const OPENS = new Set(['if', 'unless', 'for', 'case', 'comment'])

export function scan(source: string): { segments: Segment[]; fault?: ScanFault } {
  const segments: Segment[] = []
  let from = 0
  for (;;) {
    const begin = nextOpening(source, from)
    if (begin > from) segments.push({ kind: 'text', raw: source.slice(from, begin), begin: from, name: '' })
    if (begin === source.length) break
    const isTag = source[begin + 1] === '%'
    const end = closing(source, begin + 2, isTag)
    if (end === -1) {
      return { segments, fault: { detail: `"${source.slice(begin, begin + 2)}" is never closed`, at: begin } }
    }
    const raw = source.slice(begin, end)
    segments.push({ kind: isTag ? 'tag' : 'output', raw, begin, name: isTag ? tagName(raw) : '' })
    from = end
  }
  const fault = nestingFault(segments)
  return fault ? { segments, fault } : { segments }
}

function nextOpening(source: string, from: number): number {
  for (let i = source.indexOf('{', from); i !== -1; i = source.indexOf('{', i + 1)) {
    if (source[i + 1] === '{' || source[i + 1] === '%') return i
  }
  return source.length
}

/** Delimiters inside quotes do not close: `{{ a | default: "}}" }}`. */
function closing(source: string, from: number, isTag: boolean): number {
  const end = isTag ? '%}' : '}}'
  let quote = ''
  for (let i = from; i < source.length; i++) {
    const char = source[i] as string
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === end[0] && source[i + 1] === end[1]) return i + 2
  }
  // an apostrophe in a comment or an unbalanced quote: take the first delimiter, as Liquid does for tags
  const plain = source.indexOf(end, from)
  return plain === -1 ? -1 : plain + 2
}

function tagName(raw: string): string {
  return /^\{%-?\s*([\w#]+)/.exec(raw)?.[1] ?? ''
}

export const isOpening = (segment: Segment) => OPENS.has(segment.name)
export const isClosing = (segment: Segment) => segment.name.startsWith('end') && OPENS.has(segment.name.slice(3))

function nestingFault(segments: Segment[]): ScanFault | undefined {
  let depth = 0
  for (const segment of segments) {
    if (isOpening(segment)) depth++
    else if (isClosing(segment)) depth--
    if (depth > NESTING_MAX) return { detail: `more than ${NESTING_MAX} tags inside each other`, at: segment.begin }
    if (segment.kind !== 'text' && (segment.raw.match(/[[(]/g)?.length ?? 0) > NESTING_MAX) {
      return { detail: `more than ${NESTING_MAX} brackets in one expression`, at: segment.begin }
    }
  }
  return undefined
}

/** Line and column from 1, as an editor shows them. */
export function lineColumn(source: string, at: number): { line: number; column: number } {
  const before = source.slice(0, at)
  const line = before.split('\n').length
  return { line, column: at - before.lastIndexOf('\n') }
}
