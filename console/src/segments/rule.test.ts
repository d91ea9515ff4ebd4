import { expect, test } from 'vitest'
import { groupOf, isComplete, pointerIn, ruleOf } from './rule.ts'

test('a rule comes back as it was', () => {
  const rule = { all: [{ tag: 'vip', has: true }, { any: [{ trait: 'city', op: 'is', value: 'Київ' }] }, { not: { any: [{ import: 'imp_1' }] } }] }
  expect(ruleOf(groupOf(rule))).toEqual(rule)
})

test('a single condition and a bare negation become groups', () => {
  expect(groupOf({ tag: 'vip' })).toEqual({ mode: 'all', parts: [{ tag: 'vip' }] })
  expect(groupOf({ not: { tag: 'vip' } })).toEqual({ mode: 'none', parts: [{ tag: 'vip' }] })
})

test('the pointer of a part is the one of its rule', () => {
  expect(pointerIn({ mode: 'none', parts: [] }, '/all/2', 0)).toBe('/all/2/not/any/0')
})

test('a condition without a value says nothing yet', () => {
  expect(isComplete({ trait: 'city', op: 'is', value: '' })).toBe(false)
  expect(isComplete({ trait: 'city', op: 'exists' })).toBe(true)
  expect(isComplete({ event: { type: 'order', did: true, where: [{ property: 'sum', op: 'gt' }] } })).toBe(false)
})
