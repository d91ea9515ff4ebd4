import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OutboundMessage } from '../contract.ts'
import { writeLetter } from './letter.ts'

const message = (more: Partial<OutboundMessage> & { subject?: string; html?: string; text?: string } = {}): OutboundMessage => {
  const { subject = 'Hello', html = '<p>Hello</p>', text = 'Hello', ...rest } = more
  return { ref: 'att_1', medium: 'email', to: 'anna@example.com', to_name: null, from: { address: 'shop@example.com', display_name: null, reply_to: null }, brand_name: 'Shop', locale: 'en', class: 'marketing', list: null, message_id: '<m1@example.com>', form: { medium: 'email', subject, html, text } as OutboundMessage['form'], ...rest }
}

/** A reader of its own: unfolds (RFC 5322 §2.2.3), decodes encoded words (RFC 2047) and base64. */
function read(bytes: Buffer) {
  const raw = bytes.toString('latin1')
  const split = (text: string) => {
    const end = text.indexOf('\r\n\r\n')
    const fields = text.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const)
    return { fields, names: fields.map(([name]) => name), get: (name: string) => fields.find(([each]) => each === name)?.[1] ?? '', body: text.slice(end + 4) }
  }
  const words = (text: string) => text.replaceAll(/\?=\s+=\?/g, '?==?').replaceAll(/=\?utf-8\?B\?([^?]*)\?=/gi, (_, data: string) => Buffer.from(data, 'base64').toString())
  const decode = (each: ReturnType<typeof split>) => (each.get('content-transfer-encoding') === 'base64' ? Buffer.from(each.body, 'base64') : Buffer.from(each.body, 'latin1')).toString()
  const top = split(raw)
  const boundary = /boundary="([^"]+)"/.exec(top.get('content-type'))![1]!
  const parts = top.body.split(`--${boundary}`).slice(1, -1).map((each) => split(each.slice(2)))
  return { raw, top, subject: words(top.get('subject')), from: words(top.get('from')), to: words(top.get('to')), parts: parts.map((each) => ({ type: each.get('content-type'), encoding: each.get('content-transfer-encoding'), text: decode(each).replace(/\r\n$/, '') })) }
}

test('what was written is what is read, in every language', () => {
  const html = `<p>${'Ґанок і ключ, «ціна» – 100 ₴. '.repeat(40)}</p>\n<p>.\n</p>`
  const got = read(writeLetter(message({ subject: 'Знижки — 20 %: до неділі, 29 листопада, у всіх крамницях міста', html, text: 'დიდი ფასდაკლება\n新店开业', to_name: 'Олена "Льоля" Кравець', locale: 'uk' }), 'x@example.com', new Date('2026-11-24T10:00:00Z')).bytes)
  expect(got.subject).toBe('Знижки — 20 %: до неділі, 29 листопада, у всіх крамницях міста')
  expect(got.to).toBe('Олена "Льоля" Кравець <anna@example.com>')
  expect(got.parts).toMatchObject([{ type: 'text/plain; charset=utf-8', text: 'დიდი ფასდაკლება\r\n新店开业' }, { type: 'text/html; charset=utf-8', text: html.replaceAll('\n', '\r\n') }])
  expect(got.top.get('date')).toBe('Tue, 24 Nov 2026 10:00:00 +0000')
})

test('what is ASCII stays readable, the rest and what has long lines is base64', () => {
  const encodings = (html: string, text: string) => read(writeLetter(message({ html, text }), 'x@example.com', new Date()).bytes).parts.map(({ encoding }) => encoding)
  expect(encodings('<p style="color: red">50% = half</p>\n.\n', 'Вітаємо вас')).toEqual(['base64', '7bit'])
  expect(encodings(`<p>${'x'.repeat(1000)}</p>`, 'Hello\n.\nBye')).toEqual(['7bit', 'base64'])
})

test('no field of an outsider becomes a header, a recipient or a part (any text)', () => {
  const hostile = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('a\r\nBcc: x@example.com', 'a\n\n--=_carillon_part\nContent-Type: text/html', '"><x@example.com>, "', 'a\u2028Bcc: x', `${'я'.repeat(300)}\r\nTo: x@example.com`))
  fc.assert(fc.property(hostile, hostile, hostile, hostile, (subject, name, display_name, text) => {
    const { bytes, envelope } = writeLetter(message({ subject, to_name: name, text, html: text, from: { address: 'shop@example.com', display_name, reply_to: null } }), 'x@example.com', new Date())
    const got = read(bytes)
    expect(envelope).toEqual({ from: 'shop@example.com', to: ['anna@example.com'] })
    expect(got.top.names).toEqual(['from', 'to', 'subject', 'message-id', 'date', 'precedence', 'content-language', 'mime-version', 'content-type'])
    expect(got.parts).toHaveLength(2)
    expect(got.top.get('to')).toMatch(/<anna@example\.com>$|^anna@example\.com$/)
    // A server that ends lines at a lone CR or LF must not find a letter's end in the middle of it.
    expect(got.raw).not.toMatch(/\r(?!\n)|(?<!\r)\n/)
    for (const line of got.raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
  }), { numRuns: 300 })
})
