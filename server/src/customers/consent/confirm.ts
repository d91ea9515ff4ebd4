import { sql } from 'kysely'
import type { SystemTx } from '../../platform/database/index.ts'
import type { House, NewEvent } from '../../platform/house.ts'
import { recordConsents } from './record.ts'

/** The second yes: from here on it is a consent, with both halves as its proof. Twice is as good as once; false when it is too late. */
export async function confirmRequest(house: House, tx: SystemTx, workspace_id: string, id: string, proof: Record<string, unknown>, now: Date): Promise<boolean> {
  // What holds now is locked before the request, as by whoever says no at this moment.
  await sql`select from consent_state s join consent_request r on r.workspace_id = s.workspace_id and r.contact_id = s.contact_id where r.workspace_id = ${workspace_id} and r.id = ${id} for update of s`.execute(tx)
  const { rows: [row] } = await sql<{ contact_id: string; medium: string; topic_id: string; source: string; proof: Record<string, unknown>; origin: NewEvent['origin']; requested_at: Date; asked_at: Date | null; message_id: string | null }>`
    update consent_request set state = 'confirmed', confirmed_at = ${now}, ask_at = null where workspace_id = ${workspace_id} and id = ${id} and state = 'open' and expires_at > ${now}
    returning contact_id, medium, topic_id, source, proof, origin, requested_at, asked_at, message_id`.execute(tx)
  if (!row) return false
  const { requested_at, asked_at, message_id } = row
  await recordConsents(house, tx, workspace_id, [{ ...row, state: 'opted_in', at: now, confirmed: true, proof: { ...row.proof, confirmation: { ...proof, request_id: id, requested_at, asked_at, message_id, confirmed_at: now } } }], { now, respect_opt_outs: false, origin: row.origin })
  return true
}
