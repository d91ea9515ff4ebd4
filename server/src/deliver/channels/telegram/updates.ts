import type { Inbound } from '../contract.ts'

type User = { id: number; first_name?: string; last_name?: string; username?: string; language_code?: string }
/** The parts of an Update that matter here (core.telegram.org/bots/api#update). */
export type Update = {
  update_id: number
  message?: { message_id: number; date: number; text?: string; caption?: string; chat: { id: number; type: string }; from?: User; reply_to_message?: { message_id: number } }
  my_chat_member?: { date: number; chat: { id: number; type: string }; from: User; new_chat_member: { status: string } }
}

/** What people did, from one update: pressing Start (with what our link carried), writing, blocking. Groups are not people. */
export function toInbound(update: Update): Inbound[] {
  const { message, my_chat_member: member } = update
  if (member && member.chat.type === 'private') {
    const gone = ['kicked', 'left'].includes(member.new_chat_member.status)
    return gone ? [{ kind: 'stopped', medium: 'telegram', address: String(member.chat.id), at: new Date(member.date * 1000) }] : []
  }
  if (!message || message.chat.type !== 'private') return []
  const address = String(message.chat.id)
  const at = new Date(message.date * 1000)
  const text = message.text ?? message.caption ?? ''
  const start = /^\/start(?:@\w+)?(?:\s+([\w-]{1,64}))?$/.exec(text)
  if (start) {
    const name = [message.from?.first_name, message.from?.last_name].filter(Boolean).join(' ') || null
    return [{ kind: 'started', medium: 'telegram', address, name, locale: message.from?.language_code ?? null, payload: start[1] ?? null, at }]
  }
  if (!text) return []
  const answered = message.reply_to_message ? { in_reply_to: `${address}/${message.reply_to_message.message_id}` } : {}
  return [{ kind: 'reply', provider_ref: `${address}/${message.message_id}`, from: address, to: '', medium: 'telegram', text, at, ...answered }]
}
