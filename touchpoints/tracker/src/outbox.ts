import type { Shelf } from './shelf.ts'

/** A call as it is sent. */
export type Item = { messageId: string; [field: string]: unknown }
type Written = { id: string; text: string }

const PREFIX = 'carillon_q.'
export const isQueued = (key: string) => key.startsWith(PREFIX)

const MOST_ITEMS = 1000
const MOST_CHARS = 1_000_000

const encoder = new TextEncoder()
export const bytesOf = (text: string) => encoder.encode(text).length

export type Outbox = {
  add(item: Item): void
  /** The first so many that fit, in order; one alone may be larger. */
  first(items: number, bytes: number): Written[]
  remove(sent: readonly Written[]): void
  size(): number
  all(): Item[]
}

/**
 * Calls that wait to be sent, oldest first. Each is kept under a key of its own, so that two tabs never overwrite what the
 * other keeps; what both send, the server hears once by its number. Beyond the limit the oldest go.
 */
export function openOutbox(shelf: Shelf): Outbox {
  const items: Written[] = !shelf.roomy ? [] : shelf.keys().filter(isQueued).sort().flatMap((key) => {
    const text = shelf.read(key)
    return text ? [{ id: key.slice(PREFIX.length), text }] : []
  })
  let chars = items.reduce((sum, item) => sum + item.text.length, 0)

  function drop(index: number): void {
    const [gone] = items.splice(index, 1)
    chars -= gone!.text.length
    if (shelf.roomy) shelf.remove(PREFIX + gone!.id)
  }

  return {
    add(item) {
      const written = { id: item.messageId, text: JSON.stringify(item) }
      items.push(written)
      chars += written.text.length
      while (items.length > MOST_ITEMS || (chars > MOST_CHARS && items.length > 1)) drop(0)
      if (shelf.roomy) shelf.write(PREFIX + written.id, written.text)
    },
    first(count, bytes) {
      let sum = 0
      const fit = items.slice(0, count).findIndex(({ text }, index) => (sum += bytesOf(text) + 1) > bytes && index > 0)
      return items.slice(0, fit < 0 ? count : fit)
    },
    remove(sent) {
      const ids = new Set(sent.map((item) => item.id))
      for (let index = items.length - 1; index >= 0; index -= 1) if (ids.has(items[index]!.id)) drop(index)
    },
    size: () => items.length,
    all: () => items.map((item) => JSON.parse(item.text) as Item),
  }
}
