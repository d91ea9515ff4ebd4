import { system, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { newId } from '../../platform/ids.ts'
import { conflict, failAt } from '../../platform/problem.ts'
import { makeKey } from '../keys/verify.ts'
import { PERMISSIONS, type WorkspaceFacts } from '../access/index.ts'
import { createUser } from '../sign-in/index.ts'
import { countryFacts } from './countries.ts'

/** What a capability puts into every new workspace (starter cascades, sandbox connections, …); app.ts lists them. */
export type Seed = (tx: SystemTx, workspace: WorkspaceFacts, now: Date) => Promise<void>

export type SetUpInput = { name: string; email: string; password: string; company: string; country: string; locale?: string }

async function insertWorkspace(tx: SystemTx, input: { company: string; country: string }, user_id: string, now: Date, seeds: readonly Seed[]): Promise<WorkspaceFacts> {
  const facts = countryFacts(input.country) ?? failAt('/country', 'country_unknown', `"${input.country}" is not a country of ISO 3166-1.`, 'Two capital letters, such as UA.')
  const id = newId('wks')
  await tx.insertInto('workspace').values({ ...facts, id, name: input.company, created_at: now, updated_at: now }).execute()
  await tx.insertInto('membership').values({ workspace_id: id, user_id, role: 'owner', created_at: now }).execute()
  const workspace: WorkspaceFacts = { id, name: input.company, ...facts, environment: 'sandbox', marketing_held_at: null }
  for (const seed of seeds) await seed(tx, workspace, now)
  await tx.insertInto('audit_entry').values({
    workspace_id: id, id: newId('aud'), at: now, actor_kind: 'user', actor_id: user_id, actor_name: input.company, action: 'createWorkspace',
    object_type: 'workspace', object_id: id, summary: JSON.stringify({ name: input.company, country: input.country }),
  }).execute()
  return workspace
}

/** A user left by a set-up that failed half-way has no workspace and stands in the way of the next try. */
async function removeOrphan(house: House, email: string): Promise<void> {
  await system(house.db, 'set-up', 'all', async (tx) => {
    await tx.deleteFrom('auth.user').where('email', '=', email.toLowerCase())
      .where(({ not, exists, selectFrom }) => not(exists(selectFrom('membership').select('user_id').whereRef('membership.user_id', '=', 'auth.user.id')))).execute()
  })
}

/** The first workspace of an installation and its owner; consumes the set-up link. */
export async function setUp(house: House, input: SetUpInput, seeds: readonly Seed[]): Promise<{ workspace: WorkspaceFacts; cookies: string[]; user_id: string }> {
  if (!countryFacts(input.country)) failAt('/country', 'country_unknown', `"${input.country}" is not a country of ISO 3166-1.`, 'Two capital letters, such as UA.')
  await removeOrphan(house, input.email)
  const user = await createUser(house, { name: input.name, email: input.email, password: input.password, ...(input.locale ? { locale: input.locale } : {}) })
  const workspace = await system(house.db, 'set-up', 'all', async (tx) => {
    // Only one of several set-ups at once finds the token, or nobody's workspace, still there.
    await tx.selectFrom('instance').select('key').where('key', '=', 'setup_token').forUpdate().execute()
    if (await tx.selectFrom('workspace').select('id').limit(1).executeTakeFirst()) conflict('set_up_already', 'This installation is set up already.', { hint: 'Sign in, or ask its owner for an invitation.' })
    const made = await insertWorkspace(tx, input, user.id, house.clock(), seeds)
    await tx.deleteFrom('instance').where('key', '=', 'setup_token').execute()
    return made
  })
  return { workspace, cookies: user.cookies, user_id: user.id }
}

/** A further workspace, for somebody who has one already. */
export function createWorkspace(house: House, user_id: string, input: { company: string; country: string }, seeds: readonly Seed[]): Promise<WorkspaceFacts> {
  return system(house.db, 'set-up', 'all', (tx) => insertWorkspace(tx, input, user_id, house.clock(), seeds))
}

/** The pair of keys that the command line hands to an integrator. */
export function createKeyPair(house: House, workspace_id: string, user_id: string): Promise<{ secret_key: string; write_key: string }> {
  return system(house.db, 'set-up', workspace_id, async (tx) => {
    const secret = makeKey('secret')
    const write = makeKey('write')
    const common = { workspace_id, created_by: user_id, created_at: house.clock() }
    await tx.insertInto('api_key').values([
      { ...common, id: newId('key'), kind: 'secret', name: 'Made by carillon setup', prefix: secret.prefix, key_hash: secret.key_hash, scopes: [...PERMISSIONS] },
      { ...common, id: newId('key'), kind: 'write', name: 'Made by carillon setup', prefix: write.prefix, key_hash: write.key_hash, scopes: ['events:write'] },
    ]).execute()
    return { secret_key: secret.key, write_key: write.key }
  })
}
