import { OutboundRefused, type OutboundAnswer } from '../../../platform/outbound-http.ts'
import type { OutboundMessage, RejectReason, SendResult } from '../contract.ts'
import { ours } from '../own-words.ts'

/** The reasons a gateway may give for a refusal; anything else counts as `other`. */
export const REASONS = ['bad_address', 'blocked', 'content', 'auth', 'credit', 'sender', 'unsupported', 'other'] as const satisfies RejectReason[]

const DEFAULT_WAIT_S = 15

/** The body of a hand-over, as channels/README.md documents it. */
export function bodyOf(message: OutboundMessage): Record<string, unknown> {
  const { medium, ...content } = message.form
  if (medium === 'email') throw new Error('a gateway carries no letters')
  return { ref: message.ref, medium, to: message.to, from: message.from?.address ?? null, brand: message.brand_name, locale: message.locale, class: message.class, content, ...(message.test ? { test: true } : {}) }
}

type Said = { id?: unknown; reason?: unknown; detail?: unknown; permanent?: unknown }

function said(text: string): Said {
  try {
    return (JSON.parse(text) as Said | null) ?? {}
  } catch {
    return {}
  }
}

/** Retry-After in seconds or as a date (RFC 9110 §10.2.3). */
function waitOf(header: string | string[] | undefined): number {
  const seconds = Number(header)
  const wait = Number.isFinite(seconds) ? seconds : (Date.parse(String(header)) - Date.now()) / 1000
  return wait >= 0 ? Math.min(wait, 86_400) : DEFAULT_WAIT_S
}

/** What stands for a refusal that gives no reason of ours: a wrong address of the gateway is a fault of the connection, not of the person. */
function reasonOf(status: number, reason: unknown): RejectReason {
  const known = REASONS.find((each) => each === reason)
  if (known) return known
  if ([401, 403, 404, 405].includes(status) || status < 400) return 'auth'
  return status === 402 ? 'credit' : 'other'
}

/** What an answer to a hand-over means. A 5xx other than 503 does not say whether the message was taken. */
export function toResult(answer: OutboundAnswer, ref: string): SendResult {
  const { status, headers } = answer
  const { id, reason, detail, permanent } = said(answer.text)
  const words = ours('answered', `${status}${typeof detail === 'string' ? `: ${detail}` : ''}`)
  if (status >= 200 && status < 300) return { status: 'accepted', provider_ref: typeof id === 'string' && id ? id.slice(0, 200) : ref }
  if (status === 429 || status === 503) return { status: 'retry', after_s: waitOf(headers['retry-after']), detail: words, line: true }
  // 409: the same key is in hand at this moment
  if (status >= 500 || status === 409) return { status: 'unknown', detail: words }
  return { status: 'rejected', reason: reasonOf(status, reason), detail: words, ...(permanent === true ? { permanent } : {}) }
}

/** What an answer to a look-up means: only a plain 404 says that the message is not there and will not be. */
export function toFound(answer: OutboundAnswer, ref: string): SendResult {
  const { id } = said(answer.text)
  if (answer.status === 200) return { status: 'accepted', provider_ref: typeof id === 'string' && id ? id.slice(0, 200) : ref }
  if (answer.status === 404) return { status: 'retry', after_s: 0, detail: ours('never_received') }
  return { status: 'unknown', detail: ours('lookup_unclear', String(answer.status)) }
}

const NEVER_OPENED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** A line that never opened sent nothing; one that broke later may have. */
export function toFault(error: unknown): SendResult {
  const { code, message } = error as NodeJS.ErrnoException
  const unsent = NEVER_OPENED.has(code ?? '') || (error instanceof OutboundRefused && !error.sent)
  return unsent ? { status: 'retry', after_s: DEFAULT_WAIT_S, detail: ours('no_line', message), line: true } : { status: 'unknown', detail: ours('line_broke', message) }
}
