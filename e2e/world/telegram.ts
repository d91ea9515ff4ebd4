import type http from 'node:http'
import type { Socket } from 'node:net'
import { answer, httpServer } from './http.ts'
import { markOf, type Ledger } from './ledger.ts'

const refused = (error_code: number, description: string, parameters?: object) => ({ ok: false, error_code, description, ...(parameters ? { parameters } : {}) })

/** A bot API (core.telegram.org/bots/api): it neither drops repeats nor can be asked, and reports nothing later. */
export function botApi(ledger: Ledger, sockets: Set<Socket>): http.Server {
  let given = 0
  return httpServer(sockets, ({ path, text }, response) => {
    const method = path.split('/').pop()
    if (method === 'getMe') return answer(response, 200, { ok: true, result: { id: 1, username: 'world_bot' } })
    if (method !== 'sendMessage' && method !== 'sendPhoto') return answer(response, 200, { ok: true, result: [] })
    const body = JSON.parse(text) as { chat_id: string; text?: string; caption?: string }
    const mark = markOf(body.text ?? body.caption ?? '')
    const { slow_ms, late_ms, later_s } = ledger.scripts.telegram
    const deed = ledger.draw('telegram', body.chat_id, mark)
    const take = () => ledger.take({ channel: 'telegram', provider_ref: `${body.chat_id}/${++given}`, to: body.chat_id, mark, unsubscribe: null })
    const accept = (after_ms = 0) => {
      take()
      const message_id = given
      if (deed === 'cut') response.destroy()
      else setTimeout(answer, after_ms, response, 200, { ok: true, result: { message_id } })
    }
    if (deed === 'reset') return response.destroy()
    if (deed === 'later') return answer(response, 429, refused(429, 'Too Many Requests', { retry_after: later_s }))
    if (deed === 'fault') return answer(response, 502, refused(502, 'Bad Gateway'))
    if (deed === 'refuse') return answer(response, 403, refused(403, 'Forbidden: bot was blocked by the user'))
    if (deed === 'slow') return setTimeout(() => response.destroyed || accept(), slow_ms)
    return accept(deed === 'late' ? late_ms : 0)
  })
}
