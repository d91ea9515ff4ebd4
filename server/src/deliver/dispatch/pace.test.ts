import { expect, test } from 'vitest'
import { Pace } from './pace.ts'

test('a wait that is asked of one message leaves the line going, one asked of the line rests it', () => {
  const pace = new Pace({})
  pace.learn([{ status: 'retry', after_s: 300, detail: '451 greylisted' }])
  expect(pace.room(0)).toBeGreaterThan(0)
  pace.learn([{ status: 'retry', after_s: 300, detail: '429', line: true }])
  expect(pace.room(0)).toBe(0)
})

test('what is urgent has the next turn', async () => {
  const pace = new Pace({ concurrency: 1 })
  const done: string[] = []
  const first = Promise.withResolvers<void>()
  const turns = [pace.turn(() => first.promise), ...['a', 'b'].map((name) => pace.turn(async () => void done.push(name))), pace.turn(async () => void done.push('urgent'), true)]
  first.resolve()
  await Promise.all(turns)
  expect(done).toEqual(['urgent', 'a', 'b'])
})

test('what is urgent keeps to the rate, and rests with the line', () => {
  const pace = new Pace({ per_second: 3, concurrency: 20 })
  expect(pace.urgentRoom()).toBe(3)
  pace.spend(3)
  expect(pace.urgentRoom()).toBe(0)
  const resting = new Pace({})
  resting.learn([{ status: 'retry', after_s: 300, detail: '429', line: true }])
  expect(resting.urgentRoom()).toBe(0)
})
