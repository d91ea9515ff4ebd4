import { describe, expect, it } from 'vitest'
import { compileContent, ContentRefused } from './index.ts'
import { defaultBrand } from '../brand/index.ts'
import { contentOf, renderOne, scopeOf, smsText } from './testing.ts'

async function problemOf(source: string): Promise<{ code: string; detail: string }> {
  const refused = await compileContent(contentOf({}, 'en', { sms: { text: source } }), defaultBrand('A'), { locale: 'en', medium: 'sms' }).catch((e: unknown) => e)
  if (!(refused instanceof ContentRefused)) return { code: 'accepted', detail: JSON.stringify(refused) }
  return refused.problems[0] as { code: string; detail: string }
}

describe('a template reads data and nothing else', () => {
  it.each(['include', 'render', 'layout', 'block', 'raw', 'liquid', 'echo', 'capture', 'tablerow', 'carillon_link'])('has no tag %s', async (tag) => {
    expect(await problemOf(`{% ${tag} '.env' %}`)).toMatchObject({ code: 'liquid_unknown_tag' })
  })

  it.each(['raw', 'json', 'inspect', 'where_exp', 'find_exp', 'group_by_exp', 'strip_html', 'newline_to_br', 'constructor', '__proto__', 'toString'])('has no filter %s', async (filter) => {
    expect(await problemOf(`{{ contact.name | ${filter} }}`)).toMatchObject({ code: 'liquid_unknown_filter' })
  })

  it.each([
    'constructor', 'contact.constructor', 'contact.__proto__', 'contact.constructor.constructor', "contact['constructor']['name']",
    'contact.name.constructor', 'contact.name.length', 'contact.toString', 'event.list.map', 'process.env', 'globalThis', 'self',
    'event.list | map: "constructor"', 'event.list | where: "constructor"', 'contact',
  ])('sees nothing behind %s', async (expression) => {
    const scope = scopeOf({ name: 'Ann' }, { event: { list: [{ a: 1 }] } })
    expect(await smsText(`[{{ ${expression} }}]`, 'en', scope)).toBe('[]')
  })

  it('never renders what a person wrote', async () => {
    const evil = '{{ contact.secret }}{% abort_message %}'
    expect(await smsText('{{ contact.name }}|{{ contact.name | append: "" }}', 'en', scopeOf({ name: evil, secret: 's' }))).toBe(`${evil}|${evil}`)
    const result = await renderOne(contentOf({ headline: '{{ contact.name }}', body: 'B' }), 'email', scopeOf({ name: evil, secret: 's3cret' }))
    expect(result).toMatchObject({ ok: true, form: { subject: evil } })
    expect(JSON.stringify(result)).not.toContain('s3cret')
  })

  it('keeps the brand’s and the author’s own braces as they are', async () => {
    const brand = { ...defaultBrand('{{ contact.secret }}'), footer_text: '{% abort_message %} {{' }
    const result = await renderOne(contentOf({ headline: 'H', body: 'B' }), 'email', scopeOf({ secret: 's3cret' }), undefined, brand)
    expect(result.ok).toBe(true)
    expect(JSON.stringify(result)).not.toContain('s3cret')
  })
})

describe('limits', () => {
  it.each([
    ['a loop of 10^8', '{% for i in (1..100000000) %}x{% endfor %}'],
    ['loops in loops', '{% for a in (1..900) %}{% for b in (1..900) %}{% for c in (1..900) %}{{ c | plus: b }}{% endfor %}{% endfor %}{% endfor %}'],
    ['doubling', `{% assign s = "0123456789" %}${'{% assign s = s | append: s %}'.repeat(30)}{{ s }}`],
    ['replace by more', `{% assign s = "aaaaaaaaaaaaaaaa" %}${'{% assign s = s | replace: "a", "aaaaaaaaaaaaaaaa" %}'.repeat(12)}{{ s }}`],
  ])('stops %s', async (_, source) => {
    const result = await renderOne(contentOf({}, 'en', { sms: { text: source } }), 'sms')
    expect(result).toMatchObject({ ok: false, reason: 'render_error', cause: 'liquid', detail: expect.stringMatching(/limit exceeded|more than 50000 steps/) })
  })

  it.each([
    ['tags', `${'{% if contact.a %}'.repeat(20_000)}x${'{% endif %}'.repeat(20_000)}`],
    ['brackets', `{{ contact${'[contact'.repeat(20_000)}${']'.repeat(20_000)} }}`],
    ['an open tag', '{% if contact.a %}'.repeat(20_000)],
    ['an open output', '{{ '.repeat(20_000)],
  ])('refuses %s nested 20,000 deep', async (_, source) => {
    expect(await problemOf(source)).toMatchObject({ code: 'liquid_syntax' })
  })

  // each would take minutes by a quadratic path: the runner's own time limit is what fails it
  it('marks up 20 kB of stars and brackets', async () => {
    for (const piece of ['**', '*a', '[a](', '[[', '**a *b ', 'https://', '- \n', '\\*', '_*_']) {
      const result = await renderOne(contentOf({ headline: 'H', body: piece.repeat(20_000 / piece.length) }), 'telegram')
      // the one long address becomes one tracked link
      expect([piece, result.ok || result.cause]).toEqual([piece, piece === 'https://' || 'limit_exceeded'])
    }
  })
})

