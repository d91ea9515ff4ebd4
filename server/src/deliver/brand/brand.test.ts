import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { Brand, checkBrand, contrast, defaultBrand, fontStack, readableOn } from './index.ts'

describe('the brand kit', () => {
  it('knows contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })

  it('has a default that passes its own check, but for the address nobody has given', () => {
    const brand = defaultBrand('Крамниця')
    expect(Value.Check(Brand, brand)).toBe(true)
    expect(checkBrand(brand).map((p) => p.code)).toEqual(['missing_postal_address'])
  })

  it('names the pair that is hard to read', () => {
    const brand = defaultBrand('A')
    brand.postal_address = 'Kyiv'
    brand.colours = { ...brand.colours, primary: '#ffee00', button_text: '#ffffff' }
    expect(checkBrand(brand)).toMatchObject([
      { code: 'low_contrast', severity: 'error', pointer: '/colours/button_text' },
      { code: 'low_contrast', severity: 'warning', pointer: '/colours/primary' },
    ])
    brand.colours.text = 'red'
    expect(checkBrand(brand)).toMatchObject([{ code: 'bad_colour', pointer: '/colours/text' }])
  })

  it('makes any colour readable on any ground', () => {
    for (const ground of ['#ffffff', '#000000', '#777777', '#ffee00']) {
      for (const colour of ['#ffffff', '#000000', '#9a5b13', '#ffee00']) expect(contrast(readableOn(colour, ground), ground)).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('backs the brand’s font with one that has the script', () => {
    const brand = { ...defaultBrand('A'), font_family: 'Open Sans, "><script>' }
    expect(fontStack(brand, 'ka')).toContain("'Noto Sans Georgian'")
    expect(fontStack(brand, 'zh')).toContain("'Microsoft YaHei'")
    expect(fontStack(brand, 'zh-TW')).toContain("'Microsoft JhengHei'")
    expect(fontStack(brand, 'uk')).toMatch(/^'Open Sans', script/)
    expect(Value.Check(Brand, brand)).toBe(false)
  })
})
