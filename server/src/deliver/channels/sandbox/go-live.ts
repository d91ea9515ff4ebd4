import { sql } from 'kysely'
import { putAwaySandboxConsents } from '../../../customers/index.ts'
import type { Tx } from '../../../platform/database/index.ts'

/**
 * Puts away what the sandbox's people did, before real people are written to: their messages, chats, devices and consents,
 * and what their bounces said about addresses that a real provider has not been asked about.
 */
export async function putSandboxAway(tx: Tx, workspace_id: string, now: Date): Promise<void> {
  const sandbox = sql`(select c.id from connection c where c.workspace_id = ${workspace_id} and c.environment = 'sandbox')`
  await sql`update sandbox_message set archived_at = ${now} where workspace_id = ${workspace_id} and archived_at is null`.execute(tx)
  await sql`delete from sandbox_action where workspace_id = ${workspace_id}`.execute(tx)
  await sql`update sandbox_device set payload = null, started_at = null, untold_at = null where workspace_id = ${workspace_id} and payload is not null`.execute(tx)
  await putAwaySandboxConsents(tx, workspace_id)
  await sql`delete from endpoint e where e.workspace_id = ${workspace_id} and e.scope in ${sandbox} and not exists (select from queue_item q where q.workspace_id = e.workspace_id and q.endpoint_id = e.id)`.execute(tx)
  // An endpoint is closed in the transaction of the receipt that closes it: a moment after the receipt was made, or before it,
  // when the receipt overtook the record of its hand-over and is applied by the settling that had begun already.
  await sql`
    update endpoint e set state = 'active', state_reason = null, state_at = ${now} from attempt a
    where e.workspace_id = ${workspace_id} and e.state <> 'active' and a.workspace_id = e.workspace_id and a.endpoint_id = e.id and a.connection_id in ${sandbox}
      and a.failed_at between e.state_at - interval '1 minute' and e.state_at + interval '1 minute'`.execute(tx)
}
