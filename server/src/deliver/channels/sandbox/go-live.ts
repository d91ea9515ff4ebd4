import { sql } from 'kysely'
import { putAwaySandboxConsents } from '../../../customers/index.ts'
import type { Tx } from '../../../platform/database/index.ts'

/**
 * Puts away what the sandbox's people did, before real people are written to: their messages, chats, devices and consents,
 * and what their bounces said about addresses that a real provider has not been asked about.
 */
export async function putSandboxAway(tx: Tx, workspace_id: string, now: Date): Promise<void> {
  const sandbox = sql`(select c.id from connection c where c.workspace_id = ${workspace_id} and c.environment = 'sandbox')`
  // The order of the engine: first what is to be done, then to which message.
  await sql`delete from sandbox_action where workspace_id = ${workspace_id}`.execute(tx)
  await sql`update sandbox_message set archived_at = ${now} where workspace_id = ${workspace_id} and archived_at is null`.execute(tx)
  await sql`update sandbox_device set payload = null, started_at = null, untold_at = null where workspace_id = ${workspace_id} and payload is not null`.execute(tx)
  // After the sandbox's own tables, whose workers report from within their transaction: what they report waits here, or came before.
  await sql`select from workspace where id = ${workspace_id} for no key update`.execute(tx)
  await putAwaySandboxConsents(tx, workspace_id)
  await sql`delete from endpoint e where e.workspace_id = ${workspace_id} and e.scope in ${sandbox} and not exists (select from queue_item q where q.workspace_id = e.workspace_id and q.endpoint_id = e.id)`.execute(tx)
  await sql`update endpoint e set state = 'active', state_reason = null, state_by = null, state_at = ${now} where e.workspace_id = ${workspace_id} and e.state <> 'active' and e.state_by in ${sandbox}`.execute(tx)
}
