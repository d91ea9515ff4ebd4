import { conflict, fail, notFound } from '../../platform/problem.ts'
import { mutate, read, type Cx, type MemberRole } from '../access/index.ts'
import type { WorkspaceTx } from '../../platform/database/index.ts'

/** People with their roles. Names live in better-auth's schema, which the serving role of a workspace cannot read. */
export async function listMembers(cx: Cx) {
  const rows = await read(cx, 'members:read', (tx) => tx.selectFrom('membership').select(['user_id', 'role', 'created_at']).orderBy('created_at').execute())
  const users = await cx.db.system.selectFrom('auth.user').select(['id', 'name', 'email']).where('id', 'in', rows.map((row) => row.user_id)).execute()
  const byId = new Map(users.map((user) => [user.id, user]))
  return { data: rows.map((row) => ({ ...row, name: byId.get(row.user_id)?.name ?? '', email: byId.get(row.user_id)?.email ?? '' })) }
}

async function lockMember(tx: WorkspaceTx, user_id: string) {
  const members = await tx.selectFrom('membership').select(['user_id', 'role']).orderBy('user_id').forUpdate().execute()
  const member = members.find((each) => each.user_id === user_id) ?? notFound('member')
  return { member, owners: members.filter((each) => each.role === 'owner').length }
}

function guardOwner(cx: Cx, member: { role: string }, owners: number, to: MemberRole | null): void {
  if ((member.role === 'owner' || to === 'owner') && cx.actor.role !== 'owner') fail('forbidden', 'Only an owner can make or unmake an owner.')
  if (member.role === 'owner' && to !== 'owner' && owners === 1) conflict('last_owner', 'A workspace needs an owner.', { hint: 'Make somebody else an owner first.' })
}

export function changeMember(cx: Cx, user_id: string, role: MemberRole) {
  return mutate(cx, 'members:write', async (tx, audit) => {
    const { member, owners } = await lockMember(tx, user_id)
    guardOwner(cx, member, owners, role)
    await tx.updateTable('membership').set({ role }).where('user_id', '=', user_id).execute()
    audit('member', user_id, { from: member.role, to: role })
    return null
  })
}

export function removeMember(cx: Cx, user_id: string) {
  return mutate(cx, 'members:write', async (tx, audit) => {
    const { member, owners } = await lockMember(tx, user_id)
    guardOwner(cx, member, owners, null)
    await tx.deleteFrom('membership').where('user_id', '=', user_id).execute()
    audit('member', user_id, { role: member.role })
    return null
  })
}
