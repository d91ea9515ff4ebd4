import { expect, test } from 'vitest'
import { fresh, groupOf, isComplete, learnedKinds, pointerIn, ruleOf, sameRule } from './rule.ts'

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

test('the kinds about what people did come back as they were, and say nothing before they are filled in', () => {
  const filled = {
    sequence: { sequence: { first: { type: 'A' }, next: { type: 'B' }, within_days: 7, did: true } }, aggregate: { aggregate: { type: 'A', fn: 'sum', property: 'total', op: 'gte', value: 5 } },
    engagement: { engagement: { what: 'read', did: false } }, purchases: { purchases: 'orders', op: 'gte', value: 2 }, rfm: { rfm: { in: ['champion'] } }, unfinished: { unfinished: { what: 'basket', has: true, at_least: 5 } }, interest: { interest: { sign: 'viewed', did: true } },
    anniversary: { anniversary: { trait: 'birthday', in_days: 0 } }, sample: { sample: { percent: 10, salt: 'x', inside: false } },
  }
  for (const kind of learnedKinds) {
    expect(ruleOf(groupOf({ all: [filled[kind]] })), kind).toEqual({ all: [filled[kind]] })
    expect(isComplete(filled[kind]), kind).toBe(true)
  }
  for (const kind of ['sequence', 'aggregate', 'anniversary'] as const) expect(isComplete(fresh[kind]()), kind).toBe(false)
  expect(isComplete({ rfm: { in: [] } })).toBe(false)
  expect(isComplete({ interest: { sign: 'viewed', did: true, category: '' } })).toBe(false)
  expect(isComplete({ sample: { percent: 10, salt: '', inside: true } })).toBe(false)
})

test('the order of keys makes no other rule, that of parts does', () => {
  expect(sameRule({ all: [{ event: { type: 'A', did: true, times: { op: 'at_least', n: 2 } } }] }, { all: [{ event: { did: true, times: { n: 2, op: 'at_least' }, type: 'A' } }] })).toBe(true)
  expect(sameRule({ all: [{ tag: 'a' }, { tag: 'b' }] }, { all: [{ tag: 'b' }, { tag: 'a' }] })).toBe(false)
})
