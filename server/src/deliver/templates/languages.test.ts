import { describe, expect, it } from 'vitest'
import { checkContent, compileContent, render, resolveLocale, STARTERS } from './index.ts'
import { defaultBrand } from '../brand/index.ts'
import { contentOf, LINKS, scopeOf, smsText } from './testing.ts'

const nbsp = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('dates', () => {
  it.each([
    ['en', 'November 25', '25 November', 'November 25, 2026', 'Wednesday 14:30'],
    ['uk', '25 листопада', '25 листопада', '25 листопада 2026 р.', 'середа 14:30'],
    ['ru', '25 ноября', '25 ноября', '25 ноября 2026 г.', 'среда 14:30'],
    ['ka', '25 ნოემბერი', '25 ნოემბერი', '25 ნოემბერი, 2026', 'ოთხშაბათი 14:30'],
    ['zh', '11月25日', '11月25日', '2026年11月25日', '星期三 14:30'],
    ['kk', '25 қараша', '25 қараша', '2026 ж. 25 қараша', 'сәрсенбі 14:30'],
  ])('are written as in %s', async (locale, letters, strftime, long, weekday) => {
    const scope = scopeOf({ timezone: 'Europe/Kyiv' }, { event: { at: '2026-11-25T12:30:00Z' } })
    const text = await smsText(
      '{{ event.at | date: "d MMMM" }}|{{ event.at | date: "%-d %B" }}|{{ event.at | date: "long" }}|{{ event.at | date: "%A %H:%M" }}',
      locale,
      scope,
    )
    expect(nbsp(text).split('|')).toEqual([letters, strftime, long, weekday])
  })

  it('stand in the nominative without a day', async () => {
    expect(await smsText('{{ "2026-11-25" | date: "%B" }}', 'uk')).toBe('листопад')
  })

  it('follow the zone of the contact, the argument first; a bare date never moves', async () => {
    const scope = scopeOf({ timezone: 'Asia/Almaty' }, { event: { at: '2026-11-25T22:30:00Z', day: '2026-11-25' } })
    expect(await smsText('{{ event.at | date: "%d %H:%M" }}', 'en', scope)).toBe('26 03:30')
    expect(await smsText('{{ event.at | date: "%d %H:%M", "America/New_York" }}', 'en', scope)).toBe('25 17:30')
    expect(await smsText('{{ event.day | date: "%d %H:%M", "America/New_York" }}', 'en', scope)).toBe('25 00:00')
    expect(await smsText('{{ "now" | date: "%Y-%m-%d" }}', 'en', scope)).toBe('2026-11-25')
  })
})

describe('numbers, money and plurals', () => {
  it.each([
    ['en', '12,345.5', '₴1,250.50', '₾20'],
    ['uk', '12 345,5', '1 250,50 ₴', '20 ₾'],
    ['ru', '12 345,5', '1 250,50 ₴', '20 ₾'],
    ['ka', '12 345,5', '1250,50 ₴', '20 ₾'],
    ['zh', '12,345.5', '₴1,250.50', '₾20'],
  ])('in %s', async (locale, number, money, lari) => {
    const text = await smsText('{{ 12345.5 | number }}|{{ "1250.5" | money }}|{{ "20.00 GEL" | money }}', locale)
    expect(text.split('|')).toEqual([number, money, lari])
  })

  it('count as Slavs do', async () => {
    const source = '{% for n in event.n %}{{ n }} {{ n | plural: one: "товар", few: "товари", many: "товарів", other: "товару" }};{% endfor %}'
    expect(await smsText(source, 'uk', scopeOf({}, { event: { n: [1, 3, 5, 21, 1.5] } }))).toBe('1 товар;3 товари;5 товарів;21 товар;1.5 товару;')
  })

  it('never capitalise Georgian', async () => {
    expect(await smsText('{{ "თბილისი" | upcase }}', 'ka')).toBe('თბილისი')
    expect(await smsText('{{ "їжак" | upcase }}', 'uk')).toBe('ЇЖАК')
  })
})

describe('the fallback', () => {
  it('goes from the region to the language to the default', () => {
    const core = { headline: '', body: 'x', buttons: [] }
    const content = { default_locale: 'en', locales: { en: { core }, uk: { core }, 'zh-Hant': { core } } }
    expect(resolveLocale(content, 'uk-UA')).toBe('uk')
    expect(resolveLocale(content, 'zh-hant-tw')).toBe('zh-Hant')
    expect(resolveLocale(content, 'ka')).toBe('en')
    expect(resolveLocale(content, 'not a locale')).toBe('en')
    expect(resolveLocale(content, undefined)).toBe('en')
  })
})

describe('the letter', () => {
  it.each([
    ['en', 'ltr', 'Unsubscribe'],
    ['uk', 'ltr', 'Відписатися'],
    ['ru', 'ltr', 'Отписаться'],
    ['ka', 'ltr', 'გამოწერის გაუქმება'],
    ['zh', 'ltr', '退订'],
    ['kk', 'ltr', 'Жазылымнан бас тарту'],
    ['ar', 'rtl', 'Unsubscribe'],
  ])('says in %s how to leave', async (locale, dir, words) => {
    const compiled = await compileContent(contentOf({ headline: 'H', body: 'B' }, locale), defaultBrand('A'), { locale, medium: 'email' })
    const result = render(compiled, scopeOf(), LINKS)
    const form = result.ok && result.form.medium === 'email' ? result.form : undefined
    expect(form?.html).toContain(`lang="${locale}" dir="${dir}"`)
    expect(form?.html).toContain(`<a href="https://l.example/u"`)
    expect(form?.html).toContain(`>${words}</a>`)
    expect(form?.text).toContain(`${words}: https://l.example/u`)
  })
})

describe('the starters', () => {
  const media = ['email', 'sms', 'viber', 'whatsapp', 'telegram', 'push'] as const
  it.each(STARTERS.map((s) => [s.id, s] as const))('%s is without a fault in all languages and media', async (_, starter) => {
    const scope = scopeOf({ id: '1', call_name: 'Ніна' }, { event: { order_number: 'A-17', kept_until: '2026-12-01', total: 1250, pickup_address: 'Хрещатик, 1' } })
    expect(await checkContent(starter.content, { media: [...media], class: starter.class, locales_in_audience: ['uk-UA', 'kk'], scope })).toEqual([])
    expect(Object.keys(starter.content.locales)).toEqual(['en', 'uk', 'ru', 'ka', 'zh', 'kk'])
  })

  it.each(['en', 'uk', 'ru', 'ka', 'zh', 'kk'])('read well in %s', async (locale) => {
    for (const { id, content } of STARTERS) {
      const scope = scopeOf(id === 'season_sale' ? {} : { call_name: 'Nino' }, { event: { order_number: 'A 17', kept_until: '2026-12-01', total: 1250, pickup_address: 'Rustaveli 1' } })
      const result = render(await compileContent(content, defaultBrand('A'), { locale, medium: 'telegram' }), scope, LINKS)
      if (!result.ok) throw new Error(result.detail)
      expect(result.form).toMatchSnapshot(`${id} ${locale}`)
      expect(result.links[0]?.url).toBe(id === 'season_sale' ? 'https://example.com/sale' : 'https://example.com/orders/A%2017')
    }
  })
})
