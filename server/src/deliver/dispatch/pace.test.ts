import { expect, test } from 'vitest'
import { Pace } from './pace.ts'

test('a wait that is asked of one message leaves the line going, one asked of the line rests it', () => {
  const pace = new Pace({})
  pace.learn([{ status: 'retry', after_s: 300, detail: '451 greylisted' }])
  expect(pace.room(0)).toBeGreaterThan(0)
  pace.learn([{ status: 'retry', after_s: 300, detail: '429', line: true }])
  expect(pace.room(0)).toBe(0)
})
