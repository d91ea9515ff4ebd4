import { countSegments, isExtended } from './segments.ts'

/** A marketing text with the way out that a sender without replies declares, as it goes out and as it is counted. */
export function withWayOut(text: string, opt_out: string | null | undefined): string {
  return opt_out ? `${text}\n${opt_out}` : text
}

/** The parts of a text as they go over the air: cut by the same rules as `countSegments` counts. */
export function splitParts(text: string): { encoding: 'GSM-7' | 'UCS-2'; parts: string[] } {
  const { encoding, segments } = countSegments(text)
  if (segments <= 1) return { encoding, parts: [text] }
  const joined = encoding === 'GSM-7' ? 153 : 67
  const parts: string[] = ['']
  let used = 0
  for (const char of text) {
    const units = encoding === 'GSM-7' ? (isExtended(char) ? 2 : 1) : char.length
    if (used + units > joined) {
      parts.push('')
      used = 0
    }
    parts[parts.length - 1] += char
    used += units
  }
  return { encoding, parts }
}
