import { describe, expect, it } from 'vitest'
import { compileContent, ContentRefused, render } from './index.ts'
import { defaultBrand } from '../brand/index.ts'
import { contentOf, LINKS, renderOne, scopeOf } from './testing.ts'

const CORE = {
  headline: 'Hello, {{ contact.name }}',
  body: 'See **our** [shop](https://shop.example/a?b=1&c=2) or https://shop.example/d.\n\n- one\n- *two*',
  picture: { url: 'https://img.example/p.png', alt: 'A "coat"' },
  buttons: [
    { label: 'Buy', url: 'https://shop.example/buy?for={{ contact.name }}' },
    { label: 'Call', url: 'tel:+380441234567' },
  ],
}
const TOM = scopeOf({ name: 'Tom & Co' })

async function form(medium: Parameters<typeof renderOne>[1], content = contentOf(CORE), scope = TOM) {
  const result = await renderOne(content, medium, scope)
  if (!result.ok) throw new Error(result.detail)
  return result
}

describe('one core in every medium', () => {
  it('SMS: text, buttons and the picture as links at the end', async () => {
    const { form: sms, links } = await form('sms')
    expect(sms).toEqual({
      medium: 'sms',
      text: 'Hello, Tom & Co\nSee our shop: https://l.example/0 or https://l.example/1.\n\n- one\n- two\nBuy: https://l.example/3\nCall: tel:+380441234567\nhttps://l.example/2',
    })
    expect(links).toEqual([
      { index: 0, slot: 0, url: 'https://shop.example/a?b=1&c=2' },
      { index: 1, slot: 1, url: 'https://shop.example/d' },
      { index: 3, slot: 3, url: 'https://shop.example/buy?for=Tom%20%26%20Co' },
      { index: 2, slot: 2, url: 'https://img.example/p.png' },
    ])
  })

  it('Viber: stars, its one button, the rest as a line', async () => {
    expect((await form('viber')).form).toEqual({
      medium: 'viber',
      text: '*Hello, Tom & Co*\n\nSee *our* shop: https://l.example/0 or https://l.example/1.\n\n- one\n- _two_\n\nCall: tel:+380441234567',
      picture_url: 'https://img.example/p.png',
      buttons: [{ label: 'Buy', url: 'https://l.example/3' }],
    })
  })

  it('Telegram: both plain text and its HTML, escaped', async () => {
    const { form: telegram } = await form('telegram')
    expect(telegram).toMatchObject({
      text: 'Hello, Tom & Co\n\nSee our shop: https://l.example/0 or https://l.example/1.\n\n- one\n- two',
      html: '<b>Hello, Tom &amp; Co</b>\n\nSee <b>our</b> <a href="https://l.example/0">shop</a> or <a href="https://l.example/1">https://shop.example/d</a>.\n\n- one\n- <i>two</i>',
      buttons: [{ label: 'Buy' }, { label: 'Call', url: 'tel:+380441234567' }],
    })
  })

  it('push: a title, words without addresses, the first button to tap', async () => {
    const { form: push, links } = await form('push')
    expect(push).toEqual({
      medium: 'push',
      title: 'Hello, Tom & Co',
      body: 'See our shop or https://shop.example/d.\n\n- one\n- two',
      picture_url: 'https://img.example/p.png',
      url: 'https://l.example/3',
    })
    expect(links).toEqual([{ index: 3, slot: 3, url: 'https://shop.example/buy?for=Tom%20%26%20Co' }])
  })

  it('e-mail: subject, preheader, HTML and text, with the same links in both parts', async () => {
    const { form: email, links } = await form('email')
    if (email.medium !== 'email') throw new Error('no letter')
    expect(email.subject).toBe('Hello, Tom & Co')
    expect(email.preheader).toBe('See our shop or https://shop.example/d. - one - two')
    expect(email.html).toContain('Hello, Tom &amp; Co</h1>')
    expect(email.html).toContain('alt="A &#34;coat&#34;"')
    expect(email.html).toContain('src="https://img.example/p.png"')
    expect(email.html).toContain('<meta name="color-scheme" content="light dark">')
    expect(email.html).not.toMatch(/[\uE000\uE001]|\{\{|\{%|carillon/)
    const tracked = [...new Set(email.html.match(/https:\/\/l\.example\/\d/g))].toSorted()
    expect(tracked).toEqual([...new Set(email.text.match(/https:\/\/l\.example\/\d/g))].toSorted())
    expect(links.map((l) => l.index).toSorted()).toEqual([0, 1, 2])
    expect(email.text).toContain('Buy: https://l.example/2\nCall: tel:+380441234567\n')
  })

  it('an override replaces a field for its medium only', async () => {
    const content = contentOf(CORE, 'en', {
      email: { subject: 'A {{ contact.name }} subject', preheader: 'Peek' },
      sms: { text: 'Short: https://s.example/{{ contact.name }} *stays*' },
      viber: { picture: null, buttons: [] },
    })
    expect((await form('email', content)).form).toMatchObject({ subject: 'A Tom & Co subject', preheader: 'Peek' })
    expect((await form('sms', content)).form).toEqual({ medium: 'sms', text: 'Short: https://l.example/0 *stays*' })
    const viber = (await form('viber', content)).form
    expect(viber).toMatchObject({ buttons: [] })
    expect(viber).not.toHaveProperty('picture_url')
    expect((await form('telegram', content)).form).toHaveProperty('picture_url')
  })
})

describe('Liquid and markup together', () => {
  it('keeps a loop of items one list, and gives each turn’s address its own index', async () => {
    const body = '{% for i in event.items %}\n- [{{ i.name }}]({{ i.url }})\n{% endfor %}'
    const scope = scopeOf({}, { event: { items: [{ name: 'A', url: 'https://a.example/?x=1&y=2' }, { name: 'B', url: 'https://b.example/' }] } })
    const { form: sms, links } = await form('sms', contentOf({ body }), scope)
    expect(sms).toEqual({ medium: 'sms', text: '- A: https://l.example/0\n- B: https://l.example/1' })
    expect(links).toEqual([
      { index: 0, slot: 0, url: 'https://a.example/?x=1&y=2' },
      { index: 1, slot: 0, url: 'https://b.example/' },
    ])
    const { form: email } = await form('email', contentOf({ headline: 'H', body }), scope)
    expect((email as { html: string }).html.match(/<ul/g)).toHaveLength(1)
    expect((email as { html: string }).html.match(/<li/g)).toHaveLength(2)
  })

  it('lets a condition take its paragraph along', async () => {
    const body = 'One\n\n{% if contact.vip %}\nTwo\n\nThree\n{% endif %}\n\nFour\n{% if contact.vip %}\nfive\n{% endif %}\nsix'
    const text = async (vip: boolean) => ((await form('sms', contentOf({ body }), scopeOf({ vip }))).form as { text: string }).text
    expect(await text(true)).toBe('One\n\nTwo\n\nThree\n\nFour\nfive\nsix')
    expect(await text(false)).toBe('One\n\nFour\nsix')
  })

  it('takes markup characters inside expressions and values for what they are', async () => {
    const body = '{{ contact.stars | default: "**no**" }} {% if contact.n < 5 %}few{% endif %} 5*3*2 \\*kept\\*'
    const { form: telegram } = await form('telegram', contentOf({ body }), scopeOf({ stars: '**x** [y](https://z.example)', n: 3 }))
    expect(telegram).toMatchObject({ html: '**x** [y](https://z.example) few 5*3*2 *kept*' })
  })

  it('does not shadow the contact by a loop variable of the same name', async () => {
    const body = '{% for message in event.all %}[x](https://a.example/{{ message.id }}) {% endfor %}'
    const { links } = await form('sms', contentOf({ body }), scopeOf({}, { message: { id: 'outer' }, event: { all: [{ id: 'i1' }, { id: 'i2' }] } }))
    expect(links.map((l) => l.url)).toEqual(['https://a.example/i1', 'https://a.example/i2'])
  })
})

describe('refusals', () => {
  it('aborts with the author’s reason, in both spellings', async () => {
    for (const tag of ['{% abort_message "no {{stock}}" %}', "{% abort_message('no {{stock}}') %}"]) {
      const result = await renderOne(contentOf({ body: `a {% if contact.name %}${tag}{% endif %}` }), 'sms', TOM)
      expect(result).toMatchObject({ ok: false, reason: 'template_aborted', detail: 'no {{stock}}', pointer: '/locales/en/core/body' })
    }
    expect(await renderOne(contentOf({ body: 'a {% abort_message contact.name %}' }), 'sms', TOM)).toMatchObject({ detail: 'Tom & Co' })
  })

  it('says where it failed, as the author counts', async () => {
    const body = 'fine\n\n**bold** and\n  {{ contact.name | date: "bogus" }}'
    const scope = scopeOf({ name: '2026-01-01' })
    for (const medium of ['email', 'sms'] as const) {
      expect(await renderOne(contentOf({ headline: 'H', body }), medium, scope)).toMatchObject({
        ok: false, reason: 'render_error', cause: 'liquid', pointer: '/locales/en/core/body', line: 4, column: 3,
      })
    }
  })

  it('fails one contact’s link, and names the link', async () => {
    const content = contentOf({ body: 'a [b]({{ event.url }})' })
    const bad = async (url: unknown) => renderOne(content, 'sms', scopeOf({}, { event: { url } }))
    for (const url of ['javascript:alert(1)', ' JavaScript:alert(1)', 'data:text/html,x', 'https://user@evil.example/', '', undefined, 'not a url']) {
      expect(await bad(url)).toMatchObject({ ok: false, cause: 'bad_link', pointer: '/locales/en/core/body', line: 1, column: 7 })
    }
    expect(await bad('https://ok.example/a b')).toMatchObject({ ok: true, links: [{ url: 'https://ok.example/a%20b' }] })
  })

  it('never cuts a text: what is too long is refused', async () => {
    const long = (n: number) => scopeOf({ name: 'я'.repeat(n) })
    const content = contentOf({ body: '{{ contact.name }}' })
    expect(await renderOne(content, 'sms', long(670))).toMatchObject({ ok: true })
    expect(await renderOne(content, 'sms', long(671))).toMatchObject({ ok: false, cause: 'limit_exceeded', detail: 'The SMS has 11 parts; at most 10 are sent' })
    expect(await renderOne(content, 'viber', long(1001))).toMatchObject({ cause: 'limit_exceeded' })
    expect(await renderOne(content, 'telegram', long(1025))).toMatchObject({ ok: true })
    const withPicture = contentOf({ body: '{{ contact.name }}', picture: CORE.picture })
    expect(await renderOne(withPicture, 'telegram', long(1025))).toMatchObject({ cause: 'limit_exceeded' })
    expect(await renderOne(content, 'sms', scopeOf({ name: ' ' }))).toMatchObject({ cause: 'empty_text' })
  })

  it('compiles nothing that is broken, and lists every error', async () => {
    const content = contentOf({ headline: '{{ a | nofilter }}', body: 'x\n{% if %}', buttons: [{ label: 'B', url: '{% include "x" %}' }] })
    const refused = await compileContent(content, defaultBrand('A'), { locale: 'en', medium: 'sms' }).catch((e: unknown) => e)
    expect(refused).toBeInstanceOf(ContentRefused)
    expect((refused as ContentRefused).problems.map((p) => `${p.code} ${p.pointer} ${p.line}`)).toEqual([
      'liquid_unknown_filter /locales/en/core/headline 1',
      'liquid_syntax /locales/en/core/body 2',
      'liquid_unknown_tag /locales/en/core/buttons/0/url 1',
    ])
  })

  it('survives JSON, as it is stored', async () => {
    const compiled = await compileContent(contentOf(CORE), defaultBrand('A'), { locale: 'en', medium: 'email' })
    const copy = JSON.parse(JSON.stringify({ ...compiled, key: 'another' }))
    expect(render(copy, TOM, LINKS)).toEqual(render(compiled, TOM, LINKS))
  })

  it('leaves the unsubscribe line out where there is none to give', async () => {
    const result = await renderOne(contentOf({ headline: 'H', body: 'B' }), 'email', TOM, { ...LINKS, unsubscribe_url: null, preferences_url: null })
    expect(result.ok && result.form.medium === 'email' && `${result.form.html}${result.form.text}`).not.toMatch(/Unsubscribe|Choose what/)
  })
})
