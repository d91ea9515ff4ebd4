import { expect, test } from 'vitest'
import { safeNext } from './safe-next.ts'

test.each([
  ['/contacts?after=1', '/contacts?after=1'],
  [undefined, '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  [String.raw`/\evil.example/`, '/'],
  ['/sign-in?next=/sign-in', '/'],
  ['javascript:alert(1)', '/'],
])('after signing in, %s leads to %s', (next, where) => {
  expect(safeNext(next)).toBe(where)
})
