import { expect, test } from 'vitest'
import type { StepChoice } from './queries.ts'
import { nearest, provableBy } from './step-success.ts'

const choices: StepChoice[] = [
  { medium: 'viber', successes: ['accepted', 'delivered', 'read', 'clicked'] },
  { medium: 'sms', successes: ['accepted', 'delivered', 'clicked'] },
  { medium: 'email', successes: ['accepted', 'read', 'clicked'] },
]

test('a step offers what all of its media prove', () => {
  expect(provableBy(['viber'], choices)).toEqual(['accepted', 'delivered', 'read', 'clicked'])
  expect(provableBy(['viber', 'sms'], choices)).toEqual(['accepted', 'delivered', 'clicked'])
  expect(provableBy(['viber', 'sms', 'email'], choices)).toEqual(['accepted', 'clicked'])
})

test('what a newly ticked medium cannot prove gives way to the nearest weaker proof', () => {
  expect(nearest('read', ['accepted', 'delivered', 'clicked'])).toBe('delivered')
  expect(nearest('delivered', ['accepted', 'clicked'])).toBe('accepted')
  expect(nearest('clicked', ['accepted', 'clicked'])).toBe('clicked')
})
