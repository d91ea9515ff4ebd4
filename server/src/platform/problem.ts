/** One wrong place in a request: `pointer` is a JSON pointer (RFC 6901) into the body, or `?name` for a query field. */
export type ProblemPlace = { pointer: string; code: string; detail: string; hint?: string }

/** A caller's mistake. `message` is public: what is wrong, where, and how to mend it. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly errors: ProblemPlace[]
  readonly headers: Record<string, string>
  constructor(status: number, code: string, message: string, errors: ProblemPlace[] = [], headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.errors = errors
    this.headers = headers
  }
}

/** Every code the API answers with, and the status that goes with it: the list behind /docs/errors. */
export const CODES = {
  invalid: 422,
  malformed: 400,
  unauthenticated: 401,
  setup_needed: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  in_progress: 409,
  stale: 412,
  too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const

export type Code = keyof typeof CODES

/** Throws a coded problem. `errors` name the places; a remedy belongs into the sentence or the hint. */
export function fail(code: Code, message: string, errors: ProblemPlace[] = []): never {
  throw new Problem(CODES[code], code, message, errors)
}

/** Throws `invalid` for one place in the body. */
export function failAt(pointer: string, code: string, detail: string, hint?: string): never {
  throw new Problem(422, 'invalid', detail, [{ pointer, code, detail, ...(hint ? { hint } : {}) }])
}

/**
 * Throws `conflict`: the request is fine, and the thing is in a state in which it cannot be done. The code of its place says
 * which state, so that a client has its own words for it; `detail` and `hint` together are the public sentence.
 */
export function conflict(code: string, detail: string, { hint, pointer = '/' }: { hint?: string; pointer?: string } = {}): never {
  return fail('conflict', [detail, hint].filter(Boolean).join(' '), [{ pointer, code, detail, ...(hint ? { hint } : {}) }])
}

export function notFound(what: string): never {
  return fail('not_found', `There is no such ${what} in this workspace.`)
}
