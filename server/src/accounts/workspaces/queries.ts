import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database/index.ts'
import { notFound } from '../../platform/problem.ts'
import type { WorkspaceFacts } from '../access/index.ts'

export async function workspaceFacts(db: Kysely<DB>, id: string): Promise<WorkspaceFacts> {
  const row = await db.selectFrom('workspace').select(['id', 'name', 'country', 'default_locale', 'time_zone', 'currency', 'environment', 'marketing_held_at'])
    .where('id', '=', id).executeTakeFirst()
  return row ? { ...row, environment: row.environment as WorkspaceFacts['environment'] } : notFound('workspace')
}

/** The workspaces of one person with the role in each, by name. */
export function workspacesOf(db: Kysely<DB>, user_id: string) {
  return db.selectFrom('membership').innerJoin('workspace', 'workspace.id', 'membership.workspace_id')
    .select(['workspace.id', 'workspace.name', 'membership.role']).where('membership.user_id', '=', user_id).orderBy('membership.created_at').execute()
}
