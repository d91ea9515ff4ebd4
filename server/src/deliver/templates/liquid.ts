import { Liquid, LiquidError } from 'liquidjs'
import { OUTPUT, type Mode } from './escape.ts'
import { localeFilters, PLAIN_FILTERS } from './filters.ts'
import { canonicalLocale } from './locale.ts'
import { lineColumn, scan } from './scan.ts'
import { AbortMessage, INTERNAL_TAGS, registerAbort, registerInternals } from './tags.ts'

/** No files (include, render, layout), no raw text, no capture (its text would be escaped twice; assign does it). */
const TAGS = new Set(['if', 'unless', 'for', 'case', 'assign', 'comment', 'break', 'continue', 'cycle', 'increment', 'decrement', '#'])
const LIMITS = {
  parseLimit: 600_000,
  /** characters and list items made while rendering one part */
  memoryLimit: 2_000_000,
}
const engines = new Map<string, Liquid>()

/** One engine per language × place, since a language's filters and a place's escaping belong to the engine. */
export function engineFor(locale: string, mode: Mode): Liquid {
  const key = `${canonicalLocale(locale) ?? 'en'} ${mode}`
  let engine = engines.get(key)
  if (engine === undefined) {
    if (engines.size >= 200) engines.clear()
    engine = makeEngine(canonicalLocale(locale) ?? 'en', mode)
    engines.set(key, engine)
  }
  return engine
}

function makeEngine(locale: string, mode: Mode): Liquid {
  const engine = new Liquid({
    templates: {},
    outputEscape: OUTPUT[mode],
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    relativeReference: false,
    dynamicPartials: false,
    ...LIMITS,
  })
  for (const name of Object.keys(engine.tags)) if (!TAGS.has(name)) delete engine.tags[name]
  for (const name of Object.keys(engine.filters)) if (!PLAIN_FILTERS.has(name)) delete engine.filters[name]
  for (const [name, filter] of Object.entries(localeFilters(locale))) engine.registerFilter(name, filter)
  registerAbort(engine)
  registerInternals(engine, mode === 'html')
  return engine
}

export type LiquidFault = {
  code: 'liquid_syntax' | 'liquid_unknown_filter' | 'liquid_unknown_tag'
  detail: string
  hint: string
  named?: string
  line: number
  column: number
}

/** Why an author's text is no valid template here, or undefined. The place counts inside `source`. */
export function findFault(source: string, locale: string): LiquidFault | undefined {
  if (!source.includes('{')) return undefined
  const { segments, fault } = scan(source)
  if (fault) return syntaxFault(fault.detail, lineColumn(source, fault.at))
  const internal = segments.find((s) => (INTERNAL_TAGS as readonly string[]).includes(s.name))
  if (internal) return unknownTag(internal.name, lineColumn(source, internal.begin))
  try {
    engineFor(locale, 'text').parse(source)
    return undefined
  } catch (error) {
    return describeParse(error)
  }
}

function describeParse(error: unknown): LiquidFault {
  const place = placeOf(error) ?? { line: 1, column: 1 }
  const detail = plainMessage(error)
  const filter = /undefined filter: (.*)/.exec(detail)?.[1]
  if (filter !== undefined) {
    return { code: 'liquid_unknown_filter', detail: `There is no filter "${filter}"`, hint: 'Use one of the filters in the templates guide.', named: filter, ...place }
  }
  const tag = /tag "(.*?)" not found/.exec(detail)?.[1]
  return tag === undefined ? syntaxFault(detail, place) : unknownTag(tag, place)
}

function unknownTag(name: string, place: { line: number; column: number }): LiquidFault {
  const files = ['include', 'render', 'layout', 'block'].includes(name)
  return {
    code: 'liquid_unknown_tag',
    detail: `There is no tag "${name}"`,
    hint: files ? 'Templates can not read other files or templates.' : `Tags are ${[...TAGS].slice(0, -1).join(', ')} and abort_message.`,
    named: name,
    ...place,
  }
}

function syntaxFault(detail: string, place: { line: number; column: number }): LiquidFault {
  return { code: 'liquid_syntax', detail: sentence(detail), hint: 'Every {{ needs its }}, every {% if %} its {% endif %}.', ...place }
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** LiquidJS appends ", line:3, col:7" (and a file name) to its sentence; the place travels apart here. */
export function plainMessage(error: unknown): string {
  if (error instanceof RangeError && /call stack/i.test(error.message)) return 'the template is nested too deeply'
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/,\s*(?:file:.*?)?,?\s*line:\d+.*$/s, '').slice(0, 300)
}

export function placeOf(error: unknown): { line: number; column: number; at: number } | undefined {
  if (!LiquidError.is(error)) return undefined
  const [line = 1, column = 1] = (error.token as { getPosition(): number[] }).getPosition()
  return { line, column, at: (error.token as { begin: number }).begin }
}

/** The abort inside an error that LiquidJS wrapped, if it is one. */
export function abortIn(error: unknown): AbortMessage | undefined {
  for (let e: unknown = error; e instanceof Error; e = (e as { originalError?: unknown }).originalError) {
    if (e instanceof AbortMessage) return e
  }
  return undefined
}
