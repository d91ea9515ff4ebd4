import { sql } from 'kysely'
import { consentHolds } from '../../../customers/index.ts'
import type { SystemTx } from '../../../platform/database/index.ts'
import { MEDIA } from '../../../platform/media.ts'
import type { Reached } from '../contract.ts'

/** How many of an import's people can be reached on each medium, and may be written to about its topic. */
export async function measureReach(tx: SystemTx, workspace_id: string, import_id: string, topic_id: string): Promise<Reached> {
  const { rows } = await sql<{ medium: string; endpoints: number; consented: number }>`
    select e.medium, count(*) as endpoints, count(*) filter (where ${consentHolds(sql`c.workspace_id`, sql`c.person_id`, sql`e.medium`, sql`${topic_id}`)}) as consented
    from import_contact ic join contact c on c.workspace_id = ic.workspace_id and c.id = ic.contact_id
    join endpoint e on e.workspace_id = ic.workspace_id and e.contact_id = ic.contact_id and e.state = 'active'
    where ic.workspace_id = ${workspace_id} and ic.import_id = ${import_id} group by e.medium`.execute(tx)
  const total = await sql<{ contacts: number }>`select count(*) as contacts from import_contact where workspace_id = ${workspace_id} and import_id = ${import_id}`.execute(tx)
  return {
    contacts: total.rows[0]!.contacts,
    media: MEDIA.flatMap((medium) => {
      const row = rows.find((each) => each.medium === medium)
      return row ? [{ medium, endpoints: row.endpoints, consented: row.consented }] : []
    }),
  }
}
