import { sql } from 'kysely'
import { pgArray, type SystemTx } from '../../platform/database/index.ts'

/** Takes what entries and kept answers say of things that are erased: who did what and when stays, what it was about does not. */
export async function forgetObjects(tx: SystemTx, workspace_id: string, ids: readonly string[]): Promise<void> {
  await sql`update audit_entry set summary = '{}' where workspace_id = ${workspace_id} and object_id = any (${pgArray(ids)}::text[])`.execute(tx)
  await sql`delete from idempotency_key k using unnest(${pgArray(ids)}::text[]) as w (id) where k.workspace_id = ${workspace_id} and position(w.id in k.response::text) > 0`.execute(tx)
}