describe('hostile values', () => {
  const HTML = '<img src=x onerror=alert(1)>"\'&'
  it('HTML in a trait is escaped where it is HTML and only there', async () => {
    const scope = scopeOf({ name: HTML })
    expect(await smsText('{{ contact.name }}', 'en', scope)).toBe(HTML)
    const email = await renderOne(contentOf({ headline: '{{ contact.name }}', body: '{{ contact.name | escape }} {{ contact.name | upcase | downcase }}', picture: { url: 'https://a.example/', alt: '{{ contact.name }}' } }), 'email', scope)
    const { html, subject, text } = (email as { form: { html: string; subject: string; text: string } }).form
    expect(html).not.toContain('<img src=x')
    expect(html).not.toContain('&amp;amp;')
    expect(html.match(/&lt;img src=x onerror=alert\(1\)&gt;&#34;&#39;&amp;/g)?.length).toBeGreaterThanOrEqual(4)
    expect(subject).toBe(HTML)
    expect(text).toContain(HTML)
  })

  it('a value can not leave its place in a URL', async () => {
    const content = contentOf({ body: '[a](https://shop.example/{{ contact.path }}?q={{ contact.q }}&z=1)' })
    const result = await renderOne(content, 'sms', scopeOf({ path: '../x@evil.example/', q: 'a&b=c#d"> <' }))
    expect(result).toMatchObject({ ok: true, links: [{ url: 'https://shop.example/..%2Fx%40evil.example%2F?q=a%26b%3Dc%23d%22%3E%20%3C&z=1' }] })
  })

  it('a line end in a subject, a title or a label starts no header', async () => {
    const scope = scopeOf({ name: 'a\r\nBcc: victim@example.com\u2028x\u0000y' })
    const content = contentOf({ headline: '{{ contact.name }}', body: 'b', buttons: [{ label: '{{ contact.name | truncate: 12 }}', url: 'https://a.example/' }] })
    expect(await renderOne(content, 'email', scope)).toMatchObject({ form: { subject: 'a Bcc: victim@example.com xy' } })
    expect(await renderOne(content, 'push', scope)).toMatchObject({ form: { title: 'a Bcc: victim@example.com xy' } })
    expect(await renderOne(content, 'viber', scope)).toMatchObject({ form: { buttons: [{ label: 'a Bcc: v...' }] } })
  })

  it('control characters and lone surrogates never reach a provider or a database', async () => {
    expect(await smsText('{{ contact.name }}', 'en', scopeOf({ name: 'a\u0000\u0007b\ud800c\td' }))).toBe('ab\ufffdc\td')
  })

  it('private-use characters can not forge a token', async () => {
    const body = 'x \uE000T0\uE001 \uE000L0\uE001 {{ contact.name }} [a](https://a.example/)'
    const result = await renderOne(contentOf({ body }), 'sms', scopeOf({ name: '\uE000L0\uE001' }))
    expect(result).toMatchObject({ form: { text: 'x T0 L0 \uE000L0\uE001 a: https://l.example/0' } })
  })

  it('long runs of blanks cost nothing', async () => {
    const result = await renderOne(contentOf({ headline: 'H', body: 'x {{ contact.name }} y' }), 'email', scopeOf({ name: `a${' '.repeat(300_000)}b${'\n'.repeat(300_000)}c` }))
    expect(result).toMatchObject({ ok: true, form: { text: expect.stringMatching(/a {1,300000}b\n\nc y/) } })
  })
})

describe('an author’s MJML', () => {
  const mjml = (body: string) => contentOf({ headline: 'H', body: 'B' }, 'en', { email: { mjml: `<mjml>\n<mj-body>\n${body}\n</mj-body>\n</mjml>` } })
  const section = (inner: string) => `<mj-section><mj-column>${inner}</mj-column></mj-section>`
  const errors = async (body: string) => {
    const refused = await compileContent(mjml(body), defaultBrand('A'), { locale: 'en', medium: 'email' }).catch((e: unknown) => e)
    return refused instanceof ContentRefused ? refused.problems.map((p) => [p.code, p.pointer, p.line]) : 'accepted'
  }

  it('reads no file and runs no script', async () => {
    const pointer = '/locales/en/overrides/email/mjml'
    expect(await errors(section('<mj-include path="/etc/passwd" />'))).toEqual([['mjml_invalid', pointer, 3]])
    expect(await errors(section('<mj-text>\n<script>x</script></mj-text>'))).toEqual([['mjml_invalid', pointer, 4]])
    expect(await errors(`\n${section('<mj-nonsense>x</mj-nonsense>')}`)).toEqual([['mjml_invalid', pointer, 4]])
    expect(await errors(section('<mj-text><a href="javascript:x">x</a></mj-text>'))).toEqual([['bad_url', pointer, 1]])
  })

  it('has its links tracked and its values escaped', async () => {
    const body = section('<mj-text>Hi {{ contact.name }} <a href="https://a.example/?x={{ contact.name }}&amp;y=1">a</a> <a href="{{ links.unsubscribe_url }}">out</a></mj-text><mj-image src="https://i.example/{{ contact.name }}.png" alt="{{ contact.name }}" /><mj-button href="https://b.example/">b</mj-button>')
    const result = await renderOne(mjml(body), 'email', scopeOf({ name: 'A"<b>' }))
    if (!result.ok || result.form.medium !== 'email') throw new Error(JSON.stringify(result))
    const { html } = result.form
    expect(html).toContain('Hi A&#34;&lt;b&gt; <a href="https://l.example/0">a</a> <a href="https://l.example/u">out</a>')
    expect(html).toContain('src="https://i.example/A%22%3Cb%3E.png"')
    expect(html).toContain('alt="A&#34;&lt;b&gt;"')
    expect(result.links.map((l) => l.url)).toEqual(['https://a.example/?x=A%22%3Cb%3E&y=1', 'https://b.example/'])
  })
})
