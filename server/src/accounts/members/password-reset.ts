import { system, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { newId, randomToken, sha256 } from '../../platform/ids.ts'
import { conflict, fail, notFound } from '../../platform/problem.ts'
import { mutateAsSystem, type Cx } from '../access/index.ts'
import { hashPassword } from '../sign-in/index.ts'

const VALID_MS = 24 * 3_600_000

export type ResetLink = { url: string; expires_at: Date }

const identifierOf = (token: string) => `password-reset:${sha256(token).toString('hex')}`

/** A link that lets its holder choose a new password, once and for a day. An earlier one of the same person stops working. */
async function makeLink(house: House, tx: SystemTx, user_id: string, workspace_id: string): Promise<ResetLink> {
  // Of two at once the later one waits, and takes the earlier one's place.
  await tx.selectFrom('auth.user').select('id').where('id', '=', user_id).forUpdate().execute()
  const token = randomToken(43)
  const expires_at = new Date(house.clock().getTime() + VALID_MS)
  await tx.deleteFrom('auth.verification').where('identifier', 'like', 'password-reset:%').where('value', 'like', `${user_id} %`).execute()
  await tx.insertInto('auth.verification').values({ id: newId('rst'), identifier: identifierOf(token), value: `${user_id} ${workspace_id}`, expiresAt: expires_at }).execute()
  return { url: `${house.config.public_url}/password-reset?token=${token}`, expires_at }
}

/**
 * A password opens every workspace of its person, so whoever makes a link must be able to make one in each of them: an
 * owner for anybody, an admin for whoever is no owner.
 */
async function requireStanding(cx: Cx, tx: SystemTx, user_id: string): Promise<void> {
  const rows = await tx.selectFrom('membership').select(['workspace_id', 'user_id', 'role']).where('user_id', 'in', [user_id, cx.actor.id]).execute()
  const theirs = rows.filter((row) => row.user_id === user_id)
  if (!theirs.some((row) => row.workspace_id === cx.workspace.id)) notFound('member')
  if (cx.actor.kind !== 'user') fail('forbidden', 'An API key cannot make a link for a new password. Sign in to do so.')
  if (user_id === cx.actor.id) conflict('own_password', 'You are signed in: a link for yourself would let whoever sits at your screen take your account.', { hint: 'If you forgot your password, ask another owner, or whoever runs this server.' })
  for (const { workspace_id, role } of theirs) {
    const mine = rows.find((row) => row.user_id === cx.actor.id && row.workspace_id === workspace_id)?.role
    if (mine === 'owner' || (mine === 'admin' && role !== 'owner')) continue
    if (workspace_id === cx.workspace.id) fail('forbidden', 'Only an owner can make a link for an owner.')
    conflict('member_elsewhere', 'This person belongs to another workspace too, whose password it would be as well.', { hint: 'Ask whoever runs this server for a link: npx carillon reset-password --email theirs.' })
  }
}

/** For a member who forgot the password; the link is shown once. */
export function resetPassword(cx: Cx, user_id: string): Promise<ResetLink> {
  return mutateAsSystem(cx, 'members:write', async (tx, audit) => {
    await requireStanding(cx, tx, user_id)
    audit('member', user_id)
    return makeLink(cx, tx, user_id, cx.workspace.id)
  })
}

/** For whoever runs the server: the way back for a sole owner. @throws when nobody, or not exactly one owner, is meant */
export async function resetPasswordOf(house: House, email: string | undefined): Promise<ResetLink & { email: string }> {
  return system(house.db, 'password reset', 'all', async (tx) => {
    const found = await tx.selectFrom('membership as m').innerJoin('auth.user as u', 'u.id', 'm.user_id').select(['u.id', 'u.email', 'm.workspace_id', 'm.role'])
      .where(email === undefined ? 'm.role' : 'u.email', '=', email?.toLowerCase() ?? 'owner').orderBy('m.created_at').execute()
    const people = [...new Set(found.map((row) => row.email))]
    if (people.length === 0) fail('not_found', email === undefined ? 'There is no owner yet. Make one with: npx carillon setup' : `${email} is no member of any workspace here.`)
    if (people.length > 1) fail('invalid', `Say for whom with --email: ${people.join(', ')}`)
    const { id, workspace_id } = found[0]!
    for (const row of found) await noteIn(tx, house, { workspace_id: row.workspace_id, user_id: id, kind: 'system', name: 'carillon command line', action: 'resetPassword' })
    return { ...(await makeLink(house, tx, id, workspace_id)), email: people[0]! }
  })
}

async function noteIn(tx: SystemTx, house: House, { workspace_id, user_id, kind, name, action }: { workspace_id: string; user_id: string; kind: 'user' | 'system'; name: string; action: string }): Promise<void> {
  await tx.insertInto('audit_entry').values({
    workspace_id, id: newId('aud'), at: house.clock(), actor_kind: kind, actor_id: kind === 'user' ? user_id : 'cli', actor_name: name, action, object_type: 'member', object_id: user_id, summary: '{}',
  }).execute()
}

const over = () => fail('not_found', 'This link was used, replaced, or has expired. Ask for a new one.')

export async function viewPasswordReset(house: House, token: string) {
  const row = await house.db.system.selectFrom('auth.verification').select('value').where('identifier', '=', identifierOf(token)).where('expiresAt', '>', house.clock()).executeTakeFirst()
  const user = row && (await house.db.system.selectFrom('auth.user').select('email').where('id', '=', row.value.split(' ')[0]!).executeTakeFirst())
  return user ?? over()
}

/** Sets the password and ends all sessions of its person, whoever holds them; the link is used up in the same transaction. */
export async function usePasswordReset(house: House, { token, password }: { token: string; password: string }): Promise<null> {
  await viewPasswordReset(house, token)
  const hash = await hashPassword(house, password)
  await system(house.db, 'password reset', 'all', async (tx) => {
    const taken = await tx.deleteFrom('auth.verification').where('identifier', '=', identifierOf(token)).where('expiresAt', '>', house.clock()).returning('value').executeTakeFirst()
    const [user_id, workspace_id] = (taken ?? over()).value.split(' ') as [string, string]
    const user = (await tx.selectFrom('auth.user').select('name').where('id', '=', user_id).executeTakeFirst()) ?? over()
    await tx.updateTable('auth.account').set({ password: hash, updatedAt: house.clock() }).where('userId', '=', user_id).where('providerId', '=', 'credential').execute()
    await tx.deleteFrom('auth.session').where('userId', '=', user_id).execute()
    await noteIn(tx, house, { workspace_id, user_id, kind: 'user', name: user.name, action: 'usePasswordReset' })
  })
  return null
}
