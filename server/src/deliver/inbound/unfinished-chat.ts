import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database/index.ts'

export type UnfinishedChat = { reply_id: string; contact_id: string; connection: string; medium: string; text: string; received_at: Date }

/** The last thing a person wrote, on whichever channel and contact, where nobody answered or closed it since. */
export async function unfinishedChat(db: Kysely<DB>, workspace_id: string, person_id: string): Promise<UnfinishedChat | undefined> {
  const { rows } = await sql<UnfinishedChat & { direction: string; handled_at: Date | null }>`
    select i.id as reply_id, i.contact_id, n.name as connection, i.medium, i.text, i.received_at, i.direction, i.handled_at
    from contact c join inbound i on i.workspace_id = c.workspace_id and i.contact_id = c.id join connection n on n.workspace_id = i.workspace_id and n.id = i.connection_id
    where c.workspace_id = ${workspace_id} and c.person_id = ${person_id} order by i.received_at desc, i.id desc limit 1`.execute(db)
  const [last] = rows
  if (!last || last.direction === 'out' || last.handled_at) return undefined
  const { direction: _, handled_at: __, ...chat } = last
  return chat
}
