import { countSegments } from './segments.ts'
import { substitutes } from './substitutes.ts'
import { transliterate } from './transliterate.ts'

export type Saving = { kind: 'substitutes' | 'transliterate'; text: string; segments_before: number; segments_after: number }

/** Spellings of the same text that cost fewer parts; the gentlest first, and only those that save more than the one before. */
export function suggestSavings(text: string, locale: string): Saving[] {
  const segments_before = countSegments(text).segments
  const plain = substitutes(text)
  const latin = transliterate(text, locale)
  const offers = [
    { kind: 'substitutes' as const, text: plain },
    ...(latin === undefined ? [] : [{ kind: 'transliterate' as const, text: substitutes(latin) }]),
  ]
  const savings: Saving[] = []
  let least = segments_before
  for (const offer of offers) {
    const segments_after = countSegments(offer.text).segments
    if (segments_after >= least) continue
    least = segments_after
    savings.push({ ...offer, segments_before, segments_after })
  }
  return savings
}
