import { describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { checkContent, Content, ContentProblem, type CheckOptions } from './index.ts'
import { contentOf } from './testing.ts'

const OK = { headline: 'Hello', body: 'Text', buttons: [{ label: 'Go', url: 'https://a.example/' }] }
async function codes(content: Content, options: Partial<CheckOptions> = {}) {
  const problems = await checkContent(content, { media: ['sms'], class: 'transactional', ...options })
  for (const problem of problems) expect(Value.Check(ContentProblem, problem)).toBe(true)
  return problems.map(({ code, severity, pointer, line }) => `${severity} ${code} ${pointer}${line === undefined ? '' : `:${line}`}`)
}
const all: CheckOptions['media'] = ['email', 'sms', 'viber', 'whatsapp', 'telegram', 'push']

describe('checkContent', () => {
  it('has nothing to say of a sound content', async () => {
    expect(await codes(contentOf(OK), { media: all, class: 'marketing' })).toEqual([])
  })

  it('misses translations only where not even the language is there', async () => {
    const content = { default_locale: 'en', locales: { en: { core: OK }, uk: { core: OK } } }
    expect(await codes(content, { locales_in_audience: ['uk-UA', 'en-GB', 'ka'] })).toEqual(['warning missing_translation /locales'])
    expect(await codes({ ...content, default_locale: 'zh' })).toEqual(['error default_locale_missing /default_locale'])
  })

  it('points at Liquid’s faults', async () => {
    const content = contentOf({ ...OK, body: 'a\n\n{{ x | shout }}', headline: '{% include "a" %}' })
    expect(await codes(content)).toEqual([
      'error liquid_unknown_tag /locales/en/core/headline:1',
      'error liquid_unknown_filter /locales/en/core/body:3',
      // parsed no further, so the variable itself is not judged
    ])
    expect(await codes(contentOf({ ...OK, body: 'a {{ contact.name' }))).toEqual(['error liquid_syntax /locales/en/core/body:1'])
    expect(await codes(contentOf({ ...OK, body: 'a\n{% if contact.name %}' }))).toEqual(['error liquid_syntax /locales/en/core/body:2'])
  })

  it('finds variables that nobody fills, and what was meant', async () => {
    const content = contentOf({ ...OK, body: '{{ first_name }}\n{{ contcat.name }}\n{{ contact.ctiy }}{% for i in event.items %}{{ i.x }}{% endfor %}{% assign y = 1 %}{{ y }}' })
    const problems = await checkContent(content, { media: ['sms'], class: 'transactional', traits: ['city'] })
    expect(problems.map((p) => [p.code, p.detail, p.line, p.hint.startsWith('Did you mean') ? p.hint : ''])).toEqual([
      ['unknown_variable', 'Nothing fills {{ first_name }}', 1, ''],
      ['unknown_variable', 'Nothing fills {{ contcat.name }}', 2, 'Did you mean contact?'],
      ['unknown_variable', 'Nothing fills {{ contact.ctiy }}', 3, 'Did you mean contact.city?'],
    ])
    expect(await codes(content)).toHaveLength(2)
  })

  it('refuses addresses that no message may hold', async () => {
    for (const url of ['javascript:alert(1)', 'JAVASCRIPT:{{ contact.name }}', 'ftp://a.example/', 'data:text/html,x', 'shop.example', '', 'https://a@evil.example']) {
      expect(await codes(contentOf({ ...OK, buttons: [{ label: 'Go', url }] }))).toEqual(['error bad_url /locales/en/core/buttons/0/url:1'])
    }
    for (const url of ['mailto:a@b.example', 'tel:+380441234567', 'https://a.example/{{ contact.id }}', '{{ event.url }}']) {
      expect(await codes(contentOf({ ...OK, buttons: [{ label: 'Go', url }] }))).toEqual([])
    }
    expect(await codes(contentOf({ ...OK, body: '[x](javascript:alert)' }))).toEqual(['error bad_url /locales/en/core/body:1'])
  })

  it('warns of addresses of this machine', async () => {
    expect(await codes(contentOf({ ...OK, buttons: [{ label: 'Go', url: 'http://localhost:3000/x' }] }))).toEqual(['error loopback_link /locales/en/core/buttons/0/url:1'])
    expect(await codes(contentOf(OK), { public_url_is_loopback: true })).toEqual(['warning loopback_link '])
    expect(await codes(contentOf({ ...OK, buttons: [] }), { public_url_is_loopback: true })).toEqual([])
  })

  it('asks marketing for a way out when an author’s MJML has none', async () => {
    const mjml = (inner: string) => contentOf(OK, 'en', { email: { mjml: `<mjml><mj-body><mj-section><mj-column><mj-text>${inner}</mj-text></mj-column></mj-section></mj-body></mjml>` } })
    const at = '/locales/en/overrides/email/mjml'
    expect(await codes(mjml('Hi'), { media: ['email'], class: 'marketing' })).toEqual([`error missing_unsubscribe ${at}`])
    expect(await codes(mjml('Hi'), { media: ['email'] })).toEqual([])
    // written but never shown does not count
    expect(await codes(mjml('{% if contact.no %}<a href="{{ links.unsubscribe_url }}">x</a>{% endif %}'), { media: ['email'], class: 'marketing' })).toEqual([`error missing_unsubscribe ${at}`])
    expect(await codes(mjml('<a href="{{ links.unsubscribe_url }}">x</a>'), { media: ['email'], class: 'marketing' })).toEqual([])
    expect(await codes(mjml('Hi</mj-text><mj-text foo="1">'), { media: ['email'] })).toEqual([`warning mjml_invalid ${at}:1`])
  })

  it('measures', async () => {
    expect(await codes(contentOf({ ...OK, body: 'я'.repeat(700) }), { media: ['sms'] })).toEqual(['error limit_exceeded /locales/en/core/body'])
    expect(await codes(contentOf({ ...OK, headline: 'x'.repeat(80) }), { media: ['email'] })).toEqual(['warning headline_long /locales/en/core/headline'])
    expect(await codes(contentOf({ ...OK, body: 'x'.repeat(200) }), { media: ['push'] })).toEqual(['warning text_long /locales/en/core/body'])
    expect(await codes(contentOf({ ...OK, buttons: [{ label: 'A label of more than twenty', url: 'https://a.example/' }] }), { media: ['whatsapp'] })).toEqual(['error limit_exceeded /locales/en/core/buttons/0/label'])
    const heavy = contentOf({ ...OK, body: `{% for i in (1..2000) %}${'long text '.repeat(8)}{% endfor %}` })
    expect(await codes(heavy, { media: ['email'] })).toEqual(['warning email_clipped /locales/en/core/body'])
  })

  it('notices emptiness, after rendering', async () => {
    expect(await codes(contentOf({ headline: '', body: '{{ contact.nothing }}' }))).toEqual(['error empty_text /locales/en/core/body'])
    expect(await codes(contentOf({ headline: '', body: 'x' }), { media: ['email'] })).toEqual(['error subject_empty /locales/en/core/headline'])
    expect(await codes(contentOf({ headline: 'x', body: '' }), { media: ['push'] })).toEqual(['warning push_url_missing /locales/en/core/headline'])
  })

  it('knows what a medium drops', async () => {
    const picture = { url: 'https://a.example/p.png', alt: '' }
    expect(await codes(contentOf({ ...OK, picture }), { media: ['email', 'sms', 'viber'] })).toEqual([
      'warning missing_alt /locales/en/core/picture/alt',
    ])
    const buttons = [1, 2].map((n) => ({ label: `B${n}`, url: 'https://a.example/' }))
    expect(await codes(contentOf({ ...OK, buttons }), { media: ['viber', 'push', 'telegram', 'email'] })).toEqual([
      'warning abilities_buttons /locales/en/core/buttons/1/label',
      'warning abilities_buttons /locales/en/core/buttons/1/label',
    ])
  })
})

describe('the contract', () => {
  it('is closed and bounded', () => {
    const content = contentOf(OK, 'uk', { email: { subject: 'S', mjml: '<mjml/>' }, push: { url: 'https://a.example/' } })
    expect(Value.Check(Content, content)).toBe(true)
    expect(Value.Check(Content, { ...content, extra: 1 })).toBe(false)
    expect(Value.Check(Content, contentOf({ ...OK, body: 'x'.repeat(20_001) }))).toBe(false)
    expect(Value.Check(Content, contentOf(OK, 'en', { sms: { subject: 'S' } } as never))).toBe(false)
    expect(Value.Check(Content, { ...content, locales: { 'not a locale': content.locales['uk'] } })).toBe(false)
    expect(Value.Check(Content, { ...content, locales: {} })).toBe(false)
  })
})
