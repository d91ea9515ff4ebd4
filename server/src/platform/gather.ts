/** What one caller said, and whom to tell that it is on disk. */
type Said<T> = { items: T[]; done: PromiseWithResolvers<void> }

/**
 * Joins what is said one by one into few writes: while one write is under way the rest gathers for the next, so that a
 * centre's thousand receipts a second cost ten transactions and not a thousand. Each caller resolves once its own part
 * is on disk. A joint write that fails is made again part by part: who brings what cannot be written fails alone.
 */
export function gathering<T>(write: (items: T[]) => Promise<void>, most = 500): (items: T[]) => Promise<void> {
  const waiting: Said<T>[] = []
  let writing = false

  async function drain(): Promise<void> {
    writing = true
    // What is said at one go is written at one go.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      let [count, size] = [1, waiting[0]!.items.length]
      while (count < waiting.length && size + waiting[count]!.items.length <= most) size += waiting[count++]!.items.length
      await settle(waiting.splice(0, count))
    }
    writing = false
  }

  async function settle(taken: Said<T>[]): Promise<void> {
    try {
      await write(taken.flatMap((each) => each.items))
      for (const each of taken) each.done.resolve()
    } catch (error) {
      if (taken.length === 1) return taken[0]!.done.reject(error)
      for (const each of taken) await settle([each])
    }
  }

  return (items) => {
    const said = { items, done: Promise.withResolvers<void>() }
    waiting.push(said)
    if (!writing) void drain()
    return said.done.promise
  }
}
