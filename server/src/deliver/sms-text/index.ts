export { countSegments, type ForcedBy, type SegmentCount } from './segments.ts'
export { transliterate } from './transliterate.ts'
export { substitutes } from './substitutes.ts'
export { suggestSavings, type Saving } from './savings.ts'
