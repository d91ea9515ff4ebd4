import type { Liquid, Template } from 'liquidjs'
import type { Compiled, PartName } from './compiled.ts'
import { engineFor } from './liquid.ts'
import { checkUrl, type CheckedUrl } from './links.ts'
import { directText, parsePart, type ParsedPart } from './nodes.ts'
import { SCOPE_ROOTS } from './scope.ts'
import { scan } from './scan.ts'
import type { LinkSlot } from './weave.ts'

/** A slot whose address is the same for everybody is checked once. */
export type ParsedSlot = { slot: LinkSlot; fixed?: CheckedUrl; direct?: (scope: object) => string; engine: Liquid; templates: Template[] }
export type Parsed = { parts: Map<PartName, ParsedPart>; slots: ParsedSlot[] }

const CACHE_MAX = 300
const cache = new Map<string, Parsed>()

/** The parsed form of a compiled content; the most recent ones are kept. */
export function parseCompiled(compiled: Compiled): Parsed {
  const known = cache.get(compiled.key)
  if (known !== undefined) return known
  const parsed = parse(compiled)
  if (cache.size >= CACHE_MAX) cache.delete(cache.keys().next().value as string)
  cache.set(compiled.key, parsed)
  return parsed
}

function parse({ locale, parts, slots }: Compiled): Parsed {
  const parsedParts = new Map<PartName, ParsedPart>()
  for (const [name, part] of Object.entries(parts)) {
    if (part === undefined) continue
    const mode = name === 'html' ? 'html' : 'text'
    parsedParts.set(name as PartName, parsePart(part.source, engineFor(locale, mode), mode))
  }
  const covered = Object.values(parts).some((part) => part !== undefined && COVERED.test(part.source))
  return { parts: parsedParts, slots: slots.map((slot) => parseSlot(slot, locale, covered)) }
}

/**
 * Only what stands first may be a whole address; every later value is one component. In an address that begins with a
 * tag ({% if %}…) any output may stand first, so none is encoded as a component there.
 */
function parseSlot(slot: LinkSlot, locale: string, covered: boolean): ParsedSlot {
  const url = slot.url.trim()
  const engine = engineFor(locale, 'url')
  if (!/\{[{%]/.test(url)) return { slot, fixed: checkUrl(url), engine, templates: [] }
  const [first] = scan(url).segments
  const head = first?.kind === 'output' ? first.raw : first?.kind === 'tag' ? url : ''
  const pieces = [['url_head', head] as const, ['url', url.slice(head.length)] as const]
  const direct = covered ? undefined : directText(pieces.map(([mode, source]) => parsePart(source, engineFor(locale, mode), mode)))
  const templates = pieces.flatMap(([mode, source]) => engineFor(locale, mode).parse(source))
  return { slot, engine, templates, ...(direct && { direct }) }
}

/** Whether a loop or an assign gives one of the scope's own names another meaning somewhere. */
const COVERED = new RegExp(`\\b(?:for|assign|increment|decrement)\\s+(?:${SCOPE_ROOTS.join('|')})\\b`)
