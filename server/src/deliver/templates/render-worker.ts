import { parentPort } from 'node:worker_threads'
import type { Compiled } from './compiled.ts'
import { renderItem, type BatchItem } from './render-batch.ts'

/** The entry of a render thread: batches in, results out. It has no other door. */
parentPort?.on('message', ({ compiled, items }: { compiled: Compiled; items: BatchItem[] }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort?.postMessage(items.map((item) => renderItem(compiled, item)))
})
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage('ready')
