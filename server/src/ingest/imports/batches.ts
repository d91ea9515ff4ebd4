import { readRows, type FileFormat } from './read/index.ts'
import { KIND } from './kinds/index.ts'
import type { Plan } from './row/plan.ts'
import type { ReadRow } from './row/read-row.ts'

/** Rows a transaction: some 200 ms of writing, far below the 2 s that hold up readers of the event log. */
const BATCH = 1000
/** Rows that belong together are not parted, up to so many. */
const MOST_TOGETHER = 600

/** Every data row of the file through the pipeline, in its order. */
async function* readAll(path: string, format: FileFormat, plan: Plan): AsyncGenerator<ReadRow> {
  let width = Math.max(...plan.settings.columns.map((column) => column.index + 1))
  const { read } = KIND[plan.kind]
  let first = true
  for await (const row of readRows(path, format)) {
    if (first) {
      first = false
      width = Math.max(width, row.cells.length)
      if (plan.settings.header) continue
    }
    yield read(row, plan, width)
  }
}

export type BatchOptions = { /** rows that are done */ skip?: number; /** hears of each of those */ skipped?: (row: ReadRow) => void; size?: number }

/** The rows in batches, with the next batch read while the caller works on this one. */
export async function* readBatches(path: string, format: FileFormat, plan: Plan, { skip = 0, skipped, size = BATCH }: BatchOptions = {}): AsyncGenerator<ReadRow[]> {
  async function* collect(): AsyncGenerator<ReadRow[]> {
    let batch: ReadRow[] = []
    let count = 0
    for await (const row of readAll(path, format, plan)) {
      count += 1
      if (count <= skip) {
        skipped?.(row)
        continue
      }
      const last = batch.at(-1)?.together
      if (batch.length >= size && (last === undefined || last !== row.together || batch.length >= size + MOST_TOGETHER)) {
        yield batch
        batch = []
      }
      batch.push(row)
    }
    if (batch.length > 0) yield batch
  }
  const source = collect()
  let ahead = source.next()
  try {
    for (;;) {
      const { value, done } = await ahead
      if (done) return
      ahead = source.next()
      ahead.catch(() => undefined) // heard when it is awaited
      yield value
    }
  } finally {
    await ahead.catch(() => undefined)
    await source.return(undefined)
  }
}
