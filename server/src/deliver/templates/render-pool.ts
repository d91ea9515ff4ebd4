import type { Compiled } from './compiled.ts'
import type { BatchItem } from './render-batch.ts'
import type { RenderResult } from './render.ts'
import { openRenderThread, type RenderThread } from './render-thread.ts'

export type RenderPool = {
  /** One result per item, in order. Rejects only when the pool is closed. */
  renderBatch: (compiled: Compiled, items: BatchItem[]) => Promise<RenderResult[]>
  close: () => Promise<void>
}
export type RenderPoolOptions = { threads?: number; deadline_ms?: number }

/** A single message gets at least this, however small its share of the batch's deadline. */
const LEAST_MS = 250

/**
 * Threads that render with a deadline. A batch that overruns it, or kills its thread, is halved until the offender
 * stands alone and gets `render_error`; everybody else's message is rendered. Threads start when first needed.
 */
export function openRenderPool({ threads = 2, deadline_ms = 2000 }: RenderPoolOptions = {}): RenderPool {
  const idle: RenderThread[] = []
  const all = new Set<RenderThread>()
  const waiting: PromiseWithResolvers<RenderThread>[] = []
  let closed = false

  async function take(): Promise<RenderThread> {
    if (closed) throw new Error('The render pool is closed.')
    const free = idle.pop()
    if (free?.alive()) return free
    if (free !== undefined) all.delete(free)
    if (all.size < threads) {
      const thread = openRenderThread()
      all.add(thread)
      return thread
    }
    const turn = Promise.withResolvers<RenderThread>()
    waiting.push(turn)
    return turn.promise
  }

  function give(thread: RenderThread): void {
    if (!thread.alive()) {
      all.delete(thread)
      if (closed || waiting.length === 0) return
      thread = openRenderThread()
      all.add(thread)
    }
    const next = waiting.shift()
    if (next === undefined) idle.push(thread)
    else next.resolve(thread)
  }

  async function renderBatch(compiled: Compiled, items: BatchItem[], limit_ms = deadline_ms): Promise<RenderResult[]> {
    if (items.length === 0) return []
    const thread = await take()
    const end = await thread.run(compiled, items, limit_ms).finally(() => give(thread))
    if (typeof end !== 'string') return end
    if (closed) throw new Error('The render pool is closed.')
    if (items.length === 1) return [offender(end, limit_ms)]
    const middle = items.length >> 1
    const share = (n: number) => Math.max(LEAST_MS, Math.ceil((limit_ms * n) / items.length))
    const halves = await Promise.all([
      renderBatch(compiled, items.slice(0, middle), share(middle)),
      renderBatch(compiled, items.slice(middle), share(items.length - middle)),
    ])
    return halves.flat()
  }

  return {
    renderBatch: (compiled, items) => renderBatch(compiled, items),
    async close() {
      closed = true
      for (const turn of waiting.splice(0)) turn.reject(new Error('The render pool is closed.'))
      await Promise.all([...all].map((thread) => thread.close()))
      all.clear()
    },
  }
}

function offender(end: 'deadline' | 'crashed', limit_ms: number): RenderResult {
  const detail = end === 'deadline' ? `The template took longer than ${limit_ms} ms for this contact` : 'The template used too much memory for this contact'
  return { ok: false, reason: 'render_error', cause: 'thread_lost', detail }
}
