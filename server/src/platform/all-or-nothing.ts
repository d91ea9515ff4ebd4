/** Like Promise.all, with the error that came first, but waits for the rest: no statement may come after its transaction has ended. */
export async function allOrNothing<T extends readonly Promise<unknown>[]>(work: readonly [...T]): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const all = Promise.all(work)
  all.catch(() => undefined) // heard once the rest has ended too
  await Promise.allSettled(work)
  return all
}
