import { system } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { newId, randomToken, sha256 } from '../../platform/ids.ts'
import { fail, notFound } from '../../platform/problem.ts'
import { mutate, read, type Cx, type MemberRole } from '../access/index.ts'
import { createUser, type SessionUser } from '../sign-in/index.ts'

const VALID_MS = 7 * 86_400_000

export function listInvitations(cx: Cx) {
  return read(cx, 'members:read', async (tx) => ({
    data: await tx.selectFrom('invitation').select(['id', 'email', 'role', 'created_at', 'expires_at'])
      .where('accepted_at', 'is', null).where('revoked_at', 'is', null).where('expires_at', '>', cx.now).orderBy('created_at', 'desc').execute(),
  }))
}

/** Invites by a link that is good for seven days and is shown once. */
export function invite(cx: Cx, input: { email: string; role: Exclude<MemberRole, 'owner'> }) {
  return mutate(cx, 'members:write', async (tx, audit) => {
    const token = randomToken(43)
    const row = await tx.insertInto('invitation').values({
      workspace_id: cx.workspace.id, id: newId('inv'), email: input.email.toLowerCase(), role: input.role, token_hash: sha256(token),
      invited_by: cx.actor.id, created_at: cx.now, expires_at: new Date(cx.now.getTime() + VALID_MS),
    }).returning(['id', 'email', 'role', 'created_at', 'expires_at']).executeTakeFirstOrThrow()
    audit('invitation', row.id, input)
    return { ...row, url: `${cx.config.public_url}/invitation?token=${token}` }
  })
}

export function revokeInvitation(cx: Cx, id: string) {
  return mutate(cx, 'members:write', async (tx, audit) => {
    const row = await tx.updateTable('invitation').set({ revoked_at: cx.now }).where('id', '=', id).where('accepted_at', 'is', null).where('revoked_at', 'is', null).returning('email').executeTakeFirst()
    if (!row) return notFound('open invitation')
    audit('invitation', id, { email: row.email })
    return null
  })
}

async function openInvitation(house: House, token: string) {
  const row = await house.db.system.selectFrom('invitation').innerJoin('workspace', 'workspace.id', 'invitation.workspace_id')
    .select(['invitation.workspace_id', 'invitation.id', 'invitation.email', 'invitation.role', 'workspace.name as workspace_name'])
    .where('token_hash', '=', sha256(token)).where('accepted_at', 'is', null).where('revoked_at', 'is', null).where('expires_at', '>', house.clock()).executeTakeFirst()
  return row ?? fail('not_found', 'This invitation was used, withdrawn, or has expired. Ask for a new one.')
}

export async function viewInvitation(house: House, token: string) {
  const row = await openInvitation(house, token)
  const known = await house.db.system.selectFrom('auth.user').select('id').where('email', '=', row.email).executeTakeFirst()
  return { email: row.email, role: row.role, workspace_name: row.workspace_name, has_account: known !== undefined }
}

/** Joins the workspace: a new person by name and password, somebody who is signed in under the invited address as they are. */
export async function acceptInvitation(house: House, input: { token: string; name: string; password: string; locale?: string }, signedIn: SessionUser | undefined) {
  const row = await openInvitation(house, input.token)
  const user = signedIn?.email === row.email ? { id: signedIn.id, cookies: [] } : await createUser(house, { name: input.name, email: row.email, password: input.password, ...(input.locale ? { locale: input.locale } : {}) })
  await system(house.db, 'invitation', row.workspace_id, async (tx) => {
    const taken = await tx.updateTable('invitation').set({ accepted_at: house.clock() })
      .where('workspace_id', '=', row.workspace_id).where('id', '=', row.id).where('accepted_at', 'is', null).where('revoked_at', 'is', null).returning('id').executeTakeFirst()
    if (!taken) fail('not_found', 'This invitation was used, withdrawn, or has expired. Ask for a new one.')
    await tx.insertInto('membership').values({ workspace_id: row.workspace_id, user_id: user.id, role: row.role, created_at: house.clock() })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doNothing()).execute()
    await tx.insertInto('audit_entry').values({
      workspace_id: row.workspace_id, id: newId('aud'), at: house.clock(), actor_kind: 'user', actor_id: user.id, actor_name: input.name,
      action: 'acceptInvitation', object_type: 'invitation', object_id: row.id, summary: JSON.stringify({ email: row.email, role: row.role }),
    }).execute()
  })
  return { workspace: { id: row.workspace_id, name: row.workspace_name }, cookies: user.cookies }
}
