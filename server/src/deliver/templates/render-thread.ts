import { Worker } from 'node:worker_threads'
import type { Compiled } from './compiled.ts'
import type { BatchItem } from './render-batch.ts'
import type { RenderResult } from './render.ts'

/** A batch's end: its results, or why the thread that had it is gone. */
export type BatchEnd = RenderResult[] | 'deadline' | 'crashed'
export type RenderThread = {
  run: (compiled: Compiled, items: BatchItem[], deadline_ms: number) => Promise<BatchEnd>
  alive: () => boolean
  close: () => Promise<void>
}

/** Own heap limit, so that a template that fills memory takes down its thread and not the server. */
const RESOURCES = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }

/** One thread that can be killed. After a deadline or a crash it is dead, and its owner opens another. */
export function openRenderThread(): RenderThread {
  const worker = new Worker(new URL('./render-worker.ts', import.meta.url), { resourceLimits: RESOURCES, env: {}, stdin: false })
  worker.unref()
  let alive = true
  let settle: ((end: BatchEnd) => void) | undefined
  const ready = Promise.withResolvers<void>()
  const die = () => {
    alive = false
    ready.resolve()
    settle?.('crashed')
  }
  worker.on('message', (message: 'ready' | RenderResult[]) => {
    if (message === 'ready') ready.resolve()
    else settle?.(message)
  })
  worker.on('error', die)
  worker.on('exit', die)

  return {
    alive: () => alive,
    async run(compiled, items, deadline_ms) {
      // its start is not part of the deadline
      await ready.promise
      if (!alive) return 'crashed'
      const end = Promise.withResolvers<BatchEnd>()
      settle = end.resolve
      const timer = setTimeout(() => {
        end.resolve('deadline')
        alive = false
        void worker.terminate()
      }, deadline_ms)
      try {
        // throws for what can't be cloned: a scope is data
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage({ compiled, items })
        return await end.promise
      } finally {
        clearTimeout(timer)
        settle = undefined
      }
    },
    async close() {
      alive = false
      await worker.terminate()
    },
  }
}
