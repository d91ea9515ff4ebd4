import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultBrand } from '../brand/index.ts'
import { compileContent, contactReads, renderItem } from './index.ts'
import { contentOf, scopeOf } from './testing.ts'

const readsOf = async (body: string) => {
  const reads = contactReads(await compileContent(contentOf({ headline: 'Hi', body }), defaultBrand('A'), { locale: 'en', medium: 'viber' }))
  return reads && [...reads].toSorted()
}

test.each([
  ['nothing of anybody', ['timezone']],
  ['{{ contact.city }} and contact us', ['city', 'timezone']],
  ['{{contact.city|upcase}} {%- if contact.vip == true -%}x{%- endif -%}', ['city', 'timezone', 'vip']],
  ['{{- contact.city-}}', ['city', 'city-', 'timezone']],
  ['{% assign place = contact.city | append: contact.street %}{{ place }}', ['city', 'street', 'timezone']],
  ['{{ event.contact.city }}', ['city', 'timezone']],
  ['[shop](https://shop.example/{{ contact.points }})', ['points', 'timezone']],
  ['{{ contact.місто }}', ['timezone', 'місто']],
])('of a contact %s reads no more than it names', async (body, fields) => {
  expect(await readsOf(body)).toEqual(fields)
})

test.each(['{{ contact["city"] }}', '{% assign c = contact %}{{ c.city }}', '{% for field in contact %}{{ field }}{% endfor %}', '{% assign f = "city" %}{{ contact[f] }}', '{{ contact .city }}'])('%s may read anything', async (body) => {
  expect(await readsOf(body)).toBeUndefined()
})

const name = fc.constantFrom('city', 'vip', 'points', 'name', 'street')
const piece = fc.oneof(
  name.map((field) => `{{ contact.${field} }}`), name.map((field) => `{{contact.${field}|default:"none"-}} `), fc.tuple(name, name).map(([a, b]) => `{% if contact.${a} == contact.${b} %}same{% else %}{{ contact.${a} | append: contact.${b} }}{% endif %}`),
  name.map((field) => `{% assign x = contact.${field} %}{{ x | size }}`), name.map((field) => `{{ contact["${field}"] }}`), name.map((field) => `[go](https://x.example/{{ contact.${field} }})`), fc.constant('{{ "2026-03-01T22:30:00Z" | date: "short" }}'),
)
const value = fc.constantFrom('a', 'b', 1, true, null)
const person = fc.record({ city: value, vip: value, points: value, name: value, street: value, timezone: fc.constantFrom('Europe/Kyiv', 'Asia/Almaty') })

test('who is the same in what a form reads is told the same', () => fc.assert(fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 5 }), person, person, async (pieces, one, other) => {
  const compiled = await compileContent(contentOf({ headline: 'Hi', body: pieces.join(' ') }), defaultBrand('A'), { locale: 'en', medium: 'viber' })
  const reads = contactReads(compiled)
  const alike = { ...other, ...Object.fromEntries(Object.entries(one).filter(([field]) => reads === undefined || reads.has(field))) }
  const told = (contact: Record<string, unknown>) => renderItem(compiled, { scope: scopeOf(contact), links: null, unsubscribe_url: null, preferences_url: null })
  expect(told(alike)).toEqual(told(one))
}), { numRuns: 200 }))
