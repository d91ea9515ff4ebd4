import { sql } from 'kysely'
import { measureReach } from '../../../customers/index.ts'
import type { SystemTx } from '../../../platform/database/index.ts'
import type { Reached } from '../contract.ts'

/** How many of an import's people can be reached on each medium, and may be written to about its topic: counted as a segment counts them. */
export async function reachOfImport(tx: SystemTx, workspace_id: string, import_id: string, topic_id: string): Promise<Reached> {
  const { count, reachable } = await measureReach(tx, workspace_id, sql`
    from (select distinct c.person_id as id, c.person_id from import_contact ic join contact c on c.workspace_id = ic.workspace_id and c.id = ic.contact_id
      where ic.workspace_id = ${workspace_id} and ic.import_id = ${import_id} and c.archived_at is null) c`, topic_id)
  return { contacts: count, media: reachable.filter(({ endpoints }) => endpoints > 0) }
}
