import { expect, test } from 'vitest'
import { roughly } from './size.tsx'

test('an estimate is told to the digits that it is good for', () => {
  expect(roughly({ count: 12_347, low: 11_800, high: 12_900 })).toBe(12_300)
  expect(roughly({ count: 987_654, low: 950_000, high: 1_000_000 })).toBe(988_000)
  expect(roughly({ count: 43, low: 40, high: 47 })).toBe(43)
  expect(roughly({ count: 0, low: 0, high: 250 })).toBe(0)
})
