import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import { insertEndpoints, type HashAddress } from './endpoints.ts'

const BATCH = 5000

/** The one live Telegram connection, if there is exactly one: a chat id is good only for the bot that the chat was started with. */
async function onlyBot(tx: Tx, workspace_id: string): Promise<string | undefined> {
  const rows = await tx.selectFrom('connection').select('id').where('workspace_id', '=', workspace_id).where('environment', '=', 'live').where('archived_at', 'is', null)
    .where(sql<boolean>`'telegram' = any (media)`).limit(2).execute()
  return rows.length === 1 ? rows[0]!.id : undefined
}

/**
 * Opens the chats that identities of kind telegram_id name, of these contacts or of all. With one live bot the chat is
 * taken to be its; with several, whose it is nobody said, and it opens when the person presses Start. A user's id is
 * digits (core.telegram.org/bots/api#user); anything else is a name to know somebody by, and no address.
 */
export async function openChats(tx: Tx, workspace_id: string, hash: HashAddress, now: Date, contact_ids?: string[]): Promise<void> {
  const scope = await onlyBot(tx, workspace_id)
  if (!scope) return
  for (let after = ''; ;) {
    const rows = await tx.selectFrom('identity').select(['id', 'contact_id', 'value']).where('workspace_id', '=', workspace_id).where('kind', '=', 'telegram_id').where('id', '>', after)
      .$if(contact_ids !== undefined, (query) => query.where(sql<boolean>`contact_id = any (${contact_ids}::text[])`)).orderBy('id').limit(BATCH).execute()
    await insertEndpoints(tx, workspace_id, rows.filter(({ value }) => /^[1-9]\d{0,15}$/.test(value)).map(({ contact_id, value }) => ({ contact_id, medium: 'telegram', address: value, country: null, scope })), hash, now)
    if (rows.length < BATCH) return
    after = rows.at(-1)!.id
  }
}
