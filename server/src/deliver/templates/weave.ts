import { scan, lineColumn } from './scan.ts'

/**
 * Liquid is taken out of a text before it is marked up, escaped or compiled to HTML, and woven in again at the end:
 * so `{% if a < 5 %}` survives MJML, `**` inside an expression is no bold, and a value is never marked up.
 * A token is U+E000, its number, U+E001 (private use; authors' own are removed).
 */
export type Place = { pointer: string; line: number; column: number }
export type Field = { source: string; pointer: string }

/** `at` counts in `source`; an error at or after it and before the next place stems from that place. */
export type Part = { source: string; pointer: string; places: (Place & { at: number })[] }
export type SlotKind = 'body' | 'button' | 'picture' | 'push'
/** A link found at compile time. `url` may hold Liquid; `tracked` is false for pictures that are shown, not followed. */
export type LinkSlot = { url: string; kind: SlotKind; place: Place; tracked: boolean }

export const TOKEN = /\uE000([LPT]?)(\d+)\uE001/g
export const ONE_TOKEN = '\uE000[LPT]?\\d+\uE001'

export type Weave = {
  slots: LinkSlot[]
  /** Takes the Liquid out of an author's text. */
  protect: (field: Field) => string
  /** Our own words and the brand's: never Liquid, whatever they contain. */
  literal: (text: string) => string
  /** Our own Liquid, for example a condition around the footer. */
  own: (liquid: string) => string
  link: (url: string, kind: SlotKind, pointer: string, tracked?: boolean) => number
  token: (kind: 'L' | 'P', slot: number) => string
  /** The Liquid behind one token of an author's text. */
  liquidOf: (token: string) => string
  /** The woven text as a Liquid source. */
  finish: (woven: string, pointer: string) => Part
}

export function openWeave(): Weave {
  const liquids: (Place & { raw: string })[] = []
  const slots: LinkSlot[] = []
  const keep = (raw: string, place: Place) => `\uE000T${liquids.push({ raw, ...place }) - 1}\uE001`

  const weave: Weave = {
    slots,
    protect({ source, pointer }) {
      const { segments } = scan(source)
      return segments
        .map((s) => (s.kind === 'text' ? unmarked(s.raw) : keep(s.raw, { pointer, ...lineColumn(source, s.begin) })))
        .join('')
    },
    literal: (text) => unmarked(text).replace(/\{(?=[{%])/g, '{\u2060'),
    own: (raw) => keep(raw, { pointer: '', line: 1, column: 1 }),
    link(url, kind, pointer, tracked = true) {
      const first = /\uE000T(\d+)\uE001/.exec(url)
      const place = liquids[Number(first?.[1] ?? -1)]
      const { line, column } = place ?? { line: 1, column: 1 }
      return slots.push({ url: restore(url), kind, place: { pointer, line, column }, tracked }) - 1
    },
    token: (kind, slot) => `\uE000${kind}${slot}\uE001`,
    liquidOf: restore,
    finish(woven, pointer) {
      const places: Part['places'] = []
      let source = ''
      let from = 0
      for (const match of woven.matchAll(TOKEN)) {
        source += woven.slice(from, match.index)
        from = match.index + match[0].length
        const n = Number(match[2])
        const { raw, ...place } = tokenLiquid(match[1] as string, n)
        places.push({ at: source.length, ...place })
        source += raw
      }
      return { source: source + woven.slice(from), pointer, places }
    },
  }

  function restore(text: string): string {
    return text.replace(TOKEN, (_, __, n: string) => liquids[Number(n)]?.raw ?? '')
  }
  function tokenLiquid(kind: string, n: number): Place & { raw: string } {
    if (kind === 'T') return liquids[n] as Place & { raw: string }
    const place = (slots[n] as LinkSlot).place
    return { raw: `{% carillon_${kind === 'L' ? 'link' : 'picture'} ${n} %}`, ...place }
  }
  return weave
}

function unmarked(text: string): string {
  return text.replaceAll(/[\uE000\uE001]/g, '').replaceAll('\r\n', '\n').replaceAll('\r', '\n')
}
