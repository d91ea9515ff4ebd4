import { sql } from 'kysely'
import type { House } from '../../platform/house.ts'
import { randomToken, sha256 } from '../../platform/ids.ts'
import type { Permission } from '../access/index.ts'

/** `sk_` for secret keys, `pk_` for write keys; 43 characters hold 256 random bits. */
export function makeKey(kind: 'secret' | 'write'): { key: string; prefix: string; key_hash: Buffer } {
  const key = `${kind === 'secret' ? 'sk' : 'pk'}_${randomToken(43)}`
  return { key, prefix: key.slice(0, 9), key_hash: sha256(key) }
}

export type VerifiedKey = { id: string; workspace_id: string; name: string; kind: string; scopes: Permission[] }

/** The live key behind a presented string. `last_used_at` moves at most once a minute, so that use costs no write. */
export async function findKey(house: House, presented: string): Promise<VerifiedKey | undefined> {
  if (!/^[sp]k_[\w-]{43}$/.test(presented)) return undefined
  const now = house.clock()
  const row = await house.db.system.selectFrom('api_key').selectAll().where('key_hash', '=', sha256(presented)).where('revoked_at', 'is', null).executeTakeFirst()
  if (!row || (row.expires_at && row.expires_at <= now)) return undefined
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > 60_000) {
    await sql`update api_key set last_used_at = ${now} where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(house.db.system)
  }
  return { id: row.id, workspace_id: row.workspace_id, name: row.name, kind: row.kind, scopes: row.scopes as Permission[] }
}
