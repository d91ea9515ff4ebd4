import type { OutboundClient } from '../../../platform/outbound-http.ts'
import type { SendResult } from '../contract.ts'

/** The envelope of every answer of the Bot API (core.telegram.org/bots/api#making-requests). */
export type TelegramAnswer<T> = { ok: true; result: T } | { ok: false; error_code: number; description: string; parameters?: { retry_after?: number } }

export type Settings = { token: string; api_base: string; webhook_secret?: string }

export async function callTelegram<T>(client: OutboundClient, settings: Settings, method: string, body: unknown, timeout_ms?: number): Promise<TelegramAnswer<T>> {
  const { status, text } = await client.send({ method: 'POST', url: `${settings.api_base.replace(/\/+$/, '')}/bot${settings.token}/${method}`, json: body, ...(timeout_ms ? { timeout_ms } : {}) })
  try {
    return JSON.parse(text) as TelegramAnswer<T>
  } catch {
    return { ok: false, error_code: status, description: 'The answer is not JSON' }
  }
}

/** What a refusal means: 429 says how long to wait; a person who blocked the bot or is gone is told from a fault of ours. */
export function toResult(answer: Extract<TelegramAnswer<unknown>, { ok: false }>): SendResult {
  const { error_code, description: detail, parameters } = answer
  if (error_code === 429) return { status: 'retry', after_s: parameters?.retry_after ?? 30, detail, line: true }
  if (error_code >= 500) return { status: 'retry', after_s: 15, detail, line: true }
  if (error_code === 401 || error_code === 404) return { status: 'rejected', reason: 'auth', detail }
  if (error_code === 403) return { status: 'rejected', reason: 'blocked', detail, permanent: true }
  if (/chat not found|user is deactivated|peer_id_invalid/i.test(detail)) return { status: 'rejected', reason: 'bad_address', detail, permanent: true }
  return { status: 'rejected', reason: 'content', detail }
}
