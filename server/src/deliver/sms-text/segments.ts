/**
 * How many SMS a text is. GSM 03.38 (3GPP TS 23.038 §6.2.1) where every character is in its alphabet, else UCS-2 for
 * the whole text. A part of several loses 6 octets to its header (TS 23.040 §9.2.3.24.1): 153 septets or 67 units.
 */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Written as ESC and one more septet, so they cost two. */
const EXTENDED = '\f^{}\\[~]|€'

const COST = new Map<string, number>([...[...BASIC].map((c) => [c, 1] as const), ...[...EXTENDED].map((c) => [c, 2] as const)])

export type ForcedBy = { index: number; char: string; code_point: string }
export type SegmentCount = {
  encoding: 'GSM-7' | 'UCS-2'
  /** septets of GSM-7, or UTF-16 units */
  length: number
  segments: number
  per_segment: number
  /** what still fits into the last part */
  remaining: number
  /** the first character that GSM-7 lacks; `index` counts UTF-16 units */
  forced_by?: ForcedBy
}

export const isGsm = (char: string) => COST.has(char)
export const isExtended = (char: string) => COST.get(char) === 2

function firstForeign(text: string): ForcedBy | undefined {
  let index = 0
  for (const char of text) {
    if (!COST.has(char)) {
      return { index, char, code_point: `U+${(char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}` }
    }
    index += char.length
  }
  return undefined
}

export function countSegments(text: string): SegmentCount {
  const forced_by = firstForeign(text)
  const gsm = forced_by === undefined
  const [single, joined] = gsm ? [160, 153] : [70, 67]
  const cost = (char: string) => (gsm ? (COST.get(char) as number) : char.length)
  let length = text.length
  if (gsm) for (const char of text) if (COST.get(char) === 2) length++
  const base = { encoding: gsm ? 'GSM-7' : 'UCS-2', length, ...(forced_by && { forced_by }) } as const
  if (length <= single) return { ...base, segments: length === 0 ? 0 : 1, per_segment: single, remaining: single - length }
  // an escape pair or a surrogate pair never straddles two parts
  let segments = 1
  let used = 0
  for (const char of text) {
    const units = cost(char)
    if (used + units > joined) {
      segments++
      used = 0
    }
    used += units
  }
  return { ...base, segments, per_segment: joined, remaining: joined - used }
}
