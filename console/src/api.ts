/** The only module that knows how the console talks to the server. */

export type FieldError = { pointer: string; code: string; detail: string; hint?: string }

/** A page of a list, by cursor. A null cursor means that there is nothing further that way. */
export type Page<Row> = {
  data: Row[]
  page_info: { after: string | null; before: string | null; page_size: number }
}

/** What the server said was wrong (RFC 9457). `instance` is the request id, by which the operator finds it in the log. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly type: string | undefined
  readonly instance: string | undefined
  readonly errors: FieldError[]

  constructor(problem: Partial<ApiError> & { status: number }) {
    super(problem.detail ?? problem.title ?? String(problem.status))
    this.name = 'ApiError'
    this.status = problem.status
    this.code = problem.code ?? 'unknown'
    this.title = problem.title ?? ''
    this.detail = problem.detail ?? ''
    this.type = problem.type
    this.instance = problem.instance
    this.errors = problem.errors ?? []
  }
}

type Query = Record<string, string | number | boolean | null | undefined | readonly string[]>
export type RequestOptions = {
  query?: Query
  body?: unknown
  signal?: AbortSignal
  /** Kept by the caller when a repeat of the same intent must not happen twice; fresh for each POST otherwise. */
  idempotencyKey?: string
}

const workspaceKey = 'carillon.workspace'
let signedOut: (error: ApiError) => void = () => {}

export const currentWorkspace = () => localStorage.getItem(workspaceKey)
export function rememberWorkspace(id: string | null): void {
  if (id) localStorage.setItem(workspaceKey, id)
  else localStorage.removeItem(workspaceKey)
}

/** Called whenever the server answers 401. */
export function onSignedOut(listener: (error: ApiError) => void): void {
  signedOut = listener
}

function urlOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  return search.size ? `${path}?${search}` : path
}

async function problemOf(response: Response): Promise<ApiError> {
  const requestId = response.headers.get('x-request-id') ?? undefined
  const body = response.headers.get('content-type')?.includes('json') ? await response.json().catch(() => ({})) : {}
  // better-auth answers { code, message } instead of a problem document.
  const fields = body.message && !body.detail ? { ...body, detail: body.message } : body
  return new ApiError({ instance: requestId, ...fields, status: response.status })
}

/**
 * One call to the API, with the session's cookie and the current workspace.
 * Throws ApiError; status 0 with the code `offline` when the server could not be reached.
 */
export async function request<Answer>(
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  { query, body, signal, idempotencyKey }: RequestOptions = {},
): Promise<Answer> {
  const headers = new Headers({ accept: 'application/json' })
  const workspace = currentWorkspace()
  const isFile = body instanceof Blob || body instanceof FormData
  if (workspace) headers.set('carillon-workspace', workspace)
  if (body !== undefined && !isFile) headers.set('content-type', 'application/json')
  if (method === 'POST' || idempotencyKey) headers.set('idempotency-key', idempotencyKey ?? crypto.randomUUID())

  const response = await fetch(urlOf(path, query), {
    method,
    headers,
    credentials: 'same-origin',
    body: body === undefined ? null : isFile ? (body as BodyInit) : JSON.stringify(body),
    signal: signal ?? null,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new ApiError({ status: 0, code: 'offline' })
  })
  if (!response.ok) {
    const error = await problemOf(response)
    if (response.status === 401 && path.startsWith('/v1/')) signedOut(error)
    throw error
  }
  if (response.status === 204 || response.headers.get('content-length') === '0') return undefined as Answer
  return response.json()
}

/** Sends one file, telling how much of it has gone (0 to 1): fetch cannot say that, XMLHttpRequest can. */
export function uploadFile<Answer>(path: string, file: File, onProgress: (share: number) => void, signal?: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    const form = new FormData()
    form.append('file', file)
    call.open('POST', path)
    call.responseType = 'json'
    const workspace = currentWorkspace()
    if (workspace) call.setRequestHeader('carillon-workspace', workspace)
    call.setRequestHeader('accept', 'application/json')
    call.setRequestHeader('idempotency-key', crypto.randomUUID())
    call.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total ? loaded / total : 0))
    call.addEventListener('load', () => {
      if (call.status < 300) return resolve(call.response as Answer)
      const instance = call.getResponseHeader('x-request-id') ?? undefined
      const error = new ApiError({ ...(instance ? { instance } : {}), ...(call.response as object | null), status: call.status })
      if (call.status === 401) signedOut(error)
      reject(error)
    })
    call.addEventListener('error', () => reject(new ApiError({ status: 0, code: 'offline' })))
    signal?.addEventListener('abort', () => {
      call.abort()
      reject(new DOMException('', 'AbortError'))
    })
    call.send(form)
  })
}

/** Saves a file of the server's under the name that the server gives it. */
export async function downloadFile(path: string, fallbackName: string): Promise<void> {
  const workspace = currentWorkspace()
  const response = await fetch(path, { credentials: 'same-origin', headers: workspace ? { 'carillon-workspace': workspace } : {} }).catch(() => {
    throw new ApiError({ status: 0, code: 'offline' })
  })
  if (!response.ok) throw await problemOf(response)
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const url = URL.createObjectURL(await response.blob())
  const link = Object.assign(document.createElement('a'), { href: url, download: name ? decodeURIComponent(name) : fallbackName })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
