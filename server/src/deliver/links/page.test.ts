import { expect, test } from 'vitest'
import { contrast, defaultBrand, type Brand } from '../brand/index.ts'
import { page } from './page.ts'

const brandOf = (colours: Partial<Brand['colours']>): Brand => ({ ...defaultBrand('Berehynia'), colours: { ...defaultBrand('Berehynia').colours, ...colours } })
const atNight = (html: string) => /@media \(prefers-color-scheme:dark\)\{(.+)\}/.exec(html)?.[1] ?? ''

test('a page has a dark form whose words can be read, whatever the colour of the brand', () => {
  for (const primary of ['#9a5b13', '#000000', '#0b1d51', '#ffe600', '#7a7a7a']) {
    const night = atNight(page(brandOf({ primary }), 'uk', 'Відписатися', ''))
    const [, ground, ink] = /body\{background:(#\w{6});color:(#\w{6})\}/.exec(night)!
    const [, accent] = /\.brand\{color:(#\w{6})\}/.exec(night)!
    expect(contrast(ink!, ground!)).toBeGreaterThanOrEqual(7)
    expect(contrast(accent!, ground!), primary).toBeGreaterThanOrEqual(4.5)
    expect(night.includes('outline:1px'), primary).toBe(contrast(primary, ground!) < 3)
  }
})

test('a brand that is dark by day stays as it is', () => {
  const html = page(brandOf({ background: '#101014', text: '#f2efe9' }), 'en', 'Unsubscribe', '')
  expect(html).toContain('color-scheme:dark')
  expect(atNight(html)).toBe('')
})
