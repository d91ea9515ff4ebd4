import { Problem } from '../../platform/problem.ts'
import type { PageOf } from './schemas.ts'

type Key = (string | number | null)[]

/** Where a page ended, as base64url of its sort key: opaque to callers, so that the key may change. */
export function encodeCursor(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

export function decodeCursor(cursor: string | undefined, length: number): Key | undefined {
  if (cursor === undefined) return undefined
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === length && key.every((part) => part === null || ['string', 'number'].includes(typeof part))) return key as Key
  } catch {
    // Not ours: answered below.
  }
  throw new Problem(422, 'invalid', 'The cursor is not one that this list gave out.', [
    { pointer: '?after', code: 'cursor_invalid', detail: 'Start again without after and before.' }])
}

export type PageInput = { limit?: number; after?: string; before?: string }

/**
 * Turns `limit + 1` rows into a page. Rows come in list order for `after`, in reverse order for `before`.
 * `keyOf` gives the sort key that the query seeks by.
 */
export function toPage<T>(rows: T[], input: PageInput, keyOf: (row: T) => Key): PageOf<T> {
  const limit = input.limit ?? 50
  const more = rows.length > limit
  const kept = rows.slice(0, limit)
  const backwards = input.before !== undefined
  const data = backwards ? kept.toReversed() : kept
  const first = data[0]
  const last = data.at(-1)
  return {
    data,
    page_info: {
      after: last && (backwards || more) ? encodeCursor(keyOf(last)) : null,
      before: first && (backwards ? more : input.after !== undefined) ? encodeCursor(keyOf(first)) : null,
      page_size: limit,
    },
  }
}

/** The same for a list that is read forward only: it gives out no cursor that it would not understand. */
export const toForwardPage = <T>(rows: T[], { limit }: PageInput, keyOf: (row: T) => Key): PageOf<T> => toPage(rows, limit === undefined ? {} : { limit }, keyOf)
