import { inWorkspace, system, type SystemTx, type Tx, type WorkspaceTx } from '../../platform/database/index.ts'
import { newId } from '../../platform/ids.ts'
import { fail } from '../../platform/problem.ts'
import type { Cx } from './cx.ts'
import type { Permission } from './permissions.ts'

/** Says what a command did, for the audit row: the object, and the facts worth keeping. */
export type Audit = (object_type: string, object_id: string, summary?: Record<string, unknown>) => void

export function requirePermission(cx: Cx, permission: Permission): void {
  if (cx.actor.permissions.has(permission)) return
  const who = cx.actor.kind === 'key' ? `The API key "${cx.actor.name}" has no scope` : `The role ${cx.actor.role} has no permission`
  fail('forbidden', `${who} "${permission}". An owner or admin can grant it.`)
}

/** Reads under the policies of the caller's workspace. */
export function read<T>(cx: Cx, permission: Permission, fn: (tx: WorkspaceTx) => Promise<T>): Promise<T> {
  requirePermission(cx, permission)
  return inWorkspace(cx.db, cx.workspace.id, fn)
}

/** Writes the audit row of a command and, where it has an Idempotency-Key, its answer: in the command's own transaction. */
async function conclude<T>(cx: Cx, tx: Tx, fn: (audit: Audit) => Promise<T>): Promise<T> {
  let said: { object_type: string | null; object_id: string | null; summary: Record<string, unknown> } = { object_type: null, object_id: null, summary: {} }
  const result = await fn((object_type, object_id, summary = {}) => (said = { object_type, object_id, summary }))
  await tx.insertInto('audit_entry').values({
    workspace_id: cx.workspace.id,
    id: newId('aud'),
    at: cx.now,
    actor_kind: cx.actor.kind,
    actor_id: cx.actor.id,
    actor_name: cx.actor.name,
    action: cx.operation,
    ...said,
    summary: JSON.stringify(said.summary),
    ip: cx.ip,
    request_id: cx.request_id,
  }).execute()
  if (cx.idempotency) {
    await tx.updateTable('idempotency_key').where('workspace_id', '=', cx.workspace.id).where('key', '=', cx.idempotency.key)
      .set({ status: cx.idempotency.status, response: JSON.stringify(result ?? null) }).execute()
    cx.idempotency.stored = true
  }
  return result
}

/**
 * One person's command: checked, under the policies of its workspace, with one audit row however many rows it touches,
 * and with the answer to its Idempotency-Key, all in one transaction.
 */
export function mutate<T>(cx: Cx, permission: Permission, fn: (tx: WorkspaceTx, audit: Audit) => Promise<T>): Promise<T> {
  requirePermission(cx, permission)
  return inWorkspace(cx.db, cx.workspace.id, (tx) => conclude(cx, tx, (audit) => fn(tx, audit)))
}

/** The same as the machinery, for commands whose SQL a policy would blind (audiences): each query names the workspace. */
export function mutateAsSystem<T>(cx: Cx, permission: Permission, fn: (tx: SystemTx, audit: Audit) => Promise<T>): Promise<T> {
  requirePermission(cx, permission)
  return system(cx.db, cx.operation, cx.workspace.id, (tx) => conclude(cx, tx, (audit) => fn(tx, audit)))
}
