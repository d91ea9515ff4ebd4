import { expect, test } from 'vitest'
import { newcomer, seenAt } from './kept.ts'
import { campaignOf, touchOf } from './touch.ts'

const at = new Date('2026-11-24T10:00:00Z')
const location = (search: string) => ({ href: `https://shop.example/a${search}`, search }) as Location

test('a campaign by its names and click numbers; none where the address has none', () => {
  expect(campaignOf('?utm_source=news&utm_medium=email&utm_campaign=autumn&utm_term=boots&utm_content=top&gclid=g1&fbclid=f1&page=2')).toEqual({ source: 'news', medium: 'email', name: 'autumn', term: 'boots', content: 'top', gclid: 'g1', fbclid: 'f1' })
  expect(campaignOf('?page=2&utm_source=')).toBeUndefined()
  expect(campaignOf(`?utm_source=${'x'.repeat(5000)}`)!.source).toHaveLength(200)
})

test('the first touch is how somebody came, and long addresses are cut', () => {
  expect(touchOf('https://shop.example/a?gclid=1', 'https://search.example/', '?gclid=1', at)).toEqual({ at: at.toISOString(), url: 'https://shop.example/a?gclid=1', referrer: 'https://search.example/', campaign: { gclid: '1' } })
  expect(touchOf(`https://shop.example/${'x'.repeat(5000)}`, '', '', at).url).toHaveLength(500)
})

test('the last campaign holds for thirty days, the first touch for good', () => {
  const came = newcomer(location('?utm_source=news'), '', at)
  const later = seenAt(came, location(''), new Date(at.getTime() + 29 * 86_400_000))
  expect(later.campaign).toEqual({ source: 'news' })
  expect(seenAt(later, location('?utm_source=ads'), at)).toMatchObject({ campaign: { source: 'ads' }, first_touch: { campaign: { source: 'news' } } })
  expect(seenAt(later, location(''), new Date(at.getTime() + 31 * 86_400_000))).toMatchObject({ campaign: undefined, first_touch: { campaign: { source: 'news' } } })
})
