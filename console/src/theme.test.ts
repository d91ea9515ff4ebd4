import { describe, expect, test } from 'vitest'
import { cssVariables, theme } from './theme.ts'

/** Contrast of two opaque colours, by WCAG 2.2 § 1.4.3. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
  }
  const [lighter, darker] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (lighter! + 0.05) / (darker! + 0.05)
}

const colors = theme.colors as Record<string, readonly string[]>
const shade = (color: string, index: number) => colors[color]![index]!
const variables = cssVariables({} as never)

describe.each([
  { scheme: 'light' as const, text: theme.black!, muted: shade('gray', 6), quiet: shade('gray', 5), tone: 7 },
  { scheme: 'dark' as const, text: shade('dark', 0), muted: shade('dark', 2), quiet: shade('dark', 3), tone: 4 },
])('$scheme', ({ scheme, text, muted, quiet, tone }) => {
  const on = variables[scheme]
  const surfaces = ['--mantine-color-body', '--c-surface', '--c-sunken', '--c-hover', '--c-selected'].map((name) => (on as Record<string, string>)[name]!)

  test('text, muted text and every meaning colour can be read on every surface', () => {
    for (const surface of surfaces) {
      expect(contrast(text, surface)).toBeGreaterThan(7)
      expect(contrast(muted, surface), `muted on ${surface}`).toBeGreaterThan(4.5)
      for (const name of ['bronze', 'green', 'blue', 'amber', 'red'])
        expect(contrast(shade(name, tone), surface), `${name} on ${surface}`).toBeGreaterThan(4.5)
    }
    expect(contrast(quiet, on['--c-surface']!)).toBeGreaterThan(4.5)
  })

  test('a filled button carries its words, and a field shows its edge', () => {
    const words = scheme === 'light' ? theme.white! : theme.black!
    for (const name of ['bronze', 'green', 'blue', 'amber', 'red'])
      expect(contrast(words, shade(name, tone)), name).toBeGreaterThan(4.5)
    expect(contrast(on['--c-field-line']!, on['--c-surface']!)).toBeGreaterThan(3)
  })
})
