import { timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import { isLoopback } from '../../../platform/config.ts'
import { sha256 } from '../../../platform/ids.ts'
import { makeOutboundClient, type OutboundClient } from '../../../platform/outbound-http.ts'
import { fail } from '../../../platform/problem.ts'
import { ABILITIES } from '../../media.ts'
import type { Channel, OutboundMessage, SendResult, SessionContext } from '../contract.ts'
import { callTelegram, toResult, type Settings } from './api.ts'
import { toInbound, type Update } from './updates.ts'

const POLL_S = 25

const settings = Type.Object({
  token: Type.String({ pattern: '^\\d{5,}:[\\w-]{30,}$', title: 'Bot token', description: 'From @BotFather: 123456:ABC…', 'x-secret': true }),
  api_base: Type.String({ format: 'uri', default: 'https://api.telegram.org', title: 'API address' }),
  webhook_secret: Type.Optional(Type.String({ pattern: '^[\\w-]{16,256}$', title: 'Webhook secret', description: 'With one, Telegram calls us; without, we ask Telegram', 'x-secret': true })),
}, { additionalProperties: false })

function methodOf(message: OutboundMessage): { method: string; body: Record<string, unknown> } {
  if (message.form.medium !== 'telegram') throw new Error('not a Telegram message')
  const { text, html, picture_url, buttons } = message.form
  const markup = buttons.length > 0 ? { reply_markup: { inline_keyboard: buttons.map(({ label, url }) => [{ text: label, url }]) } } : {}
  const formatted = html ? { parse_mode: 'HTML' } : {}
  if (picture_url) return { method: 'sendPhoto', body: { chat_id: message.to, photo: picture_url, caption: html ?? text, ...formatted, ...markup } }
  return { method: 'sendMessage', body: { chat_id: message.to, text: html ?? text, ...formatted, ...markup, link_preview_options: { is_disabled: true } } }
}

async function send(client: OutboundClient, s: Settings, message: OutboundMessage): Promise<SendResult> {
  const { method, body } = methodOf(message)
  try {
    const answer = await callTelegram<{ message_id: number }>(client, s, method, body)
    return answer.ok ? { status: 'accepted', provider_ref: `${message.to}/${answer.result.message_id}` } : toResult(answer)
  } catch (error) {
    const { code, message: detail } = error as NodeJS.ErrnoException
    // A line that never opened sent nothing; one that broke later may have.
    const unsent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(code ?? '')
    return unsent ? { status: 'retry', after_s: 15, detail, line: true } : { status: 'unknown', detail }
  }
}

async function open({ connection, house, emit, send_only }: SessionContext) {
  const s = connection.settings as Settings
  const client = makeOutboundClient({ allow_private: house.config.allow_private_network, connections: 20 })
  let closing = false

  /** Long polling: an update is confirmed by asking for the next, so it is asked for only once the last is on disk. */
  async function poll(): Promise<void> {
    let offset = 0
    let failures = 0
    while (!closing) {
      try {
        const answer = await callTelegram<Update[]>(client, s, 'getUpdates', { offset, timeout: POLL_S, allowed_updates: ['message', 'my_chat_member'] }, (POLL_S + 10) * 1000)
        if (!answer.ok) throw new Error(answer.description)
        const inbound = answer.result.flatMap(toInbound)
        if (inbound.length > 0) await emit(inbound)
        failures = 0
        for (const update of answer.result) offset = Math.max(offset, update.update_id + 1)
      } catch (error) {
        if (closing) return
        const wait_s = Math.min(5 * 2 ** failures, 80)
        failures += 1
        house.log.warn({ err: error, connection_id: connection.id, again_in_s: wait_s }, 'asking Telegram for updates failed')
        await new Promise((resolve) => setTimeout(resolve, wait_s * 1000).unref())
      }
    }
  }
  const polling = s.webhook_secret || send_only ? Promise.resolve() : poll()

  return {
    send: (message: OutboundMessage) => send(client, s, message),
    async close() {
      closing = true
      await Promise.race([Promise.all([client.close(), polling]), new Promise((resolve) => setTimeout(resolve, 1000).unref())])
    },
  }
}

/** Telegram's Bot API: the pattern for channels over HTTP with a webhook. */
export const telegram: Channel = {
  id: 'telegram',
  name: 'Telegram bot',
  media: ['telegram'],
  address: 'chat',
  can: ABILITIES.telegram,
  dedupe: 'none',
  settings,
  // core.telegram.org/bots/faq: about 30 messages a second for a bot
  default_limits: { per_second: 25, concurrency: 20 },
  reports: true,
  listens: true,
  open,
  async receive(request, connection) {
    const { webhook_secret } = connection.settings as Settings
    const given = request.headers['x-telegram-bot-api-secret-token']
    if (!webhook_secret || typeof given !== 'string' || !timingSafeEqual(sha256(given), sha256(webhook_secret))) fail('forbidden', 'The secret token is not the one of this connection.')
    return { inbound: toInbound(request.body as Update), reply: { status: 200, type: 'application/json', body: '{}' } }
  },
  // core.telegram.org/bots/features#deep-linking: up to 64 of A-Z a-z 0-9 _ -
  invite: ({ account }, _, payload) => account && `https://t.me/${account}?start=${payload}`,
  async check(connection, house) {
    const s = connection.settings as Settings
    const client = makeOutboundClient({ allow_private: house.config.allow_private_network })
    try {
      const me = await callTelegram<{ username: string }>(client, s, 'getMe', {})
      if (!me.ok) return { ok: false, lines: [{ ok: false, code: 'telegram_refuses', text: `Telegram answers: ${me.description}`, remedy: 'Copy the token again from @BotFather.' }] }
      const account = me.result.username
      const lines = [{ ok: true, code: 'telegram_answers', text: `The bot @${account} answers. People start it with https://t.me/${account}.` }]
      if (!s.webhook_secret) return { ok: true, account, lines: [...lines, { ok: true, code: 'telegram_asked', text: 'Updates are fetched by asking.' }] }
      if (isLoopback(house.config.public_url)) return { ok: false, account, lines: [...lines, { ok: false, code: 'telegram_cannot_reach', text: `Telegram cannot reach ${house.config.public_url}.`, remedy: 'Set PUBLIC_URL, or leave the webhook secret empty so that updates are fetched.' }] }
      const hook = await callTelegram<boolean>(client, s, 'setWebhook', { url: `${house.config.public_url}/v1/webhooks/${connection.id}`, secret_token: s.webhook_secret, allowed_updates: ['message', 'my_chat_member'] })
      return { ok: hook.ok, account, lines: [...lines, hook.ok ? { ok: true, code: 'telegram_calls', text: 'Telegram will call this server with updates.' } : { ok: false, code: 'telegram_refuses_address', text: hook.description, remedy: 'PUBLIC_URL must be https with a valid certificate.' }] }
    } catch (error) {
      return { ok: false, lines: [{ ok: false, code: 'telegram_silent', text: (error as Error).message, remedy: 'Check that this server can reach the API address.' }] }
    } finally {
      await client.close()
    }
  },
}
