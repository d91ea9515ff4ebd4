import { describe, expect, test } from 'vitest'
import { judge } from './judge.ts'
import { newMessageId } from './ids.ts'
import { bytesOf, openOutbox, type Outbox } from './outbox.ts'
import { startSender } from './sender.ts'
import { memoryShelf } from './shelf.ts'

describe('what an answer means', () => {
  test.each([[200, 'done'], [204, 'done'], [400, 'dropped'], [401, 'dropped'], [413, 'dropped'], [501, 'dropped'], [505, 'dropped']] as const)('%d: %s', (status, verdict) => expect(judge(status, null, 1, 0)).toBe(verdict))
  test.each([0, 408, 410, 429, 460, 500, 502, 503])('%d comes again, each time later and scattered, in five minutes at most', (status) => {
    const waits = [1, 2, 3, 20].map((failures) => [0, 1].map((random) => judge(status, null, failures, random)))
    expect(waits).toEqual([[500, 1000], [1000, 2000], [2000, 4000], [150_000, 300_000]].map((range) => range.map((again_ms) => ({ again_ms }))))
  })
  test('Retry-After is honoured, up to five minutes', () => {
    expect([judge(429, '7', 1, 0), judge(503, '9999', 1, 0), judge(429, 'soon', 1, 1)]).toEqual([{ again_ms: 7000 }, { again_ms: 300_000 }, { again_ms: 1000 }])
  })
})

test('numbers of calls sort in the order of making', () => {
  const made = [1_000, 1_000, 1_000, 2_000, 1_764_000_000_000].map(newMessageId)
  expect(made.toSorted()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
})

const calls = (outbox: Outbox, count: number, chars = 10) => Array.from({ length: count }, (_, i) => outbox.add({ messageId: `m${String(i).padStart(4, '0')}`, n: i, filler: 'ї'.repeat(chars) }))

describe('what waits', () => {
  test('survives a page, in order, and two pages do not overwrite each other', () => {
    const shelf = memoryShelf()
    const [one, other] = [openOutbox(shelf), openOutbox(shelf)]
    one.add({ messageId: '1' })
    other.add({ messageId: '2' })
    one.add({ messageId: '3' })
    one.remove([{ id: '1', text: '' }])
    expect(openOutbox(shelf).all().map((item) => item.messageId)).toEqual(['2', '3'])
  })
  test('has a limit, beyond which the oldest go', () => {
    const shelf = memoryShelf()
    calls(openOutbox(shelf), 1100)
    expect(openOutbox(shelf).all().map((item) => item.n)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 100))
    const large = openOutbox(memoryShelf())
    calls(large, 12, 100_000)
    expect(large.size()).toBe(9)
  })
  test('is taken by number and by bytes, one alone at least', () => {
    const outbox = openOutbox(memoryShelf())
    calls(outbox, 10, 100)
    const size = bytesOf(outbox.first(1, Infinity)[0]!.text)
    expect([outbox.first(3, Infinity).length, outbox.first(50, (size + 1) * 4).length, outbox.first(50, 10).length]).toEqual([3, 4, 1])
  })
})

/** A page that notes what is sent; each request is answered by the next of `answers`, then by 200. */
function pageWith(answers: (number | 'cut')[]) {
  const sent: { batch: { n: number }[]; writeKey: string; sentAt: string }[] = []
  const beacons: Blob[] = []
  const timers: { work: () => void; after_ms: number }[] = []
  const page = {
    setTimeout: (work: () => void, after_ms: number) => timers.push({ work, after_ms }), clearTimeout: () => {},
    navigator: { sendBeacon: (_: string, blob: Blob) => !!beacons.push(blob) },
    fetch: async (_: string, { body }: { body: string }) => {
      sent.push(JSON.parse(body) as (typeof sent)[0])
      const status = answers.shift() ?? 200
      if (status === 'cut') throw new TypeError('Failed to fetch')
      return new Response(null, { status })
    },
  }
  return { page: page as unknown as Window, sent, beacons, timers, numbers: () => sent.map(({ batch }) => batch.map((item) => item.n)) }
}

describe('sending', () => {
  test('in order, fifty at a time, with the key and the time of sending', async () => {
    const { page, sent, numbers } = pageWith([])
    const outbox = openOutbox(memoryShelf())
    calls(outbox, 120)
    await startSender(page, 'https://carillon.example/v1/batch', 'pk_x', outbox).flush()
    expect(numbers()).toEqual([[0, 50], [50, 100], [100, 120]].map(([from, to]) => Array.from({ length: to! - from! }, (_, i) => from! + i)))
    expect(sent[0]).toMatchObject({ writeKey: 'pk_x', sentAt: expect.stringMatching(/^\d{4}-.*Z$/) })
    expect(outbox.size()).toBe(0)
  })
  test.each([['cut' as const], [503], [429]])('after %s the same comes again, before what came later', async (answer) => {
    const { page, numbers, timers } = pageWith([answer])
    const outbox = openOutbox(memoryShelf())
    calls(outbox, 1)
    const sender = startSender(page, '', 'pk_x', outbox)
    await sender.flush()
    expect([outbox.size(), numbers()]).toEqual([1, [[0]]])
    expect(timers.at(-1)!.after_ms).toBeGreaterThan(400)
    // What comes meanwhile does not hurry it.
    outbox.add({ messageId: 'm9', n: 9 })
    sender.wake(0)
    expect(timers.at(-1)!.after_ms).toBeGreaterThan(400)
    await sender.flush()
    expect([outbox.size(), numbers()]).toEqual([0, [[0], [0, 9]]])
  })
  test('what is refused for good does not stand in the way of the rest', async () => {
    const { page, numbers } = pageWith([400])
    const outbox = openOutbox(memoryShelf())
    calls(outbox, 60)
    await startSender(page, '', 'pk_x', outbox).flush()
    expect([outbox.size(), numbers().map((each) => each.length)]).toEqual([0, [50, 10]])
  })
  test('a page that is left sends all, in parts of 60 kB as plain text, once, and keeps them until there is an answer', async () => {
    const { page, beacons } = pageWith([])
    const outbox = openOutbox(memoryShelf())
    calls(outbox, 10, 10_000)
    outbox.add({ messageId: 'm-large', n: 10, filler: 'x'.repeat(70_000) })
    const sender = startSender(page, '', 'pk_x', outbox)
    sender.leave()
    sender.leave()
    const parts = await Promise.all(beacons.map(async (blob) => (JSON.parse(await blob.text()) as { batch: { n: number }[] }).batch.map((item) => item.n)))
    expect(parts).toEqual([[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]])
    for (const blob of beacons) expect([blob.type, blob.size < 60_000]).toEqual(['text/plain', true])
    expect(outbox.size()).toBe(11)
  })
  test('after it was stopped nothing leaves', async () => {
    const { page, sent, beacons } = pageWith([])
    const outbox = openOutbox(memoryShelf())
    calls(outbox, 1)
    const sender = startSender(page, '', 'pk_x', outbox)
    sender.stop()
    sender.leave()
    await sender.flush()
    expect([sent, beacons]).toEqual([[], []])
  })
})
