import { sql } from 'kysely'
import { system } from '../../platform/database/index.ts'
import { sha256 } from '../../platform/ids.ts'
import { Problem } from '../../platform/problem.ts'
import type { Cx } from '../access/index.ts'

const LEASE_S = 60

export type Replay = { status: number; response: unknown }

/**
 * Takes the key for this request, or answers for an earlier one (draft-ietf-httpapi-idempotency-key-header-07): the same
 * body gets the stored answer, another body 422, a request that still runs 409. A holder that died loses it after its lease.
 */
export async function takeKey(cx: Cx, key: string, body: unknown): Promise<Replay | undefined> {
  if (key.length > 255) throw new Problem(422, 'invalid', 'The Idempotency-Key may have at most 255 characters.')
  const request_hash = sha256(JSON.stringify([cx.operation, body ?? null]))
  return system(cx.db, 'idempotency', cx.workspace.id, async (tx) => {
    const { rows } = await sql<{ taken: boolean }>`
      insert into idempotency_key (workspace_id, key, request_hash, lease_until, created_at)
      values (${cx.workspace.id}, ${key}, ${request_hash}, clock_timestamp() + make_interval(secs => ${LEASE_S}), ${cx.now})
      on conflict (workspace_id, key) do update set lease_until = excluded.lease_until, request_hash = excluded.request_hash
        where idempotency_key.status is null and idempotency_key.lease_until < clock_timestamp()
      returning true as taken`.execute(tx)
    if (rows.length > 0) return undefined
    const before = await tx.selectFrom('idempotency_key').selectAll().where('workspace_id', '=', cx.workspace.id).where('key', '=', key).executeTakeFirst()
    if (!before || before.status === null) throw new Problem(409, 'in_progress', 'A request with this Idempotency-Key is still running.', [], { 'retry-after': '1' })
    if (!before.request_hash.equals(request_hash)) throw new Problem(422, 'idempotency_key_reused', 'This Idempotency-Key was used with another request. Take a new key.')
    return { status: before.status, response: before.response }
  })
}

/** After the handler: keeps an answer that no `mutate` stored, or frees the key when the request failed. */
export async function settleKey(cx: Cx, result: unknown, failed: boolean): Promise<void> {
  const { idempotency } = cx
  if (!idempotency || idempotency.stored) return
  await system(cx.db, 'idempotency', cx.workspace.id, async (tx) => {
    if (failed) await tx.deleteFrom('idempotency_key').where('workspace_id', '=', cx.workspace.id).where('key', '=', idempotency.key).where('status', 'is', null).execute()
    else {
      await tx.updateTable('idempotency_key').where('workspace_id', '=', cx.workspace.id).where('key', '=', idempotency.key)
        .set({ status: idempotency.status, response: JSON.stringify(result ?? null) }).execute()
    }
  })
}
