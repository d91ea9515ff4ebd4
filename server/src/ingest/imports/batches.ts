import { readRows, type FileFormat } from './read/index.ts'
import type { Plan } from './row/plan.ts'
import { readRow, type ReadRow } from './row/read-row.ts'

/** Rows a transaction: some 200 ms of writing, far below the 2 s that hold up readers of the event log. */
const BATCH = 1000

/** Every data row of the file through the pipeline, in its order. */
async function* readAll(path: string, format: FileFormat, plan: Plan): AsyncGenerator<ReadRow> {
  let width = Math.max(...plan.settings.columns.map((column) => column.index + 1))
  let first = true
  for await (const row of readRows(path, format)) {
    if (first) {
      first = false
      width = Math.max(width, row.cells.length)
      if (plan.settings.header) continue
    }
    yield readRow(row, plan, width)
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
      batch.push(row)
      if (batch.length < size) continue
      yield batch
      batch = []
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
