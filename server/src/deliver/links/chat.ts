import type { House } from '../../platform/house.ts'
import { unfinishedChat } from '../inbound/index.ts'
import { chatLine, chatsOf } from './chat-lines.ts'
import { targetOf } from './follow.ts'
import { escapeHtml, page } from './page.ts'
import { personOf } from './preferences.ts'
import { fill, wordsFor } from './words.ts'

const MOST_QUOTED = 500

/** Where a person can go on with what they began to say, and what of it nobody has answered. */
export async function chatPage(house: House, token: string): Promise<string> {
  const target = targetOf(house, token)
  const person = await personOf(house, target)
  const words = wordsFor(person.locale)
  const [chats, open] = await Promise.all([chatsOf(house, target.workspace_id, person), unfinishedChat(house.db.system, target.workspace_id, person.person_id)])
  const when = open && new Intl.DateTimeFormat(person.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: person.time_zone }).format(open.received_at)
  const last = open ? `<p>${escapeHtml(fill(words.chat_last, { medium: words.media[open.medium] ?? open.medium, date: when! }))}</p><blockquote>${escapeHtml(open.text.slice(0, MOST_QUOTED))}</blockquote>` : ''
  const ways = chats.length > 0 ? `<p>${escapeHtml(words.chat_text)}</p><ul class="lines">${chats.map((each) => chatLine(each, words)).join('')}</ul>` : `<p>${escapeHtml(fill(words.chat_none, { brand: person.brand.name }))}</p>`
  return page(person.brand, words.lang, words.chat, last + ways)
}
