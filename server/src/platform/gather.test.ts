import { expect, test } from 'vitest'
import { gathering } from './gather.ts'

/** A writer whose every write ends when it is told to. */
function heldWriter(refuse: (items: number[]) => boolean = () => false) {
  const writes: number[][] = []
  const ends: (() => void)[] = []
  const write = (items: number[]) => new Promise<void>((resolve, reject) => {
    writes.push(items)
    ends.push(() => (refuse(items) ? reject(new Error('cannot be written')) : resolve()))
  })
  const endNext = async () => {
    ends.shift()!()
    await turn()
  }
  return { writes, write, endNext }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('what comes while a write is under way is one write after it, in order, and each hears of its own', async () => {
  const { writes, write, endNext } = heldWriter()
  const say = gathering(write, 4)
  const heard: number[] = []
  const tell = (n: number) => say([n]).then(() => heard.push(n))
  const all = [tell(1)]
  await turn()
  all.push(...[2, 3, 4, 5, 6].map(tell))
  expect(writes).toEqual([[1]])
  await endNext()
  expect(heard).toEqual([1])
  expect(writes).toEqual([[1], [2, 3, 4, 5]])
  await endNext()
  expect(writes).toEqual([[1], [2, 3, 4, 5], [6]])
  await endNext()
  await Promise.all(all)
  expect(heard).toEqual([1, 2, 3, 4, 5, 6])
})

test('who brings what cannot be written fails alone', async () => {
  const { writes, write, endNext } = heldWriter((items) => items.includes(3))
  const say = gathering(write)
  const first = say([1])
  await turn()
  const outcomes = Promise.allSettled([first, ...[2, 3, 4].map((n) => say([n]))])
  for (let n = 0; n < 5; n += 1) await endNext()
  expect((await outcomes).map((each) => each.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(writes).toEqual([[1], [2, 3, 4], [2], [3], [4]])
  const next = say([5])
  await turn()
  await endNext()
  await expect(next).resolves.toBeUndefined()
})

test('one call larger than the most goes as it is', async () => {
  const { writes, write, endNext } = heldWriter()
  const say = gathering(write, 2)
  const done = say([1, 2, 3])
  await turn()
  await endNext()
  await done
  expect(writes).toEqual([[1, 2, 3]])
})

test('what is said at one go is one write', async () => {
  const { writes, write, endNext } = heldWriter()
  const say = gathering(write)
  const all = Promise.all([1, 2, 3].map((n) => say([n])))
  await turn()
  await endNext()
  await all
  expect(writes).toEqual([[1, 2, 3]])
})
