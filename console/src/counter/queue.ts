import { useSyncExternalStore } from 'react'
import { ApiError, currentWorkspace, request } from '../api.ts'

/** What a line of the queue is about: the words for it are `waiting.kind.…` of the catalogue. */
export type Kind = 'purchase' | 'refund' | 'consent' | 'ready' | 'handOver' | 'customer'
export type Refusal = Pick<ApiError, 'status' | 'code' | 'title' | 'detail' | 'errors'>
export type Job = {
  /** Where it is kept; in the order of making. */
  key: string
  kind: Kind
  method: 'POST' | 'PATCH'
  path: string
  body: unknown
  /** The same at every try, so that what came through without an answer is not done twice. */
  idempotency_key: string
  /** For whoever reads the queue: the name of the customer, the number of the order. */
  about: string
  at: string
  refused?: Refusal
}
export type Wish = Pick<Job, 'kind' | 'method' | 'path' | 'body' | 'about'>
export type Outcome = { state: 'sent'; answer: unknown } | { state: 'waiting' } | { state: 'refused'; key: string; error: ApiError }

const PREFIX = 'carillon.till.queue.'
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000
/** A network that takes everything and answers nothing must not keep whoever stands there waiting. */
const ANSWER_WITHIN_MS = 15_000

const prefix = () => `${PREFIX}${currentWorkspace() ?? ''}.`
const waiters = new Map<string, (outcome: Outcome) => void>()
const listeners = new Set<() => void>()
const doneListeners = new Set<() => void>()
let shown: Job[] = []
let readFor = ''
let sending = false
let wait_ms = FIRST_WAIT_MS
let timer: ReturnType<typeof setTimeout> | undefined
let made = 0

/** Each line has a place of its own in the browser's storage, so that two windows never write over each other. */
function readAll(): Job[] {
  const own = prefix()
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(own)).toSorted()
  return keys.map((key) => JSON.parse(localStorage.getItem(key)!) as Job)
}

function changed(): void {
  readFor = prefix()
  shown = readAll()
  for (const listener of listeners) listener()
}

const keep = (job: Job) => localStorage.setItem(job.key, JSON.stringify(job))

/** Whether another try may help: no answer, a server that is busy or restarting, somebody who has to sign in again. */
const maySucceedLater = ({ status, code }: ApiError) => status === 0 || status >= 500 || [401, 408, 429].includes(status) || code === 'in_progress'

/**
 * Keeps a write and sends it after those that were there before. Resolves with what the first try came to; from then on
 * the queue goes on by itself.
 */
export function enqueue(wish: Wish): Promise<Outcome> {
  made += 1
  const at = new Date()
  const key = `${prefix()}${String(at.getTime()).padStart(14, '0')}.${String(made % 10_000).padStart(4, '0')}`
  keep({ ...wish, key, at: at.toISOString(), idempotency_key: crypto.randomUUID() })
  changed()
  const outcome = new Promise<Outcome>((resolve) => waiters.set(key, resolve))
  void send()
  return outcome
}

export function discard(key: string): void {
  localStorage.removeItem(key)
  changed()
}

export function tryAgain(key: string): void {
  const job = shown.find((each) => each.key === key)
  if (!job) return
  const { refused: _before, ...rest } = job
  keep(rest)
  changed()
  void send()
}

const tell = (key: string, outcome: Outcome) => {
  waiters.get(key)?.(outcome)
  waiters.delete(key)
}

/** One try of a line. False: nothing further can go now. */
async function attempt(job: Job): Promise<boolean> {
  try {
    const answer = await request(job.method, job.path, { body: job.body, idempotencyKey: job.idempotency_key, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    localStorage.removeItem(job.key)
    wait_ms = FIRST_WAIT_MS
    tell(job.key, { state: 'sent', answer })
    for (const listener of doneListeners) listener()
    return true
  } catch (failure) {
    // An answer that did not come or could not be read is no answer: the key makes sure that asking again does nothing twice.
    const error = failure instanceof ApiError ? failure : new ApiError({ status: 0, code: 'offline' })
    if (maySucceedLater(error)) return false
    const { status, code, title, detail, errors } = error
    keep({ ...job, refused: { status, code, title, detail, errors } })
    tell(job.key, { state: 'refused', key: job.key, error })
    return true
  }
}

async function sendAll(): Promise<void> {
  for (let job = next(); job; job = next()) {
    if (!(await attempt(job))) break
    changed()
  }
}

const next = () => readAll().find((job) => !job.refused)

/** Sends what waits, in order, from one window at a time. */
export async function send(): Promise<void> {
  if (sending) return
  clearTimeout(timer)
  sending = true
  try {
    await (navigator.locks ? navigator.locks.request('carillon.till', sendAll) : sendAll())
  } finally {
    sending = false
  }
  changed()
  if (!next()) return
  for (const key of waiters.keys()) tell(key, { state: 'waiting' })
  timer = setTimeout(() => void send(), wait_ms)
  wait_ms = Math.min(wait_ms * 2, LONGEST_WAIT_MS)
}

function sendSoon(): void {
  wait_ms = FIRST_WAIT_MS
  void send()
}

/** Begins to send what an earlier page left, and again whenever the connection is back. Answers how to stop. */
export function startQueue(): () => void {
  const onReturn = () => document.visibilityState === 'visible' && sendSoon()
  const onStorage = ({ key }: StorageEvent) => key?.startsWith(PREFIX) && changed()
  addEventListener('online', sendSoon)
  addEventListener('storage', onStorage)
  document.addEventListener('visibilitychange', onReturn)
  changed()
  sendSoon()
  return () => {
    clearTimeout(timer)
    removeEventListener('online', sendSoon)
    removeEventListener('storage', onStorage)
    document.removeEventListener('visibilitychange', onReturn)
  }
}

/** Tells whenever a line has arrived, so that what is shown of a customer can be asked for anew. */
export function onArrival(listener: () => void): () => void {
  doneListeners.add(listener)
  return () => doneListeners.delete(listener)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
function snapshot(): Job[] {
  if (readFor !== prefix()) {
    readFor = prefix()
    shown = readAll()
  }
  return shown
}

/** What waits and what was refused, in the order of making. */
export const useQueue = (): Job[] => useSyncExternalStore(subscribe, snapshot)
