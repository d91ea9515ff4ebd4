import { expect, test } from 'vitest'
import { readArguments } from './calls.ts'

test.each([
  ['identify', ['u-1', { plan: 'gold' }], { userId: 'u-1', traits: { plan: 'gold' } }],
  ['identify', [42], { userId: '42', traits: {} }],
  ['identify', [{ plan: 'gold' }], { traits: { plan: 'gold' } }],
  ['track', ['Order Completed', { revenue: 10 }], { event: 'Order Completed', properties: { revenue: 10 } }],
  ['track', ['Order Completed', null], { event: 'Order Completed', properties: {} }],
  ['page', [], { properties: {} }],
  ['page', [{ a: 1 }], { properties: { a: 1 } }],
  ['page', ['Home', { a: 1 }], { name: 'Home', properties: { a: 1 } }],
  ['screen', ['Shop', 'Cart', { a: 1 }], { name: 'Cart', properties: { category: 'Shop', a: 1 } }],
  ['group', ['acme', { name: 'Acme' }], { groupId: 'acme', traits: { name: 'Acme' } }],
  ['alias', ['u-2'], { userId: 'u-2' }],
  ['alias', ['u-2', 'u-1'], { userId: 'u-2', previousId: 'u-1' }],
] as const)('%s %j', (type, given, said) => expect(readArguments(type, given)).toEqual({ type, ...said }))

test.each(['track', 'group', 'alias'] as const)('%s of nothing is a mistake', (type) => {
  for (const given of [[], [''], [{}], [undefined, {}]]) expect(() => readArguments(type, given)).toThrow(`${type} needs`)
})
