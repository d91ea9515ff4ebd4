import type { House } from '../../platform/house.ts'
import { randomToken, sha256 } from '../../platform/ids.ts'

/** Whether this installation has a workspace yet. */
export async function isSetUp(house: House): Promise<boolean> {
  return (await house.db.system.selectFrom('workspace').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** A new one-time set-up link for an installation without a workspace; earlier links stop working. */
export async function makeSetupLink(house: House): Promise<string> {
  const token = randomToken(43)
  const value = JSON.stringify({ hash: sha256(token).toString('hex') })
  await house.db.system.insertInto('instance').values({ key: 'setup_token', value, updated_at: house.clock() })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at: house.clock() })).execute()
  return `${house.config.public_url}/setup?token=${token}`
}

export async function isSetupToken(house: House, token: string): Promise<boolean> {
  const row = await house.db.system.selectFrom('instance').select('value').where('key', '=', 'setup_token').executeTakeFirst()
  return row !== undefined && (row.value as { hash: string }).hash === sha256(token).toString('hex')
}
