import { contrast, luminance } from './colours.ts'
import type { Brand, BrandProblem } from './contract.ts'

/** The sheet that the letter is written on: white over a light page, the page itself when it is dark. */
export function paperOf(brand: Brand): string {
  return luminance(brand.colours.background) > 0.5 ? '#ffffff' : brand.colours.background
}

/** What is hard to read, or missing, in a brand kit. WCAG 2.2 §1.4.3 asks 4.5 for text and §1.4.11 3 for a button's edge. */
export function checkBrand(brand: Brand): BrandProblem[] {
  const { colours } = brand
  const bad = Object.entries(colours).filter(([, value]) => Number.isNaN(luminance(value)))
  if (bad.length > 0) {
    return bad.map(([key, value]) => ({
      code: 'bad_colour',
      severity: 'error',
      pointer: `/colours/${key}`,
      detail: `"${value}" is no colour`,
      hint: 'Write it as #rrggbb.',
    }))
  }
  const paper = paperOf(brand)
  return [
    ...pair('/colours/text', 'Text', colours.text, 'the letter', paper, 4.5, 'error'),
    ...pair('/colours/text', 'Text', colours.text, 'the page', colours.background, 4.5, 'error'),
    ...pair('/colours/button_text', 'The label of a button', colours.button_text, 'the button', colours.primary, 4.5, 'error'),
    ...pair('/colours/primary', 'The button', colours.primary, 'the letter', paper, 3, 'warning'),
    ...missingAddress(brand),
  ]
}

function pair(pointer: string, what: string, colour: string, where: string, ground: string, least: number, severity: 'error' | 'warning'): BrandProblem[] {
  const ratio = Math.floor(contrast(colour, ground) * 100) / 100
  if (ratio >= least) return []
  return [
    {
      code: 'low_contrast',
      severity,
      pointer,
      ratio,
      detail: `${what} (${colour}) on ${where} (${ground}) has a contrast of ${ratio} to 1`,
      hint: `Choose colours that differ more: at least ${least} to 1.`,
    },
  ]
}

function missingAddress(brand: Brand): BrandProblem[] {
  if (brand.postal_address.trim() !== '') return []
  return [
    {
      code: 'missing_postal_address',
      severity: 'warning',
      pointer: '/postal_address',
      detail: 'The brand has no postal address',
      hint: 'Many countries require one in marketing e-mail (CAN-SPAM §5(a)(5)).',
    },
  ]
}
