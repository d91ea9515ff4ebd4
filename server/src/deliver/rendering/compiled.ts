import type { Brand } from '../brand/index.ts'
import type { Medium } from '../media.ts'
import { compileContent, ContentRefused, type Compiled, type Content } from '../templates/index.ts'

/** Compiled once per content, language and medium, however many messages; the oldest go when there are many. */
const MAX = 500
const cache = new Map<string, Promise<Compiled>>()

export function compiledFor(content_id: string, content: Content, brand: Brand, locale: string, medium: Medium): Promise<Compiled> {
  const key = `${content_id}/${locale}/${medium}`
  let entry = cache.get(key)
  if (!entry) {
    entry = compileContent(content, brand, { locale, medium })
    entry.catch(() => cache.delete(key))
    cache.set(key, entry)
    if (cache.size > MAX) cache.delete(cache.keys().next().value!)
  }
  return entry
}

/** The same, or as a value what keeps everybody from getting it. */
export function compiledOrRefused(...args: Parameters<typeof compiledFor>): Promise<Compiled | ContentRefused> {
  return compiledFor(...args).catch((error: unknown) => {
    if (error instanceof ContentRefused) return error
    throw error
  })
}
