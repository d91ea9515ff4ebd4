import { expect, test } from 'vitest'
import { instantOf, wallClockOf } from './wall-clock.ts'

test('a wall clock goes to the instant and back, in summer and in winter', () => {
  expect(instantOf('2026-11-25T10:00', 'Europe/Kyiv')).toBe('2026-11-25T08:00:00.000Z')
  expect(instantOf('2026-07-25T10:00', 'Europe/Kyiv')).toBe('2026-07-25T07:00:00.000Z')
  expect(wallClockOf('2026-07-25T07:00:00.000Z', 'Europe/Kyiv')).toBe('2026-07-25T10:00')
  expect(wallClockOf(instantOf('2026-03-29T10:00', 'Europe/Kyiv'), 'Europe/Kyiv')).toBe('2026-03-29T10:00')
  expect(wallClockOf('2026-11-25T08:30:15.200Z', 'Asia/Tbilisi')).toBe('2026-11-25T12:30')
})
