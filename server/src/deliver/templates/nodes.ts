import { Context, toValueSync, type Liquid, type Template } from 'liquidjs'
import { OUTPUT, type Mode } from './escape.ts'
import { SCOPE_ROOTS } from './scope.ts'
import { isClosing, isOpening, scan, type Segment } from './scan.ts'
import { RUN, type RenderRun } from './tags.ts'

/**
 * A part as a flat list. Most of a letter is fixed text, plain variables and links, for which LiquidJS's generators cost
 * ten times what they do; those are done here, and all else (tags with what they enclose, filters) is LiquidJS's.
 */
type Node =
  | { t: 'fixed'; text: string }
  | { t: 'variable'; path: string[]; fallback: string | undefined }
  | { t: 'link' | 'picture'; slot: number }
  | { t: 'preheader' }
  | { t: 'liquid'; templates: Template[]; at: number }
export type ParsedPart = { engine: Liquid; mode: Mode; nodes: Node[] }

const PATH = '[a-z_]\\w*(?:\\.[A-Za-z_]\\w*)+'
const SIMPLE = new RegExp(`^\\{\\{\\s*(${PATH})\\s*(?:\\|\\s*default:\\s*(?:"([^"\\\\]*)"|'([^'\\\\]*)')\\s*)?\\}\\}$`)
const INTERNAL = /^\{% carillon_(link|picture|preheader) ?(\d*) %\}$/
/** LiquidJS gives these names a meaning of its own. */
const COMPUTED = new Set(['size', 'first', 'last'])

export function parsePart(source: string, engine: Liquid, mode: Mode): ParsedPart {
  // whitespace control reaches into its neighbours, and an assign may cover what a plain variable names
  if (/\{[{%]-|-[%}]\}|\b(?:assign|increment|decrement)\b/.test(source)) {
    return { engine, mode, nodes: [{ t: 'liquid', templates: engine.parse(source), at: 0 }] }
  }
  const nodes: Node[] = []
  let pending: Segment[] = []
  let depth = 0
  const flush = () => {
    const [first] = pending
    if (first !== undefined) nodes.push({ t: 'liquid', templates: engine.parse(pending.map((s) => s.raw).join('')), at: first.begin })
    pending = []
  }
  for (const segment of scan(source).segments) {
    const simple = depth === 0 && !isOpening(segment) ? simpleNode(segment) : undefined
    if (isOpening(segment)) depth++
    else if (isClosing(segment)) depth--
    if (simple === undefined) {
      pending.push(segment)
      if (depth === 0) flush()
    } else {
      flush()
      nodes.push(simple)
    }
  }
  flush()
  return { engine, mode, nodes }
}

function simpleNode(segment: Segment): Node | undefined {
  if (segment.kind === 'text') return { t: 'fixed', text: segment.raw }
  if (segment.kind === 'tag') {
    const [, kind, slot] = INTERNAL.exec(segment.raw) ?? []
    if (kind === 'preheader') return { t: 'preheader' }
    return kind === 'link' || kind === 'picture' ? { t: kind, slot: Number(slot) } : undefined
  }
  const [, dotted, double, single] = SIMPLE.exec(segment.raw) ?? []
  const path = dotted?.split('.') ?? []
  if (path.length === 0 || !(SCOPE_ROOTS as readonly string[]).includes(path[0] as string) || path.some((p) => COMPUTED.has(p))) return undefined
  return { t: 'variable', path, fallback: double ?? single }
}

/** A failure in a part; `at` is where in its source the piece that failed begins. */
export class PartError extends Error {
  override name = 'PartError'
  readonly originalError: unknown
  readonly at: number
  constructor(error: unknown, at: number) {
    super(error instanceof Error ? error.message : String(error))
    this.originalError = error
    this.at = at
  }
}

/** Renders one part in a context of its own, so that its assigns don't reach the next. @throws PartError, BadLink */
export function renderPart({ engine, mode, nodes }: ParsedPart, scope: object, run: RenderRun): string {
  const escape = OUTPUT[mode]
  let out = ''
  let cx: Context | undefined
  const context = () => (cx ??= openContext(engine, scope, run))
  for (const node of nodes) {
    if (node.t === 'fixed') out += node.text
    else if (node.t === 'variable') out += escape(lookUp(scope, node))
    else if (node.t === 'preheader') out += escape(run.preheader)
    else if (node.t === 'liquid') {
      try {
        out += String(toValueSync(engine.renderer.renderTemplates(node.templates, context()) as never))
      } catch (error) {
        throw new PartError(error, node.at)
      }
      // break or continue outside a loop ends the template in Liquid
      if (cx?.breakCalled || cx?.continueCalled) break
    } else {
      out += escape(run.fixed(node.slot, node.t) ?? toValueSync(run[node.t](node.slot, context()) as never))
    }
  }
  return out
}

/** Tags and outputs that one part of one message may run through; a long letter has a few hundred. */
const MOST_STEPS = 50_000

/**
 * LiquidJS asks its render limit before every node, and means it in milliseconds. Here the questions are counted instead:
 * a busy machine must never fail a message that a quiet one renders. What takes long inside a single node is the render
 * pool's deadline's.
 */
function countSteps(): Context['renderLimit'] {
  let steps = 0
  const check = () => {
    if (++steps > MOST_STEPS) throw new Error(`the template takes more than ${MOST_STEPS} steps for this contact`)
  }
  return { use: check, check } as unknown as Context['renderLimit']
}

export function openContext(engine: Liquid, scope: object, run: RenderRun): Context {
  const cx = new Context(scope, engine.options, { sync: true }, { liquid: engine, renderLimit: countSteps() })
  cx.setRegister(RUN, run)
  return cx
}

/** For a text of fixed pieces and plain variables only: its value straight from the scope, else undefined. */
export function directText(parts: ParsedPart[]): ((scope: object) => string) | undefined {
  const pieces = parts.flatMap(({ mode, nodes }) => nodes.map((node) => ({ node, escape: OUTPUT[mode] })))
  if (pieces.some(({ node }) => node.t !== 'fixed' && node.t !== 'variable')) return undefined
  return (scope) =>
    pieces.map(({ node, escape }) => (node.t === 'fixed' ? node.text : node.t === 'variable' ? escape(lookUp(scope, node)) : '')).join('')
}

function lookUp(scope: object, { path, fallback }: { path: string[]; fallback: string | undefined }): unknown {
  let value: unknown = scope
  for (const name of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) {
      value = undefined
      break
    }
    value = (value as Record<string, unknown>)[name]
  }
  if (typeof value === 'function') return undefined
  if (fallback === undefined) return value
  // as Liquid's `default`: nothing, false, and empty text or list
  const empty = value === undefined || value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0)
  return empty ? fallback : value
}
