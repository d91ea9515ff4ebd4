import { expect, test } from 'vitest'
import { dayLimit } from './index.ts'

test('a warm-up grows by its share each day until the limit of the day', () => {
  const limits = { per_day: 1000, warm_up_from: 50, warm_up_growth: 100, warm_up_since: '2026-11-24' }
  expect(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-28', '2026-11-29', '2027-11-24'].map((day) => dayLimit(limits, day))).toEqual([50, 50, 100, 800, 1000, 1000])
  expect(dayLimit({ warm_up_from: 50, warm_up_growth: 100, warm_up_since: '2026-11-24' }, '2026-12-04')).toBe(51_200)
  expect(dayLimit({ warm_up_from: 50, warm_up_growth: 100, warm_up_since: '2026-11-24' }, '2027-01-24')).toBeUndefined()
})

test('without a warm-up the limit is what it is', () => {
  expect([dayLimit({}, '2026-11-24'), dayLimit({ per_day: 5 }, '2026-11-24')]).toEqual([undefined, 5])
})
