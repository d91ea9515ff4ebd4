import { expect, test } from 'vitest'
import { parseObject } from './json-text.ts'

test('an object is taken as it is, and nothing as an empty one', () => {
  expect(parseObject('{"name": "Марія", "items": [{"price": -1.5e3, "new": true}], "note": "\\"\\u00e9\\n\\""}')).toEqual({ value: { name: 'Марія', items: [{ price: -1500, new: true }], note: '"é\n"' }, fault: null })
  expect(parseObject(' \n ')).toEqual({ value: {}, fault: null })
})

test.each([
  ['{\n  "name": "Maria",\n}', 3, 1],
  ['{\n  "name" "Maria"\n}', 2, 10],
  ["{'name': 1}", 1, 2],
  ['{"a": 01}', 1, 8],
  ['{"a": [1, 2}', 1, 12],
  ['{"a": "open', 1, 7],
  ['{"a": 1', 1, 8],
  ['{"a": 1} x', 1, 10],
  ['{"a": undefined}', 1, 7],
])('%j fails at line %i, column %i', (text, line, column) => {
  expect(parseObject(text)).toEqual({ value: null, fault: { line, column } })
})

test.each(['[1]', '"text"', '12', 'null'])('%s is JSON, but no object', (text) => {
  expect(parseObject(text)).toEqual({ value: null, fault: 'not_object' })
})
