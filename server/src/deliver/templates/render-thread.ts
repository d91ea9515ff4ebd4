import path from 'node:path'
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

/** Beside this file, a source or built like it. */
const WORKER = new URL(`./render-worker${path.extname(import.meta.filename)}`, import.meta.url)
/** Own heap limit, so that a template that fills memory takes down its thread and not the server. */
const RESOURCES = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }

/** One thread that can be killed. After a deadline or a crash it is dead, and its owner opens another. */
export function openRenderThread(): RenderThread {
  const worker = new Worker(WORKER, { resourceLimits: RESOURCES, env: {}, stdin: false })
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
      const watch = watchTime(worker, deadline_ms, () => {
        end.resolve('deadline')
        alive = false
        void worker.terminate()
      })
      try {
        // throws for what can't be cloned: a scope is data
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage({ compiled, items })
        return await end.promise
      } finally {
        watch.stop()
        settle = undefined
      }
    },
    async close() {
      alive = false
      await worker.terminate()
    },
  }
}

/** A thread that a busy machine keeps waiting gets this many times its deadline, by the clock on the wall. */
const MOST_TIMES = 10

/**
 * Calls `over` when the thread has worked for `deadline_ms`: processor time, so that a machine busy with other things
 * fails nobody's message. Node before 24.6 doesn't tell a thread's processor time; there it is the clock's.
 */
function watchTime(worker: Worker, deadline_ms: number, over: () => void): { stop: () => void } {
  const started = performance.now()
  const before = worker.cpuUsage?.()
  let stopped = false
  let timer = setTimeout(look, deadline_ms)
  async function look() {
    const used = await worker.cpuUsage?.(await before).catch(() => undefined)
    if (stopped) return
    const worked_ms = used === undefined ? deadline_ms : (used.user + used.system) / 1000
    if (worked_ms >= deadline_ms || performance.now() - started >= deadline_ms * MOST_TIMES) return over()
    timer = setTimeout(look, Math.max(20, deadline_ms - worked_ms))
  }
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
