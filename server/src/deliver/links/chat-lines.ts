import type { House } from '../../platform/house.ts'
import { chatLinksOf } from '../inbound/index.ts'
import { escapeHtml } from './page.ts'
import { fill, type Words } from './words.ts'

type Chat = { medium: string; connection: string; url: string; opened: boolean }

/** The chats in which a person can go on, each by their own link; a device that shows news is no chat. */
export async function chatsOf(house: House, workspace_id: string, { contact_id, environment }: { contact_id: string; environment: string }): Promise<Chat[]> {
  const links = await chatLinksOf(house, house.db.system, { id: workspace_id, environment }, contact_id)
  return links.flatMap(({ url, ...link }) => (url && link.medium !== 'push' ? [{ ...link, url }] : []))
}

export function chatLine({ medium, connection, url, opened }: Chat, words: Words): string {
  return `<li><a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(fill(words.chat_on, { medium: words.media[medium] ?? medium }))}</a><small>${escapeHtml(opened ? `${connection} · ${words.chat_opened}` : connection)}</small></li>`
}
