export type Fault = { line: number; column: number }
type Parsed = { value: Record<string, unknown>; fault: null } | { value: null; fault: Fault | 'not_object' }

const space = /[ \t\n\r]*/y
const string = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** Where JSON (RFC 8259) stops being JSON. The engines say it in words of their own, and Safari not at all. */
function faultAt(text: string): number {
  let at = 0
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found !== null
  }
  const sign = (wanted: string) => {
    take(space)
    if (text[at] !== wanted) return false
    at += 1
    return true
  }
  const items = (close: string, item: () => boolean): boolean => {
    if (sign(close)) return true
    for (;;) {
      if (!item()) return false
      if (sign(close)) return true
      if (!sign(',')) return false
    }
  }
  const name = () => {
    take(space)
    return take(string)
  }
  function value(): boolean {
    if (sign('{')) return items('}', () => name() && sign(':') && value())
    if (sign('[')) return items(']', value)
    return take(string) || take(scalar)
  }
  if (value()) take(space)
  return at
}

/** What stands in an editor of JSON as an object, or the place, counted from 1, where it is none. Nothing typed is an empty object. */
export function parseObject(text: string): Parsed {
  if (!text.trim()) return { value: {}, fault: null }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value: value as Record<string, unknown>, fault: null }
    return { value: null, fault: 'not_object' }
  } catch {
    const before = text.slice(0, faultAt(text)).split('\n')
    return { value: null, fault: { line: before.length, column: before.at(-1)!.length + 1 } }
  }
}
