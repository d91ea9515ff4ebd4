import type { Static } from 'typebox'
import { newId } from '../../platform/ids.ts'
import { failAt, notFound } from '../../platform/problem.ts'
import { mutate, read, type Cx, type Permission } from '../access/index.ts'
import type { NewApiKey } from './contract.ts'
import { makeKey } from './verify.ts'

export function listKeys(cx: Cx) {
  return read(cx, 'keys:write', async (tx) => ({ data: await tx.selectFrom('api_key').selectAll().orderBy('created_at', 'desc').execute() }))
}

/** Makes a key; no key can do more than its maker. The key itself is in this answer and nowhere else. */
export function createKey(cx: Cx, input: Static<typeof NewApiKey>) {
  return mutate(cx, 'keys:write', async (tx, audit) => {
    const scopes: Permission[] = input.kind === 'write' ? ['events:write'] : (input.scopes ?? [...cx.actor.permissions])
    const beyond = scopes.find((scope) => !cx.actor.permissions.has(scope))
    if (beyond) failAt('/scopes', 'scope_beyond_own', `You cannot grant "${beyond}", which you do not have.`)
    if (input.expires_at && new Date(input.expires_at) <= cx.now) failAt('/expires_at', 'in_the_past', 'The expiry lies in the past.')
    const { key, ...stored } = makeKey(input.kind)
    const row = await tx.insertInto('api_key').values({
      workspace_id: cx.workspace.id, id: newId('key'), kind: input.kind, name: input.name, ...stored, scopes,
      created_by: cx.actor.id, created_at: cx.now, expires_at: input.expires_at ?? null,
    }).returningAll().executeTakeFirstOrThrow()
    audit('api_key', row.id, { name: row.name, kind: row.kind, scopes })
    return { ...row, key }
  })
}

export function revokeKey(cx: Cx, id: string) {
  return mutate(cx, 'keys:write', async (tx, audit) => {
    const row = await tx.updateTable('api_key').set({ revoked_at: cx.now }).where('id', '=', id).where('revoked_at', 'is', null).returning(['id', 'name']).executeTakeFirst()
    if (!row) return notFound('API key')
    audit('api_key', row.id, { name: row.name })
    return null
  })
}
