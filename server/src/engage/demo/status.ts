import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'

export type DemoStatus = { status: 'absent' | 'loading' | 'loaded' | 'removing' | 'failed'; progress: number }

export async function getStatus(tx: Tx, workspace_id: string): Promise<DemoStatus> {
  const row = await tx.selectFrom('workspace').select('settings').where('id', '=', workspace_id).executeTakeFirstOrThrow()
  return (row.settings as { demo?: DemoStatus }).demo ?? { status: 'absent', progress: 0 }
}

export async function setStatus(tx: Tx, workspace_id: string, status: DemoStatus, now: Date): Promise<void> {
  await sql`update workspace set settings = jsonb_set(settings, '{demo}', ${JSON.stringify(status)}::jsonb), updated_at = ${now} where id = ${workspace_id}`.execute(tx)
}
