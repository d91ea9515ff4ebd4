import { afterEach } from 'vitest'

/** What each test of a file opens: pushed here, and closed after that test, the last first. */
export function cleanedAfterEach(): (() => unknown)[] {
  const cleanups: (() => unknown)[] = []
  afterEach(async () => {
    for (const clean of cleanups.splice(0).toReversed()) await clean()
  })
  return cleanups
}
